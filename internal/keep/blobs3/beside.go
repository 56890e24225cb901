package blobs3

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"firsthand/internal/keep/anchor"
	"firsthand/internal/keep/shelf"
)

const (
	checkpoint = "seal/checkpoint"
	outside    = "seal/outside/"
)

// maxNote is the most bytes that a checkpoint can have, with the signatures of others.
const maxNote = 256 << 10

// Anchor is the object that holds the newest checkpoint, an [anchor.Anchor].
type Anchor struct{ bucket *Bucket }

// Anchor is the place's object with the newest checkpoint.
func (b *Bucket) Anchor() Anchor { return Anchor{b} }

// Name implements [anchor.Anchor].
func (Anchor) Name() string { return checkpoint }

// Read implements [anchor.Anchor].
func (a Anchor) Read(ctx context.Context) ([]byte, error) {
	note, err := a.bucket.Get(ctx, checkpoint, maxNote)
	if errors.Is(err, ErrNone) {
		return nil, anchor.ErrNone
	}
	return note, err
}

// Publish implements [anchor.Anchor].
func (a Anchor) Publish(ctx context.Context, note []byte) error {
	if err := a.bucket.Put(ctx, checkpoint, note); err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	return nil
}

// Shelf holds what others said of the log, a [shelf.Shelf].
type Shelf struct{ bucket *Bucket }

// Shelf is the place's shelf.
func (b *Bucket) Shelf() Shelf { return Shelf{b} }

// Put implements [shelf.Shelf].
func (s Shelf) Put(ctx context.Context, name string, data []byte) error {
	if !shelf.ValidName(name) || len(data) > shelf.MaxSize {
		return fmt.Errorf("keep something of %d bytes on the shelf: its name or size cannot be", len(data))
	}
	if err := s.bucket.Put(ctx, outside+name, data); err != nil {
		return fmt.Errorf("keep %s: %w", name, err)
	}
	return nil
}

// Get implements [shelf.Shelf].
func (s Shelf) Get(ctx context.Context, name string) ([]byte, error) {
	if !shelf.ValidName(name) {
		return nil, shelf.ErrNotFound
	}
	data, err := s.bucket.Get(ctx, outside+name, shelf.MaxSize)
	if errors.Is(err, ErrNone) {
		return nil, shelf.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return data, nil
}

// Names implements [shelf.Shelf]. Objects of other names are passed over.
func (s Shelf) Names(ctx context.Context) (names []string, err error) {
	for name, err := range s.bucket.names(ctx, outside) {
		if err != nil {
			return nil, err
		}
		if shelf.ValidName(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, nil
}

// Remove implements [shelf.Shelf].
func (s Shelf) Remove(ctx context.Context, name string) error {
	if !shelf.ValidName(name) {
		return nil
	}
	err := s.bucket.client.discard(ctx, request{method: http.MethodDelete, path: s.bucket.path(outside + name)})
	if err != nil && !isMissing(err) {
		return fmt.Errorf("remove %s: %w", name, err)
	}
	return nil
}
