// Package internal_test holds the house to its own plan: which room may know of which, and what no file may name.
// docs/architecture.md draws the plan; this package has no code but its tests.
package internal_test

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// module is the first part of the import path of everything of ours, and root the folder that holds it all.
const (
	module = "firsthand/"
	root   = ".."
)

// room is one line of the plan.
type room struct {
	folder string
	knows  []string // the rooms it may import
	pure   bool     // it opens no file, no connection, no database and starts no program
	tests  []string // the rooms that its tests may import besides
	open   []string // folders below it that other rooms may import too; its other folders are its own business
}

// plan says which room may know of which. A folder belongs to the longest entry that holds it, with everything below
// it. Tests keep to the plan like the code they test, but for the rooms that it gives to them alone.
var plan = []room{
	{folder: "internal/report", pure: true, open: []string{"internal/report/bodies", "internal/report/exact", "internal/report/sketch", "internal/report/terms", "internal/report/ref"}},
	{folder: "internal/capture", knows: []string{"internal/report"}, open: []string{"internal/capture/fetch", "internal/capture/watch"}},
	{folder: "internal/read", knows: []string{"internal/report"}, pure: true},
	{folder: "internal/weigh", knows: []string{"internal/report"}, pure: true},
	{folder: "internal/decide", knows: []string{"internal/report"}, pure: true},
	{folder: "internal/kept", knows: []string{"internal/report", "internal/weigh", "internal/decide"}, pure: true},
	// The ledger's rules know three interfaces and no engine behind them. Only the constructor and the program do.
	{folder: "internal/keep", knows: []string{"internal/report", "internal/keep/store", "internal/keep/blob", "internal/keep/anchor", "internal/keep/shelf", "internal/keep/durable", "internal/keep/seal", "internal/keep/stamp"},
		tests: []string{"internal/keep/folder", "internal/keep/sqlite"}},
	{folder: "internal/keep/seal", knows: []string{"internal/report"}},
	{folder: "internal/keep/stamp", open: []string{"internal/keep/stamp/stamptest"}}, // an authority, for tests
	{folder: "internal/keep/shelf"},
	{folder: "internal/keep/shelfdir", knows: []string{"internal/keep/shelf", "internal/keep/durable"}},
	{folder: "internal/witness", knows: []string{"internal/keep/seal", "internal/keep/shelf"}, tests: []string{"internal/report", "internal/keep", "internal/keep/folder", "internal/keep/shelfdir", "internal/keep/durable", "internal/ask"}},
	{folder: "internal/ask", knows: []string{"internal/keep/stamp", "internal/witness"}}, // the one room that asks others over the network
	{folder: "internal/keep/store"},
	{folder: "internal/keep/blob", knows: []string{"internal/report"}},
	{folder: "internal/keep/anchor"},
	{folder: "internal/keep/durable"},
	{folder: "internal/keep/sqlite", knows: []string{"internal/keep/store"}},
	{folder: "internal/keep/postgres", knows: []string{"internal/keep/store"}, tests: []string{"internal/keep/keeptest"},
		open: []string{"internal/keep/postgres/postgrestest"}}, // a real server, for tests
	{folder: "internal/keep/blobdir", knows: []string{"internal/report", "internal/keep/blob", "internal/keep/durable"}},
	{folder: "internal/keep/blobs3", knows: []string{"internal/report", "internal/keep/blob", "internal/keep/anchor", "internal/keep/shelf", "internal/keep/durable"},
		tests: []string{"internal/keep/keeptest"}, open: []string{"internal/keep/blobs3/s3test"}}, // a real store, for tests
	{folder: "internal/keep/anchorfile", knows: []string{"internal/keep/anchor", "internal/keep/durable"}},
	{folder: "internal/keep/folder", knows: []string{"internal/report", "internal/keep", "internal/keep/store", "internal/keep/sqlite", "internal/keep/blobdir", "internal/keep/anchorfile", "internal/keep/shelfdir", "internal/keep/durable"},
		tests: []string{"internal/keep/keeptest"}},
	{folder: "internal/keep/shared", knows: []string{"internal/keep", "internal/keep/store", "internal/keep/blob", "internal/keep/anchor", "internal/keep/shelf", "internal/keep/postgres", "internal/keep/blobs3",
		"internal/keep/blobdir", "internal/keep/anchorfile", "internal/keep/shelfdir", "internal/keep/durable"}, tests: []string{"internal/report", "internal/keep/keeptest"}},
	{folder: "internal/keep/keeptest", knows: []string{"internal/report", "internal/keep", "internal/keep/store", "internal/keep/blob", "internal/keep/anchor", "internal/keep/durable"}},
	{folder: "internal/casefile", knows: []string{"internal/report", "internal/keep", "internal/keep/seal", "internal/keep/stamp"}, tests: []string{"internal/keep/folder"}},
	{folder: "internal/export", knows: []string{"internal/report"}, pure: true},
	{folder: "internal/gauge", knows: []string{"internal/report"}},
	{folder: "internal/desk", knows: []string{"internal/report", "internal/capture", "internal/read", "internal/weigh", "internal/decide", "internal/keep"},
		open: []string{"internal/desk/desktest"}}, // the browser that walks the pages, for tests
	{folder: "examples"},
	{folder: "cmd/firsthand", knows: []string{"internal/report", "internal/capture", "internal/read", "internal/weigh", "internal/decide", "internal/kept", "internal/keep", "internal/keep/folder", "internal/keep/shared", "internal/keep/seal", "internal/keep/stamp", "internal/ask", "internal/witness", "internal/keep/shelfdir", "internal/keep/durable", "internal/casefile",
		"internal/export", "internal/gauge", "internal/desk", "examples"}, tests: []string{"internal/keep/postgres", "internal/keep/blobs3"}},
	{folder: "bench", knows: []string{"bench/outcome", "internal/report", "internal/keep/postgres", "internal/keep/blobs3"}}, // measures the program from outside
	{folder: "bench/weigh", knows: []string{"internal/report", "internal/weigh"}},                                            // and weighing from inside
	{folder: "bench/outcome"},
	{folder: "bench/power", knows: []string{"bench/outcome", "internal/report", "internal/keep", "internal/keep/folder", "internal/casefile"}}, // and what is left of ledgers
	{folder: "internal"}, // these tests
}

// parts says which part of reading may know of which. The room itself, package read, calls them all. What lies in core
// knows of no language; what lies in the folder of a language knows core and its own folder.
var parts = map[string][]string{
	"core/segment":   {},
	"core/neural":    {},
	"core/tag":       {},
	"core/gazetteer": {},
	"core/bind":      {},
	"core/why":       {},
	"core/language":  {"core/lexicon"},
	"core/atlas":     {"core/gazetteer"},
	"core/treebank":  {"core/segment"},
	"core/lexicon":   {"core/segment"},
	"core/plea":      {},
	"core/syntax":    {"core/segment", "core/neural", "core/tag"},
	"core/cursor":    {"core/segment", "core/syntax"},
	"core/mention":   {"core/segment", "core/neural", "core/syntax", "core/why"},
	"lang":           {"core/segment", "core/gazetteer", "core/why"},
	"identity":       {},
	"en": {"lang", "core/segment", "core/bind", "core/syntax", "en/when", "en/where", "en/attribute", "en/figure", "en/event", "en/call", "en/claim",
		"en/blame", "en/victim", "core/gazetteer", "core/mention"},
	"en/inflect":   {"core/lexicon"},
	"en/calendar":  {"core/lexicon"},
	"en/when":      {"core/segment", "core/cursor", "core/lexicon", "en/calendar"},
	"en/where":     {"core/segment", "core/cursor", "core/lexicon", "core/gazetteer", "en/calendar"},
	"entity":       {},
	"en/entity":    {"core/segment", "core/cursor", "core/lexicon", "core/tag", "core/syntax", "entity", "en/calendar"},
	"en/attribute": {"core/segment", "core/cursor", "core/lexicon", "core/neural", "core/tag", "core/syntax", "entity", "en/entity", "core/why", "en/inflect", "en/calendar"},
	"en/figure":    {"core/segment", "core/cursor", "core/lexicon", "en/when", "core/why", "en/calendar"},
	"en/event":     {"core/segment", "core/cursor", "core/lexicon", "core/bind", "core/syntax", "core/tag", "core/mention", "en/when", "core/why", "en/inflect"},
	"en/call":      {"core/segment", "core/cursor", "core/lexicon", "core/plea", "core/syntax", "core/tag"},
	"en/claim":     {"core/segment", "core/cursor", "core/lexicon", "core/tag", "core/syntax", "core/bind"},
	"en/blame":     {"core/segment", "core/cursor", "core/lexicon", "core/tag", "core/syntax", "core/bind"},
	"en/victim":    {"core/segment", "core/cursor", "core/lexicon", "core/tag", "core/syntax", "core/why"},
	"train":        {"core/segment", "core/neural", "core/syntax", "core/mention", "core/treebank", "en/attribute", "en/event"},
}

// weighing says the same of the parts of weighing, which package weigh calls.
var weighing = map[string][]string{
	"inorder":    {},
	"scene":      {},
	"registry":   {"inorder"},
	"corefer":    {"inorder", "scene", "registry"},
	"provenance": {"inorder", "scene", "registry", "corefer"},
	"roster":     {"inorder", "registry", "corefer"},
	"tally":      {"inorder", "scene", "corefer", "provenance"},
	"situation":  {"inorder", "scene", "registry", "corefer", "provenance", "roster"},
}

// outside are the packages of the standard library by which a program touches the world, or has something from chance.
// A pure room has none of them, and none of [clocks].
var outside = []string{"os", "os/exec", "net", "net/http", "database/sql", "syscall", "plugin", "math/rand", "math/rand/v2", "crypto/rand", "hash/maphash"}

func TestNoRoomKnowsMoreThanThePlanAllows(t *testing.T) {
	unplanned := map[string]bool{}
	for _, s := range sources(t) {
		if roomOf(s.folder) == nil {
			if !unplanned[s.folder] {
				unplanned[s.folder] = true
				t.Errorf("%s is no room of the plan. Add it, and what it may know, to internal/rooms_test.go and docs/architecture.md.", s.folder)
			}
			continue
		}
		if roomOf(s.folder).pure && !s.main && !s.test {
			for _, use := range usesOfClocks(t, s.file) {
				t.Errorf("%s: %s is pure, and what is read there must not depend on when it is read.", use, roomOf(s.folder).folder)
			}
		}
		for _, imported := range s.imports {
			if breach := s.breach(imported); breach != "" {
				t.Errorf("%s imports %q: %s. The plan is in internal/rooms_test.go and docs/architecture.md.", s.file, imported, breach)
			}
		}
	}
}

// The plan names no folder that is gone, and every part of reading.
func TestThePlanIsOfThisHouse(t *testing.T) {
	folders := map[string]bool{}
	for _, s := range sources(t) {
		for dir := s.folder; dir != "."; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	for _, r := range plan {
		for _, folder := range append([]string{r.folder}, r.open...) {
			if !folders[folder] {
				t.Errorf("the plan has a room %s, and there is no such folder with Go in it", folder)
			}
		}
	}
	for part := range parts {
		if !folders["internal/read/"+part] {
			t.Errorf("the plan has a part of reading %q, and there is no such folder with Go in it", part)
		}
	}
	for part := range weighing {
		if !folders["internal/weigh/"+part] {
			t.Errorf("the plan has a part of weighing %q, and there is no such folder with Go in it", part)
		}
	}
}

func TestTheCheckSeesABreach(t *testing.T) {
	tests := []struct {
		name, folder, imported string
		main, allowed          bool
	}{
		{"weighing knows the nouns", "internal/weigh", "firsthand/internal/report", false, true},
		{"weighing knows sketches, which the nouns leave open", "internal/weigh", "firsthand/internal/report/sketch", false, true},
		{"reading asks the ledger", "internal/read", "firsthand/internal/keep", false, false},
		{"a part of reading asks the ledger", "internal/read/en/when", "firsthand/internal/keep", false, false},
		{"the ledger reads", "internal/keep/seal", "firsthand/internal/read/core/segment", false, false},
		{"the nouns know weighing", "internal/report", "firsthand/internal/weigh", false, false},
		{"a room by its back door", "internal/desk", "firsthand/internal/keep/seal", false, false},
		{"a room by its front door", "internal/desk", "firsthand/internal/keep", false, true},
		{"the ledger's rules know the seam", "internal/keep", "firsthand/internal/keep/store", false, true},
		{"the ledger's rules know an engine", "internal/keep", "firsthand/internal/keep/sqlite", false, false},
		{"the desk knows an engine", "internal/desk", "firsthand/internal/keep/sqlite", false, false},
		{"an engine knows the ledger's rules", "internal/keep/sqlite", "firsthand/internal/keep", false, false},
		{"a folder of the same room", "internal/keep", "firsthand/internal/keep/seal", false, true},
		{"figures use times", "internal/read/en/figure", "firsthand/internal/read/en/when", false, true},
		{"times use figures", "internal/read/en/when", "firsthand/internal/read/en/figure", false, false},
		{"a part below a part", "internal/read/en/attribute", "firsthand/internal/read/en/attribute/label", false, true},
		{"the core knows a language", "internal/read/core/syntax", "firsthand/internal/read/en/when", false, false},
		{"a part uses the whole", "internal/read/en/event", "firsthand/internal/read", false, false},
		{"figures follow trails", "internal/weigh/tally", "firsthand/internal/weigh/provenance", false, true},
		{"trails follow figures", "internal/weigh/provenance", "firsthand/internal/weigh/tally", false, false},
		{"a part of weighing uses the whole", "internal/weigh/corefer", "firsthand/internal/weigh", false, false},
		{"a part of weighing from outside", "internal/desk", "firsthand/internal/weigh/provenance", false, false},
		{"a part below a part of weighing", "internal/weigh/corefer", "firsthand/internal/weigh/corefer/words", false, true},
		{"weighing's door knows its parts", "internal/weigh", "firsthand/internal/weigh/tally", false, true},
		{"reading opens files", "internal/read/core/tag", "os", false, false},
		{"weighing throws dice", "internal/weigh", "math/rand/v2", false, false},
		{"the ledger has salts from chance", "internal/keep", "crypto/rand", false, true},
		{"a tool that builds weights opens files", "internal/read/core/tag/train", "os", true, true},
		{"a folder that the plan does not have", "cmd/other", "firsthand/internal/report", false, false},
		{"the command is nobody's", "bench/endtoend", "firsthand/cmd/firsthand", false, false},
		{"what is not ours", "internal/read", "strings", false, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := source{folder: tt.folder, main: tt.main}
			if breach := s.breach(tt.imported); (breach == "") != tt.allowed {
				t.Errorf("%s imports %s: %q", tt.folder, tt.imported, breach)
			}
		})
	}
}

// source is one file of Go and what it imports.
type source struct {
	file, folder string // below the root, with slashes
	main         bool   // a program: tools that build what is embedded may open files
	test         bool
	imports      []string
}

// sources parses the imports of every Go file of the module, whatever its build tags.
func sources(t *testing.T) []source {
	t.Helper()
	var found []source
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if base := entry.Name(); entry.IsDir() && name != root && (base == "testdata" || base == "bin" || base[0] == '.' || base[0] == '_') {
			return fs.SkipDir
		}
		if entry.IsDir() || filepath.Ext(name) != ".go" {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		file := filepath.ToSlash(below)
		found = append(found, source{file, path.Dir(file), parsed.Name.Name == "main", strings.HasSuffix(file, "_test.go"), importsOf(parsed)})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 50 {
		t.Fatalf("found %d Go files: this test looks in the wrong place", len(found))
	}
	return found
}

func importsOf(f *ast.File) []string {
	var found []string
	for _, spec := range f.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil { // the parser has checked it
			found = append(found, p)
		}
	}
	return found
}

// breach says what is wrong with an import, "" where nothing is.
func (s source) breach(imported string) string {
	from := roomOf(s.folder)
	if from == nil {
		return fmt.Sprintf("%s is no room of the plan", s.folder)
	}
	folder, ours := strings.CutPrefix(imported, module)
	if !ours {
		if from.pure && !s.main && !s.test && slices.Contains(outside, imported) {
			return fmt.Sprintf("%s is pure, and that package touches the world outside, or chance", from.folder)
		}
		return ""
	}
	to := roomOf(folder)
	switch {
	case to == nil:
		return fmt.Sprintf("%s is no room of the plan", folder)
	case to == from:
		if s.main && folder == to.folder {
			return "" // a program that fits weights may call the whole
		}
		return cmp.Or(breachOfParts("reading", "internal/read/", parts, s.folder, folder), breachOfParts("weighing", "internal/weigh/", weighing, s.folder, folder))
	case !slices.Contains(from.knows, to.folder) && !(s.test && slices.Contains(from.tests, to.folder)):
		return fmt.Sprintf("%s may know of %s, and of nothing else", from.folder, cmp.Or(strings.Join(from.knows, ", "), "no other room"))
	case folder != to.folder && !slices.Contains(to.open, folder):
		return fmt.Sprintf("%s is inside the room %s, whose one door is its own package", folder, to.folder)
	}
	return ""
}

// breachOfParts looks at an import inside one room, whose parts may not all know each other.
func breachOfParts(work, room string, plan map[string][]string, from, to string) string {
	fromPart, toPart := partOf(room, from), partOf(room, to)
	if fromPart == "" || fromPart == toPart {
		return ""
	}
	knows, planned := plan[fromPart]
	switch {
	case !planned:
		return fmt.Sprintf("%s is no part of %s in the plan; add it, and what it may know", fromPart, work)
	case toPart == "":
		return fmt.Sprintf("%s is a part of %s, which calls it", fromPart, work)
	case !slices.Contains(knows, toPart):
		return fmt.Sprintf("the part %s may know of %s, and of no other part", fromPart, cmp.Or(strings.Join(knows, ", "), "none"))
	}
	return ""
}

// partOf is the part of a room that a folder belongs to, "" for the room itself and for other rooms.
func partOf(room, folder string) string {
	below, inside := strings.CutPrefix(folder, room)
	if !inside {
		return ""
	}
	first, rest, _ := strings.Cut(below, "/")
	if first != "core" && first != "en" {
		return first
	}
	second, _, _ := strings.Cut(rest, "/")
	return path.Join(first, second)
}

// roomOf is the room that a folder lies in.
func roomOf(folder string) *room {
	var found *room
	for i := range plan {
		r := &plan[i]
		inside := folder == r.folder || r.folder != "internal" && strings.HasPrefix(folder, r.folder+"/")
		if inside && (found == nil || len(r.folder) > len(found.folder)) {
			found = r
		}
	}
	return found
}
