// Package durable writes files so that a power cut leaves the whole new file or none of it.
//
// A file system may put the name of a file on the disk before its bytes, and a directory entry long after both. So a file
// is written under another name, synced, renamed, and then its directory is synced. The two halves are apart here
// because whoever writes a hundred files syncs each directory once.
package durable

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Write puts data at path, replacing what was there in one step. It writes under temp first, which must be a directory of
// the same file system. After it returns, path holds the whole of data or, after a power cut, the whole of what it held
// before: the bytes are on the disk, the name is not until [SyncDir] of path's directory.
func Write(temp, path string, data []byte, mode fs.FileMode) (err error) {
	f, err := os.CreateTemp(temp, "*.part")
	if err != nil {
		return fmt.Errorf("write %s: %w", filepath.Base(path), err)
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
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
	return os.Rename(f.Name(), path)
}

// SyncDir puts the names in a directory on the disk. Windows keeps names in a journal of its own and cannot sync a
// directory, so there it does nothing.
func SyncDir(dir string) error {
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
