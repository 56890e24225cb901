package postgres

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"slices"

	"firsthand/internal/keep/store"
)

// The schema is a list of numbered steps. A step is never edited once a ledger has been made with it; the next change
// is the next number.
//
//go:embed migrations/*.sql
var files embed.FS

// steps are the steps in their order.
func steps() []string {
	names, err := fs.Glob(files, "migrations/*.sql")
	if err != nil {
		panic("postgres: malformed pattern: " + err.Error())
	}
	slices.Sort(names)
	return names
}

// Latest is the number of the newest step.
func Latest() int64 { return int64(len(steps())) }

// version is the number of the newest step that was applied: ErrNone where none was.
func (c *conn) version(ctx context.Context) (int64, error) {
	there, err := c.number(ctx, `SELECT (to_regclass('schema_version') IS NOT NULL)::int::bigint`)
	if err == nil && there == 0 {
		return 0, ErrNone
	}
	var version int64
	if err == nil {
		version, err = c.number(ctx, `SELECT number FROM schema_version WHERE one = 1`)
	}
	if err != nil {
		return 0, fmt.Errorf("read the schema version: %w", translate(err))
	}
	if version > Latest() {
		return version, fmt.Errorf("%w: schema version %d, this program knows up to %d", store.ErrNewer, version, Latest())
	}
	return version, nil
}

// up applies the steps that the schema lacks, in one transaction that only one process can be in.
func (c *conn) up(ctx context.Context) error {
	if err := c.applySteps(ctx); err != nil {
		return fmt.Errorf("make the tables: %w", translate(err))
	}
	return nil
}

func (c *conn) applySteps(ctx context.Context) error {
	// The lock is of the schema's name: ledgers of other schemas do not wait.
	_, err := c.simple(ctx, `BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('firsthand ' || current_schema(), 0));
		CREATE TABLE IF NOT EXISTS schema_version (
			one    bigint PRIMARY KEY CONSTRAINT schema_version_one CHECK (one = 1),
			number bigint NOT NULL,
			place  text   COLLATE "C" NOT NULL
		);
		INSERT INTO schema_version (one, number, place) VALUES (1, 0, '') ON CONFLICT (one) DO NOTHING`)
	if err != nil {
		return err
	}
	version, err := c.version(ctx)
	if err != nil {
		return err
	}
	all := steps()
	for _, name := range all[min(version, Latest()):] {
		text, err := files.ReadFile(name)
		if err == nil {
			_, err = c.simple(ctx, string(text))
		}
		if err != nil {
			return err
		}
	}
	if _, err := c.simple(ctx, fmt.Sprintf(`UPDATE schema_version SET number = %d WHERE one = 1`, Latest())); err != nil {
		return err
	}
	return c.commit(ctx)
}

// Claim notes which place the originals of a new ledger are in, where none is noted, and reports whether it is this
// one: a database belongs to one place.
func (db *DB) Claim(ctx context.Context, place string) (mine bool, err error) {
	err = db.with(ctx, func(c *conn) error {
		ignore := func(row) error { return nil }
		if _, err := c.each(ctx, `UPDATE schema_version SET place = $1 WHERE one = 1 AND place = ''`, ignore, place); err != nil {
			return err
		}
		return c.one(ctx, `SELECT place FROM schema_version WHERE one = 1`, func(r row) { mine = r.text(0) == place })
	})
	if err != nil {
		return false, fmt.Errorf("note the place of originals: %w", translate(err))
	}
	return mine, nil
}
