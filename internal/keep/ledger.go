package keep

import (
	"context"
	"crypto/rand"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"firsthand/internal/keep/anchor"
	"firsthand/internal/keep/blob"
	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/shelf"
	"firsthand/internal/keep/store"
)

// Parts are what a ledger is made of. Packages below this one have engines for each; package folder puts those of a
// folder together.
type Parts struct {
	Store  store.Store
	Blobs  blob.Blobs
	Anchor anchor.Anchor
	Shelf  shelf.Shelf                      // of what others said of the log; nil where there is none
	Keys   func() (private, public KeyFile) // as they stand now
	Next   NextKey                          // nil where the key cannot be changed
	// OldPlaces gives the lists of places that an older version kept unsealed, but for those whose names are sealed
	// now; nil where there never were any.
	OldPlaces func(sealed []string) ([]OldList, error)
	// Around looks at the place itself, such as a folder, and names what does not belong there and who else can read
	// it; nil where there is nothing to look at.
	Around func() []Finding

	// Before says that the place gives its form as one that knew no closed records, and by which name; nil where a
	// place has no form.
	Before func() (name string, before bool)
	Log    *slog.Logger // hears of what went wrong and did no harm; nil where nobody does
}

// Ledger is an open ledger. All its methods may be called by many goroutines at once.
type Ledger struct {
	store   store.Store
	blobs   blob.Blobs
	anchor  anchor.Anchor
	shelf   shelf.Shelf
	keyFile func() (private, public KeyFile)
	now     func() time.Time
	log     *slog.Logger

	around    func() []Finding
	before    func() (string, bool)
	oldPlaces func(sealed []string) ([]OldList, error)

	trusted []*x509.Certificate // see TrustOnly

	seen atomic.Int64 // leaves that this process has seen sealed: a store that has fewer was put there meanwhile

	keys   keys
	keyErr error // why the keys cannot be used: then the ledger can be read and verified, not written
	next   NextKey

	ringed  sync.Mutex // held while the chain of keys is brought up, and with it keys.signer
	chain   seal.Chain
	chained bool // the chain was read from the log
}

// Create signs the empty log of a new ledger and writes it to its store and its anchor. Its keys must be there already.
func Create(ctx context.Context, p Parts) error {
	k, wrong := readKeys(p.Keys)
	if wrong != nil {
		return Damaged("%v", wrong)
	}
	if !isPair(k.signer, k.verifier) {
		return Damaged("the keys of a new ledger are no pair")
	}
	root, err := new(seal.Frontier).Root()
	if err != nil {
		return err
	}
	signed, err := seal.Sign(seal.Checkpoint{Origin: k.signer.Name(), Size: 0, Root: root}, k.signer)
	if err != nil {
		return err
	}
	err = p.Store.Update(ctx, func(tx store.Tx) error { return tx.SetCheckpoint(0, signed) })
	if err != nil {
		return fmt.Errorf("write the first checkpoint: %w", Translate(err))
	}
	if err := p.Anchor.Publish(ctx, signed); err != nil {
		return fmt.Errorf("write %s: %w", p.Anchor.Name(), err)
	}
	return nil
}

// New is the ledger of these parts. It looks at nothing but the keys: a ledger that is damaged can be opened, so that
// it can be read and [Ledger.Verify] can name what is wrong; what would write to it returns ErrDamaged.
func New(p Parts) *Ledger {
	l := &Ledger{store: p.Store, blobs: p.Blobs, anchor: p.Anchor, shelf: p.Shelf, keyFile: p.Keys, now: time.Now, log: p.Log, oldPlaces: p.OldPlaces, around: p.Around, before: p.Before, next: p.Next}
	if l.shelf == nil {
		l.shelf = noShelf{}
	}
	if l.log == nil {
		l.log = slog.New(slog.DiscardHandler)
	}
	var wrong *Finding
	if l.keys, wrong = readKeys(p.Keys); wrong != nil {
		l.keyErr = Damaged("%v", wrong)
	}
	return l
}

// NewKeys makes the pair of keys of a new ledger, as their files hold them.
func NewKeys() (private, public string, err error) {
	private, public, err = seal.NewKey(rand.Reader)
	return private + "\n", public + "\n", err
}

// Close ends the use of the ledger. Iterators still running return an error.
func (l *Ledger) Close() error { return l.store.Close() }

// ReadOnly reports whether the ledger can be read and verified, and not written: it lies where nothing can be.
func (l *Ledger) ReadOnly() bool { return l.store.ReadOnly() }

// PublicKey is the key that the ledger was made with. It verifies the ledger's checkpoints until a record names
// another, and leads to that one ([Ledger.Keys]). It is one line in the encoding of golang.org/x/mod/sumdb/note. Its
// name is the log's origin.
func (l *Ledger) PublicKey() (string, error) {
	if l.keys.verifier == nil {
		return "", l.keyErr
	}
	return l.keys.public, nil
}

// Version grows with every transaction that changed a report, a decision or a reading, whichever process made it: what
// is computed from the ledger is up to date as long as Version is what it was before.
func (l *Ledger) Version(ctx context.Context) (version int64, err error) {
	err = l.view(ctx, func(v store.View) error {
		version, err = v.Version()
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("read the ledger's version: %w", err)
	}
	return version, nil
}

// notFound tells whether a store does not have what it was asked for.
func notFound(err error) bool { return errors.Is(err, store.ErrNotFound) }

// noShelf is the shelf of a ledger that has none.
type noShelf struct{}

func (noShelf) Put(context.Context, string, []byte) error {
	return errors.New("this ledger has no place for what others say of it")
}
func (noShelf) Get(context.Context, string) ([]byte, error) { return nil, shelf.ErrNotFound }
func (noShelf) Names(context.Context) ([]string, error)     { return nil, nil }
func (noShelf) Remove(context.Context, string) error        { return nil }
