package keep

import (
	"errors"
	"fmt"
	"io/fs"

	"golang.org/x/mod/sumdb/note"

	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/store"
)

// ring is a ledger's keys at one moment: those that verify, from the first, which seal/key.pub holds for ever, to the
// newest, and the private half of the newest.
type ring struct {
	keys
	seal.Chain
}

// ring is the keys as they are in a view: what changes of keys stand in the log is read where the newest checkpoint or
// the private key is of none that is known yet, as after a change that another process made. The error says that the
// public key cannot be used.
func (l *Ledger) ring(v store.View) (ring, error) { return l.ringAs(v, false) }

// ringAs is ring; the whole of it is read from the log once, whatever the newest checkpoint says, before anything is
// signed: whoever has an old key may have signed that.
func (l *Ledger) ringAs(v store.View, whole bool) (ring, error) {
	if l.keys.verifier == nil {
		return ring{}, l.keyErr
	}
	l.ringed.Lock()
	defer l.ringed.Unlock()
	r := ring{l.keys, l.chain}
	if r.Newest() == nil {
		r.Chain = seal.NewChain(l.keys.verifier)
	}
	_, signed, err := readCheckpoint(v)
	if err != nil {
		return r, err
	}
	_, unknown := r.Open(signed)
	if unknown != nil || !l.chained && (whole || r.signer == nil || !isPair(r.signer, r.Newest())) {
		if r.Chain, err = chainIn(v, l.keys.verifier); err != nil {
			return r, err
		}
		l.chained = true
	}
	if r.signer == nil || !isPair(r.signer, r.Newest()) {
		r.signer = l.signerOf(r.Newest())
	}
	l.chain, l.keys.signer = r.Chain, r.signer
	return r, nil
}

// signerOf is the private half of a key, as it lies in its place now: in the file of the key, or of the next one, where
// a crash came before that was moved; nil where neither is.
func (l *Ledger) signerOf(key note.Verifier) note.Signer {
	private, _ := l.keyFile()
	files := []KeyFile{private}
	if l.next != nil {
		files = append(files, l.next.Read())
	}
	for _, f := range files {
		if f.Err != nil {
			continue
		}
		if signer, err := parseSigner(f.Text); err == nil && isPair(signer, key) {
			return signer
		}
	}
	return nil
}

// chainIn is the keys of a log by its own records. What is no change that follows from the one before is left out:
// [Ledger.Verify] names it, and so is every checkpoint then that a key signed which does not follow.
func chainIn(v store.View, first note.Verifier) (seal.Chain, error) {
	chain := seal.NewChain(first)
	for l, err := range pages(v.Unclaimed, leafNumber) {
		if err != nil {
			return chain, fmt.Errorf("read the changes of keys: %w", err)
		}
		if k, err := seal.ParseKeyChange(l.Data); err == nil && k.Leaf == l.Number {
			if next, err := chain.Follow(k); err == nil {
				chain = next
			}
		}
	}
	return chain, nil
}

// signing is the ring with which a transaction signs. It fails where this place does not have the private half of the
// newest key.
func (l *Ledger) signing(tx store.Tx) (ring, error) {
	if l.keyErr != nil {
		return ring{}, l.keyErr
	}
	r, err := l.ringAs(tx, true)
	if err != nil {
		return r, err
	}
	private, public := l.keyFile()
	switch {
	case r.signer != nil:
	case errors.Is(private.Err, fs.ErrNotExist):
		return r, Damaged("%v", private.unread())
	case len(r.Changes()) > 0:
		return r, WithHint("whoever changed the key has the new one: it goes into the place of this one", "%w: %s is a key that was replaced at leaf %d",
			ErrDamaged, private.Name, r.Changes()[len(r.Changes())-1].Leaf)
	default:
		return r, Damaged("%v", &Finding{Problem: Altered, Thing: KeyThing, Which: private.Name, Detail: "it is not the other half of " + public.Name})
	}
	if l.next != nil {
		if next := l.next.Read(); next.Err == nil {
			if s, err := parseSigner(next.Text); err == nil && isPair(s, r.Newest()) {
				if err := l.next.Take(); err != nil {
					return r, fmt.Errorf("put the new key in the place of the old one: %w", err)
				}
			}
		}
	}
	return r, nil
}
