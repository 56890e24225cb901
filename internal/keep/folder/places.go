package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"firsthand/internal/keep"
	"firsthand/internal/keep/durable"
)

// placesDir is where older versions kept a desk's own places, unsealed, in one file for each list that was imported.
const placesDir = "places"

const placesSuffix = ".json"

// oldPlaces are the lists in the ledger of dir, in the order of their files' names, but for those whose name is sealed
// now.
func oldPlaces(dir string, sealed []string) ([]keep.OldList, error) {
	entries, err := os.ReadDir(below(dir, placesDir)) // sorted
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, durable.WithoutPath(err)
	}
	done := make(map[string]bool)
	for _, name := range sealed {
		done[placesName(name)] = true
	}
	var lists []keep.OldList
	for _, e := range entries {
		if !e.Type().IsRegular() || !strings.HasSuffix(e.Name(), placesSuffix) || done[e.Name()] {
			continue
		}
		data, err := os.ReadFile(filepath.Join(below(dir, placesDir), e.Name()))
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", e.Name(), durable.WithoutPath(err))
		}
		lists = append(lists, keep.OldList{File: path.Join(placesDir, e.Name()), Data: data})
	}
	return lists, nil
}

// placesName is the name of the file in which older versions kept the list of that name.
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
