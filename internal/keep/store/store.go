// Package store says what a ledger needs of a database, in terms that know nothing of reports: numbered leaves and
// hashes, rows that a leaf seals, readings that may be replaced, one newest checkpoint, one counter.
//
// The rules (what is sealed, in what order, what may follow what) are the ledger's and stand above this interface. An
// engine only has to be a database: a transaction happens whole or not at all, and what was committed is on the disk.
// Package keeptest holds every engine to that.
package store

import (
	"context"
	"errors"
	"iter"
)

// What errors of a store wrap; ask with errors.Is. An engine's own message may stand behind it.
var (
	ErrNotFound = errors.New("the store holds no such thing")
	ErrBusy     = errors.New("the store is busy")
	ErrDamaged  = errors.New("the store is damaged")
	ErrNewer    = errors.New("the store was made by a newer version")

	// ErrReadOnly means that the store was opened where nothing can be written.
	ErrReadOnly = errors.New("the store can only be read")

	// ErrReplaced means that another store stands where this one was opened: a backup was put in its place. Nothing
	// that this one would say or do is of any use.
	ErrReplaced = errors.New("the store was replaced while it was open")

	// ErrUnknown means that a commit failed in a way that leaves open whether it happened: a later transaction may find
	// its changes, or may not.
	ErrUnknown = errors.New("it is not known whether the transaction was committed")
)

// Store is a database of one ledger. Many goroutines may use it at once, and so may many processes.
type Store interface {
	// Update runs f in a transaction that no other writer can come between, from its first moment to its commit, and
	// commits what f did unless f returns an error. It waits for its turn, at most as long as the engine says, and then
	// fails with ErrBusy. When it returns nil, what f did survives a power cut. An error that wraps ErrUnknown leaves
	// open what became of it; after any other nothing of it happened. An engine may run f again, from the start, where
	// nothing of what it did before happened: when the server it speaks to went away.
	Update(ctx context.Context, f func(Tx) error) error

	// View runs f on the state of one moment, whatever is written meanwhile. It waits for no writer.
	View(ctx context.Context, f func(View) error) error

	// ReadOnly reports whether Update always fails with ErrReadOnly.
	ReadOnly() bool

	// SelfCheck has the engine look at its own files or pages and compare its tables with those that it makes.
	SelfCheck(ctx context.Context) iter.Seq[Finding]

	// Close ends the use of the store; calls after it fail. Closing twice does no harm.
	Close() error
}

// Kind is a kind of sealed row.
type Kind string

// The kinds. Their names are those of the kinds of record that seal them.
const (
	Reports   Kind = "report"
	Decisions Kind = "decision"
	Places    Kind = "places" // lists of places that a desk imported
)

// Kinds are all kinds.
var Kinds = []Kind{Reports, Decisions, Places}

// Row is a row that a leaf seals, as it is stored: nothing in it has been checked.
type Row struct {
	Leaf     int64
	ID       string
	Added    string // when, by the ledger's clock
	Original []byte // digest of the original of a report or a list; nil for a decision
	Salt     []byte
	Values   []string // of the fields that the record of its kind commits to, in the record's order
	Err      error    // why this one row cannot be read: nothing but Leaf and ID means anything then
}

// Sealed is a row beside the data of its leaf.
type Sealed struct {
	Row
	Data []byte // nil where there is no such leaf
}

// Leaf is one leaf of the log.
type Leaf struct {
	Number int64
	Data   []byte
}

// Reading is what was read from a report. It belongs to the leaf of the report.
type Reading struct {
	Leaf    int64
	Report  string // ID of the report, only when it is read
	Orphan  bool   // there is no report of that leaf
	Version string // of the reader
	Sum     []byte
	JSON    []byte
	Err     error // why this one row cannot be read: nothing but Leaf means anything then
}

// Counts are numbers of rows.
type Counts struct{ Leaves, Reports, Decisions, Places, Readings int }

// Log names one of the two tables of the log.
type Log string

// The tables of the log.
const (
	Leaves Log = "leaf"
	Hashes Log = "tree hash"
)

// View is what can be looked up in a transaction. Its methods use the context that the transaction was begun with.
//
// Methods that take after and n give at most n rows in the order of their leaves, the first of them behind leaf after;
// fewer than n means that there are no more.
type View interface {
	// Checkpoint is the newest signed note and the size that was stored beside it; ErrNotFound where there is none.
	Checkpoint() (size int64, note []byte, err error)
	// End is one more than the highest number of a leaf, 0 where there is none.
	End() (int64, error)
	// LeafRange and HashRange give what is stored from start up to end, not included; numbers that are missing are
	// not in the map.
	LeafRange(start, end int64) (map[int64][]byte, error)
	HashRange(start, end int64) (map[int64][]byte, error)
	// Outside are the numbers of a table of the log that are below zero, or end and more, in order.
	Outside(of Log, end int64) ([]int64, error)

	// Find is the row of that ID; ErrNotFound where there is none.
	Find(kind Kind, id string) (Row, error)
	// LeafOf is the leaf of the row of that ID; ErrNotFound where there is none.
	LeafOf(kind Kind, id string) (int64, error)
	Rows(kind Kind, after int64, n int) ([]Row, error)
	SealedRows(kind Kind, after int64, n int) ([]Sealed, error)
	// Unread are the reports without a reading of that version.
	Unread(version string, after int64, n int) ([]Row, error)
	// Unclaimed are the leaves that no row names.
	Unclaimed(after int64, n int) ([]Leaf, error)

	// Reading is the reading of the report of that ID; ErrNotFound where there is none.
	Reading(report string) (Reading, error)
	// Readings are those of reports that are there, AllReadings also those of none.
	Readings(after int64, n int) ([]Reading, error)
	AllReadings(after int64, n int) ([]Reading, error)

	Count() (Counts, error)
	// Version is how often Bump was called, whichever process did.
	Version() (int64, error)
}

// Tx is a transaction that writes. It sees what it wrote.
type Tx interface {
	View

	// AddLeaf and AddHashes append to the log. A number that is there already is ErrDamaged.
	AddLeaf(number int64, data []byte) error
	AddHashes(first int64, hashes [][]byte) error
	// SetCheckpoint takes the place of the newest checkpoint.
	SetCheckpoint(size int64, note []byte) error
	// Insert adds a row of that kind. An ID or a leaf that has a row of this kind already is ErrDamaged: the ledger
	// looks before it writes.
	Insert(kind Kind, row Row) error
	// PutReading takes the place of the reading of that leaf. It reports whether anything is different now.
	PutReading(r Reading) (changed bool, err error)
	// Bump counts one more transaction that changed the ledger.
	Bump() error
}

// Problem is what is the matter with a part of the store.
type Problem string

// The problems that an engine can find with itself.
const (
	Altered    Problem = "altered"    // it is not as the engine makes it
	Missing    Problem = "missing"    // the engine makes it and it is not there
	Extra      Problem = "extra"      // it is there and the engine does not make it
	Unreadable Problem = "unreadable" // it cannot be looked at
)

// Finding is one thing that an engine found wrong with itself.
type Finding struct {
	Problem Problem
	Part    string
	Detail  string
}
