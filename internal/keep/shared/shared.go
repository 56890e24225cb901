package shared

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"

	"firsthand/internal/keep"
	"firsthand/internal/keep/postgres"
	"firsthand/internal/keep/store"
)

// Options change how a ledger is used. The zero Options are what the program uses.
type Options struct {
	Postgres postgres.Options
	Log      *slog.Logger // hears of what went wrong and did no harm; nil where nobody does
	Look     bool         // leave everything as it is: publish no checkpoint that is late, change no older schema
}

// Open opens the ledger at an address: keep.ErrNotLedger where there is none.
func Open(ctx context.Context, name string, o Options) (*keep.Ledger, error) {
	l, err := open(ctx, name, o)
	if err != nil {
		return nil, fmt.Errorf("open the ledger: %w", err)
	}
	return l, nil
}

func open(ctx context.Context, name string, o Options) (*keep.Ledger, error) {
	a, err := Parse(name)
	if err != nil {
		return nil, err
	}
	p, err := openPlace(ctx, a.place, false)
	if err != nil {
		return nil, err
	}
	if err := checkFormat(ctx, p); err != nil {
		return nil, err
	}
	o.Postgres.Look = o.Postgres.Look || o.Look
	db, err := postgres.Open(ctx, a.database, o.Postgres)
	if errors.Is(err, postgres.ErrNone) {
		return nil, keep.Damaged("its originals are there, and the database has no ledger")
	}
	if err != nil {
		return nil, keep.Translate(err)
	}
	l := keep.New(parts(ctx, a, p, db, o))
	if l.ReadOnly() {
		return l, nil
	}
	if err := l.CatchUp(ctx); err != nil && o.Log != nil {
		o.Log.Warn("the ledger is open; its published checkpoint is late and could not be brought up", "error", err)
	}
	return l, nil
}

// checkFormat tells whether a place is that of a ledger that this program can read.
func checkFormat(ctx context.Context, p place) error {
	text, err := p.read(ctx, formatFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return keep.WithHint("add reports first: the first command that adds makes the ledger", "%w: there are no originals of one", keep.ErrNotLedger)
	case err != nil:
		return fmt.Errorf("read the format of the ledger: %w", err)
	case string(text) == format:
		return nil
	case strings.HasPrefix(string(text), "firsthand ledger shared "):
		return keep.WithHint("use the newest version of Firsthand", "%w: this program does not read its form", keep.ErrNewer)
	}
	return keep.WithHint("name another place for originals", "%w: something else lies where its originals should", keep.ErrExists)
}

func parts(ctx context.Context, a Address, p place, db store.Store, o Options) keep.Parts {
	return keep.Parts{Store: db, Blobs: p.blobs, Anchor: p.anchor, Shelf: p.shelf, Log: o.Log, Next: nextKey{a.keys},
		Keys: func() (private, public keep.KeyFile) {
			text, err := p.read(context.WithoutCancel(ctx), verifierFile)
			return readPrivate(a.keys), keep.KeyFile{Name: verifierFile, Text: string(text), Err: err}
		}}
}

// Init makes a new ledger with a key of its own and opens it: keep.ErrExists where there is one, or something else.
// What an Init that ended on its way has left, the next takes up.
func Init(ctx context.Context, name string, o Options) (*keep.Ledger, error) {
	err := fill(ctx, name, o, func(ctx context.Context, a Address, p place, db store.Store) error {
		if err := checkEmpty(ctx, db); err != nil {
			return err
		}
		public, err := newKeys(a.keys)
		if err != nil {
			return err
		}
		if err := putPublic(ctx, p, public); err != nil {
			return err
		}
		return keep.Create(ctx, parts(ctx, a, p, db, o))
	})
	if err != nil {
		return nil, fmt.Errorf("make a ledger: %w", err)
	}
	return Open(ctx, name, o)
}

// checkEmpty refuses a database that has records, whose originals are somewhere else.
func checkEmpty(ctx context.Context, db store.Store) error {
	var end int64
	err := db.View(ctx, func(v store.View) (err error) {
		end, err = v.End()
		return err
	})
	if err == nil && end > 0 {
		return keep.WithHint("choose another schema with &search_path=", "%w: the database has records already", keep.ErrExists)
	}
	return keep.Translate(err)
}

// putPublic puts the public key in its place; keep.ErrExists where another stands there.
func putPublic(ctx context.Context, p place, public string) error {
	err := p.putNew(ctx, verifierFile, public)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	if there, err := p.read(ctx, verifierFile); err != nil || string(there) == public {
		return err
	}
	return keep.WithHint("name another place for originals", "%w: the place of originals has the public key of another ledger", keep.ErrExists)
}

// fill makes an empty ledger's tables and lets f write its first content, while nobody else makes one there. The
// format, which makes it a ledger, comes last.
func fill(ctx context.Context, name string, o Options, f func(context.Context, Address, place, store.Store) error) error {
	a, err := Parse(name)
	if err != nil {
		return err
	}
	p, err := openPlace(ctx, a.place, true)
	if err != nil {
		return err
	}
	release, err := postgres.Alone(ctx, a.database, o.Postgres)
	if err != nil {
		return keep.Translate(err)
	}
	defer release()
	if err := checkFormat(ctx, p); err == nil {
		return keep.WithHint("open it, or choose another place", "%w: it is a ledger", keep.ErrExists)
	} else if !errors.Is(err, keep.ErrNotLedger) {
		return err
	}
	db, err := postgres.Create(ctx, a.database, o.Postgres)
	if err != nil {
		return keep.Translate(err)
	}
	defer db.Close()
	switch mine, err := db.Claim(ctx, a.place); {
	case err != nil:
		return keep.Translate(err)
	case !mine:
		return keep.WithHint("name the originals that belong to it, or another schema with &search_path=", "%w: the database has a ledger with other originals", keep.ErrExists)
	}
	if err := f(ctx, a, p, db); err != nil {
		return err
	}
	if err := p.putNew(ctx, formatFile, format); err != nil {
		return fmt.Errorf("write the format of the ledger: %w", err)
	}
	return nil
}
