package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"firsthand/internal/keep"
	"firsthand/internal/read"
)

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
  a table of p-codes          CSV, or the finest sheet of an XLSX workbook, with a header
                              line: lat, lon, a name (name, name_en, name_ar,
                              admin4Name_en …) and, where there are any, pcode, altname, kind
  a GeoJSON FeatureCollection of points or polygons with a property "name"

A file is taken whole or not at all, and errors name its lines. Importing a file of the same
name again replaces what it brought before. The reports of the ledger are read anew, with
the new places, by the next add, serve or export.`,
		Example: `  firsthand places import aleppo-neighbourhoods.geojson
  firsthand places import SY.txt syr_pcodes.xlsx`,
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
		kept, skipped, err := readPlaces(name)
		if err != nil {
			refused++
			for _, e := range apart(err) {
				a.refuse(fmt.Errorf("%s: %w", name, e))
			}
			continue
		}
		f, err := read.DecodePlaces(kept)
		if err == nil {
			err = l.PutPlaces(ctx, f.Name, kept)
		}
		if err != nil {
			return fail(exitFailed, "", "%s: %w", name, err)
		}
		more := ""
		if skipped > 0 {
			more = fmt.Sprintf(", %s left out that are no places of reports", grouped(int64(skipped)))
		}
		a.tellPlaces(f, more)
	}
	if refused > 0 {
		return errRefused
	}
	return nil
}

func (a *app) tellPlaces(f read.PlacesFile, more string) {
	fmt.Fprintf(a.stdout, "%s: %s, %s%s\n", printable(f.Name), f.Format, count(len(f.Places), "place", "places"), more)
}

// apart gives the errors that were joined into one.
func apart(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

// readPlaces reads a file of places, and gives it as it is kept.
func readPlaces(name string) (kept []byte, skipped int, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, cause(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, read.MaxPlacesBytes+1))
	if err != nil {
		return nil, 0, cause(err)
	}
	return read.ParsePlaces(filepath.Base(name), data)
}

// cause is an error of package os without the path, which the message has already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// listPlaces prints the files that were imported.
func (a *app) listPlaces(ctx context.Context) error {
	l, err := a.openLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	lists, err := l.Places(ctx)
	if err != nil {
		return a.aboutLedger(err)
	}
	if len(lists) == 0 {
		fmt.Fprintln(a.stdout, "no places of its own")
	}
	for _, kept := range lists {
		f, err := read.DecodePlaces(kept)
		if err != nil {
			return damagedPlaces(err)
		}
		a.tellPlaces(f, "")
	}
	return nil
}

// sealOldPlaces seals the lists that an older version kept unsealed, as they stand.
func (a *app) sealOldPlaces(ctx context.Context, l *keep.Ledger) error {
	old, err := l.UnsealedPlaces(ctx)
	if err != nil {
		return a.aboutLedger(err)
	}
	for _, list := range old {
		f, err := read.DecodePlaces(list.Data)
		if err != nil {
			return damagedPlaces(err)
		}
		if err := l.PutPlaces(ctx, f.Name, list.Data); err != nil {
			return a.aboutLedger(err)
		}
	}
	return nil
}

func damagedPlaces(err error) error {
	return fail(exitLedger, "import the lists again, or delete the files in the ledger's folder places", "the ledger's places are damaged: %w", err)
}

// readerOf is the reader with the places of a ledger. It is made once, and anew when the places have changed.
func (a *app) readerOf(ctx context.Context, l *keep.Ledger) (*read.Reader, error) {
	lists, err := l.Places(ctx)
	if err != nil {
		return nil, a.aboutLedger(err)
	}
	reader, err := read.With(lists...)
	if err != nil {
		return nil, damagedPlaces(err)
	}
	a.lock.Lock()
	defer a.lock.Unlock()
	if a.reader == nil || a.reader.Version() != reader.Version() {
		a.reader = reader
	}
	return a.reader, nil
}

// readerHere is the reader for reports that are not kept: where a ledger is named and is there, the one with its
// places.
func (a *app) readerHere(ctx context.Context) (*read.Reader, error) {
	if !a.named {
		return read.With()
	}
	l, err := a.openNamed(ctx, a.ledger, false)
	if errors.Is(err, keep.ErrNotLedger) {
		return read.With()
	}
	if err != nil {
		return nil, a.aboutLedger(err)
	}
	defer l.Close()
	return a.readerOf(ctx, l)
}
