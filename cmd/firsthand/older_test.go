package main

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// unpack gives the folder of a ledger of format 1, which the build of commit 371fc13 made: twelve of the example
// reports, read, a decision, a list of places.
func unpack(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if out, err := exec.Command("tar", "-xzf", "testdata/ledger-format-1.tar.gz", "-C", dir).CombinedOutput(); err != nil {
		t.Skipf("no tar here: %v %s", err, out)
	}
	return filepath.Join(dir, "ledger")
}

// files are the names and bytes of all files below a folder.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := make(map[string]string)
	err := filepath.WalkDir(dir, func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(name)
		found[name] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// A ledger that an older build made, and read, opens and verifies, and its readings, which differ from ours, accuse
// nobody. Verifying changes nothing of it. Then it takes new reports, and all of it verifies again.
func TestALedgerOfAnOlderBuildAccusesNobody(t *testing.T) {
	ledger := unpack(t)
	before := files(t, ledger)
	out := firsthand(t, "verify", "--ledger", ledger)
	for _, want := range []string{"13 records and 12 originals agree with the seal.", "0 readings are what reading the reports again gives; 12 are by another reader",
		"places/quarters-geojson-0cee82c6.json is not protected by the seal"} {
		if !strings.Contains(out, want) {
			t.Errorf("verify does not say %q:\n%s", want, out)
		}
	}
	for _, not := range []string{"altered", "difference", "error:"} {
		if strings.Contains(out, not) {
			t.Errorf("verify says %q:\n%s", not, out)
		}
	}
	after := files(t, ledger)
	for name, content := range before {
		if after[name] != content {
			t.Errorf("verify changed %s", filepath.Base(name))
		}
		delete(after, name)
	}
	for name := range after {
		if !strings.HasSuffix(name, "-shm") && !strings.HasSuffix(name, "-wal") {
			t.Errorf("verify left %s", filepath.Base(name))
		}
	}

	if out := firsthand(t, "add", "--ledger", ledger, "../../examples/reports"); !strings.Contains(out, "12 were there already") {
		t.Errorf("adding says:\n%s", out)
	}
	// Fifteen reports, the decision, and the list of places, which is sealed by now.
	if out := firsthand(t, "verify", "--ledger", ledger); !strings.Contains(out, "15 readings are what reading the reports again gives.\n") || !strings.Contains(out, "\n17 records and 15 originals agree with the seal.\n") {
		t.Errorf("after adding to it, verify says:\n%s", out)
	}
}

// What the older form of a record did not seal cannot be put in later: there is no saying who captured an old report.
func TestNothingIsPutIntoAnOldReport(t *testing.T) {
	ledger := unpack(t)
	firsthand(t, "add", "--ledger", ledger, "../../examples/reports/pellstone-herald-killings.html")
	db, err := sql.Open("sqlite", filepath.Join(ledger, "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	const trigger = `SELECT sql FROM sqlite_schema WHERE name = 'report_is_never_updated'`
	var definition string
	if err := db.QueryRow(trigger).Scan(&definition); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{`DROP TRIGGER report_is_never_updated`, `UPDATE report SET captured_by = 'Somebody Else' WHERE leaf = 3`, definition} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command("firsthand", "verify", "--quick", "--ledger", ledger).CombinedOutput()
	if err == nil || !strings.Contains(string(out), "its captured_by is not what was sealed (expected nothing, found 13 bytes)") || strings.Contains(string(out), "Somebody") {
		t.Errorf("verify: %v\n%s", err, out)
	}
}
