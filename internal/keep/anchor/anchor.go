// Package anchor says what a ledger needs of the place where its newest signed checkpoint is published, beside the
// database that made it: a database that lost its newest records says less than its anchor does, and is found out by
// that.
package anchor

import (
	"context"
	"errors"
)

// ErrNone means that nothing was published yet, or that it is gone.
var ErrNone = errors.New("no checkpoint is published")

// Anchor holds one signed note. The ledger publishes under its write lock, so that no two calls of Publish overlap.
type Anchor interface {
	// Name is what people call the place.
	Name() string
	// Read is what was published last; ErrNone where nothing is there. After a power cut it may be what was published
	// before that, whole.
	Read(ctx context.Context) ([]byte, error)
	// Publish puts a note in the place of the one before, whole or not at all.
	Publish(ctx context.Context, note []byte) error
}
