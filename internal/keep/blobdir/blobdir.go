// Package blobdir keeps the bytes of reports as they were captured: each in a file named by its SHA-256, written once,
// never changed.
//
// The name is the check. Whoever has a file can tell with sha256sum alone whether it is what it was, so [Files.Get] hashes
// what it reads and a changed file is an error, never an answer.
//
// The file of digest abcdef… is ab/cd/abcdef… under the root: two levels of at most 256 directories, so that no
// directory grows long however many originals there are.
package blobdir

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sync/errgroup"

	"firsthand/internal/keep/durable"
	"firsthand/internal/report"
)

// What can be wrong with an original.
var (
	ErrNotFound = errors.New("no original of that digest")
	ErrDamaged  = errors.New("the original is not what its name says")
)

// Files is a store of originals in a folder. It may be used by many goroutines, and the folder by many processes: two that
// put the same original at once both end with the same file.
type Files struct {
	root string
	temp string

	mu      sync.Mutex
	durable map[string]bool // directories below root whose own names this process knows to be on the disk
}

// New is the store in the existing directory root, which writes under the existing directory temp of the same file system
// before it renames.
func New(root, temp string) *Files {
	return &Files{root: root, temp: temp, durable: make(map[string]bool)}
}

// Blob is an original and its name.
type Blob struct {
	Digest report.Digest // of Data; the caller has computed it
	Data   []byte
}

// writers is how many files are written and synced at the same time. Journalling file systems put syncs that wait together
// on the disk together, so that a few at once cost little more than one.
const writers = 8

// Put keeps blobs. When it returns nil, every one of them is on the disk and will be there after a power cut. One that is
// there already is read and compared rather than written; if the bytes on the disk do not fit their name the error is
// ErrDamaged and nothing is replaced.
//
// An error may leave some of the blobs kept, whole, and files ending in ".part" in the temp directory.
func (f *Files) Put(ctx context.Context, blobs []Blob) error {
	unsynced := newDirSet()
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(writers)
	for _, b := range blobs {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return f.put(b, unsynced)
		})
	}
	if err := group.Wait(); err != nil {
		return fmt.Errorf("keep originals: %w", err)
	}
	if err := f.sync(unsynced); err != nil {
		return fmt.Errorf("keep originals: %w", err)
	}
	return nil
}

// put writes one blob and notes which directories must be synced for its name to last.
func (f *Files) put(b Blob, unsynced *dirSet) error {
	path := f.path(b.Digest)
	leaf := filepath.Dir(path)
	branch := filepath.Dir(leaf)
	if err := os.MkdirAll(leaf, 0o700); err != nil {
		return fmt.Errorf("original %s: %w", b.Digest, bare(err))
	}
	// A directory that another process made a moment ago may not be on the disk yet, so it is not enough to sync the
	// parents of those that this call made: the first use by this process syncs them whoever made them.
	unsynced.add(leaf)
	if !f.isDurable(leaf) {
		unsynced.add(branch)
	}
	if !f.isDurable(branch) {
		unsynced.add(f.root)
	}

	if _, err := f.Get(b.Digest); !errors.Is(err, ErrNotFound) {
		return err // nil where it is there already
	}
	if err := durable.Write(f.temp, path, b.Data, 0o400); err != nil {
		return fmt.Errorf("original %s: %w", b.Digest, bare(err))
	}
	return nil
}

// sync puts the names in dirs on the disk, several at a time.
func (f *Files) sync(dirs *dirSet) error {
	var group errgroup.Group
	group.SetLimit(writers)
	for dir := range dirs.names {
		group.Go(func() error { return bare(durable.SyncDir(dir)) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for dir := range dirs.names {
		if dirs.names[filepath.Dir(dir)] || dir == f.root {
			f.durable[dir] = true
		}
	}
	return nil
}

func (f *Files) isDurable(dir string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.durable[dir]
}

// Get reads an original and checks it against its name: ErrNotFound where there is none, ErrDamaged where the bytes have
// another digest.
func (f *Files) Get(d report.Digest) ([]byte, error) {
	data, err := os.ReadFile(f.path(d))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("original %s: %w", d, ErrNotFound)
	case err != nil:
		return nil, fmt.Errorf("original %s: %w", d, bare(err))
	}
	if err := compare(d, report.DigestOf(data)); err != nil {
		return nil, err
	}
	return data, nil
}

// Check is Get for whoever only wants to know whether it would succeed; it holds no more than a buffer of the original.
func (f *Files) Check(d report.Digest) error {
	file, err := os.Open(f.path(d))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("original %s: %w", d, ErrNotFound)
	}
	if err != nil {
		return fmt.Errorf("original %s: %w", d, bare(err))
	}
	defer file.Close()
	h := sha256.New()
	if _, err := io.Copy(h, file); err != nil {
		return fmt.Errorf("original %s: %w", d, bare(err))
	}
	return compare(d, report.Digest(h.Sum(nil)))
}

// DamagedError is an ErrDamaged that says what the bytes of the file are.
type DamagedError struct {
	Name  report.Digest // of the file
	Found report.Digest // of its bytes
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

// Name is the path of an original below the root, with slashes.
func Name(d report.Digest) string {
	s := d.String()
	return s[:2] + "/" + s[2:4] + "/" + s
}

func (f *Files) path(d report.Digest) string {
	return filepath.Join(f.root, filepath.FromSlash(Name(d)))
}

// bare takes the path out of an error of package os: paths of the machine say nothing about the original, whose digest
// the caller adds.
func bare(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	var l *os.LinkError
	if errors.As(err, &l) {
		return l.Err
	}
	return err
}

// dirSet is a set of directories that many goroutines add to.
type dirSet struct {
	mu    sync.Mutex
	names map[string]bool
}

func newDirSet() *dirSet { return &dirSet{names: make(map[string]bool)} }

func (s *dirSet) add(dir string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.names[dir] = true
}
