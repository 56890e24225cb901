package postgres

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"firsthand/internal/keep/postgres/postgrestest"
	"firsthand/internal/keep/store"
)

var updateSchema = flag.Bool("update", false, "write schema.txt anew")

// newDB is a new ledger's database.
func newDB(t *testing.T, server *postgrestest.Server) (*DB, string) {
	t.Helper()
	address, err := server.NewSchema()
	if err != nil {
		t.Fatal(err)
	}
	db, err := Create(t.Context(), address, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db, address
}

// What SelfCheck expects is what the migrations make.
func TestTheExpectedSchemaIsTheOneThatIsMade(t *testing.T) {
	db, _ := newDB(t, postgrestest.Start(t))
	err := db.View(t.Context(), func(v store.View) error {
		got, err := v.(*view).schema()
		if err != nil {
			return err
		}
		var b strings.Builder
		for _, name := range slices.Sorted(maps.Keys(got)) {
			fmt.Fprintf(&b, "%s\t%s\n", name, got[name])
		}
		if *updateSchema {
			return os.WriteFile("schema.txt", []byte(b.String()), 0o600)
		}
		if b.String() != expected {
			t.Error("schema.txt is not what the migrations make: go test ./internal/keep/postgres -run TestTheExpectedSchema -update")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Whatever could change rows unseen, or add some, is named.
func TestSelfCheckNamesWhatWasChanged(t *testing.T) {
	server := postgrestest.Start(t)
	for name, test := range map[string]struct{ change, part string }{
		"a trigger that was switched off":  {"ALTER TABLE leaf DISABLE TRIGGER leaf_is_sealed", "trigger leaf.leaf_is_sealed"},
		"a trigger that was dropped":       {"DROP TRIGGER report_is_sealed ON report", "trigger report.report_is_sealed"},
		"a trigger of somebody":            {"CREATE TRIGGER x BEFORE INSERT ON report EXECUTE FUNCTION sealed_is_sealed()", "trigger report.x"},
		"a function with other words":      {"CREATE OR REPLACE FUNCTION sealed_is_sealed() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'", "function sealed_is_sealed()"},
		"a rule":                           {"CREATE RULE x AS ON INSERT TO decision DO INSTEAD NOTHING", "rule decision.x"},
		"a policy":                         {"ALTER TABLE report ENABLE ROW LEVEL SECURITY", "relation report"},
		"a table that inherits":            {"CREATE TABLE more () INHERITS (report)", "table that inherits from report"},
		"a default":                        {"ALTER TABLE report ALTER COLUMN author SET DEFAULT 'nobody'", "column report.author"},
		"a constraint that is gone":        {"ALTER TABLE reading DROP CONSTRAINT reading_sum", "constraint reading.reading_sum"},
		"an index that is gone":            {"ALTER TABLE report DROP CONSTRAINT report_id_key", "index report_id_key"},
		"references that are not checked":  {"ALTER TABLE decision DISABLE TRIGGER ALL", "constraint decision.decision_leaf_fkey"},
		"a counter that is gone":           {"DELETE FROM change", "counter of changes"},
		"a row that refers to none":        {"ALTER TABLE reading DISABLE TRIGGER ALL; INSERT INTO reading VALUES (7, '', sha256(''), '{}'); ALTER TABLE reading ENABLE TRIGGER ALL", "row 7 of table reading"},
		"a view in the place of something": {"CREATE VIEW x AS SELECT 1 AS y", "relation x"},
	} {
		t.Run(name, func(t *testing.T) {
			db, address := newDB(t, server)
			schema := address[strings.LastIndex(address, "search_path=")+len("search_path="):]
			schema, _, _ = strings.Cut(schema, "&")
			if err := server.Exec("SET search_path = " + schema + "; " + test.change); err != nil {
				t.Fatal(err)
			}
			var found []string
			for f := range db.SelfCheck(t.Context()) {
				found = append(found, fmt.Sprint(f.Part, " ", f.Detail))
			}
			if !strings.Contains(strings.Join(found, "\n"), test.part) {
				t.Errorf("found %q, want %s", found, test.part)
			}
		})
	}
}
