package folder

import (
	"os"

	"firsthand/internal/keep"
	"firsthand/internal/keep/durable"
)

// nextKey is the place of the key that is to follow, in the folder of a ledger.
type nextKey struct{ dir string }

// Put implements keep.NextKey.
func (n nextKey) Put(private string) error {
	if err := place(n.dir, nextKeyFile, private); err != nil {
		return err
	}
	return durable.WithoutPath((durable.OS{}).SyncDir(below(n.dir, sealDir)))
}

// Read implements keep.NextKey.
func (n nextKey) Read() keep.KeyFile { return readKey(n.dir, nextKeyFile) }

// Take implements keep.NextKey.
func (n nextKey) Take() error {
	if err := os.Rename(below(n.dir, nextKeyFile), below(n.dir, keyFile)); err != nil {
		return durable.WithoutPath(err)
	}
	return durable.WithoutPath((durable.OS{}).SyncDir(below(n.dir, sealDir)))
}
