//go:build unix

package folder

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// tryLock takes a lock on an open file, alone or shared with others, and reports whether it was to be had. It is held
// until the file is closed or the process ends.
func tryLock(f *os.File, alone bool) (held bool, err error) {
	how := syscall.LOCK_SH
	if alone {
		how = syscall.LOCK_EX
	}
	for {
		err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, syscall.EINTR):
			continue
		case errors.Is(err, syscall.EWOULDBLOCK):
			return false, nil
		case errors.Is(err, syscall.ENOTSUP), errors.Is(err, syscall.ENOSYS): // some network file systems: there is no lock to be had
			return true, nil
		}
		return false, fmt.Errorf("lock the ledger: %w", err)
	}
}
