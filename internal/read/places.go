package read

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"

	"firsthand/internal/read/core/atlas"
	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/report"
)

// MaxPlacesBytes is the greatest size of a list of places.
const MaxPlacesBytes = atlas.MaxBytes

// PlacesFile is a list of a desk's own places, as it is kept.
type PlacesFile = atlas.File

// ParsePlaces reads a list of places (a GeoNames dump, a table of p-codes, a GeoJSON FeatureCollection), the bytes of
// the file called name, and gives it as it is to be kept. Skipped counts rows that are no places of ours. The error
// joins one for each line that is wrong.
func ParsePlaces(name string, data []byte) (kept []byte, skipped int, err error) {
	list, err := atlas.Parse(data)
	if err != nil {
		return nil, 0, err
	}
	kept, err = list.Encode(name, data)
	return kept, list.Skipped, err
}

// DecodePlaces reads what [ParsePlaces] gave.
func DecodePlaces(kept []byte) (PlacesFile, error) { return atlas.Decode(kept) }

// Reader reads with a gazetteer of its own. It is never changed and may be used by many goroutines.
type Reader struct {
	places func() *gazetteer.Gazetteer
	mark   string // of its places, for the version
}

var standard = &Reader{places: gazetteer.Load}

// With gives a reader that knows the places of files that [ParsePlaces] made as well. A digest of them becomes part of
// its version, so that readings made with other places can be told. Without files it is the reader of [Read]. The
// gazetteer is made at the first reading.
func With(files ...[]byte) (*Reader, error) {
	if len(files) == 0 {
		return standard, nil
	}
	h := sha256.New()
	var places []gazetteer.Addition
	for i, kept := range files {
		f, err := DecodePlaces(kept)
		if err != nil {
			return nil, fmt.Errorf("read file %d of places: %w", i+1, err)
		}
		h.Write(kept)
		places = append(places, f.Places...)
	}
	return &Reader{
		places: sync.OnceValue(func() *gazetteer.Gazetteer { return gazetteer.Load().With(places) }),
		mark:   ".places." + hex.EncodeToString(h.Sum(nil))[:12],
	}, nil
}

// Version is [Version] with the reader's [Identity], and for a reader made by [With] the digest of its places.
func (reader *Reader) Version() string { return Version + "+" + Identity() + reader.mark }

// Read reads one report. The slices of the reading are never nil.
func Read(r report.Report) report.Reading { return standard.Read(r) }
