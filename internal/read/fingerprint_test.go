package read_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"hash"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"firsthand/internal/read"
	"firsthand/internal/report"
)

// fingerprintFile has a line for each group of texts: its name, how many texts it has, and the digest of their
// readings.
const fingerprintFile = "testdata/fingerprint.txt"

var updateFingerprint = flag.Bool("update-fingerprint", false, "write "+fingerprintFile+" anew from what is read now")

// The readings of all passages, of the examples and of the worlds are what they were. Whoever changes readings on
// purpose writes the file anew with
//
//	go generate ./internal/read
//
// and the change shows in the commit. So a change that should leave readings as they are is proved, and so are other
// processors: "make fingerprint" and "make fingerprint-arm64" run this test without assembly and on another
// architecture.
func TestFingerprint(t *testing.T) {
	var now strings.Builder
	for _, g := range fingerprinted(t) {
		fmt.Fprintf(&now, "%-28s %3d %s\n", g.name, g.texts, hex.EncodeToString(g.sum.Sum(nil))[:20])
	}
	if *updateFingerprint {
		if err := os.WriteFile(fingerprintFile, []byte(now.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	was, err := os.ReadFile(fingerprintFile)
	if err != nil {
		t.Fatal(err)
	}
	if now.String() == string(was) {
		return
	}
	before := map[string]bool{}
	for line := range strings.Lines(string(was)) {
		before[line] = true
	}
	for line := range strings.Lines(now.String()) {
		if !before[line] {
			t.Errorf("read otherwise than before: %s", strings.Fields(line)[0])
		}
	}
	t.Error("if that is meant: go generate ./internal/read")
}

// group is texts whose readings have one digest.
type group struct {
	name  string
	texts int
	sum   hash.Hash
}

// add reads a report. What names the reader is left out: it changes with every build.
func (g *group) add(t *testing.T, r report.Report) {
	t.Helper()
	reading := read.Read(r)
	reading.Reader = report.Reader{}
	raw, err := json.Marshal(reading)
	if err != nil {
		t.Fatal(err)
	}
	g.texts++
	_, _ = g.sum.Write(append(raw, '\n')) // a hash takes everything
}

// fingerprinted reads everything.
func fingerprinted(t *testing.T) []*group {
	t.Helper()
	var groups []*group
	of := func(name string) *group {
		for _, g := range groups {
			if g.name == name {
				return g
			}
		}
		groups = append(groups, &group{name: name, sum: sha256.New()})
		return groups[len(groups)-1]
	}
	for _, p := range readPassages(t) {
		construction, _, _ := strings.Cut(p.name, "/")
		of("passages/"+construction).add(t, report.Report{ID: p.name, Text: p.text, Publisher: p.publisher, Published: "2016-12-13"})
	}
	for _, r := range exampleReports(t) {
		of("examples").add(t, r)
	}
	for _, w := range worlds(t) {
		for _, r := range w.Reports {
			of("worlds/"+w.ID).add(t, r)
		}
	}
	return groups
}

// world is an invented world.
type world struct {
	ID      string `json:"id"`
	Reports []report.Report
}

// worlds are all invented worlds, in the order of their names.
func worlds(t *testing.T) (all []world) {
	t.Helper()
	files, err := filepath.Glob("testdata/worlds/*.json")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d worlds, %v", len(files), err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var w world
		if err := json.Unmarshal(raw, &w); err != nil {
			t.Fatal(err)
		}
		all = append(all, w)
	}
	return all
}

// worldReports are the reports of all of them.
func worldReports(t *testing.T) (all []report.Report) {
	t.Helper()
	for _, w := range worlds(t) {
		all = append(all, w.Reports...)
	}
	return all
}

// tags are what is cut out of the examples that are web pages: which words of a page are its article is not this room's
// business.
var tags = regexp.MustCompile(`(?s)<(style|script).*?</(style|script)>|<[^>]*>`)

// exampleReports are the example reports as they lie in their files.
func exampleReports(t *testing.T) (all []report.Report) {
	t.Helper()
	files, err := filepath.Glob("../../examples/reports/*")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d examples, %v", len(files), err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(file) != ".ndjson" {
			all = append(all, report.Report{Text: tags.ReplaceAllString(string(raw), ""), Publisher: "Halden Wire", Published: "2016-12-13"})
			continue
		}
		for line := range strings.Lines(string(raw)) {
			var r report.Report
			if err := json.Unmarshal([]byte(line), &r); err != nil {
				t.Fatal(err)
			}
			all = append(all, r)
		}
	}
	return all
}
