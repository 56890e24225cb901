package keep

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/shelf"
	"firsthand/internal/keep/stamp"
	"firsthand/internal/keep/store"
)

// Authority is somebody whose time stamps a ledger asks for and takes.
type Authority struct {
	Name  string // for people and files: 1 to 40 lower-case letters, digits and hyphens, the first a letter
	URL   string // where it answers; "" where it is not asked over the network
	Roots []byte // the certificates in PEM that its own must lead to
}

// Stamped is one stamp that the ledger keeps, as it stands when it is looked at.
type Stamped struct {
	stamp.Stamp        // zero where Err is not nil
	By          string // the name of the authority
	Size        int64  // it covers the first so many leaves
	Note        []byte // the checkpoint that is stamped
	Answer      []byte // the authority's answer (a TimeStampResp), as `openssl ts -verify -in` takes it
	Err         error  // why it shows nothing
}

// Names on the shelf.
const (
	authorityPrefix = "authority."
	stampPrefix     = "stamp."
	notePrefix      = "note."
	stampSuffix     = ".tsr"
)

func noteName(size int64) string { return fmt.Sprintf("%s%012d", notePrefix, size) }

// stampName tells stamps of one authority over one checkpoint apart by what is in them: none ever takes another's
// place.
func stampName(size int64, by string, answer []byte) string {
	sum := sha256.Sum256(answer)
	return fmt.Sprintf("%s%012d.%s.%x%s", stampPrefix, size, by, sum[:4], stampSuffix)
}

// parseStampName takes stampName apart.
func parseStampName(name string) (size int64, by string, ok bool) {
	rest, stamped := strings.CutPrefix(name, stampPrefix)
	rest, answered := strings.CutSuffix(rest, stampSuffix)
	parts := strings.Split(rest, ".")
	if !stamped || !answered || len(parts) != 3 || !validParty(parts[1]) {
		return 0, "", false
	}
	size, err := strconv.ParseInt(parts[0], 10, 64)
	return size, parts[1], err == nil && size >= 0
}

// validParty reports whether an authority or a witness can have that name.
func validParty(name string) bool {
	return len(name) <= 40 && shelf.ValidName(name) && !strings.Contains(name, ".")
}

// PutAuthority has the ledger know an authority, in the place of one of the same name.
func (l *Ledger) PutAuthority(ctx context.Context, a Authority) error {
	if !validParty(a.Name) {
		return fmt.Errorf("know an authority: %w: its name is not 1 to 40 lower-case letters, digits and hyphens, the first a letter", ErrInvalid)
	}
	if strings.ContainsFunc(a.URL, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
		return fmt.Errorf("know an authority: %w: its address has a space", ErrInvalid)
	}
	if _, err := stamp.ParseRoots(a.Roots); err != nil {
		return fmt.Errorf("know an authority: %w: %w", ErrInvalid, err)
	}
	if err := l.shelf.Put(ctx, authorityPrefix+a.Name, append([]byte(a.URL+"\n"), a.Roots...)); err != nil {
		return fmt.Errorf("know an authority: %w", Translate(err))
	}
	return nil
}

// Authorities are those that the ledger knows, by name.
func (l *Ledger) Authorities(ctx context.Context) ([]Authority, error) {
	names, err := l.shelf.Names(ctx)
	if err != nil {
		return nil, fmt.Errorf("list authorities: %w", err)
	}
	var known []Authority
	for _, name := range names {
		party, ok := strings.CutPrefix(name, authorityPrefix)
		if !ok || !validParty(party) {
			continue
		}
		data, err := l.shelf.Get(ctx, name)
		if err != nil {
			return nil, fmt.Errorf("list authorities: %w", err)
		}
		url, roots, _ := bytes.Cut(data, []byte("\n"))
		known = append(known, Authority{Name: party, URL: string(url), Roots: roots})
	}
	return known, nil
}

// TrustOnly has the ledger trust time stamps under these certificates and not under those of the authorities that it
// knows: whoever checks a ledger of somebody else brings his own. It must be called before anything else is.
func (l *Ledger) TrustOnly(roots []*x509.Certificate) { l.trusted = roots }

// rootsOf are the certificates of all authorities. One that cannot be read is passed over: its stamps are then
// untrusted.
func (l *Ledger) rootsOf(known []Authority) (roots []*x509.Certificate) {
	if l.trusted != nil {
		return l.trusted
	}
	for _, a := range known {
		if parsed, err := stamp.ParseRoots(a.Roots); err == nil {
			roots = append(roots, parsed...)
		}
	}
	return roots
}

// PutStamp keeps an authority's answer over a checkpoint of this ledger, after checking both: note must be one that
// this ledger signed over what its log begins with, and the answer must stamp exactly that note and lead to a
// certificate of an authority that the ledger knows.
func (l *Ledger) PutStamp(ctx context.Context, by string, note, answer []byte) (Stamped, error) {
	s, err := l.putStamp(ctx, by, note, answer)
	if err != nil {
		return Stamped{}, fmt.Errorf("keep a time stamp: %w", err)
	}
	return s, nil
}

func (l *Ledger) putStamp(ctx context.Context, by string, note, answer []byte) (Stamped, error) {
	known, err := l.Authorities(ctx)
	if err != nil {
		return Stamped{}, err
	}
	if !slices.ContainsFunc(known, func(a Authority) bool { return a.Name == by }) {
		return Stamped{}, WithHint("firsthand stamp authority NAME --root FILE", "%w: the ledger knows no such authority", ErrNotFound)
	}
	s := Stamped{By: by, Note: note, Answer: answer}
	err = l.view(ctx, func(v store.View) (err error) {
		s.Size, err = l.ownNote(v, note)
		return err
	})
	if err != nil {
		return Stamped{}, err
	}
	if s.Stamp, err = stamp.Open(answer, note, l.rootsOf(known)); err != nil {
		return Stamped{}, err
	}
	if err := l.shelf.Put(ctx, noteName(s.Size), note); err != nil {
		return Stamped{}, Translate(err)
	}
	return s, Translate(l.shelf.Put(ctx, stampName(s.Size, by, answer), answer))
}

// AwaitStamp keeps the newest checkpoint on the shelf and gives it: an answer that comes later, when the log has grown,
// is over it.
func (l *Ledger) AwaitStamp(ctx context.Context) ([]byte, error) {
	note, err := l.Checkpoint(ctx)
	if err != nil {
		return nil, err
	}
	var size int64
	err = l.view(ctx, func(v store.View) (err error) {
		size, err = l.ownNote(v, note)
		return err
	})
	if err != nil {
		return nil, err
	}
	return note, Translate(l.shelf.Put(ctx, noteName(size), note))
}

// TakeStamp is PutStamp for an answer over any checkpoint that was kept by AwaitStamp, or over the newest.
func (l *Ledger) TakeStamp(ctx context.Context, by string, answer []byte) (Stamped, error) {
	newest, err := l.Checkpoint(ctx)
	if err != nil {
		return Stamped{}, err
	}
	names, err := l.shelf.Names(ctx)
	if err != nil {
		return Stamped{}, fmt.Errorf("list the shelf: %w", err)
	}
	notes := [][]byte{newest}
	for _, name := range names {
		if !strings.HasPrefix(name, notePrefix) {
			continue
		}
		note, err := l.shelf.Get(ctx, name)
		if err != nil {
			return Stamped{}, fmt.Errorf("read a checkpoint: %w", err)
		}
		notes = append(notes, note)
	}
	for _, note := range notes {
		s, err := l.PutStamp(ctx, by, note, answer)
		if !errors.Is(err, stamp.ErrOther) {
			return s, err
		}
	}
	return Stamped{}, fmt.Errorf("keep a time stamp: %w: of this ledger it stamps no checkpoint that is waiting", stamp.ErrOther)
}

// ownNote is the size of a checkpoint that this ledger signed over what its log begins with.
func (l *Ledger) ownNote(v store.View, note []byte) (int64, error) {
	keys, err := l.ring(v)
	if err != nil {
		return 0, err
	}
	c, err := keys.Open(note)
	if err != nil {
		return 0, Damaged("%v", err)
	}
	leaves, err := v.End()
	if err != nil {
		return 0, err
	}
	if c.Size > leaves {
		return 0, Damaged("a checkpoint was signed over %d leaves, the log has %d", c.Size, leaves)
	}
	root, err := tlog.TreeHash(c.Size, storedHashes{v})
	if err != nil {
		return 0, err
	}
	if root != c.Root {
		return 0, Damaged("a checkpoint of %d leaves was signed over another history", c.Size)
	}
	return c.Size, nil
}

// Stamps are all time stamps that the ledger keeps, by the size of what they cover, each checked anew.
func (l *Ledger) Stamps(ctx context.Context) (all []Stamped, err error) {
	roots, names, err := l.shelved(ctx)
	if err != nil {
		return nil, err
	}
	err = l.view(ctx, func(v store.View) error {
		for _, name := range names {
			all = append(all, l.openStamp(ctx, v, name, roots))
		}
		return nil
	})
	return all, err
}

func (l *Ledger) stampNames(ctx context.Context) ([]string, error) {
	names, err := l.shelf.Names(ctx)
	if err != nil {
		return nil, fmt.Errorf("list time stamps: %w", err)
	}
	return slices.DeleteFunc(names, func(name string) bool {
		_, _, ok := parseStampName(name)
		return !ok
	}), nil
}

// openStamp checks the stamp of that name on the shelf.
func (l *Ledger) openStamp(ctx context.Context, v store.View, name string, roots []*x509.Certificate) (s Stamped) {
	s.Size, s.By, _ = parseStampName(name)
	if s.Answer, s.Err = l.shelf.Get(ctx, name); s.Err != nil {
		return s
	}
	if s.Note, s.Err = l.shelf.Get(ctx, noteName(s.Size)); s.Err != nil {
		return s
	}
	var size int64
	if size, s.Err = l.ownNote(v, s.Note); s.Err != nil {
		return s
	}
	if size != s.Size {
		s.Err = Damaged("a time stamp that says %d leaves is beside a checkpoint of %d", s.Size, size)
		return s
	}
	s.Stamp, s.Err = stamp.Open(s.Answer, s.Note, roots)
	return s
}

// shelved are the authorities' certificates and the names of the stamps.
func (l *Ledger) shelved(ctx context.Context) (roots []*x509.Certificate, stamps []string, err error) {
	known, err := l.Authorities(ctx)
	if err != nil {
		return nil, nil, err
	}
	stamps, err = l.stampNames(ctx)
	return l.rootsOf(known), stamps, err
}

// Unstamped is the newest checkpoint and the authorities with an address that have not stamped it yet. An empty log is
// not stamped: it says nothing.
func (l *Ledger) Unstamped(ctx context.Context) (note []byte, missing []Authority, err error) {
	known, err := l.Authorities(ctx)
	if err != nil {
		return nil, nil, err
	}
	roots, names, err := l.shelved(ctx)
	if err != nil {
		return nil, nil, err
	}
	err = l.view(ctx, func(v store.View) error {
		if _, note, err = readCheckpoint(v); err != nil {
			return err
		}
		size, err := l.ownNote(v, note)
		if err != nil || size == 0 {
			return err
		}
		for _, a := range known {
			done := slices.ContainsFunc(names, func(name string) bool {
				of, by, _ := parseStampName(name)
				return of == size && by == a.Name && l.openStamp(ctx, v, name, roots).Err == nil
			})
			if a.URL != "" && !done {
				missing = append(missing, a)
			}
		}
		return nil
	})
	return note, missing, err
}

// Before is the earliest stamp that covers a leaf: what the leaf seals existed before its time, by that authority's
// word. False where no stamp that holds covers it.
func (l *Ledger) Before(ctx context.Context, leaf int64) (earliest Stamped, found bool, err error) {
	roots, names, err := l.shelved(ctx)
	if err != nil {
		return Stamped{}, false, err
	}
	err = l.view(ctx, func(v store.View) error {
		for _, name := range names {
			size, _, _ := parseStampName(name)
			if size <= leaf {
				continue
			}
			if found && size > earliest.Size { // names are in the order of their sizes, and what covers more came later
				break
			}
			s := l.openStamp(ctx, v, name, roots)
			if s.Err == nil && (!found || s.Before().Before(earliest.Before())) {
				earliest, found = s, true
			}
		}
		return nil
	})
	return earliest, found, err
}

// stampMarks are the checkpoints that were stamped: whatever else became of the ledger, its log must still begin with
// them.
func (c *check) stampMarks() []signedMark {
	names, err := c.l.stampNames(c.ctx)
	if err != nil {
		c.find(Finding{Problem: Unreadable, Thing: StampThing, Which: "all of them", Detail: err.Error()})
		return nil
	}
	var marks []signedMark
	last := int64(-1)
	for _, name := range names {
		size, _, _ := parseStampName(name)
		if size == last {
			continue
		}
		last = size
		note, err := c.l.shelf.Get(c.ctx, noteName(size))
		switch {
		case errors.Is(err, shelf.ErrNotFound): // the stamps themselves say so
		case err != nil:
			c.find(Finding{Problem: Unreadable, Thing: CheckpointNote, Which: noteName(size), Detail: err.Error()})
		default:
			marks = append(marks, signedMark{noteName(size), note})
		}
	}
	return marks
}

// stamps checks every stamp, and that no record says of itself that it was added after an authority had seen it.
func (c *check) stamps() {
	roots, names, err := c.l.shelved(c.ctx)
	if err != nil {
		c.find(Finding{Problem: Unreadable, Thing: StampThing, Which: "all of them", Detail: err.Error()})
		return
	}
	for _, name := range names {
		s := c.l.openStamp(c.ctx, c.view, name, roots)
		switch {
		case errors.Is(s.Err, stamp.ErrUntrusted):
			c.find(Finding{Problem: Untrusted, Thing: StampThing, Which: name, Detail: s.Err.Error()})
		case errors.Is(s.Err, shelf.ErrNotFound):
			c.find(Finding{Problem: Missing, Thing: CheckpointNote, Which: noteName(s.Size), Detail: "a time stamp is over it"})
		case errors.Is(s.Err, ErrDamaged): // the mark of its note says so
		case s.Err != nil:
			c.find(Finding{Problem: Altered, Thing: StampThing, Which: name, Detail: s.Err.Error()})
		default:
			c.clock(s)
		}
	}
}

// clock compares the time of the last record that a stamp covers with the stamp.
func (c *check) clock(s Stamped) {
	data, err := leafData(c.view, s.Size-1)
	if err != nil {
		return // it is a finding already
	}
	record, err := seal.Parse(data)
	if err == nil && record.Added.After(s.Before()) {
		c.find(Finding{Problem: Clock, Thing: LeafRow, Which: strconv.FormatInt(s.Size-1, 10),
			Detail:   "its record says that it was added after " + s.By + " had stamped it",
			Expected: "before " + s.Before().Format(seal.TimeLayout), Found: record.Added.Format(seal.TimeLayout)})
	}
}
