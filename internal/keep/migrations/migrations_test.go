package migrations_test

import (
	"database/sql"
	"errors"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite"

	"firsthand/internal/keep/migrations"
)

func TestUpReachesTheLatestVersionAndStaysThere(t *testing.T) {
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for range 2 {
		if err := migrations.Up(t.Context(), db); err != nil {
			t.Fatal(err)
		}
		version, err := migrations.Version(t.Context(), db)
		if err != nil || version != migrations.Latest() || version < 1 {
			t.Errorf("version %d, %v, want %d", version, err, migrations.Latest())
		}
	}
	if _, err := db.Exec(`INSERT INTO goose_db_version (version_id, is_applied) VALUES ($1, 1)`, migrations.Latest()+1); err != nil {
		t.Fatal(err)
	}
	if _, err := migrations.Version(t.Context(), db); !errors.Is(err, migrations.ErrNewer) {
		t.Errorf("a step from the future: %v, want ErrNewer", err)
	}
}

func TestADatabaseOfAnotherKindHasNoVersion(t *testing.T) {
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "other.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if version, err := migrations.Version(t.Context(), db); err == nil {
		t.Errorf("version %d", version)
	}
}
