package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
	"time"

	"firsthand/internal/keep"
	"firsthand/internal/keep/durable"
)

// Whoever has a ledger open holds its lock file, shared with all others who have; whoever makes one holds it alone.
// SQLite's own locks order the writers. This one is for people and programs who want to put another ledger in its
// place: as long as it cannot be had alone, somebody has the ledger open.

// errNotWritable means that a ledger lies where nothing can be written.
var errNotWritable = errors.New("nothing can be written there")

// lockShared holds the lock of the ledger in dir with others, and waits for it a while if it must. errNotWritable where
// the folder cannot be written. Who only looks makes no lock file where an older version made none.
func lockShared(ctx context.Context, dir string, look bool, wait time.Duration) (release func() error, err error) {
	flags := os.O_RDWR | os.O_CREATE
	if look {
		flags = os.O_RDWR
	}
	f, err := os.OpenFile(below(dir, lockFile), flags, 0o600)
	if look && errors.Is(err, fs.ErrNotExist) {
		return func() error { return nil }, nil
	}
	if notWritable(err) {
		return nil, fmt.Errorf("%w: %w", errNotWritable, durable.WithoutPath(err))
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", lockFile, durable.WithoutPath(err))
	}
	for end := time.Now().Add(wait); ; {
		held, err := tryLock(f, false)
		if err == nil && held {
			return f.Close, nil
		}
		switch {
		case err != nil:
		case ctx.Err() != nil:
			err = ctx.Err()
		case time.Now().After(end):
			err = keep.WithHint("wait until it is done", "%w: somebody holds the whole ledger, to make it or to restore a backup of it", keep.ErrBusy)
		default:
			time.Sleep(lockPause)
			continue
		}
		f.Close()
		return nil, err
	}
}

// lockPause is how long a lock is left alone before it is tried again.
const lockPause = 5 * time.Millisecond

// notWritable reports whether an error says that nothing can be written there, or nothing more.
func notWritable(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// lockWait is how long a ledger is waited for that somebody holds alone, as while it is made.
const lockWait = 10 * time.Second

// lockAlone holds the lock of the folder dir, and waits for it if it must. Another process may take the file away while
// this one waits; what it then holds is nothing, so it tries again.
func lockAlone(ctx context.Context, dir string) (release func() error, err error) {
	path := below(dir, lockFile)
	for end := time.Now().Add(lockWait); ; {
		f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, durable.WithoutPath(err)
		}
		held, err := tryLock(f, true)
		if err == nil && held && isAt(f, path) {
			return f.Close, nil
		}
		f.Close()
		switch {
		case err != nil:
			return nil, err
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case time.Now().After(end):
			return nil, keep.WithHint("wait until it is done", "%w: another process is making a ledger there", keep.ErrBusy)
		}
		time.Sleep(lockPause)
	}
}

// isAt reports whether an open file is the one at path.
func isAt(f *os.File, path string) bool {
	open, err := f.Stat()
	there, missing := os.Stat(path)
	return err == nil && missing == nil && os.SameFile(open, there)
}

// LockAlone has nobody else use the folder dir until release is called; keep.ErrBusy where another process does.
func LockAlone(ctx context.Context, dir string) (release func() error, err error) {
	return lockAlone(ctx, dir)
}
