package blobdir

import (
	"context"
	"io/fs"
	"path/filepath"

	"firsthand/internal/report"
)

// Found is one thing that lies in the folder of originals.
type Found struct {
	Name   string        // path below the root, with slashes
	Digest report.Digest // what its name says; zero where the name and place are not those of an original
	Err    error         // why it could not be looked at; the walk goes on
}

// Walk calls visit for every file, link or other thing below the root that is not a directory, in order of name, without
// reading it. It ends early only when ctx is done or visit returns an error.
func (f *Files) Walk(ctx context.Context, visit func(Found) error) error {
	return filepath.WalkDir(f.root, func(path string, entry fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil && entry.IsDir() {
			return nil
		}
		found := Found{Name: filepath.Base(path), Err: bare(err)}
		if rel, err := filepath.Rel(f.root, path); err == nil {
			found.Name = filepath.ToSlash(rel)
		}
		if err == nil && entry.Type().IsRegular() {
			if d, err := report.ParseDigest(entry.Name()); err == nil && Name(d) == found.Name {
				found.Digest = d
			}
		}
		if err := visit(found); err != nil {
			return err
		}
		if err != nil && entry != nil && entry.IsDir() {
			return fs.SkipDir
		}
		return nil
	})
}
