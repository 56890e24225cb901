package postgres

import (
	"context"
	_ "embed"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"firsthand/internal/keep/store"
)

// expected is what a new schema is, as describe tells it. A test holds it to the migrations and writes it anew with
// -update.
//
//go:embed schema.txt
var expected string

// describe tells everything of a schema that can change what its tables hold or refuse: a line of kind and name, and
// what it is. What belongs to an extension is not the ledger's.
const describe = `
WITH ours AS (SELECT c.* FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
	AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'))
SELECT 'relation ' || c.relname, concat_ws(' ', c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity) FROM ours c
UNION ALL SELECT 'column ' || c.relname || '.' || a.attname, concat_ws(' ', a.attnum, format_type(a.atttypid, a.atttypmod), a.attnotnull,
		(SELECT collname FROM pg_collation WHERE oid = a.attcollation), pg_get_expr(d.adbin, d.adrelid), a.attidentity, a.attgenerated)
	FROM ours c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind NOT IN ('i', 'S')
	LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
UNION ALL SELECT 'constraint ' || c.relname || '.' || k.conname, concat_ws(' ', pg_get_constraintdef(k.oid, true), k.convalidated,
		(SELECT bool_and(t.tgenabled = 'O') FROM pg_trigger t WHERE t.tgconstraint = k.oid))
	FROM ours c JOIN pg_constraint k ON k.conrelid = c.oid WHERE k.contype IN ('p', 'u', 'c', 'f', 'x')
UNION ALL SELECT 'index ' || c.relname, concat_ws(' ', pg_get_indexdef(c.oid, 0, true), i.indisvalid)
	FROM ours c JOIN pg_index i ON i.indexrelid = c.oid
UNION ALL SELECT 'trigger ' || c.relname || '.' || t.tgname, concat_ws(' ', pg_get_triggerdef(t.oid, true), t.tgenabled)
	FROM ours c JOIN pg_trigger t ON t.tgrelid = c.oid WHERE NOT t.tgisinternal
UNION ALL SELECT 'rule ' || c.relname || '.' || r.rulename, pg_get_ruledef(r.oid, true)
	FROM ours c JOIN pg_rewrite r ON r.ev_class = c.oid WHERE r.rulename <> '_RETURN'
UNION ALL SELECT 'policy ' || c.relname || '.' || p.polname, p.polcmd::text FROM ours c JOIN pg_policy p ON p.polrelid = c.oid
UNION ALL SELECT 'table that inherits from ' || c.relname, i.inhrelid::regclass::text FROM ours c JOIN pg_inherits i ON i.inhparent = c.oid
UNION ALL SELECT 'function ' || f.proname || '(' || pg_get_function_identity_arguments(f.oid) || ')',
		concat_ws(' ', (SELECT lanname FROM pg_language WHERE oid = f.prolang), f.prosecdef, f.proconfig, f.prosrc)
	FROM pg_proc f WHERE f.pronamespace = current_schema()::regnamespace
	AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = f.oid AND d.deptype = 'e')`

// SelfCheck implements [store.Store]: the schema is compared with the one that this program makes, references are
// looked up whether or not the server checked them, and the server is asked whether it keeps what it commits.
func (db *DB) SelfCheck(ctx context.Context) iter.Seq[store.Finding] {
	return func(yield func(store.Finding) bool) {
		found, err := db.findings(ctx)
		if err != nil {
			found = append(found, store.Finding{Problem: store.Unreadable, Part: "all of it", Detail: translate(err).Error()})
		}
		for _, f := range found {
			if ctx.Err() != nil || !yield(f) {
				return
			}
		}
	}
}

func (db *DB) findings(ctx context.Context) (found []store.Finding, err error) {
	err = db.View(ctx, func(v store.View) error {
		view := v.(*view)
		got, err := view.schema()
		if err != nil {
			return fmt.Errorf("schema: %w", err)
		}
		found = append(found, compareSchemas(parseSchema(expected), got)...)
		for _, check := range []func() ([]store.Finding, error){view.references, view.counter, view.durability} {
			more, err := check()
			if err != nil {
				return err
			}
			found = append(found, more...)
		}
		return nil
	})
	return found, err
}

// schema is what a schema is, by kind and name.
func (v *view) schema() (map[string]string, error) {
	got := make(map[string]string)
	_, err := v.ask(describe, func(r row) error {
		got[r.text(0)] = strings.Join(strings.Fields(r.text(1)), " ")
		return nil
	})
	return got, err
}

// parseSchema reads a schema as schema.txt has it: a line of kind and name, a tab, what it is.
func parseSchema(text string) map[string]string {
	schema := make(map[string]string)
	for line := range strings.Lines(text) {
		name, definition, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		schema[name] = definition
	}
	return schema
}

// compareSchemas names everything that is not as the migrations make it. A trigger, a rule or a table that inherits,
// which somebody added, could change rows as they are written, before they are sealed, or add some to what is read.
func compareSchemas(want, got map[string]string) (found []store.Finding) {
	for _, name := range slices.Sorted(maps.Keys(want)) {
		switch definition, ok := got[name]; {
		case !ok:
			found = append(found, store.Finding{Problem: store.Missing, Part: "schema", Detail: "there is no " + name})
		case definition != want[name]:
			found = append(found, store.Finding{Problem: store.Altered, Part: "schema", Detail: "another definition of " + name})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			found = append(found, store.Finding{Problem: store.Extra, Part: "schema", Detail: "no ledger has a " + name})
		}
	}
	return found
}

// references names rows that refer to rows which are not there: whoever may switch the server's own check off can make
// them.
func (v *view) references() (found []store.Finding, err error) {
	for _, r := range [][3]string{{"report", "leaf", "number"}, {"decision", "leaf", "number"}, {"place_list", "leaf", "number"}, {"reading", "report", "leaf"}} {
		query := fmt.Sprintf(`SELECT t.leaf FROM %s t WHERE NOT EXISTS (SELECT 1 FROM %s r WHERE r.%s = t.leaf) ORDER BY t.leaf`, r[0], r[1], r[2])
		leaves, err := list(v, query, func(r row) int64 { return r.int(0) })
		if err != nil {
			return nil, fmt.Errorf("references: %w", err)
		}
		for _, leaf := range leaves {
			found = append(found, store.Finding{Problem: store.Altered, Part: "references",
				Detail: fmt.Sprintf("row %d of table %s refers to a row of table %s that is not there", leaf, r[0], r[1])})
		}
	}
	return found, nil
}

func (v *view) counter() ([]store.Finding, error) {
	n, err := list(v, `SELECT count(*) FROM change WHERE one = 1`, func(r row) int64 { return r.int(0) })
	if err != nil || len(n) == 1 && n[0] == 1 {
		return nil, err
	}
	return []store.Finding{{Problem: store.Missing, Part: "counter of changes"}}, nil
}

// durability names settings of the server with which a power cut can lose or tear what was committed.
func (v *view) durability() ([]store.Finding, error) {
	query := `SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off' ORDER BY name`
	return list(v, query, func(r row) store.Finding {
		return store.Finding{Problem: store.Altered, Part: "server", Detail: r.text(0) + " is off: a power cut can lose what was committed"}
	})
}
