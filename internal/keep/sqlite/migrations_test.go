package sqlite_test

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite"

	"firsthand/internal/keep/sqlite"
)

func TestUpReachesTheLatestVersionAndStaysThere(t *testing.T) {
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for range 2 {
		if err := sqlite.Up(t.Context(), db); err != nil {
			t.Fatal(err)
		}
		version, err := sqlite.Version(t.Context(), db)
		if err != nil || version != sqlite.Latest() || version < 1 {
			t.Errorf("version %d, %v, want %d", version, err, sqlite.Latest())
		}
	}
	if _, err := db.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES ($1, 1)`, sqlite.Latest()+1); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.Version(t.Context(), db); !errors.Is(err, sqlite.ErrNewer) {
		t.Errorf("a step from the future: %v, want ErrNewer", err)
	}
}

func TestADatabaseOfAnotherKindHasNoVersion(t *testing.T) {
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "other.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if version, err := sqlite.Version(t.Context(), db); err == nil {
		t.Errorf("version %d", version)
	}
}
