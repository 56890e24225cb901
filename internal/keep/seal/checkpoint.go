package seal

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint is one state of a log: so many leaves with this root.
type Checkpoint struct {
	Origin string // names the log for ever; also the name of the key that signs it
	Size   int64
	Root   tlog.Hash
}

// Text is the checkpoint as C2SP tlog-checkpoint writes it: origin, size in decimal, root in base64, a newline after
// each.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, c.Root)
}

// ParseCheckpoint reads what Text writes, and only that: no extension lines, ParseCheckpoint(s).Text() equals s.
func ParseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return Checkpoint{}, errors.New("parse checkpoint: not three whole lines")
	}
	if lines[0] == "" {
		return Checkpoint{}, errors.New("parse checkpoint: line 1 has no origin")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return Checkpoint{}, errors.New("parse checkpoint: line 2 is not a size")
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize || base64.StdEncoding.EncodeToString(root) != lines[2] {
		return Checkpoint{}, errors.New("parse checkpoint: line 3 is not a root hash")
	}
	return Checkpoint{Origin: lines[0], Size: size, Root: tlog.Hash(root)}, nil
}

// Sign makes the signed note of a checkpoint. The signer's name must be the checkpoint's origin.
func Sign(c Checkpoint, signer note.Signer) ([]byte, error) {
	if signer.Name() != c.Origin {
		return nil, fmt.Errorf("sign checkpoint: the key is of %q, the checkpoint of %q", signer.Name(), c.Origin)
	}
	signed, err := note.Sign(&note.Note{Text: c.Text()}, signer)
	if err != nil {
		return nil, fmt.Errorf("sign checkpoint: %w", err)
	}
	return signed, nil
}

// OpenCheckpoint reads a signed note and checks that the holder of v's key signed it and that its origin is v's name.
// Signatures of others beside that one (witnesses, for example) are let be.
func OpenCheckpoint(signed []byte, v note.Verifier) (Checkpoint, error) {
	n, err := note.Open(signed, note.VerifierList(v))
	if err != nil {
		var unverified *note.UnverifiedNoteError
		if errors.As(err, &unverified) {
			return Checkpoint{}, errors.New("open checkpoint: not signed by this ledger's key")
		}
		var invalid *note.InvalidSignatureError
		if errors.As(err, &invalid) {
			return Checkpoint{}, errors.New("open checkpoint: the signature does not fit the text")
		}
		return Checkpoint{}, fmt.Errorf("open checkpoint: %w", err)
	}
	// Package note lets the unused bits at the end of a signature's base64 be anything; in a ledger no byte may be.
	for _, s := range n.Sigs {
		if b, err := base64.StdEncoding.DecodeString(s.Base64); err != nil || base64.StdEncoding.EncodeToString(b) != s.Base64 {
			return Checkpoint{}, errors.New("open checkpoint: the signature is not written the one way it can be")
		}
	}
	c, err := ParseCheckpoint(n.Text)
	if err != nil {
		return Checkpoint{}, err
	}
	if c.Origin != v.Name() {
		return Checkpoint{}, fmt.Errorf("open checkpoint: its origin is not %q", v.Name())
	}
	return c, nil
}

// NewKey makes the Ed25519 key of a new log and names it "firsthand/" and 16 random hexadecimal digits, which becomes
// the log's origin. Both results are one line in the encodings of package note: private signs, public verifies.
func NewKey(random io.Reader) (private, public string, err error) {
	var id [8]byte
	if _, err := io.ReadFull(random, id[:]); err != nil {
		return "", "", fmt.Errorf("make a key: %w", err)
	}
	private, public, err = note.GenerateKey(random, "firsthand/"+hex.EncodeToString(id[:]))
	if err != nil {
		return "", "", fmt.Errorf("make a key: %w", err)
	}
	return private, public, nil
}

// Inclusion is what shows a stranger that one record stands in the log: its data, the path to the root and the signed
// root.
type Inclusion struct {
	Leaf       int64
	Record     []byte           // the leaf's data, see [Record]
	Proof      tlog.RecordProof // RFC 6962 audit path, leaf upwards
	Checkpoint []byte           // a signed note
	Keys       []KeyChange      // changes of keys, up to the one that signed it
}

// Check verifies the inclusion with the log's public keys alone, or with any one that it has had.
func (p Inclusion) Check(keys Chain) error {
	chain, err := keys.FollowAll(p.Keys)
	if err != nil {
		return fmt.Errorf("check inclusion: %w", err)
	}
	c, err := chain.Open(p.Checkpoint)
	if err != nil {
		return fmt.Errorf("check inclusion: %w", err)
	}
	if err := tlog.CheckRecord(p.Proof, c.Size, c.Root, p.Leaf, tlog.RecordHash(p.Record)); err != nil {
		return fmt.Errorf("check inclusion of leaf %d in %d: %w", p.Leaf, c.Size, err)
	}
	return nil
}
