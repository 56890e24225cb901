package keep

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/mod/sumdb/note"

	"firsthand/internal/keep/blobdir"
	"firsthand/internal/keep/durable"
	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/sqlite"
)

// Ledger is an open ledger. All its methods may be called by many goroutines at once.
type Ledger struct {
	dir       string
	writer    *sql.DB
	reader    *sql.DB
	originals *blobdir.Files
	now       func() time.Time

	keys   keys
	keyErr error // why the keys cannot be used: then the ledger can be read and verified, not written
}

// Init makes a new ledger, with a key of its own, in the folder dir and opens it. The folder may exist if it is empty;
// ErrExists where it is not, with a message that says whether it is a ledger already. If Init fails it leaves the folder empty.
func Init(ctx context.Context, dir string) (*Ledger, error) {
	if err := initialise(ctx, dir); err != nil {
		return nil, fmt.Errorf("make a ledger: %w", err)
	}
	return Open(ctx, dir)
}

func initialise(ctx context.Context, dir string) (err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return withoutPath(err)
	}
	if checkFormat(dir) == nil {
		return withHint("open it, or choose another folder", "%w: the folder is a ledger", ErrExists)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return withoutPath(err)
	}
	if len(entries) > 0 {
		return withHint("choose a folder that is empty or does not exist yet", "%w: the folder is not empty", ErrExists)
	}
	l := &Ledger{dir: dir}
	// Of several processes that find the folder empty, the one that makes this directory goes on.
	if err := os.Mkdir(l.path(sealDir), 0o700); err != nil {
		return withHint("choose another folder", "%w: another process is making a ledger there", ErrExists)
	}
	defer func() {
		if err != nil {
			for _, name := range []string{formatFile, databaseFile, databaseFile + "-wal", databaseFile + "-shm", originalsDir, incomingDir, sealDir} {
				os.RemoveAll(l.path(name))
			}
		}
	}()
	if err := os.Chmod(dir, 0o700); err != nil {
		return withoutPath(err)
	}
	for _, name := range []string{originalsDir, incomingDir} {
		if err := os.Mkdir(l.path(name), 0o700); err != nil {
			return withoutPath(err)
		}
	}
	if err := l.makeSeal(ctx); err != nil {
		return err
	}
	// The format file comes last: a folder without it is not a ledger, so a half-made one is none.
	if err := l.place(formatFile, formatText(), 0o600); err != nil {
		return err
	}
	for _, name := range []string{originalsDir, sealDir, ".", ".."} {
		if err := durable.SyncDir(l.path(name)); err != nil && name != ".." {
			return withoutPath(err)
		}
	}
	return nil
}

// makeSeal makes the key, the database and the checkpoint of the empty log.
func (l *Ledger) makeSeal(ctx context.Context) error {
	private, public, err := seal.NewKey(rand.Reader)
	if err != nil {
		return err
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		return fmt.Errorf("make a key: %w", err)
	}
	root, err := new(seal.Frontier).Root()
	if err != nil {
		return err
	}
	signed, err := seal.Sign(seal.Checkpoint{Origin: signer.Name(), Size: 0, Root: root}, signer)
	if err != nil {
		return err
	}
	if err := l.place(databaseFile, "", 0o600); err != nil { // SQLite gives its other files the same mode
		return err
	}
	writer, reader, err := openDatabase(l.path(databaseFile))
	if err != nil {
		return err
	}
	defer writer.Close()
	defer reader.Close()
	if err := sqlite.Up(ctx, writer); err != nil {
		return err
	}
	if _, err := writer.ExecContext(ctx, `INSERT INTO checkpoint (only, size, note) VALUES (1, 0, $1)`, string(signed)); err != nil {
		return fmt.Errorf("write the first checkpoint: %w", err)
	}
	if err := l.place(verifierFile, public+"\n", 0o600); err != nil {
		return err
	}
	if err := l.place(checkpointFile, string(signed), 0o600); err != nil {
		return err
	}
	return l.place(keyFile, private+"\n", 0o600)
}

// place puts a file of the ledger in its place, whole or not at all.
func (l *Ledger) place(name, content string, mode fs.FileMode) error {
	if err := durable.Write(l.path(incomingDir), l.path(name), []byte(content), mode); err != nil {
		return fmt.Errorf("write %s: %w", name, withoutPath(err))
	}
	return nil
}

// Open opens the ledger in the folder dir. ErrNotLedger where it is none, ErrNewer where a newer program made it,
// ErrBusy where another process holds its database to itself, ErrDamaged where the database cannot be read.
//
// A ledger with other damage opens, so that it can be read and [Ledger.Verify] can name what is wrong; what would write to
// it returns ErrDamaged.
func Open(ctx context.Context, dir string) (*Ledger, error) {
	l, err := open(ctx, dir)
	if err != nil {
		return nil, fmt.Errorf("open the ledger: %w", err)
	}
	return l, nil
}

func open(ctx context.Context, dir string) (*Ledger, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if err := checkFormat(dir); err != nil {
		return nil, err
	}
	l := &Ledger{dir: dir, now: time.Now}
	if _, err := os.Stat(l.path(databaseFile)); err != nil {
		return nil, damaged("its file %s cannot be found: %v", databaseFile, withoutPath(err))
	}
	l.originals = blobdir.New(l.path(originalsDir), l.path(incomingDir))
	var wrong *Finding
	if l.keys, wrong = l.readKeys(); wrong != nil {
		l.keyErr = damaged("%v", wrong)
	}
	l.writer, l.reader, err = openDatabase(l.path(databaseFile))
	if err != nil {
		return nil, err
	}
	if err := l.migrate(ctx); err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// migrate brings the database to the schema of this program.
func (l *Ledger) migrate(ctx context.Context) error {
	version, err := sqlite.Version(ctx, l.reader)
	if err == nil && version < sqlite.Latest() {
		if err = sqlite.Up(ctx, l.writer); err == nil {
			version, err = sqlite.Version(ctx, l.reader)
		}
	}
	switch {
	case isSQLError(err):
		return damaged("its database does not have the tables of a ledger: %v", err)
	case err != nil:
		return translate(err)
	case version < sqlite.Latest():
		return damaged("its database says that it lacks tables that it has")
	}
	return nil
}

// Close ends the use of the ledger. Iterators still running return an error.
func (l *Ledger) Close() error {
	// The writer goes last: the connection that closes last moves the write-ahead log into the database.
	return errors.Join(l.reader.Close(), l.writer.Close())
}

// PublicKey is the key that verifies the ledger's checkpoints, one line in the encoding of golang.org/x/mod/sumdb/note. Its
// name is the log's origin.
func (l *Ledger) PublicKey() (string, error) {
	if l.keys.verifier == nil {
		return "", l.keyErr
	}
	return l.keys.public, nil
}

// Version grows with every transaction that changed a report, a decision or a reading, whichever process made it: what is
// computed from the ledger is up to date as long as Version is what it was before.
func (l *Ledger) Version(ctx context.Context) (int64, error) {
	var version int64
	if err := l.reader.QueryRowContext(ctx, `SELECT number FROM change WHERE only = 1`).Scan(&version); err != nil {
		return 0, fmt.Errorf("read the ledger's version: %w", translate(err))
	}
	return version, nil
}
