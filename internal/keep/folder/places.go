package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"firsthand/internal/keep/durable"
)

// placesDir holds a desk's own places, in one file for each list that was imported. They are no part of the seal: like the rules of the reader they
// decide how a report is read, not what it says.
const placesDir = "places"

const placesSuffix = ".json"

// places is the folder of lists, a [keep.Places].
type places struct{ ledger string }

// Put keeps a list of places under the name of the file it came from, in the place of what was kept under that name before. After it returns the list
// is on the disk; if the power fails before, all of the old list or all of the new one is.
func (p places) Put(name string, data []byte) error {
	dir := p.dir()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("keep places: %w", durable.WithoutPath(err))
	}
	if err := durable.Write(durable.OS{}, dir, filepath.Join(dir, placesName(name)), data, 0o600); err != nil {
		return fmt.Errorf("keep places: %w", durable.WithoutPath(err))
	}
	for _, d := range []string{dir, p.ledger} {
		if err := (durable.OS{}).SyncDir(d); err != nil {
			return fmt.Errorf("keep places: %w", durable.WithoutPath(err))
		}
	}
	return nil
}

// List gives the lists that were kept, in the order of their files' names. What a crash left half-written is not among them.
func (p places) List() ([][]byte, error) {
	entries, err := os.ReadDir(p.dir()) // sorted
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read places: %w", durable.WithoutPath(err))
	}
	var lists [][]byte
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), placesSuffix) {
			continue
		}
		data, err := os.ReadFile(filepath.Join(p.dir(), e.Name()))
		if err != nil {
			return nil, fmt.Errorf("read places: %w", durable.WithoutPath(err))
		}
		lists = append(lists, data)
	}
	return lists, nil
}

func (p places) dir() string { return filepath.Join(p.ledger, placesDir) }

// placesName is a name that every file system takes. Names that differ only in what it loses are told apart by a digest.
func placesName(name string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9', r == '-', r == '_':
			return r
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, name)
	h := sha256.Sum256([]byte(name))
	return plain[:min(len(plain), 60)] + "-" + hex.EncodeToString(h[:4]) + placesSuffix
}
