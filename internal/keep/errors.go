package keep

import (
	"errors"
	"fmt"
	"strings"

	"firsthand/internal/keep/blob"
	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/shelf"
	"firsthand/internal/keep/store"
)

// What errors of this package wrap; ask with errors.Is. Some also have a method Hint() string that says what to do.
var (
	ErrNotLedger = errors.New("not a ledger")
	ErrExists    = errors.New("something is there already")
	ErrNewer     = errors.New("the ledger was made by a newer version of Firsthand")
	ErrBusy      = errors.New("another process is writing to the ledger")
	ErrNotFound  = errors.New("the ledger holds no such thing")
	ErrConflict  = errors.New("the ledger holds another of the same ID")
	ErrInvalid   = errors.New("the ledger cannot hold it")
	ErrDamaged   = errors.New("the ledger is damaged")
	ErrReadOnly  = errors.New("the ledger can only be read")
	ErrReplaced  = errors.New("another ledger was put in its place while it was open")
	ErrMoved     = errors.New("the ledger has changed since it was looked at")

	// ErrUnknown is the third answer to the question whether something was sealed, beside yes (no error) and no (any
	// other error): nobody can tell yet. Doing the same again gives the answer, and seals nothing twice.
	ErrUnknown = errors.New("it is not known whether it was sealed")
)

// hinted is an error with advice.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

// Hint is a sentence that says what to do about the error.
func (h hinted) Hint() string { return h.hint }

// WithHint makes an error with advice.
func WithHint(hint, format string, args ...any) error {
	return hinted{fmt.Errorf(format, args...), hint}
}

// Damaged is an ErrDamaged that sends its reader to Verify, which names everything that does not agree.
func Damaged(format string, args ...any) error {
	return WithHint("run `firsthand verify` on the ledger: it names every record and file that does not agree",
		"%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}

// ItemError says which item of a batch was refused and why. Nothing of the batch was added.
type ItemError struct {
	Index int    // in the batch
	ID    string // of the report, as the ledger would name it
	Err   error
}

func (e *ItemError) Error() string { return fmt.Sprintf("report %s: %v", e.ID, e.Err) }
func (e *ItemError) Unwrap() error { return e.Err }

// conflict names the fields in which two records of the same ID differ.
func conflict(fields []string) error {
	return fmt.Errorf("%w: they differ in %s", ErrConflict, strings.Join(fields, ", "))
}

// Translate gives errors of the engines below the meaning that this package's errors have.
func Translate(err error) error {
	switch {
	case err == nil, errors.Is(err, ErrBusy), errors.Is(err, ErrDamaged), errors.Is(err, ErrNotFound), errors.Is(err, ErrUnknown): // done already
		return err
	case errors.Is(err, blob.ErrNotFound), errors.Is(err, store.ErrNotFound), errors.Is(err, shelf.ErrNotFound):
		return fmt.Errorf("%w: %w", ErrNotFound, err)
	case errors.Is(err, blob.ErrDamaged):
		return Damaged("%v", err)
	case errors.Is(err, store.ErrReadOnly):
		return WithHint("copy the whole folder to where it can be written", "%w: %w", ErrReadOnly, err)
	case errors.Is(err, store.ErrReplaced):
		return WithHint("end this program and start it again", "%w: %w", ErrReplaced, err)
	case errors.Is(err, store.ErrUnknown):
		return WithHint("do the same again: what was sealed already is not sealed twice", "%w: %w", ErrUnknown, err)
	case errors.Is(err, store.ErrDamaged):
		return Damaged("its database: %v", err)
	case errors.Is(err, store.ErrNewer):
		return WithHint("use the newest version of Firsthand", "%w: %w", ErrNewer, err)
	case errors.Is(err, store.ErrBusy):
		return WithHint("wait until it is done, or end it, and try again", "%w: %w", ErrBusy, err)
	}
	return err
}

// shown is an ID as errors and findings show it: itself, unless it is no ID and might be anything.
func shown(id string) string {
	if seal.ValidID(id) {
		return id
	}
	return fmt.Sprintf("an ID of %d bytes that is none", len(id))
}
