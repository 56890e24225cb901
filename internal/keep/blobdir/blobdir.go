// Package blobdir keeps originals in a folder: each in a file named by its SHA-256, so that sha256sum alone can tell
// whether a file is what it was.
//
// The file of digest abcdef… is ab/cd/abcdef… under the root: two levels of at most 256 directories, so that no
// directory grows long however many originals there are.
package blobdir

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sync/errgroup"

	"firsthand/internal/keep/blob"
	"firsthand/internal/keep/durable"
	"firsthand/internal/report"
)

// Dir is a folder of originals, a [blob.Blobs].
type Dir struct {
	disk durable.Disk
	root string
	temp string

	mu      sync.Mutex
	durable map[string]bool // directories below root whose own names this process knows to be on the disk
}

// New is the folder of originals at the existing directory root, which is written under the existing directory temp of
// the same file system before files are renamed.
func New(disk durable.Disk, root, temp string) *Dir {
	return &Dir{disk: disk, root: root, temp: temp, durable: make(map[string]bool)}
}

// writers is how many files are written and synced at the same time. Journalling file systems put syncs that wait
// together on the disk together, so that a few at once cost little more than one.
const writers = 8

// Put implements [blob.Blobs]. What an error leaves unfinished are files ending in ".part" in the temp directory.
func (f *Dir) Put(ctx context.Context, blobs []blob.Blob) error {
	unsynced := newDirSet()
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(writers)
	for _, b := range blobs {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return f.put(ctx, b, unsynced)
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
func (f *Dir) put(ctx context.Context, b blob.Blob, unsynced *dirSet) error {
	path := f.path(b.Digest)
	leaf := filepath.Dir(path)
	branch := filepath.Dir(leaf)
	if err := f.disk.MkdirAll(leaf, 0o700); err != nil {
		return fmt.Errorf("original %s: %w", b.Digest, durable.WithoutPath(err))
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
	if err := blob.Check(ctx, f, b.Digest); !errors.Is(err, blob.ErrNotFound) {
		return err // nil where it is there already
	}
	if err := durable.Write(f.disk, f.temp, path, b.Data, 0o400); err != nil {
		return fmt.Errorf("original %s: %w", b.Digest, durable.WithoutPath(err))
	}
	return nil
}

// sync puts the names in dirs on the disk, several at a time.
func (f *Dir) sync(dirs *dirSet) error {
	var group errgroup.Group
	group.SetLimit(writers)
	for dir := range dirs.names {
		group.Go(func() error { return durable.WithoutPath(f.disk.SyncDir(dir)) })
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

func (f *Dir) isDurable(dir string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.durable[dir]
}

// Open implements [blob.Blobs].
func (f *Dir) Open(_ context.Context, d report.Digest) (io.ReadCloser, error) {
	file, err := durable.Open(f.path(d))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, blob.ErrNotFound
	}
	if err != nil {
		return nil, durable.WithoutPath(err)
	}
	return pathless{file}, nil
}

// pathless is a file whose errors do not name its path.
type pathless struct{ *os.File }

func (p pathless) Read(b []byte) (int, error) {
	n, err := p.File.Read(b)
	return n, durable.WithoutPath(err)
}

// Name is the path of an original below the root, with slashes.
func Name(d report.Digest) string {
	s := d.String()
	return s[:2] + "/" + s[2:4] + "/" + s
}

func (f *Dir) path(d report.Digest) string {
	return filepath.Join(f.root, filepath.FromSlash(Name(d)))
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
