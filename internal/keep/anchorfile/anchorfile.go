// Package anchorfile publishes the newest checkpoint of a ledger in a file.
package anchorfile

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"firsthand/internal/keep/anchor"
	"firsthand/internal/keep/durable"
)

// maxNote is the most bytes that a checkpoint can have, with the signatures of others.
const maxNote = 256 << 10

// File is a file that holds one checkpoint.
type File struct {
	disk durable.Disk
	name string // for people
	path string
	temp string
}

// New is the file at path, which people call name. It is written under another name in the existing directory temp,
// which must be of the same file system, and then renamed.
func New(disk durable.Disk, name, path, temp string) *File { return &File{disk, name, path, temp} }

// Name is what people call the file.
func (f *File) Name() string { return f.name }

// Read is the file's content; anchor.ErrNone where there is no such file.
func (f *File) Read(context.Context) ([]byte, error) {
	note, err := durable.ReadSmall(f.path, maxNote)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, anchor.ErrNone
	}
	if err != nil {
		return nil, durable.WithoutPath(err)
	}
	return note, nil
}

// Publish replaces the file. Its directory is not synced: were the new name lost in a power cut, the whole older file
// would stand there, which a ledger allows.
func (f *File) Publish(_ context.Context, note []byte) error {
	if err := durable.Write(f.disk, f.temp, f.path, note, 0o600); err != nil {
		return fmt.Errorf("publish: %w", durable.WithoutPath(err))
	}
	return nil
}
