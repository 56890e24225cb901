// Package shelf says what a ledger needs of the place beside the log where it keeps what others said of it: time
// stamps, cosignatures, and whom to ask for them. Nothing there is sealed, and nothing needs to be: each is signed by
// somebody else, and is checked whenever it is used.
package shelf

import (
	"context"
	"errors"
)

// ErrNotFound means that nothing of that name is there.
var ErrNotFound = errors.New("there is nothing of that name")

// Shelf holds small named things. Many goroutines and processes may use it at once.
type Shelf interface {
	// Put keeps data under a name (see [ValidName]), whole or not at all, in the place of what was there. When it
	// returns nil it is on the disk.
	Put(ctx context.Context, name string, data []byte) error
	// Get is what is kept under a name; ErrNotFound where nothing is.
	Get(ctx context.Context, name string) ([]byte, error)
	// Names are all names, in order.
	Names(ctx context.Context) ([]string, error)
	// Remove takes a thing away; it is no error where nothing is.
	Remove(ctx context.Context, name string) error
}

// MaxSize is the most bytes that one thing can have.
const MaxSize = 256 << 10

// ValidName reports whether a name can be kept: 1 to 120 lower-case letters, digits, dots and hyphens, the first a
// letter.
func ValidName(name string) bool {
	if name == "" || len(name) > 120 || name[0] < 'a' || name[0] > 'z' {
		return false
	}
	for i := range len(name) {
		c := name[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.' {
			return false
		}
	}
	return true
}
