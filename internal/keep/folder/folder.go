package folder

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"

	"firsthand/internal/keep"
	"firsthand/internal/keep/anchorfile"
	"firsthand/internal/keep/blobdir"
	"firsthand/internal/keep/durable"
	"firsthand/internal/keep/shelfdir"
	"firsthand/internal/keep/sqlite"
	"firsthand/internal/keep/store"
)

// Options change how a ledger is used. The zero Options are what the program uses.
type Options struct {
	SQLite sqlite.Options
	Disk   durable.Disk // where originals and checkpoints are written; the machine's where it is nil
	Log    *slog.Logger // hears of what went wrong and did no harm; nil where nobody does
	Look   bool         // leave everything as it is: publish no checkpoint that is late, change no older format
}

func (o Options) disk() durable.Disk {
	if o.Disk == nil {
		return durable.OS{}
	}
	return o.Disk
}

// Open opens the ledger in the folder dir. keep.ErrNotLedger where it is none, keep.ErrNewer where a newer program made
// it, keep.ErrBusy where another process holds its database to itself, keep.ErrDamaged where the database cannot be
// read.
//
// A ledger with other damage opens, so that it can be read and [keep.Ledger.Verify] can name what is wrong; what would
// write to it returns keep.ErrDamaged.
func Open(ctx context.Context, dir string) (*keep.Ledger, error) {
	return OpenWith(ctx, dir, Options{})
}

// OpenWith is Open with options.
func OpenWith(ctx context.Context, dir string, o Options) (*keep.Ledger, error) {
	l, err := open(ctx, dir, o)
	if err != nil {
		return nil, fmt.Errorf("open the ledger: %w", err)
	}
	return l, nil
}

func open(ctx context.Context, dir string, o Options) (*keep.Ledger, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(checkPath(dir, databaseFile), checkFormat(dir)); err != nil {
		return nil, err
	}
	if _, err := os.Stat(below(dir, databaseFile)); err != nil {
		return nil, keep.Damaged("its file %s cannot be found: %v", databaseFile, durable.WithoutPath(err))
	}
	if isThere(dir, makingDir) { // made, and a crash came before the last tidying up
		os.RemoveAll(below(dir, makingDir))
	}
	db, err := openStore(ctx, dir, o)
	if err != nil {
		return nil, keep.Translate(err)
	}
	l := keep.New(parts(dir, db, o))
	if o.Look || l.ReadOnly() {
		return l, nil
	}
	if err := upgrade(dir); err != nil {
		l.Close()
		return nil, err
	}
	if err := l.CatchUp(ctx); err != nil && o.Log != nil {
		o.Log.Warn("the ledger is open; its checkpoint file is late and could not be brought up", "error", err)
	}
	return l, nil
}

// openStore opens the database and holds the ledger's lock. Where nothing can be written, or the database cannot be
// opened to be written, it is opened to be read: evidence lies on discs, behind write blockers, and on disks that are
// full.
func openStore(ctx context.Context, dir string, o Options) (store.Store, error) {
	path := below(dir, databaseFile)
	release, err := lockShared(ctx, dir, o.Look, cmp.Or(o.SQLite.Busy, lockWait))
	if err == nil {
		var db *sqlite.DB
		o.SQLite.AsItIs = o.Look
		if db, err = sqlite.Open(ctx, path, o.SQLite); err == nil {
			return locked{db, release}, nil
		}
		release()
	}
	if !errors.Is(err, errNotWritable) && !sqlite.NotWritable(err) {
		return nil, err
	}
	db, failed := sqlite.OpenReadOnly(ctx, path, o.SQLite)
	if failed != nil {
		return nil, failed
	}
	if o.Log != nil {
		o.Log.Info("the ledger is open to be read and not to be written", "because", err)
	}
	return db, nil
}

// locked is a store whose ledger's lock is held until it is closed.
type locked struct {
	store.Store
	release func() error
}

// Close implements store.Store.
func (l locked) Close() error {
	err := l.Store.Close()
	if released := l.release(); !errors.Is(released, fs.ErrClosed) {
		err = errors.Join(err, released)
	}
	return err
}

// parts are the parts of the ledger in dir.
func parts(dir string, db store.Store, o Options) keep.Parts {
	incoming := below(dir, incomingDir)
	return keep.Parts{
		Store:     db,
		Blobs:     blobdir.New(o.disk(), below(dir, originalsDir), incoming),
		Anchor:    anchorfile.New(o.disk(), checkpointFile, below(dir, checkpointFile), incoming),
		Shelf:     shelfdir.New(o.disk(), below(dir, shelfDir), incoming),
		Keys:      func() (private, public keep.KeyFile) { return readKey(dir, keyFile), readKey(dir, verifierFile) },
		Next:      nextKey{dir},
		Log:       o.Log,
		Around:    func() []keep.Finding { return around(dir) },
		Before:    func() (string, bool) { return formatFile, olderFormat(dir) },
		OldPlaces: func(sealed []string) ([]keep.OldList, error) { return oldPlaces(dir, sealed) },
	}
}

// maxKey is the most bytes that a file with a key or a checkpoint can have.
const maxKey = 64 << 10

// readKey reads one of the two key files.
func readKey(dir, name string) keep.KeyFile {
	content, err := durable.ReadSmall(below(dir, name), maxKey)
	k := keep.KeyFile{Name: name, Text: string(content), Err: durable.WithoutPath(err)}
	if info, err := os.Stat(below(dir, name)); err == nil && name != verifierFile && info.Mode().Perm()&0o077 != 0 {
		k.Loose = fmt.Sprintf("mode %04o", info.Mode().Perm())
	}
	if os.IsNotExist(err) {
		k.Err = fs.ErrNotExist
	}
	return k
}

// below is the path of a name of the layout.
func below(dir, name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }

// around names what lies in the folder and is none of a ledger's, and what others can open there.
func around(dir string) (found []keep.Finding) {
	belongs := map[string][]string{
		"":      {formatFile, lockFile, makingDir, databaseFile, databaseFile + "-wal", databaseFile + "-shm", originalsDir, incomingDir, sealDir, placesDir},
		sealDir: {"key", "key.next", "key.pub", "checkpoint", "outside"},
	}
	for _, in := range []string{"", sealDir} {
		entries, err := os.ReadDir(below(dir, in))
		if err != nil {
			continue // what is missing there is named where it is needed
		}
		for _, e := range entries {
			if name := path.Join(in, e.Name()); !slices.Contains(belongs[in], e.Name()) {
				found = append(found, keep.Finding{Problem: keep.Strange, Thing: keep.FolderThing, Which: fmt.Sprintf("%q", name)})
			}
		}
	}
	for _, name := range []string{"", databaseFile, originalsDir, sealDir} {
		if info, err := os.Stat(below(dir, name)); err == nil && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
			found = append(found, keep.Finding{Problem: keep.Loose, Thing: keep.FolderThing, Which: cmp.Or(name, "the ledger's own"), Found: fmt.Sprintf("mode %04o", info.Mode().Perm())})
		}
	}
	return found
}
