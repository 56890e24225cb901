package shared

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"firsthand/internal/keep/anchor"
	"firsthand/internal/keep/anchorfile"
	"firsthand/internal/keep/blob"
	"firsthand/internal/keep/blobdir"
	"firsthand/internal/keep/blobs3"
	"firsthand/internal/keep/durable"
	"firsthand/internal/keep/shelf"
	"firsthand/internal/keep/shelfdir"
)

// What lies at a place beside the originals, as paths below it with slashes. It is laid out like a ledger's folder.
const (
	formatFile   = "format" // put there last when a ledger is made: a place without it has none
	verifierFile = "seal/key.pub"
)

// format is the text of the format file. The number grows when an older program could misread the rest.
const format = "firsthand ledger shared 1\n"

// place is everything of a shared ledger that is not in the database.
type place struct {
	blobs  blob.Blobs
	anchor anchor.Anchor
	shelf  shelf.Shelf

	read   func(ctx context.Context, name string) ([]byte, error) // fs.ErrNotExist where there is nothing
	putNew func(ctx context.Context, name, text string) error     // fs.ErrExist where there is something
}

// maxSmall is the most bytes of a file with a key or a format.
const maxSmall = 64 << 10

// openPlace opens a place. A folder is made where there is none and making is true.
func openPlace(ctx context.Context, at string, making bool) (place, error) {
	if !strings.HasPrefix(at, "s3://") {
		return openFolder(at, making)
	}
	bucket, err := blobs3.Open(ctx, at, blobs3.Options{})
	if err != nil {
		return place{}, fmt.Errorf("open the place of originals: %w", err)
	}
	return place{blobs: bucket.Blobs(), anchor: bucket.Anchor(), shelf: bucket.Shelf(),
		read: func(ctx context.Context, name string) ([]byte, error) {
			data, err := bucket.Get(ctx, name, maxSmall)
			if errors.Is(err, blobs3.ErrNone) {
				err = fs.ErrNotExist
			}
			return data, err
		},
		putNew: func(ctx context.Context, name, text string) error {
			err := bucket.PutNew(ctx, name, []byte(text))
			if errors.Is(err, blobs3.ErrThere) {
				err = fs.ErrExist
			}
			return err
		}}, nil
}

func openFolder(dir string, making bool) (place, error) {
	below := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	incoming := below("incoming")
	if making {
		for _, name := range []string{".", "originals", "incoming", "seal"} {
			if err := os.MkdirAll(below(name), 0o700); err != nil {
				return place{}, fmt.Errorf("make the place of originals: %w", durable.WithoutPath(err))
			}
		}
	}
	disk := durable.OS{}
	return place{blobs: blobdir.New(disk, below("originals"), incoming), anchor: anchorfile.New(disk, "seal/checkpoint", below("seal/checkpoint"), incoming),
		shelf: shelfdir.New(disk, below("seal/outside"), incoming),
		read: func(_ context.Context, name string) ([]byte, error) {
			data, err := durable.ReadSmall(below(name), maxSmall)
			return data, durable.WithoutPath(err)
		},
		putNew: func(_ context.Context, name, text string) error {
			if _, err := os.Lstat(below(name)); err == nil {
				return fs.ErrExist
			}
			if err := durable.Write(disk, incoming, below(name), []byte(text), 0o600); err != nil {
				return durable.WithoutPath(err)
			}
			return durable.WithoutPath(disk.SyncDir(filepath.Dir(below(name))))
		}}, nil
}
