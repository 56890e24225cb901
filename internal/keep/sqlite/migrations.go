package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
)

// The schema is a list of numbered steps, which goose applies. A step is never edited once a ledger has been made with
// it; the next change is the next number.
//
//go:embed migrations/*.sql
var files embed.FS

// ErrNewer means that the database has steps which this program does not know.
var ErrNewer = errors.New("the database was made by a newer version")

// Latest is the number of the newest SQLite step.
func Latest() int64 {
	var latest int64
	steps, err := fs.Glob(files, "migrations/*.sql")
	if err != nil {
		panic("sqlite: malformed pattern: " + err.Error())
	}
	for _, step := range steps {
		number, _, _ := strings.Cut(path.Base(step), "_")
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			panic("sqlite: a step without a number: " + step)
		}
		latest = max(latest, n)
	}
	return latest
}

// Version is the number of the newest step that was applied to db. It only reads, and reads one row: what a program
// does each time that it opens a ledger.
func Version(ctx context.Context, db *sql.DB) (int64, error) {
	var version int64
	err := db.QueryRowContext(ctx, `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied = $1`, 1).Scan(&version)
	if err != nil {
		return 0, fmt.Errorf("read the schema version: %w", err)
	}
	if version > Latest() {
		return version, fmt.Errorf("schema version %d, this program knows up to %d: %w", version, Latest(), ErrNewer)
	}
	return version, nil
}

// Up applies to db, a SQLite database, the steps it lacks, each in a transaction.
func Up(ctx context.Context, db *sql.DB) error {
	steps, err := fs.Sub(files, "migrations")
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, steps, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}
