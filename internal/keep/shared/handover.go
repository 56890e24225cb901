package shared

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"firsthand/internal/keep"
	"firsthand/internal/keep/durable"
	"firsthand/internal/keep/store"
)

// Receive makes a ledger at an address that has the public key of another, and lets write do the rest. Nothing can be
// added to it until this machine has its private key: see [PutPrivateKey].
func Receive(ctx context.Context, name, public string, write func(context.Context, keep.Parts) error) error {
	err := fill(ctx, name, Options{}, func(ctx context.Context, a Address, p place, db store.Store) error {
		if err := putPublic(ctx, p, public); err != nil {
			return err
		}
		return write(ctx, parts(ctx, a, p, db, Options{}))
	})
	if err != nil {
		return fmt.Errorf("make a ledger: %w", err)
	}
	return nil
}

// PrivateKey is the private key that this machine has for the ledger at an address.
func PrivateKey(name string) keep.KeyFile {
	a, err := Parse(name)
	if err != nil {
		return keep.KeyFile{Err: err}
	}
	return readPrivate(a.keys)
}

// PutPrivateKey gives this machine the pair of keys of the ledger at an address; keep.ErrExists where it has one.
func PutPrivateKey(name, private, public string) error {
	a, err := Parse(name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(a.keys), 0o700); err != nil {
		return fmt.Errorf("make the folder of keys: %w", durable.WithoutPath(err))
	}
	err = putKeys(a.keys, private, public)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%w: this machine has a private key for it", keep.ErrExists)
	}
	return durable.WithoutPath(err)
}

// RemovePrivateKey takes the pair of keys of the ledger at an address away from this machine.
func RemovePrivateKey(name string) error {
	a, err := Parse(name)
	if err != nil {
		return err
	}
	for _, key := range []string{privateKey, followingKey, publicKey} {
		if err := os.Remove(filepath.Join(a.keys, key)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove the private key: %w", durable.WithoutPath(err))
		}
	}
	if err := os.Remove(a.keys); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove the folder of the private key: %w", durable.WithoutPath(err))
	}
	return durable.WithoutPath((durable.OS{}).SyncDir(filepath.Dir(a.keys)))
}
