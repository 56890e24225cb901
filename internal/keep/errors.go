package keep

import (
	"errors"
	"fmt"
	"strings"

	modernc "modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"firsthand/internal/keep/blobdir"
	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/sqlite"
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
)

// hinted is an error with advice.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

// Hint is a sentence that says what to do about the error.
func (h hinted) Hint() string { return h.hint }

func withHint(hint, format string, args ...any) error {
	return hinted{fmt.Errorf(format, args...), hint}
}

// damaged is an ErrDamaged that sends its reader to Verify, which names everything that does not agree.
func damaged(format string, args ...any) error {
	return withHint("run `firsthand verify` on the ledger: it names every record and file that does not agree",
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

// translate gives errors of the parts below the meaning that this package's errors have.
func translate(err error) error {
	var engine *modernc.Error
	switch {
	case err == nil, errors.Is(err, ErrBusy), errors.Is(err, ErrDamaged): // the latter two: done already
		return err
	case errors.Is(err, blobdir.ErrNotFound):
		return fmt.Errorf("%w: %w", ErrNotFound, err)
	case errors.Is(err, blobdir.ErrDamaged):
		return damaged("%v", err)
	case errors.Is(err, sqlite.ErrNewer):
		return withHint("use the newest version of Firsthand", "%w: %w", ErrNewer, err)
	case !errors.As(err, &engine):
		return err
	}
	switch engine.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return withHint("wait until it is done, or end it, and try again", "%w: %w", ErrBusy, err)
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return damaged("the database cannot be read: %v", err)
	case sqlite3.SQLITE_CONSTRAINT:
		// No statement of ours breaks a constraint on tables that are as they should be.
		return damaged("the database refuses what belongs in it: %v", err)
	}
	return err
}

// isSQLError tells whether the engine found a statement wrong, which for statements of ours means that a table is not
// what it should be.
func isSQLError(err error) bool {
	var engine *modernc.Error
	return errors.As(err, &engine) && engine.Code()&0xff == sqlite3.SQLITE_ERROR
}

// shown is an ID as errors and findings show it: itself, unless it is no ID and might be anything.
func shown(id string) string {
	if seal.ValidID(id) {
		return id
	}
	return fmt.Sprintf("an ID of %d bytes that is none", len(id))
}
