package keep_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/keep/seal"
)

// flip changes one bit of the byte at an offset of a file.
func flip(t testing.TB, path string, offset int64) {
	t.Helper()
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	content := must(os.ReadFile(path))(t)
	content[offset] ^= 1
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// verify opens the ledger in dir and verifies it. What Open refuses is a finding too: it names the ledger's damage.
func verify(t testing.TB, dir string, held ...[]byte) (keep.Findings, error) {
	t.Helper()
	l, err := folder.OpenWith(t.Context(), dir, folder.Options{Look: true}) // as the command does
	if err != nil {
		return nil, err
	}
	defer l.Close()
	return must(l.Verify(t.Context(), nil, held...))(t), nil
}

// names tells whether a finding that is not harmless is about that thing.
func names(found keep.Findings, which, field string) bool {
	return slices.ContainsFunc(found, func(f keep.Finding) bool {
		return !f.Harmless() && f.Which == which && f.Field == field
	})
}

func TestALedgerThatNobodyTouchedIsClean(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	filled(t, dir, 6)
	l := must(folder.Open(t.Context(), dir))(t)
	defer l.Close()
	var last, of int
	found := must(l.Verify(t.Context(), func(done, total int) {
		if done != last+1 || done > total {
			t.Errorf("progress from %d to %d of %d", last, done, total)
		}
		last, of = done, total
	}, must(l.Checkpoint(t.Context()))(t)))(t)
	if len(found) > 0 {
		t.Error(found)
	}
	if last == 0 || last != of {
		t.Errorf("progress ended at %d of %d", last, of)
	}
}

func TestVerifyIsCalledOff(t *testing.T) {
	l, _ := newLedger(t)
	must(l.Add(t.Context(), items(0, 50)))(t)
	ctx, cancel := context.WithCancel(t.Context())
	found, err := l.Verify(ctx, func(done, total int) {
		if done == 10 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the context's", err)
	}
	if !found.Clean() {
		t.Errorf("it was called off and found %v", found)
	}
}

// columns are all columns of a ledger's own tables, as "table.column".
func columns(t *testing.T) (all []string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "ledger")
	filled(t, dir, 0)
	db := must(sql.Open("sqlite", filepath.Join(dir, "ledger.db")))(t)
	defer db.Close()
	rows := must(db.Query(`SELECT t.name || '.' || c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
		WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name <> 'goose_db_version'`))(t)
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		all = append(all, name)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// Every column of every table is changed in one row, and Verify names that row and, for what is sealed, the field. The
// columns are read from the database, so that a new one fails this test until something covers it.
func TestEveryColumnIsCovered(t *testing.T) {
	// Three reports and two decisions: leaf 1 is a report with a reading, leaf 2 a decision about it.
	const aReport, aDecision = 1, 2
	ids := []string{kept(item(0)).ID, kept(item(1)).ID, kept(item(2)).ID}
	row := func(id, field string) func(string) (string, string) {
		return func(string) (string, string) { return id, field }
	}
	report := func(field string) func(string) (string, string) { return row(ids[1], field) }
	decided := func(field string) func(string) (string, string) {
		return func(id string) (string, string) { return id, field }
	}
	anything := row("", "")
	tests := map[string]struct {
		edit  string
		which func(decisionID string) (which, field string)
	}{
		"leaf.number":             {`UPDATE leaf SET number = 1001 WHERE number = 1`, row("1", "")},
		"leaf.data":               {`UPDATE leaf SET data = CAST(replace(data, 'title', 'titlE') AS BLOB) WHERE number = 1`, row("1", "")},
		"tree_hash.number":        {`UPDATE tree_hash SET number = 1001 WHERE number = 2`, row("2", "")},
		"tree_hash.hash":          {`UPDATE tree_hash SET hash = zeroblob(32) WHERE number = 2`, row("2", "")},
		"checkpoint.only":         {`UPDATE checkpoint SET only = 2`, row("in the database", "")},
		"checkpoint.size":         {`UPDATE checkpoint SET size = size + 1`, row("in the database", "")},
		"checkpoint.note":         {`UPDATE checkpoint SET note = replace(note, char(10) || '6' || char(10), char(10) || '5' || char(10))`, row("in the database", "")},
		"report.leaf":             {`UPDATE report SET leaf = 1001 WHERE leaf = 1`, report("")},
		"report.id":               {`UPDATE report SET id = replace(id, substr(id, 1, 2), 'zz') WHERE leaf = 1`, row("of leaf 1", "ID")},
		"report.added":            {`UPDATE report SET added = '2001' || substr(added, 5) WHERE leaf = 1`, report("time of adding")},
		"report.original":         {`UPDATE report SET original = zeroblob(32) WHERE leaf = 1`, report("original")},
		"report.salt":             {`UPDATE report SET salt = zeroblob(32) WHERE leaf = 1`, row("of leaf 1", "salt")},
		"report.title":            {`UPDATE report SET title = title || '!' WHERE leaf = 1`, report("title")},
		"report.publisher":        {`UPDATE report SET publisher = '' WHERE leaf = 1`, report("publisher")},
		"report.author":           {`UPDATE report SET author = lower(author) WHERE leaf = 1`, report("author")},
		"report.published":        {`UPDATE report SET published = '2016-12-31' WHERE leaf = 1`, report("published")},
		"report.url":              {`UPDATE report SET url = url || '/' WHERE leaf = 1`, report("url")},
		"report.lang":             {`UPDATE report SET lang = 'ar' WHERE leaf = 1`, report("lang")},
		"report.media_type":       {`UPDATE report SET media_type = 'text/plain' WHERE leaf = 1`, report("media_type")},
		"report.name":             {`UPDATE report SET name = 'mill.html' WHERE leaf = 1`, report("name")},
		"report.text":             {`UPDATE report SET text = replace(text, 'Shells', 'Stones') WHERE leaf = 1`, report("text")},
		"report.part":             {`UPDATE report SET part = 'message 18' WHERE leaf = 1`, report("part")},
		"report.captured_at":      {`UPDATE report SET captured_at = '2001' || substr(captured_at, 5) WHERE leaf = 1`, report("captured_at")},
		"report.captured_tool":    {`UPDATE report SET captured_tool = '' WHERE leaf = 1`, report("captured_tool")},
		"report.captured_version": {`UPDATE report SET captured_version = '9' WHERE leaf = 1`, report("captured_version")},
		"report.captured_by":      {`UPDATE report SET captured_by = 'desk three' WHERE leaf = 1`, report("captured_by")},
		"report.captured_from":    {`UPDATE report SET captured_from = '' WHERE leaf = 1`, report("captured_from")},
		"report.captured_final":   {`UPDATE report SET captured_final = captured_from WHERE leaf = 1`, report("captured_final")},
		"report.captured_headers": {`UPDATE report SET captured_headers = '' WHERE leaf = 1`, report("captured_headers")},
		"place_list.leaf":         {`UPDATE place_list SET leaf = 1001`, anything},
		"place_list.id":           {`UPDATE place_list SET id = replace(id, substr(id, 1, 2), 'zz')`, anything},
		"place_list.added":        {`UPDATE place_list SET added = '2001' || substr(added, 5)`, anything},
		"place_list.original":     {`UPDATE place_list SET original = zeroblob(32)`, anything},
		"place_list.salt":         {`UPDATE place_list SET salt = zeroblob(32)`, anything},
		"place_list.name":         {`UPDATE place_list SET name = 'other.csv'`, anything},
		"decision.leaf":           {`UPDATE decision SET leaf = 1001 WHERE leaf = 2`, decided("")},
		"decision.id":             {`UPDATE decision SET id = replace(id, substr(id, 1, 2), 'zz') WHERE leaf = 2`, decided("ID")},
		"decision.added":          {`UPDATE decision SET added = '2001' || substr(added, 5) WHERE leaf = 2`, decided("time of adding")},
		"decision.salt":           {`UPDATE decision SET salt = zeroblob(32) WHERE leaf = 2`, decided("salt")},
		"decision.at":             {`UPDATE decision SET at = '2001' || substr(at, 5) WHERE leaf = 2`, decided("at")},
		"decision.analyst":        {`UPDATE decision SET analyst = 'desk three' WHERE leaf = 2`, decided("by")},
		"decision.act":            {`UPDATE decision SET act = 'reject' WHERE leaf = 2`, decided("act")},
		"decision.subjects":       {`UPDATE decision SET subjects = subjects || char(10) || 'more' WHERE leaf = 2`, decided("on")},
		"decision.value":          {`UPDATE decision SET value = 'fair' WHERE leaf = 2`, decided("value")},
		"decision.reason":         {`UPDATE decision SET reason = upper(reason) WHERE leaf = 2`, decided("reason")},
		"reading.leaf":            {`UPDATE reading SET leaf = 1001 WHERE leaf = 1`, row("at leaf 1001", "")},
		"reading.version":         {`UPDATE reading SET version = '2' WHERE leaf = 1`, report("")},
		"reading.sum":             {`UPDATE reading SET sum = zeroblob(32) WHERE leaf = 1`, report("")},
		"reading.json":            {`UPDATE reading SET json = replace(json, 'witness', 'unknown') WHERE leaf = 1`, report("")},
		"change.only":             {`UPDATE change SET only = 2`, row("counter of changes", "")},
		// The counter only tells caches when to look again; docs/ledger.md says that nothing else rests on it.
		"change.number": {``, nil},
	}
	for _, column := range columns(t) {
		test, covered := tests[column]
		if !covered {
			t.Errorf("no test changes %s", column)
			continue
		}
		if test.edit == "" {
			continue
		}
		t.Run(column, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "ledger")
			filled(t, dir, 3)
			l := must(folder.Open(t.Context(), dir))(t)
			must(l.Decide(t.Context(), decision(ids[2]), keep.AnyVersion))(t)
			if err := l.PutPlaces(t.Context(), "quarters.geojson", []byte("places")); err != nil {
				t.Fatal(err)
			}
			decided := decisions(t, l)[0].ID
			if sealed := must(l.Sealed(t.Context(), decided))(t); sealed.Leaf != aDecision {
				t.Fatalf("the decision is leaf %d", sealed.Leaf)
			}
			if sealed := must(l.Sealed(t.Context(), ids[1]))(t); sealed.Leaf != aReport {
				t.Fatalf("the report is leaf %d", sealed.Leaf)
			}
			l.Close()

			edit(t, dir, test.edit)
			found, err := verify(t, dir)
			if err != nil {
				t.Fatal(err)
			}
			which, field := test.which(decided)
			if strings.HasPrefix(column, "place_list.") { // whose IDs are random
				if !slices.ContainsFunc(found, func(f keep.Finding) bool { return !f.Harmless() && f.Thing == keep.PlacesRow }) {
					t.Errorf("no list of places is named:\n%s", lines(found))
				}
			} else if !names(found, which, field) {
				t.Errorf("nothing names %q, field %q:\n%s", which, field, lines(found))
			}
			saysNoWords(t, found)
		})
	}
}

// lines are findings one below the other.
func lines(found keep.Findings) string {
	var b strings.Builder
	for _, f := range found {
		fmt.Fprintln(&b, f)
	}
	return b.String()
}

// saysNoWords fails the test if a finding shows anything that items or decisions say.
func saysNoWords(t *testing.T, found keep.Findings) {
	t.Helper()
	for _, secret := range []string{"mill", "baker", "Correspondent", "Tidings", "desk", "photographs", "wall"} {
		if strings.Contains(lines(found), secret) {
			t.Errorf("a finding says %q:\n%s", secret, lines(found))
		}
	}
}

// Whoever knows SQLite and the format can make changes that agree with each other. Each leaves a trace somewhere.
func TestTamperingWithCare(t *testing.T) {
	ids := []string{kept(item(0)).ID, kept(item(1)).ID, kept(item(2)).ID, kept(item(3)).ID}
	tests := map[string]struct {
		edits []string
		which string
	}{
		"a report is deleted":                   {[]string{`DELETE FROM reading WHERE leaf = 1`, `DELETE FROM report WHERE leaf = 1`}, "of leaf 1"},
		"a report and its leaf":                 {[]string{`DELETE FROM reading WHERE leaf = 1`, `DELETE FROM report WHERE leaf = 1`, `DELETE FROM leaf WHERE number = 1`}, "1"},
		"a leaf is deleted":                     {[]string{`DELETE FROM leaf WHERE number = 1`}, "1"},
		"a leaf with its hash":                  {[]string{`DELETE FROM leaf WHERE number = 1`, `DELETE FROM tree_hash WHERE number = 1`}, "1"},
		"a tree hash is deleted":                {[]string{`DELETE FROM tree_hash WHERE number = 2`}, "2"},
		"all tree hashes are deleted":           {[]string{`DELETE FROM tree_hash`}, "6"},
		"everything is deleted":                 {[]string{`DELETE FROM reading`, `DELETE FROM report`, `DELETE FROM decision`, `DELETE FROM tree_hash`, `DELETE FROM leaf`}, "0"},
		"the checkpoint is deleted":             {[]string{`DELETE FROM checkpoint`}, "in the database"},
		"two reports change places":             {[]string{`UPDATE report SET leaf = 999 WHERE leaf = 0`, `UPDATE report SET leaf = 0 WHERE leaf = 1`, `UPDATE report SET leaf = 1 WHERE leaf = 999`}, "of leaf 0"},
		"two readings change places":            {[]string{`UPDATE reading SET leaf = 999 WHERE leaf = 0`, `UPDATE reading SET leaf = 0 WHERE leaf = 1`, `UPDATE reading SET leaf = 1 WHERE leaf = 999`}, ids[0]},
		"a leaf is put behind the end":          {[]string{`INSERT INTO leaf SELECT 6, data FROM leaf WHERE number = 1`}, "6"},
		"a leaf is put far off":                 {[]string{`INSERT INTO leaf SELECT 9000000000000000000, data FROM leaf WHERE number = 1`}, "9000000000000000000"},
		"a hash is put behind the end":          {[]string{`INSERT INTO tree_hash SELECT 77, hash FROM tree_hash WHERE number = 1`}, "77"},
		"a report without a leaf":               {[]string{`INSERT INTO report SELECT 6, 'ffffffffffffffffffffffffffffffff', added, original, salt, title, publisher, author, published, url, lang, media_type, name, text, part, captured_at, captured_tool, captured_version, captured_by, captured_from, captured_final, captured_headers FROM report WHERE leaf = 1`}, "ffffffffffffffffffffffffffffffff"},
		"a decision at a report's leaf":         {[]string{`INSERT INTO decision SELECT 1, 'ffffffffffffffffffffffffffffffff', added, salt, at, analyst, act, subjects, value, reason FROM decision LIMIT 1`}, "ffffffffffffffffffffffffffffffff"},
		"a leaf and its row are changed":        {[]string{`UPDATE leaf SET data = (SELECT data FROM leaf WHERE number = 0) WHERE number = 1`, `DELETE FROM reading WHERE leaf = 1`, `DELETE FROM report WHERE leaf = 1`}, "1"},
		"a row and its leaf are altered":        {[]string{`UPDATE report SET title = 'x' WHERE leaf = 1`, `UPDATE leaf SET data = zeroblob(9) WHERE number = 1`}, ids[1]},
		"a trigger that alters what is written": {[]string{`CREATE TRIGGER quiet AFTER INSERT ON report BEGIN UPDATE report SET author = '' WHERE leaf = new.leaf; END`}, "schema"},
		"a trigger is taken away":               {[]string{`DROP TRIGGER report_is_never_updated`}, "schema"},
		"a column is added":                     {[]string{`ALTER TABLE report ADD COLUMN mood TEXT`}, "schema"},
		"an index is added":                     {[]string{`CREATE INDEX extra ON report (author)`}, "schema"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "ledger")
			filled(t, dir, 4) // leaves 0, 1, 3, 4 are reports, 2 and 5 decisions
			if strings.HasPrefix(test.edits[0], "DROP TRIGGER") {
				openAndExec(t, dir, test.edits[0])
			} else {
				for _, statement := range test.edits {
					edit(t, dir, statement)
				}
			}
			found, err := verify(t, dir)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(found, func(f keep.Finding) bool { return !f.Harmless() && f.Which == test.which }) {
				t.Errorf("nothing names %q:\n%s", test.which, lines(found))
			}
			saysNoWords(t, found)

			// A log that was tampered with is not extended, unless only what it does not rest on was touched.
			l := must(folder.Open(t.Context(), dir))(t)
			defer l.Close()
			before := must(l.Verify(t.Context(), nil))(t)
			if _, err := l.Add(t.Context(), items(10, 1)); err == nil {
				if after := must(l.Verify(t.Context(), nil))(t); after.Clean() {
					t.Errorf("adding hid\n%s", lines(before))
				}
			} else if !errors.Is(err, keep.ErrDamaged) {
				t.Errorf("adding: %v, want ErrDamaged", err)
			}
		})
	}
}

func openAndExec(t testing.TB, dir, statement string) {
	t.Helper()
	db := must(sql.Open("sqlite", filepath.Join(dir, "ledger.db")))(t)
	defer db.Close()
	must(db.Exec(statement))(t)
}

// One changed byte is named once, where it is.
func TestOneChangeIsOneFinding(t *testing.T) {
	for name, statement := range map[string]string{
		"a leaf":       `UPDATE leaf SET data = CAST(replace(data, 'title', 'titlE') AS BLOB) WHERE number = 6`,
		"a leaf hash":  `UPDATE tree_hash SET hash = zeroblob(32) WHERE number = 0`,
		"an inner one": `UPDATE tree_hash SET hash = zeroblob(32) WHERE number = 6`,
		"the last one": `UPDATE tree_hash SET hash = zeroblob(32) WHERE number = (SELECT max(number) FROM tree_hash)`,
		"a title":      `UPDATE report SET title = title || '!' WHERE leaf = 7`,
		"a text":       `UPDATE report SET text = '' WHERE leaf = 7`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "ledger")
			filled(t, dir, 12)
			edit(t, dir, statement)
			if found := must(verify(t, dir))(t); len(found) != 1 {
				t.Errorf("%d findings:\n%s", len(found), lines(found))
			}
		})
	}
}

// cutBack takes the newest report of a ledger out of every table, with all that is needed to make the rest agree: the
// database is what it was before that report was added.
func cutBack(t *testing.T, dir string, before []byte) {
	t.Helper()
	for _, statement := range []string{
		`DELETE FROM reading WHERE leaf = (SELECT max(number) FROM leaf)`,
		`DELETE FROM report WHERE leaf = (SELECT max(number) FROM leaf)`,
		`DELETE FROM tree_hash WHERE number >= (SELECT count(*) FROM tree_hash) - 1`, // leaf 2 completes no subtree
		`DELETE FROM leaf WHERE number = (SELECT max(number) FROM leaf)`,
	} {
		edit(t, dir, statement)
	}
	edit(t, dir, `UPDATE checkpoint SET size = size - 1, note = $1`, string(before))
}

// A ledger whose newest record was taken out without a trace in the database is found out by the checkpoint file, and
// will not sign another history; with the older checkpoint file put back as well, by a checkpoint that somebody kept.
func TestARecordTakenOutOfTheEndIsMissed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	l := must(folder.Init(t.Context(), dir))(t)
	must(l.Add(t.Context(), items(0, 2)))(t)
	before := must(l.Checkpoint(t.Context()))(t)
	must(l.Add(t.Context(), items(2, 1)))(t)
	held := must(l.Checkpoint(t.Context()))(t)
	l.Close()
	cutBack(t, dir, before)

	if found := must(verify(t, dir))(t); !names(found, "2", "") {
		t.Errorf("nothing misses leaf 2:\n%s", lines(found))
	}
	l = must(folder.Open(t.Context(), dir))(t)
	if _, err := l.Add(t.Context(), items(7, 1)); !errors.Is(err, keep.ErrDamaged) {
		t.Errorf("adding to it: %v, want ErrDamaged", err)
	}
	if _, err := l.Decide(t.Context(), decision("x"), keep.AnyVersion); !errors.Is(err, keep.ErrDamaged) {
		t.Errorf("deciding in it: %v, want ErrDamaged", err)
	}
	l.Close()

	if err := os.WriteFile(filepath.Join(dir, "seal", "checkpoint"), before, 0o600); err != nil {
		t.Fatal(err)
	}
	if found := must(verify(t, dir))(t); !found.Clean() {
		t.Errorf("it is a whole ledger of two reports, and still:\n%s", lines(found))
	}
	if found := must(verify(t, dir, held))(t); !names(found, "2", "") {
		t.Errorf("nothing misses leaf 2 with the checkpoint that was kept:\n%s", lines(found))
	}
}

// Whoever has the key can write another consistent ledger. A checkpoint that somebody kept tells.
func TestAReplacedLedgerIsFoundOutByACheckpointKeptElsewhere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	filled(t, dir, 4)
	held := must(os.ReadFile(filepath.Join(dir, "seal", "checkpoint")))(t)

	t.Run("with another key", func(t *testing.T) {
		forged := filepath.Join(t.TempDir(), "ledger")
		filled(t, forged, 4)
		if found := must(verify(t, forged))(t); !found.Clean() {
			t.Errorf("a ledger of its own, and still:\n%s", lines(found))
		}
		if found := must(verify(t, forged, held))(t); !names(found, "kept elsewhere, number 1", "") {
			t.Errorf("nothing names the checkpoint:\n%s", lines(found))
		}
	})
	t.Run("with the same key", func(t *testing.T) {
		forged := filepath.Join(t.TempDir(), "ledger")
		l := must(folder.Init(t.Context(), forged))(t)
		l.Close()
		for _, name := range []string{"key", "key.pub", "checkpoint"} {
			content := must(os.ReadFile(filepath.Join(dir, "seal", name)))(t)
			if err := os.WriteFile(filepath.Join(forged, "seal", name), content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		empty := signEmpty(t, dir)
		edit(t, forged, `UPDATE checkpoint SET note = $1`, string(empty))
		if err := os.WriteFile(filepath.Join(forged, "seal", "checkpoint"), empty, 0o600); err != nil {
			t.Fatal(err)
		}
		l = must(folder.Open(t.Context(), forged))(t)
		must(l.Add(t.Context(), items(100, 9)))(t)
		l.Close()
		if found := must(verify(t, forged))(t); !found.Clean() {
			t.Errorf("its seal is whole, and still:\n%s", lines(found))
		}
		if found := must(verify(t, forged, held))(t); !names(found, "kept elsewhere, number 1", "") {
			t.Errorf("nothing names the checkpoint:\n%s", lines(found))
		}
	})
}

// signEmpty signs the checkpoint of an empty log with the key of the ledger in dir.
func signEmpty(t *testing.T, dir string) []byte {
	t.Helper()
	private := must(os.ReadFile(filepath.Join(dir, "seal", "key")))(t)
	signer := must(note.NewSigner(strings.TrimSuffix(string(private), "\n")))(t)
	root := must(new(seal.Frontier).Root())(t)
	return must(seal.Sign(seal.Checkpoint{Origin: signer.Name(), Root: root}, signer))(t)
}

// Every byte of every small file of a ledger, and bytes here and there of its originals, are changed one at a time.
// Open or Verify names the file each time.
func TestEveryByteOfEveryFileIsCovered(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	filled(t, dir, 2)
	says := func(name string) string {
		if base := filepath.Base(name); len(base) == 64 {
			return base
		}
		return name
	}
	step := 1
	if testing.Short() {
		step = 9
	}
	files := 0
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(entry.Name(), "ledger.db") {
			return err
		}
		files++
		name := filepath.ToSlash(must(filepath.Rel(dir, path))(t))
		content := must(os.ReadFile(path))(t)
		stride := step
		if strings.HasPrefix(name, "originals/") {
			stride = 211
		}
		for i := 0; i < len(content); i += stride {
			flip(t, path, int64(i))
			found, err := verify(t, dir)
			switch {
			case err != nil && strings.Contains(err.Error(), says(name)):
			case err != nil:
				t.Errorf("byte %d of %s changed, and Open says: %v", i, name, err)
			case !names(found, says(name), ""):
				t.Errorf("byte %d of %s changed, and Verify says:\n%s", i, name, lines(found))
			}
			flip(t, path, int64(i))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files != 7 { // format, lock, key, key.pub, checkpoint and two originals
		t.Errorf("%d files were tried", files)
	}
	if found := must(verify(t, dir))(t); len(found) > 0 {
		t.Errorf("put back, and still:\n%s", lines(found))
	}
}

func TestMissingAndStrangeFilesAreNamed(t *testing.T) {
	d := kept(item(1)).Original
	tests := map[string]struct {
		change   func(t *testing.T, dir string)
		which    string
		harmless bool
	}{
		"an original is lost":           {remove(originalPath("", d)), d.String(), false},
		"an original is emptied":        {write(originalPath("", d), ""), d.String(), false},
		"the private key is lost":       {remove("seal/key"), "seal/key", true},
		"the public key is lost":        {remove("seal/key.pub"), "seal/key.pub", false},
		"the checkpoint is lost":        {remove("seal/checkpoint"), "seal/checkpoint", false},
		"the key is open to others":     {func(t *testing.T, dir string) { os.Chmod(filepath.Join(dir, "seal/key"), 0o644) }, "seal/key", false},
		"a note beside the database":    {write("note.txt", "buy milk"), `"note.txt"`, true},
		"a note beside the key":         {write("seal/note.txt", "buy milk"), `"seal/note.txt"`, true},
		"the folder is open to others":  {func(t *testing.T, dir string) { os.Chmod(dir, 0o755) }, "the ledger's own", true},
		"a note among the originals":    {write("originals/note.txt", "buy milk"), "note.txt", false},
		"an original in another folder": {write("originals/ab/"+d.String(), "x"), "ab/" + d.String(), false},
		"what a crash left":             {write("incoming/123.part", "<html"), "incoming/123.part", true},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "ledger")
			filled(t, dir, 3)
			test.change(t, dir)
			found := must(verify(t, dir))(t)
			if len(found) != 1 || found[0].Which != test.which || found[0].Harmless() != test.harmless || found.Clean() != test.harmless {
				t.Errorf("want one finding about %s:\n%s", test.which, lines(found))
			}
		})
	}
}

func remove(name string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
}

func write(name, content string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		os.Chmod(path, 0o600) // it may be there, and not writable
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// An original that was written for a report that never came to be committed does no harm.
func TestAnUnreferencedOriginalIsHarmless(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	filled(t, dir, 2)
	d := kept(item(5)).Original
	write(originalPath("", d), string(item(5).Original))(t, dir)
	found := must(verify(t, dir))(t)
	if len(found) != 1 || found[0].Problem != keep.Unreferenced || found[0].Which != d.String() || !found.Clean() {
		t.Error(lines(found))
	}
	// And adding its report takes it up.
	l := must(folder.Open(t.Context(), dir))(t)
	defer l.Close()
	must(l.Add(t.Context(), items(5, 1)))(t)
	if found := must(l.Verify(t.Context(), nil))(t); len(found) > 0 {
		t.Error(lines(found))
	}
}

// A checkpoint file that is behind, and a clock that was turned back, are told and do no harm: neither shows that
// anything was altered.
func TestWhatIsLateAndWhatIsEarly(t *testing.T) {
	l, dir := newLedger(t)
	add(t, l, items(0, 1)...)
	old := must(os.ReadFile(filepath.Join(dir, "seal", "checkpoint")))(t)
	keep.SetClock(l, func() time.Time { return time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC) })
	add(t, l, items(1, 1)...)
	if err := os.WriteFile(filepath.Join(dir, "seal", "checkpoint"), old, 0o600); err != nil {
		t.Fatal(err)
	}
	found := must(l.Verify(t.Context(), nil))(t)
	if len(found) != 2 || !found.Clean() {
		t.Fatalf("found %v", found)
	}
	for _, want := range []keep.Problem{keep.Late, keep.Clock} {
		if !slices.ContainsFunc(found, func(f keep.Finding) bool { return f.Problem == want && f.Means() != "" }) {
			t.Errorf("nothing is %s: %v", want, found)
		}
	}
}
