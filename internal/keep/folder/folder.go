package folder

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"firsthand/internal/keep"
	"firsthand/internal/keep/anchorfile"
	"firsthand/internal/keep/blobdir"
	"firsthand/internal/keep/durable"
	"firsthand/internal/keep/sqlite"
)

// Options change how a ledger is used. The zero Options are what the program uses.
type Options struct {
	SQLite sqlite.Options
	Disk   durable.Disk // where originals and checkpoints are written; the machine's where it is nil
	Log    *slog.Logger // hears of what went wrong and did no harm; nil where nobody does
	Look   bool         // leave everything as it is: do not publish a checkpoint that is late
}

func (o Options) disk() durable.Disk {
	if o.Disk == nil {
		return durable.OS{}
	}
	return o.Disk
}

// Init makes a new ledger, with a key of its own, in the folder dir and opens it. The folder may exist if it is empty;
// ErrExists where it is not, with a message that says whether it is a ledger already. If Init fails it leaves the folder empty.
func Init(ctx context.Context, dir string) (*keep.Ledger, error) {
	return InitWith(ctx, dir, Options{})
}

// InitWith is Init with options.
func InitWith(ctx context.Context, dir string, o Options) (*keep.Ledger, error) {
	if err := initialise(ctx, dir); err != nil {
		return nil, fmt.Errorf("make a ledger: %w", err)
	}
	return OpenWith(ctx, dir, o)
}

func initialise(ctx context.Context, dir string) (err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return durable.WithoutPath(err)
	}
	if checkFormat(dir) == nil {
		return keep.WithHint("open it, or choose another folder", "%w: the folder is a ledger", keep.ErrExists)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return durable.WithoutPath(err)
	}
	if len(entries) > 0 {
		return keep.WithHint("choose a folder that is empty or does not exist yet", "%w: the folder is not empty", keep.ErrExists)
	}
	// Of several processes that find the folder empty, the one that makes this directory goes on.
	if err := os.Mkdir(below(dir, sealDir), 0o700); err != nil {
		return keep.WithHint("choose another folder", "%w: another process is making a ledger there", keep.ErrExists)
	}
	defer func() {
		if err != nil {
			for _, name := range []string{formatFile, databaseFile, databaseFile + "-wal", databaseFile + "-shm", originalsDir, incomingDir, sealDir} {
				os.RemoveAll(below(dir, name))
			}
		}
	}()
	if err := os.Chmod(dir, 0o700); err != nil {
		return durable.WithoutPath(err)
	}
	for _, name := range []string{originalsDir, incomingDir} {
		if err := os.Mkdir(below(dir, name), 0o700); err != nil {
			return durable.WithoutPath(err)
		}
	}
	if err := fill(ctx, dir); err != nil {
		return err
	}
	// The format file comes last: a folder without it is not a ledger, so a half-made one is none.
	if err := place(dir, formatFile, formatText()); err != nil {
		return err
	}
	for _, name := range []string{originalsDir, sealDir, ".", ".."} {
		if err := (durable.OS{}).SyncDir(below(dir, name)); err != nil && name != ".." {
			return durable.WithoutPath(err)
		}
	}
	return nil
}

// fill makes the keys, the database and the checkpoint of the empty log.
func fill(ctx context.Context, dir string) error {
	private, public, err := keep.NewKeys()
	if err != nil {
		return err
	}
	// SQLite gives its other files the mode of the database.
	for name, content := range map[string]string{databaseFile: "", verifierFile: public, keyFile: private} {
		if err := place(dir, name, content); err != nil {
			return err
		}
	}
	db, err := sqlite.Create(ctx, below(dir, databaseFile), sqlite.Options{})
	if err != nil {
		return err
	}
	defer db.Close()
	return keep.Create(ctx, parts(dir, db, Options{}))
}

// place puts a file of the ledger in its place, whole or not at all.
func place(dir, name, content string) error {
	if err := durable.Write(durable.OS{}, below(dir, incomingDir), below(dir, name), []byte(content), 0o600); err != nil {
		return fmt.Errorf("write %s: %w", name, durable.WithoutPath(err))
	}
	return nil
}

// Open opens the ledger in the folder dir. keep.ErrNotLedger where it is none, keep.ErrNewer where a newer program made it,
// keep.ErrBusy where another process holds its database to itself, keep.ErrDamaged where the database cannot be read.
//
// A ledger with other damage opens, so that it can be read and [keep.Ledger.Verify] can name what is wrong; what would write
// to it returns keep.ErrDamaged.
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
	if err := checkFormat(dir); err != nil {
		return nil, err
	}
	if _, err := os.Stat(below(dir, databaseFile)); err != nil {
		return nil, keep.Damaged("its file %s cannot be found: %v", databaseFile, durable.WithoutPath(err))
	}
	db, err := sqlite.Open(ctx, below(dir, databaseFile), o.SQLite)
	if err != nil {
		return nil, keep.Translate(err)
	}
	l := keep.New(parts(dir, db, o))
	if o.Look {
		return l, nil
	}
	if err := l.CatchUp(ctx); err != nil && o.Log != nil {
		o.Log.Warn("the ledger is open; its checkpoint file is late and could not be brought up", "error", err)
	}
	return l, nil
}

// parts are the parts of the ledger in dir.
func parts(dir string, db *sqlite.DB, o Options) keep.Parts {
	incoming := below(dir, incomingDir)
	return keep.Parts{
		Store:  db,
		Blobs:  blobdir.New(o.disk(), below(dir, originalsDir), incoming),
		Anchor: anchorfile.New(o.disk(), checkpointFile, below(dir, checkpointFile), incoming),
		Keys:   func() (private, public keep.KeyFile) { return readKey(dir, keyFile), readKey(dir, verifierFile) },
		Places: places{dir},
		Log:    o.Log,
	}
}

// readKey reads one of the two key files.
func readKey(dir, name string) keep.KeyFile {
	content, err := os.ReadFile(below(dir, name))
	k := keep.KeyFile{Name: name, Text: string(content), Err: durable.WithoutPath(err)}
	if info, err := os.Stat(below(dir, name)); err == nil && name == keyFile && info.Mode().Perm()&0o077 != 0 {
		k.Loose = fmt.Sprintf("mode %04o", info.Mode().Perm())
	}
	if os.IsNotExist(err) {
		k.Err = fs.ErrNotExist
	}
	return k
}

// below is the path of a name of the layout.
func below(dir, name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
