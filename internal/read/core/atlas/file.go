package atlas

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"

	"firsthand/internal/read/core/gazetteer"
)

// layout counts the layouts of a kept file.
const layout = 1

// File is a list as it is kept, until it is imported anew.
type File struct {
	Layout int                  `json:"firsthand_places"`
	Name   string               `json:"file"`   // of the file that was imported, without its folder
	SHA256 string               `json:"sha256"` // of that file's bytes
	Format string               `json:"format"`
	Places []gazetteer.Addition `json:"places"`
}

// Encode gives the list read from data, the bytes of the file called name, as it is kept: JSON.
func (l List) Encode(name string, data []byte) ([]byte, error) {
	sum := sha256.Sum256(data)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(File{Layout: layout, Name: name, SHA256: hex.EncodeToString(sum[:]), Format: l.Format, Places: l.Places})
	return b.Bytes(), err
}

// Decode reads what Encode wrote, and holds it to what Parse would take, since other hands may have changed it.
func Decode(data []byte) (f File, err error) {
	if err := json.Unmarshal(data, &f); err != nil {
		return f, fmt.Errorf("read JSON: %w", err)
	}
	if f.Layout != layout {
		return f, fmt.Errorf("layout %d, this program reads %d", f.Layout, layout)
	}
	for i := range f.Places {
		p := &f.Places[i]
		if p.ID == "" || len(p.Names) == 0 || p.Names[0] == "" || p.Kind > gazetteer.Country || p.Country != "" && !isCountry(p.Country) ||
			!(p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180) || strings.ContainsFunc(p.ID+strings.Join(p.Names, ""), unicode.IsControl) {
			return f, fmt.Errorf("place %d is not one", i+1)
		}
	}
	return f, nil
}
