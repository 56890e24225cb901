package shared

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"firsthand/internal/keep"
	"firsthand/internal/keep/durable"
)

// Names of the pair in the folder of keys of a machine.
const (
	privateKey   = "key"
	followingKey = "key.next"
	publicKey    = "key.pub"
)

// newKeys makes the pair of a new ledger in its folder, whole or not at all; where a pair is there already, that one is
// given.
func newKeys(dir string) (public string, err error) {
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return "", fmt.Errorf("make the folder of keys: %w", durable.WithoutPath(err))
	}
	private, public, err := keep.NewKeys()
	if err != nil {
		return "", err
	}
	if err := putKeys(dir, private, public); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", fmt.Errorf("write the keys: %w", durable.WithoutPath(err))
	}
	there, err := durable.ReadSmall(filepath.Join(dir, publicKey), maxSmall)
	if err != nil {
		return "", fmt.Errorf("read the public key: %w", durable.WithoutPath(err))
	}
	return string(there), nil
}

// putKeys writes a pair into a folder that must not be there yet: it is made under another name, which a rename changes
// only where there is none or an empty one.
func putKeys(dir, private, public string) error {
	making, err := os.MkdirTemp(filepath.Dir(dir), ".keys-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(making)
	disk := durable.OS{}
	for name, text := range map[string]string{privateKey: private, publicKey: public} {
		if err := durable.Write(disk, making, filepath.Join(making, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	if err := disk.SyncDir(making); err != nil {
		return err
	}
	if _, err := os.Lstat(filepath.Join(dir, privateKey)); err == nil {
		return fs.ErrExist
	}
	if err := os.Rename(making, dir); err != nil {
		if _, there := os.Lstat(filepath.Join(dir, privateKey)); there == nil {
			return fs.ErrExist
		}
		return err
	}
	return disk.SyncDir(filepath.Dir(dir))
}

// nextKey is the place of the key that is to follow, in the folder of keys of this machine.
type nextKey struct{ dir string }

// Put implements keep.NextKey.
func (n nextKey) Put(private string) error {
	disk := durable.OS{}
	if err := durable.Write(disk, n.dir, filepath.Join(n.dir, followingKey), []byte(private), 0o600); err != nil {
		return durable.WithoutPath(err)
	}
	return durable.WithoutPath(disk.SyncDir(n.dir))
}

// Read implements keep.NextKey.
func (n nextKey) Read() keep.KeyFile {
	return readKey(n.dir, followingKey, "this machine's next private key")
}

// Take implements keep.NextKey.
func (n nextKey) Take() error {
	if err := os.Rename(filepath.Join(n.dir, followingKey), filepath.Join(n.dir, privateKey)); err != nil {
		return durable.WithoutPath(err)
	}
	return durable.WithoutPath((durable.OS{}).SyncDir(n.dir))
}

// readPrivate is the private key as this machine has it.
func readPrivate(dir string) keep.KeyFile {
	return readKey(dir, privateKey, "this machine's private key")
}

func readKey(dir, name, called string) keep.KeyFile {
	path := filepath.Join(dir, name)
	text, err := durable.ReadSmall(path, maxSmall)
	k := keep.KeyFile{Name: called, Text: string(text), Err: durable.WithoutPath(err)}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o077 != 0 {
		k.Loose = fmt.Sprintf("mode %04o", info.Mode().Perm())
	}
	if errors.Is(err, fs.ErrNotExist) {
		k.Err = fs.ErrNotExist
	}
	return k
}
