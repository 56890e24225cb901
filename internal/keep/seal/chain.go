package seal

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// KeyReason says why the key of a log was changed.
type KeyReason string

// The reasons. They stand in the log for everybody to read; more words are in the decision that is sealed with it.
const (
	KeyPlanned KeyReason = "planned"     // as a precaution, or for a stronger machine
	KeyStolen  KeyReason = "stolen"      // somebody else has the old key, or may have
	KeyHanded  KeyReason = "handed-over" // others keep the ledger from now on
)

// KeyReasons are these reasons.
var KeyReasons = []KeyReason{KeyPlanned, KeyStolen, KeyHanded}

// KeyChange is a record of the log that names the key that signs from then on. Unlike a [Record] it says everything
// openly: it is for whoever has nothing but an older key. The old key and the new one both sign it.
type KeyChange struct {
	Added    time.Time // by the ledger's clock, UTC, whole microseconds
	Origin   string    // of the log
	Leaf     int64     // where the record stands: checkpoints of more leaves are signed by the new key
	Root     tlog.Hash // of the log before it, so that the old key's last word binds what was sealed under it
	Old, New string    // public keys, as package note writes them
	Reason   KeyReason
	Decision string // the ID of the sealed decision that says who changed it, and why

	OldSignature, NewSignature []byte // over all of the above
}

const keyChangeHeader = "firsthand key 1\n"

// IsKeyChange reports whether the data of a leaf is meant as a change of keys.
func IsKeyChange(data []byte) bool { return bytes.HasPrefix(data, []byte("firsthand key ")) }

// message is what both keys sign.
func (k KeyChange) message() []byte {
	return fmt.Appendf(nil, keyChangeHeader+"added %s\nlog %s\nleaf %d\nroot %s\nold %s\nnew %s\nreason %s\ndecision %s\n",
		k.Added.Format(TimeLayout), k.Origin, k.Leaf, k.Root, k.Old, k.New, k.Reason, k.Decision)
}

// Encode is the record as the bytes that are hashed into the tree, see docs/ledger.md.
func (k KeyChange) Encode() []byte {
	return fmt.Appendf(k.message(), "signed %s\nproven %s\n", base64.StdEncoding.EncodeToString(k.OldSignature), base64.StdEncoding.EncodeToString(k.NewSignature))
}

// SignKeyChange signs a change with both keys.
func SignKeyChange(k KeyChange, old, next note.Signer) (_ KeyChange, err error) {
	k.Added = k.Added.UTC().Truncate(time.Microsecond)
	if k.OldSignature, err = old.Sign(k.message()); err != nil {
		return KeyChange{}, fmt.Errorf("sign the change of a key: %w", err)
	}
	if k.NewSignature, err = next.Sign(k.message()); err != nil {
		return KeyChange{}, fmt.Errorf("sign the change of a key: %w", err)
	}
	return ParseKeyChange(k.Encode())
}

// ParseKeyChange reads what Encode writes, and only that, and checks that the new key signed it. Whether the old key
// did is for [Chain.Follow] to say.
func ParseKeyChange(data []byte) (KeyChange, error) {
	if len(data) > MaxRecord || !bytes.HasPrefix(data, []byte(keyChangeHeader)) {
		return KeyChange{}, errors.New("parse the change of a key: it is of no form that this program knows")
	}
	p := lines{rest: data[len(keyChangeHeader):], line: 1}
	k := KeyChange{Added: p.time("added"), Origin: p.value("log")}
	leaf, root := p.value("leaf"), p.value("root")
	k.Old, k.New = p.value("old"), p.value("new")
	k.Reason, k.Decision = KeyReason(p.value("reason")), p.value("decision")
	signed, proven := p.value("signed"), p.value("proven")
	if p.err == nil && len(p.rest) > 0 {
		p.err = fmt.Errorf("%d bytes after line %d", len(p.rest), p.line)
	}
	if p.err != nil {
		return KeyChange{}, fmt.Errorf("parse the change of a key: %w", p.err)
	}
	var err [4]error
	k.Leaf, err[0] = strconv.ParseInt(leaf, 10, 64)
	if k.Root, err[1] = tlog.ParseHash(root); err[1] != nil {
		return KeyChange{}, errors.New("parse the change of a key: its root is none")
	}
	k.OldSignature, err[2] = base64.StdEncoding.DecodeString(signed)
	k.NewSignature, err[3] = base64.StdEncoding.DecodeString(proven)
	next, wrong := ParseKey(k.New)
	switch {
	case errors.Join(err[:]...) != nil || k.Leaf < 1 || !bytes.Equal(k.Encode(), data):
		return KeyChange{}, errors.New("parse the change of a key: a line is not written the one way it can be")
	case !slices.Contains(KeyReasons, k.Reason) || !ValidID(k.Decision):
		return KeyChange{}, errors.New("parse the change of a key: it gives no reason or no decision")
	case wrong != nil || next.Name() != k.Origin:
		return KeyChange{}, errors.New("parse the change of a key: the new key is none of this log")
	case !next.Verify(k.message(), k.NewSignature):
		return KeyChange{}, errors.New("parse the change of a key: the new key did not sign it")
	}
	return k, nil
}

// ParseKey reads the public key of a log, written the one way it can be.
func ParseKey(line string) (note.Verifier, error) {
	v, err := note.NewVerifier(line)
	if err != nil || !strings.HasPrefix(line, fmt.Sprintf("%s+%08x+", v.Name(), v.KeyHash())) {
		return nil, errors.New("it is no public key of a log")
	}
	return v, nil
}

// Chain is the keys of a log, from one on that somebody trusts. Each names the next by a record of the log. The zero
// Chain has none.
type Chain struct {
	keys    []note.Verifier
	changes []KeyChange // one fewer
}

// NewChain is the chain of one key.
func NewChain(key note.Verifier) Chain { return Chain{keys: []note.Verifier{key}} }

// Follow is the chain with the key that a change names. It fails unless the chain's newest key signed the change,
// behind the one before.
func (c Chain) Follow(k KeyChange) (Chain, error) {
	last := c.Newest()
	old, err := ParseKey(k.Old)
	switch {
	case err != nil || k.Origin != last.Name() || old.KeyHash() != last.KeyHash() || !last.Verify(k.message(), k.OldSignature):
		return c, errors.New("follow the keys: the key before did not sign the change")
	case k.Leaf < c.since(len(c.keys)-1):
		return c, errors.New("follow the keys: the change stands before the one that it follows")
	}
	return Chain{append(slices.Clone(c.keys), mustKey(k.New)), append(slices.Clone(c.changes), k)}, nil
}

// mustKey is a key that ParseKeyChange has read.
func mustKey(line string) note.Verifier {
	v, err := ParseKey(line)
	if err != nil {
		panic(err)
	}
	return v
}

// since is the least size of a checkpoint that key i signs.
func (c Chain) since(i int) int64 {
	if i == 0 {
		return 0
	}
	return c.changes[i-1].Leaf + 1
}

// Newest is the key that signs now, nil in the zero Chain.
func (c Chain) Newest() note.Verifier {
	if len(c.keys) == 0 {
		return nil
	}
	return c.keys[len(c.keys)-1]
}

// Changes are the changes of keys, oldest first.
func (c Chain) Changes() []KeyChange { return slices.Clone(c.changes) }

// At is the one key that signs checkpoints of that many leaves.
func (c Chain) At(size int64) note.Verifier {
	for i := len(c.keys) - 1; i > 0; i-- {
		if size >= c.since(i) {
			return c.keys[i]
		}
	}
	return c.keys[0]
}

// Open is [OpenCheckpoint] with the one key that signs checkpoints of the size that the note gives.
func (c Chain) Open(signed []byte) (Checkpoint, error) {
	if len(c.keys) == 0 {
		return Checkpoint{}, errors.New("open checkpoint: there is no key")
	}
	key := c.Of(signed)
	opened, err := OpenCheckpoint(signed, key)
	if err == nil {
		return opened, nil
	}
	for i, other := range c.keys {
		if other == key {
			continue
		}
		if _, wrong := OpenCheckpoint(signed, other); wrong == nil && i < len(c.changes) && c.At(sizeOf(signed)) != other {
			return Checkpoint{}, fmt.Errorf("open checkpoint: signed by a key that another had replaced by then, at leaf %d", c.changes[i].Leaf)
		}
	}
	return Checkpoint{}, err
}

// Of is the one key that signs checkpoints of the size that a note gives. The note has not been checked.
func (c Chain) Of(signed []byte) note.Verifier { return c.At(sizeOf(signed)) }

// sizeOf is the size that a note gives, 0 where it gives none.
func sizeOf(signed []byte) int64 {
	lines := strings.SplitN(string(signed), "\n", 3)
	if len(lines) < 3 {
		return 0
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return 0
	}
	return size
}

// Encode is the chain as text: the first key, a newline, and each change behind an empty line. Without changes it is a
// file of one key.
func (c Chain) Encode(first string) []byte {
	b := []byte(first + "\n")
	for _, k := range c.changes {
		b = append(append(b, '\n'), k.Encode()...)
	}
	return b
}

// ParseChain reads what Encode writes, as well as a single key. It follows every change.
func ParseChain(data []byte) (Chain, error) {
	first, rest, _ := strings.Cut(strings.TrimRight(string(data), "\n"), "\n")
	key, err := ParseKey(strings.TrimSpace(first))
	if err != nil {
		return Chain{}, err
	}
	c := NewChain(key)
	for part := range strings.SplitSeq(strings.TrimPrefix(rest, "\n"), "\n\n") {
		if part == "" {
			continue
		}
		k, err := ParseKeyChange([]byte(part + "\n"))
		if err != nil {
			return Chain{}, err
		}
		if c, err = c.Follow(k); err != nil {
			return Chain{}, err
		}
	}
	return c, nil
}

// FollowAll follows those of some changes, in the order of a log, that lead on from the chain's newest key; those
// before it are passed over.
func (c Chain) FollowAll(changes []KeyChange) (Chain, error) {
	for i, k := range changes {
		if old, err := ParseKey(k.Old); err != nil || old.KeyHash() != c.Newest().KeyHash() {
			continue
		}
		for _, k := range changes[i:] {
			var err error
			if c, err = c.Follow(k); err != nil {
				return c, err
			}
		}
		break
	}
	return c, nil
}

// NextKey makes a new key for the log of that origin.
func NextKey(random io.Reader, origin string) (private, public string, err error) {
	if private, public, err = note.GenerateKey(random, origin); err != nil {
		return "", "", fmt.Errorf("make a key: %w", err)
	}
	return private, public, nil
}
