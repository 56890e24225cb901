package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"firsthand/internal/keep"
	"firsthand/internal/keep/durable"
	"firsthand/internal/keep/sqlite"
)

// Init makes a new ledger, with a key of its own, in the folder dir and opens it. The folder may exist if it is empty;
// ErrExists where it is not, with a message that says whether it is a ledger already.
//
// The ledger is made whole in a folder inside dir, and then its parts move up, the format file last. What a process
// that ended on the way has left is not empty and no ledger, and Init takes it up. If Init fails it leaves the folder
// empty.
func Init(ctx context.Context, dir string) (*keep.Ledger, error) {
	return InitWith(ctx, dir, Options{})
}

// InitWith is Init with options.
func InitWith(ctx context.Context, dir string, o Options) (*keep.Ledger, error) {
	private, public, err := keep.NewKeys()
	if err == nil {
		err = initialise(ctx, dir, map[string]string{verifierFile: public, keyFile: private}, keep.Create)
	}
	if err != nil {
		return nil, fmt.Errorf("make a ledger: %w", err)
	}
	return OpenWith(ctx, dir, o)
}

// Receive makes a ledger in the folder dir that has the public key of another, and lets fill write what it holds. If
// fill fails, the folder is left empty. Nothing can be added to it until [PutPrivateKey].
func Receive(ctx context.Context, dir, public string, fill func(context.Context, keep.Parts) error) error {
	if isThere(dir, makingDir) { // of which nobody knows what ledger it would become
		return keep.WithHint("choose a folder that is empty or does not exist yet", "make a ledger: %w: the folder has one that was not made to its end", keep.ErrExists)
	}
	dir, err := filepath.Abs(dir)
	if err == nil {
		err = initialise(ctx, dir, map[string]string{verifierFile: public}, fill)
	}
	if err != nil {
		return fmt.Errorf("make a ledger: %w", err)
	}
	return nil
}

// moved are the parts of a ledger in the order in which they move to their place. A folder without the last is no
// ledger.
var moved = []string{originalsDir, incomingDir, sealDir, databaseFile, formatFile}

// initialise makes a ledger that has these keys and what fill writes.
func initialise(ctx context.Context, dir string, keys map[string]string, fill func(context.Context, keep.Parts) error) (err error) {
	if err := checkPath(dir, makingDir+"/"+databaseFile); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return durable.WithoutPath(err)
	}
	if err := checkEmpty(dir); err != nil { // before anything is written: it may be anybody's
		return err
	}
	release, err := lockAlone(ctx, dir)
	if err != nil {
		return err
	}
	defer release()
	if err := checkEmpty(dir); err != nil { // another process may have been first
		return err
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return durable.WithoutPath(err)
	}
	making := below(dir, makingDir)
	if !isThere(making, formatFile) {
		if err := makeAside(ctx, making, keys, fill); err != nil {
			os.RemoveAll(making)
			os.Remove(below(dir, lockFile))
			return err
		}
	}
	return moveUp(dir)
}

// checkEmpty refuses a folder that holds anything but what an Init that ended on its way has left.
func checkEmpty(dir string) error {
	if checkFormat(dir) == nil {
		return keep.WithHint("open it, or choose another folder", "%w: the folder is a ledger", keep.ErrExists)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return durable.WithoutPath(err)
	}
	whole := isThere(below(dir, makingDir), formatFile) // then parts may have moved up already
	for _, e := range entries {
		info, err := e.Info()
		switch {
		case e.Name() == lockFile && err == nil && info.Mode().IsRegular() && info.Size() == 0:
		case e.Name() == makingDir && e.IsDir():
		case whole && slices.Contains(moved, e.Name()):
		default:
			return keep.WithHint("choose a folder that is empty or does not exist yet", "%w: the folder is not empty", keep.ErrExists)
		}
	}
	return nil
}

// makeAside makes a whole ledger in the folder dir, over what is left of one that was not.
func makeAside(ctx context.Context, dir string, keys map[string]string, fill func(context.Context, keep.Parts) error) error {
	if err := os.RemoveAll(dir); err != nil {
		return durable.WithoutPath(err)
	}
	for _, name := range []string{"", originalsDir, incomingDir, sealDir} {
		if err := os.Mkdir(below(dir, name), 0o700); err != nil {
			return durable.WithoutPath(err)
		}
	}
	if err := place(dir, databaseFile, ""); err != nil { // SQLite gives its other files the mode of the database
		return err
	}
	for name, content := range keys {
		if err := place(dir, name, content); err != nil {
			return err
		}
	}
	db, err := sqlite.Create(ctx, below(dir, databaseFile), sqlite.Options{})
	if err != nil {
		return err
	}
	if err := errors.Join(fill(ctx, parts(dir, db, Options{})), db.Close()); err != nil {
		return err
	}
	for _, name := range []string{originalsDir, sealDir, ""} {
		if err := (durable.OS{}).SyncDir(below(dir, name)); err != nil {
			return durable.WithoutPath(err)
		}
	}
	return place(dir, formatFile, formatText())
}

// moveUp puts the parts of a ledger that was made in the folder inside dir where they belong.
func moveUp(dir string) error {
	making := below(dir, makingDir)
	for _, name := range moved {
		if name == formatFile { // what it stands for is on the disk before it is
			if err := (durable.OS{}).SyncDir(dir); err != nil {
				return durable.WithoutPath(err)
			}
		}
		err := os.Rename(below(making, name), below(dir, name))
		if err != nil && !(errors.Is(err, fs.ErrNotExist) && isThere(dir, name)) {
			return durable.WithoutPath(err)
		}
	}
	if err := os.RemoveAll(making); err != nil {
		return durable.WithoutPath(err)
	}
	for _, name := range []string{".", ".."} {
		if err := (durable.OS{}).SyncDir(below(dir, name)); err != nil && name != ".." {
			return durable.WithoutPath(err)
		}
	}
	return nil
}

func isThere(dir, name string) bool {
	_, err := os.Lstat(below(dir, name))
	return err == nil
}

// place puts a file of the ledger in its place, whole or not at all.
func place(dir, name, content string) error {
	if err := durable.Write(durable.OS{}, below(dir, incomingDir), below(dir, name), []byte(content), 0o600); err != nil {
		return fmt.Errorf("write %s: %w", name, durable.WithoutPath(err))
	}
	return nil
}
