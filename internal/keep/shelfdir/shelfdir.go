// Package shelfdir is an engine: a shelf in the files of a folder.
package shelfdir

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"firsthand/internal/keep/durable"
	"firsthand/internal/keep/shelf"
)

// Dir is a folder of small files. It need not exist until something is put there.
type Dir struct {
	disk durable.Disk
	dir  string
	temp string
}

// New is the shelf in the folder dir. Files are written in the existing folder temp, of the same file system, and then
// renamed.
func New(disk durable.Disk, dir, temp string) *Dir { return &Dir{disk, dir, temp} }

// Put implements shelf.Shelf.
func (d *Dir) Put(_ context.Context, name string, data []byte) error {
	if !shelf.ValidName(name) || len(data) > shelf.MaxSize {
		return fmt.Errorf("keep something of %d bytes on the shelf: its name or size cannot be", len(data))
	}
	if err := d.put(name, data); err != nil {
		return fmt.Errorf("keep %s: %w", name, durable.WithoutPath(err))
	}
	return nil
}

func (d *Dir) put(name string, data []byte) error {
	if err := d.disk.MkdirAll(d.dir, 0o700); err != nil {
		return err
	}
	if err := durable.Write(d.disk, d.temp, filepath.Join(d.dir, name), data, 0o600); err != nil {
		return err
	}
	if err := d.disk.SyncDir(d.dir); err != nil {
		return err
	}
	return d.disk.SyncDir(filepath.Dir(d.dir))
}

// Get implements shelf.Shelf. What is no regular file is not opened.
func (d *Dir) Get(_ context.Context, name string) ([]byte, error) {
	if !shelf.ValidName(name) {
		return nil, shelf.ErrNotFound
	}
	data, err := durable.ReadSmall(filepath.Join(d.dir, name), shelf.MaxSize)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, shelf.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, durable.WithoutPath(err))
	}
	return data, nil
}

// Names implements shelf.Shelf. Files of other names are passed over.
func (d *Dir) Names(context.Context) ([]string, error) {
	entries, err := os.ReadDir(d.dir) // in order of their names
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list the shelf: %w", durable.WithoutPath(err))
	}
	var names []string
	for _, e := range entries {
		if shelf.ValidName(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// Remove implements shelf.Shelf.
func (d *Dir) Remove(_ context.Context, name string) error {
	if !shelf.ValidName(name) {
		return nil
	}
	if err := d.disk.Remove(filepath.Join(d.dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove %s: %w", name, durable.WithoutPath(err))
	}
	return nil
}
