// Package durable writes files so that a power cut leaves the whole new file or none of it.
//
// A file system may put the name of a file on the disk before its bytes, and a directory entry long after both. So a
// file is written under another name, synced, renamed, and then its directory is synced. The two halves are apart here
// because whoever writes a hundred files syncs each directory once.
package durable

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Disk is what writing needs of a file system: [OS], or one that fails where a test wants it to.
type Disk interface {
	// CreateTemp makes a new file in dir whose name ends in ".part".
	CreateTemp(dir string) (File, error)
	MkdirAll(dir string, mode fs.FileMode) error
	Rename(from, to string) error
	Remove(name string) error
	// SyncDir puts the names in a directory on the disk.
	SyncDir(dir string) error
}

// File is a file that is being written.
type File interface {
	io.WriteCloser
	Name() string
	Chmod(mode fs.FileMode) error
	Sync() error
}

// OS is the disk of the machine.
type OS struct{}

// CreateTemp implements Disk.
func (OS) CreateTemp(dir string) (File, error) { return os.CreateTemp(dir, "*.part") }

// MkdirAll implements Disk.
func (OS) MkdirAll(dir string, mode fs.FileMode) error { return os.MkdirAll(dir, mode) }

// Rename implements Disk.
func (OS) Rename(from, to string) error { return os.Rename(from, to) }

// Remove implements Disk.
func (OS) Remove(name string) error { return os.Remove(name) }

// SyncDir implements Disk. Windows keeps names in a journal of its own and cannot sync a directory, so there it does
// nothing.
func (OS) SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync directory: %w", err)
	}
	if err := d.Sync(); err != nil {
		d.Close()
		return fmt.Errorf("sync directory: %w", err)
	}
	return d.Close()
}

// Write puts data at path, replacing what was there in one step. It writes under temp first, which must be a directory
// of the same file system. After it returns, path holds the whole of data or, after a power cut, the whole of what it
// held before: the bytes are on the disk, the name is not until SyncDir of path's directory.
func Write(disk Disk, temp, path string, data []byte, mode fs.FileMode) (err error) {
	f, err := disk.CreateTemp(temp)
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	defer func() {
		if err != nil {
			f.Close()
			disk.Remove(f.Name())
			err = fmt.Errorf("write %s: %w", filepath.Base(path), err)
		}
	}()
	if _, err = f.Write(data); err != nil {
		return err
	}
	if err = f.Chmod(mode); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return disk.Rename(f.Name(), path)
}

// WithoutPath takes the path of the machine out of an error of package os: it says nothing about the thing, whose name
// the caller adds.
func WithoutPath(err error) error {
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

// Open opens a regular file to read it. Anything else is refused and not opened: a pipe that lies where a file should
// would be waited for without end.
func Open(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: path, Err: errors.New("it is no regular file")}
	}
	return os.Open(path)
}

// ReadSmall reads a regular file of at most max bytes.
func ReadSmall(path string, max int64) ([]byte, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, max+1))
	if err == nil && int64(len(b)) > max {
		err = &fs.PathError{Op: "read", Path: path, Err: errors.New("it is far too long")}
	}
	return b, err
}
