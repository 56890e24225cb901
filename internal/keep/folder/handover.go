package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"firsthand/internal/keep"
	"firsthand/internal/keep/durable"
)

// A ledger that was copied has one private key, and one of the two goes on. These hand it over.

// PrivateKey is the private key of the ledger in dir.
func PrivateKey(dir string) keep.KeyFile { return readKey(dir, keyFile) }

// PutPrivateKey gives the ledger in dir its private key; keep.ErrExists where it has one.
func PutPrivateKey(dir, private string) error {
	if isThere(dir, keyFile) {
		return fmt.Errorf("%w: it has a private key", keep.ErrExists)
	}
	if err := place(dir, keyFile, private); err != nil {
		return err
	}
	return durable.WithoutPath((durable.OS{}).SyncDir(below(dir, sealDir)))
}

// RemovePrivateKey takes the private key of the ledger in dir away: it can be read and verified from then on.
func RemovePrivateKey(dir string) error {
	for _, name := range []string{keyFile, nextKeyFile} {
		if err := os.Remove(below(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove the private key: %w", durable.WithoutPath(err))
		}
	}
	return durable.WithoutPath((durable.OS{}).SyncDir(below(dir, sealDir)))
}
