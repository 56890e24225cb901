package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"firsthand/internal/keep/durable"
	"firsthand/internal/read"
	"firsthand/internal/read/where/atlas"
	"firsthand/internal/read/where/gazetteer"
)

// A desk's own places lie in the folder placesDir of the ledger, the places of each file that was imported in one file of its own, as JSON. They are
// no part of the seal: like the rules of the reader they decide how a report is read, not what it says. A digest of them is part of the
// reader's version, so that reports are read anew when they change.
const placesDir = "places"

// placesLayout counts the layouts of such a file.
const placesLayout = 1

// placesFile is the content of one of them.
type placesFile struct {
	Layout int                  `json:"firsthand_places"`
	File   string               `json:"file"`   // its name, without its folder
	SHA256 string               `json:"sha256"` // of the file as it was imported
	Format string               `json:"format"`
	Places []gazetteer.Addition `json:"places"`
}

// placesVerb holds the verbs about a desk's own places.
func (a *app) placesVerb() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "places",
		Short: "List the desk's own places, or import more",
		Long: `List the files whose places were imported into the ledger. Firsthand carries the world's
towns with it; neighbourhoods, camps and villages are what a desk knows better.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.listPlaces(cmd.Context()) },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "import FILE…",
		Short: "Import places that reports of this ledger name",
		Long: `Import places into the ledger. A FILE is one of three, told apart by its bytes:
  a GeoNames country dump     SY.txt out of SY.zip: 19 columns, tabs
  a table of p-codes          CSV with a header line: lat, lon, a name (name, name_en,
                              name_ar, admin4Name_en …) and, where there are any, pcode,
                              altname, kind
  a GeoJSON FeatureCollection of points or polygons with a property "name"

A file is taken whole or not at all, and errors name its lines. Importing a file of the same
name again replaces what it brought before. The reports of the ledger are read anew, with
the new places, by the next add, serve or export.`,
		Example: `  firsthand places import aleppo-neighbourhoods.geojson
  firsthand places import SY.txt syr_pcodes.csv`,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fail(exitUsage, "firsthand help places import", "name at least one FILE")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.importPlaces(cmd.Context(), args) },
	})
	return cmd
}

// importPlaces takes the files one after the other. What cannot be read is told and left out; the others go on.
func (a *app) importPlaces(ctx context.Context, files []string) error {
	l, err := a.openOrInit(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	refused := 0
	for _, name := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		list, sum, err := readPlaces(name)
		if err != nil {
			refused++
			for _, e := range apart(err) {
				a.refuse(fmt.Errorf("%s: %w", name, e))
			}
			continue
		}
		if err := a.putPlaces(filepath.Base(name), sum, list); err != nil {
			return fail(exitFailed, "", "keep the places of %s: %w", name, err)
		}
		fmt.Fprintf(a.stdout, "%s: %s, %s", printable(filepath.Base(name)), list.Format, count(len(list.Places), "place", "places"))
		if list.Skipped > 0 {
			fmt.Fprintf(a.stdout, ", %s left out that are no places of reports", grouped(int64(list.Skipped)))
		}
		fmt.Fprintln(a.stdout)
	}
	if refused > 0 {
		return errRefused
	}
	return nil
}

// apart gives the errors that were joined into one.
func apart(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

// readPlaces reads a file of places and its digest.
func readPlaces(name string) (list atlas.List, sum string, err error) {
	f, err := os.Open(name)
	if err != nil {
		return list, "", cause(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, atlas.MaxBytes+1))
	if err != nil {
		return list, "", cause(err)
	}
	h := sha256.Sum256(data)
	list, err = atlas.Parse(data)
	return list, hex.EncodeToString(h[:]), err
}

// cause is an error of package os without the path, which the message has already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// putPlaces keeps a list, whole or not at all: it is written under another name, synced and renamed.
func (a *app) putPlaces(name, sum string, list atlas.List) error {
	dir := filepath.Join(a.ledger, placesDir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return cause(err)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(placesFile{Layout: placesLayout, File: name, SHA256: sum, Format: list.Format, Places: list.Places}); err != nil {
		return err
	}
	if err := durable.Write(dir, filepath.Join(dir, stem(name)+".json"), b.Bytes(), 0o600); err != nil {
		return cause(err)
	}
	if err := durable.SyncDir(dir); err != nil {
		return cause(err)
	}
	return cause(durable.SyncDir(a.ledger))
}

// stem makes a file's name one that every file system takes; two names that differ only in what that loses are told apart by a digest.
func stem(name string) string {
	plain := strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_", r)) {
			return unicode.ToLower(r)
		}
		return '-'
	}, name)
	h := sha256.Sum256([]byte(name))
	return plain[:min(len(plain), 60)] + "-" + hex.EncodeToString(h[:4])
}

// eachPlaces calls use with the content of every file of places in the ledger, by name, and with its bytes.
func (a *app) eachPlaces(use func(f placesFile, data []byte)) error {
	dir := filepath.Join(a.ledger, placesDir)
	entries, err := os.ReadDir(dir) // sorted by name
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fail(exitFailed, "", "read the places of the ledger: %w", cause(err))
	}
	for _, entry := range entries {
		name := entry.Name()
		if entry.IsDir() || filepath.Ext(name) != ".json" { // what a crash left half-written
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return fail(exitFailed, "", "read the places of the ledger: %s: %w", name, cause(err))
		}
		f, err := decodePlaces(data)
		if err != nil {
			return fail(exitLedger, "import its places again, or delete the file", "%s/%s is damaged: %w", placesDir, name, err)
		}
		use(f, data)
	}
	return nil
}

// decodePlaces reads what putPlaces wrote, and holds it to what an import would take, for the folder is open to other hands.
func decodePlaces(data []byte) (f placesFile, err error) {
	if err := json.Unmarshal(data, &f); err != nil {
		return f, fmt.Errorf("read JSON: %w", err)
	}
	if f.Layout != placesLayout {
		return f, fmt.Errorf("layout %d, this program reads %d", f.Layout, placesLayout)
	}
	for i := range f.Places {
		p := &f.Places[i]
		if p.ID == "" || len(p.Names) == 0 || cmp.Or(p.Names...) == "" || p.Kind > gazetteer.Country ||
			!(p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180) || strings.ContainsAny(p.ID+strings.Join(p.Names, ""), "\n\r") {
			return f, fmt.Errorf("place %d is not one", i+1)
		}
	}
	return f, nil
}

// listPlaces prints the files that were imported.
func (a *app) listPlaces(ctx context.Context) error {
	l, err := a.openLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	none := true
	err = a.eachPlaces(func(f placesFile, _ []byte) {
		none = false
		fmt.Fprintf(a.stdout, "%s: %s, %s\n", printable(f.File), f.Format, count(len(f.Places), "place", "places"))
	})
	if err == nil && none {
		fmt.Fprintln(a.stdout, "no places of its own")
	}
	return err
}

// ledgerReader is the reader with the places of the ledger.
func (a *app) ledgerReader() (*read.Reader, error) {
	h := sha256.New()
	var places []gazetteer.Addition
	err := a.eachPlaces(func(f placesFile, data []byte) {
		h.Write(data)
		places = append(places, f.Places...)
	})
	if err != nil {
		return nil, err
	}
	mark := hex.EncodeToString(h.Sum(nil))[:12]
	a.lock.Lock()
	defer a.lock.Unlock()
	if a.reader == nil || a.mark != mark { // a desk that stays open makes its gazetteer once
		a.mark, a.reader = mark, read.With(places, mark)
	}
	return a.reader, nil
}
