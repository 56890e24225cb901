package keep

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/store"
	"firsthand/internal/report"
)

// NextKey is the place of the private key that is to follow, beside that of the one that signs now.
type NextKey interface {
	Put(private string) error // in the place of what is there, synced
	Read() KeyFile
	Take() error // moves it into the place of the one that signs now, synced
}

// ChangeKey makes a new key, seals a record that names it, signed by both the old one and the new, and has the ledger
// sign with the new one from then on. The old private key is overwritten. A decision that says who changed it and why
// is sealed with the record.
//
// The new private key is on the disk before the record is sealed, so a crash at any moment leaves a ledger that can
// sign: with the old key where the record is not sealed, with the new one where it is.
func (l *Ledger) ChangeKey(ctx context.Context, because seal.KeyReason, by, reason string) (changed seal.KeyChange, err error) {
	if l.next == nil {
		return changed, fmt.Errorf("change the key: %w: this ledger has no place for another", ErrInvalid)
	}
	if l.keys.verifier == nil {
		return changed, fmt.Errorf("change the key: %w", l.keyErr)
	}
	d := report.Decision{ID: NewDecisionID(), At: l.now().UTC().Round(0), By: by, Act: report.ChangedKey, Reason: reason}
	if err := checkDecision(d); err != nil {
		return changed, fmt.Errorf("change the key: %w", err)
	}
	err = l.update(ctx, func(tx store.Tx) (err error) {
		changed, err = l.changeKey(ctx, tx, because, d)
		return err
	})
	if err != nil {
		return seal.KeyChange{}, fmt.Errorf("change the key: %w", err)
	}
	ctx = context.WithoutCancel(ctx)
	err = l.update(ctx, func(tx store.Tx) error { // under the lock, so that two who change it do not take each other's
		_, err := l.signing(tx)
		return err
	})
	if err != nil {
		l.log.Warn("the key is changed; the new one could not be moved to its place, and will be by the next command that writes", "error", err)
	}
	l.publish(ctx)
	return changed, nil
}

func (l *Ledger) changeKey(ctx context.Context, tx store.Tx, because seal.KeyReason, d report.Decision) (seal.KeyChange, error) {
	old, err := l.signing(tx)
	if err != nil {
		return seal.KeyChange{}, err
	}
	private, public, err := seal.NextKey(rand.Reader, old.signer.Name())
	if err != nil {
		return seal.KeyChange{}, err
	}
	next, err := parseSigner(private + "\n")
	if err != nil {
		return seal.KeyChange{}, err
	}
	d.Value = public
	if err := l.append(ctx, tx, d); err != nil {
		return seal.KeyChange{}, err
	}
	frontier, err := l.resume(ctx, tx)
	if err != nil {
		return seal.KeyChange{}, err
	}
	root, err := frontier.Root()
	if err != nil {
		return seal.KeyChange{}, err
	}
	k, err := seal.SignKeyChange(seal.KeyChange{Added: l.now(), Origin: next.Name(), Leaf: frontier.Size(), Root: root,
		Old: strings.TrimSpace(lineOf(old)), New: public, Reason: because, Decision: d.ID}, old.signer, next)
	if err != nil {
		return seal.KeyChange{}, err
	}
	if _, err := old.Follow(k); err != nil {
		return seal.KeyChange{}, err
	}
	if err := l.next.Put(private + "\n"); err != nil {
		return seal.KeyChange{}, fmt.Errorf("write the new key: %w", err)
	}
	if err := extend(tx, frontier, k.Encode()); err != nil {
		return seal.KeyChange{}, err
	}
	return k, signRoot(tx, frontier, next)
}

// lineOf is the newest key of a ring as package note writes it.
func lineOf(r ring) string {
	if changes := r.Changes(); len(changes) > 0 {
		return changes[len(changes)-1].New
	}
	return r.public
}

// Keys are the keys that the ledger has had, from the first, which is [Ledger.PublicKey], to the one that signs now, as
// text for a stranger; see [seal.ParseChain].
func (l *Ledger) Keys(ctx context.Context) (chain seal.Chain, text []byte, err error) {
	err = l.view(ctx, func(v store.View) error {
		r, err := l.ringAs(v, true)
		if err != nil {
			return err
		}
		chain, text = r.Chain, r.Encode(r.public)
		return nil
	})
	if err != nil {
		return chain, nil, fmt.Errorf("list the keys: %w", err)
	}
	return chain, text, nil
}

// extend appends one leaf.
func extend(tx store.Tx, frontier *seal.Frontier, data []byte) error {
	number := frontier.Size()
	if err := tx.AddLeaf(number, data); err != nil {
		return err
	}
	hashes, err := frontier.Append(tlog.RecordHash(data))
	if err != nil {
		return err
	}
	stored := make([][]byte, len(hashes))
	for i := range hashes {
		stored[i] = hashes[i][:]
	}
	return tx.AddHashes(tlog.StoredHashIndex(0, number), stored)
}
