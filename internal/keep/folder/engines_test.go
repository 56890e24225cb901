package folder_test

import (
	"os"
	"path/filepath"
	"testing"

	"firsthand/internal/keep/anchorfile"
	"firsthand/internal/keep/blobdir"
	"firsthand/internal/keep/keeptest"
	"firsthand/internal/keep/sqlite"
)

// The engines of a folder: a SQLite file, a folder of originals and a checkpoint file, on a disk that fails where it is
// told to.
func TestEngines(t *testing.T) {
	keeptest.Run(t, func(t *testing.T) keeptest.Open {
		dir := t.TempDir()
		path := func(name string) string { return filepath.Join(dir, name) }
		for _, name := range []string{"originals", "incoming"} {
			if err := os.Mkdir(path(name), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(path("ledger.db"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		made, err := sqlite.Create(t.Context(), path("ledger.db"), sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := made.Close(); err != nil {
			t.Fatal(err)
		}
		return func(f *keeptest.Faults) keeptest.Engines {
			db, err := sqlite.Open(t.Context(), path("ledger.db"), sqlite.Options{})
			if err != nil {
				t.Fatal(err)
			}
			disk := keeptest.Disk{Faults: f}
			return keeptest.Engines{Store: db, Blobs: blobdir.New(disk, path("originals"), path("incoming")),
				Anchor: anchorfile.New(disk, "checkpoint", path("checkpoint"), path("incoming"))}
		}
	})
}
