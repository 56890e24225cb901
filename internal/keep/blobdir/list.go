package blobdir

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"

	"firsthand/internal/keep/blob"
	"firsthand/internal/keep/durable"
	"firsthand/internal/report"
)

// errStop ends a walk whose consumer wants no more.
var errStop = errors.New("stop")

// List implements [blob.Blobs]: every file, link or other thing below the root that is not a directory, in order of
// name, and then what lies in the temp directory.
func (f *Dir) List(ctx context.Context) iter.Seq2[blob.Found, error] {
	return func(yield func(blob.Found, error) bool) {
		err := filepath.WalkDir(f.root, func(name string, entry fs.DirEntry, err error) error {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			if err == nil && entry.IsDir() {
				return nil
			}
			if !yield(f.found(name, entry, err), nil) {
				return errStop
			}
			if err != nil && entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		})
		if err == nil {
			err = f.unfinished(yield)
		}
		if err != nil && !errors.Is(err, errStop) {
			yield(blob.Found{}, durable.WithoutPath(err))
		}
	}
}

// found says what a thing below the root is.
func (f *Dir) found(name string, entry fs.DirEntry, err error) blob.Found {
	found := blob.Found{Name: filepath.Base(name), Err: durable.WithoutPath(err)}
	if rel, err := filepath.Rel(f.root, name); err == nil {
		found.Name = filepath.ToSlash(rel)
	}
	if err == nil && entry.Type().IsRegular() {
		if d, err := report.ParseDigest(entry.Name()); err == nil && Name(d) == found.Name {
			found.Digest = d
		}
	}
	return found
}

// unfinished gives what lies in the temp directory.
func (f *Dir) unfinished(yield func(blob.Found, error) bool) error {
	base := filepath.Base(f.temp)
	entries, err := os.ReadDir(f.temp)
	if err != nil && !yield(blob.Found{Name: base, Unfinished: true, Err: durable.WithoutPath(err)}, nil) {
		return errStop
	}
	for _, e := range entries {
		if !yield(blob.Found{Name: path.Join(base, e.Name()), Unfinished: true}, nil) {
			return errStop
		}
	}
	return nil
}
