package internal_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// clocks are the names of package time that depend on when, or in what part of the world, a program runs.
var clocks = []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer", "Local"}

// usesOfClocks are the places in a file of Go that use one of [clocks], by whatever name the file calls package time.
func usesOfClocks(t *testing.T, file string) []string {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, filepath.Join(root, filepath.FromSlash(file)), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	return clocksIn(set, parsed, file)
}

func clocksIn(set *token.FileSet, parsed *ast.File, file string) []string {
	called := ""
	for _, spec := range parsed.Imports {
		if spec.Path.Value == `"time"` {
			called = "time"
			if spec.Name != nil {
				called = spec.Name.Name
			}
		}
	}
	var found []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		use, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if of, ok := use.X.(*ast.Ident); ok && called != "" && of.Name == called && slices.Contains(clocks, use.Sel.Name) {
			found = append(found, fmt.Sprintf("%s:%d uses time.%s", file, set.Position(use.Pos()).Line, use.Sel.Name))
		}
		return true
	})
	if called == "." {
		found = append(found, file+" imports all names of package time")
	}
	return found
}

func TestTheCheckSeesAClock(t *testing.T) {
	for _, tt := range []struct{ name, source, want string }{
		{"now", "package a\nimport \"time\"\nvar t = time.Now()", "a.go:3 uses time.Now"},
		{"now, by another name", "package a\nimport clock \"time\"\nfunc f() { _ = clock.Since }", "a.go:3 uses time.Since"},
		{"the zone of this machine", "package a\nimport \"time\"\nvar d = time.Date(2016, 12, 13, 0, 0, 0, 0, time.Local)", "a.go:3 uses time.Local"},
		{"every name", "package a\nimport . \"time\"\nvar t = Now()", "a.go imports all names of package time"},
		{"a day that is given", "package a\nimport \"time\"\nvar d = time.Date(2016, 12, 13, 0, 0, 0, 0, time.UTC).After(time.Time{})", ""},
		{"somebody else's now", "package a\nvar t = time.Now()", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "a.go")
			if err := os.WriteFile(file, []byte(tt.source), 0o600); err != nil {
				t.Fatal(err)
			}
			set := token.NewFileSet()
			parsed, err := parser.ParseFile(set, file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(clocksIn(set, parsed, "a.go"), "\n"); got != tt.want {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}
