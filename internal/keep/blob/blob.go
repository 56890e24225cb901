// Package blob says what a ledger needs of a place for the bytes of originals: each is written once, under its SHA-256,
// and never changed.
//
// The name is the check. Whoever has the bytes can tell with sha256sum alone whether they are what they were, so [Read]
// and [Check] hash what they are given and changed bytes are an error, never an answer.
package blob

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"

	"firsthand/internal/report"
)

// What can be wrong with an original.
var (
	ErrNotFound = errors.New("no original of that digest")
	ErrDamaged  = errors.New("the original is not what its name says")
)

// Blob is an original and its name.
type Blob struct {
	Digest report.Digest // of Data; the caller has computed it
	Data   []byte
}

// Found is one thing that lies among the originals.
type Found struct {
	Name       string        // for people: where it lies, below the root of the place
	Digest     report.Digest // that its name says; zero where name and place are not those of an original
	Unfinished bool          // it was being written, as far as anybody can tell: of no use, and no harm
	Err        error         // why it could not be looked at; the list goes on
}

// Blobs is a place for originals. Many goroutines may use it at once, and so may many processes.
type Blobs interface {
	// Put keeps blobs. When it returns nil, every one of them survives a power cut. One that is there already is
	// compared and not written; if its bytes do not fit its name the error is a [DamagedError] and nothing is replaced.
	// An error may leave some of the blobs kept, whole, and unfinished ones beside them.
	Put(ctx context.Context, blobs []Blob) error

	// Open gives the bytes that stand under a digest, unchecked; ErrNotFound where there are none.
	Open(ctx context.Context, d report.Digest) (io.ReadCloser, error)

	// List gives everything that lies there without reading it. It ends early only with an error of the whole list,
	// which comes with a zero Found.
	List(ctx context.Context) iter.Seq2[Found, error]
}

// Read gives an original: ErrNotFound where there is none, a [DamagedError] where its bytes have another digest.
func Read(ctx context.Context, from Blobs, d report.Digest) ([]byte, error) {
	r, err := from.Open(ctx, d)
	if err != nil {
		return nil, fmt.Errorf("original %s: %w", d, err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("original %s: %w", d, err)
	}
	if err := compare(d, report.DigestOf(data)); err != nil {
		return nil, err
	}
	return data, nil
}

// Check is [Read] for whoever only wants to know whether it would succeed; it holds no more than a buffer of the
// original.
func Check(ctx context.Context, from Blobs, d report.Digest) error {
	r, err := from.Open(ctx, d)
	if err != nil {
		return fmt.Errorf("original %s: %w", d, err)
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return fmt.Errorf("original %s: %w", d, err)
	}
	return compare(d, report.Digest(h.Sum(nil)))
}

// DamagedError is an ErrDamaged that says what the bytes are.
type DamagedError struct {
	Name  report.Digest // that they stand under
	Found report.Digest // that they have
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("original %s: %v: its bytes have the digest %s", e.Name, ErrDamaged, e.Found)
}
func (e *DamagedError) Unwrap() error { return ErrDamaged }

func compare(name, found report.Digest) error {
	if found != name {
		return &DamagedError{name, found}
	}
	return nil
}
