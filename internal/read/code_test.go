package read

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"firsthand/internal/read/identity"
	"firsthand/internal/report"
)

// listed is what the go tool says of a package.
type listedPackage struct {
	ImportPath                                          string
	GoFiles, IgnoredGoFiles, SFiles, HFiles, EmbedFiles []string
	Module                                              *struct {
		Path string
		Main bool
	}
}

// Every file that the reader is built from counts in its identity, and every module that can change a reading.
func TestTheIdentityLacksNothing(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("skipped: there is no go tool to list the files of the reader")
	}
	out, err := exec.Command(goTool, "list", "-deps", "-json=ImportPath,GoFiles,IgnoredGoFiles,SFiles,HFiles,EmbedFiles,Module", "firsthand/internal/read").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listedPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		below, isRead := strings.CutPrefix(p.ImportPath+"/", "firsthand/internal/read/")
		files := slices.Concat(p.GoFiles, p.IgnoredGoFiles, p.SFiles, p.HFiles, p.EmbedFiles)
		tree := fs.FS(code)
		if below == "" { // package read embeds the files of the others, which are looked at there
			files = p.GoFiles
		}
		if !isRead {
			if below, isRead = strings.CutPrefix(p.ImportPath+"/", "firsthand/internal/report/"); !isRead {
				continue
			}
			tree, files = report.Code, p.GoFiles
			if below != "" { // what the nouns themselves embed is words for people, and this list of files
				files = slices.Concat(p.GoFiles, p.EmbedFiles)
			}
		}
		for _, file := range files {
			name := path.Join(below, file)
			seen++
			if _, err := fs.Stat(tree, name); err != nil && embedded[name] == nil || !identity.Counts(name) {
				t.Errorf("%s%s is no part of the reader's identity: code.go needs a pattern for it, or a function that gives it", below, file)
			}
		}
	}
	if seen < 100 {
		t.Errorf("%d files: this test looks in the wrong place", seen)
	}
}

// What can change a reading through a module of others: those that the parts of reading import. The list of places that
// a desk imports is kept as it was understood, so the modules that parse it need no name.
func TestTheModulesOfReadingAreNamed(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("skipped: there is no go tool to list the modules of the reader")
	}
	out, err := exec.Command(goTool, "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}",
		"firsthand/internal/read/en", "firsthand/internal/read/core/language", "firsthand/internal/report/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var used []string
	for _, m := range strings.Fields(string(out)) {
		if !slices.Contains(used, m) && m != "golang.org/x/sys" { // which tells what the processor can do: its kernels agree to the bit
			used = append(used, m)
		}
	}
	slices.Sort(used)
	if !slices.Equal(used, modules) {
		t.Errorf("reading uses the modules %q, and the identity names %q", used, modules)
	}
}

func TestIdentity(t *testing.T) {
	if id := Identity(); len(id) != 16 || id != Identity() {
		t.Errorf("identity %q", id)
	}
	tree := func(name, text string) fstest.MapFS {
		return fstest.MapFS{"when.go": {Data: []byte("package when")}, name: {Data: []byte(text)}}
	}
	of := func(files fstest.MapFS) string {
		r := identity.New()
		if err := r.Files("read", files); err != nil {
			t.Fatal(err)
		}
		return r.Name()
	}
	plain := of(tree("when.go", "package when"))
	for _, tt := range []struct {
		name, file, text string
		same             bool
	}{
		{"a rule that changed", "when.go", "package when // other", false},
		{"a word that was added", "words.txt", "monday", false},
		{"a file of the same words under another name", "when2.go", "package when", false},
		{"a test", "when_test.go", "package when", true},
		{"what a test reads", "testdata/a.txt", "a", true},
		{"a program that makes weights", "train/main.go", "package main", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := of(tree(tt.file, tt.text)); (got == plain) != tt.same {
				t.Errorf("identity %s, was %s", got, plain)
			}
		})
	}
	if a, b := of(fstest.MapFS{"a.go": {Data: []byte("xy")}, "b.go": {Data: []byte("z")}}), of(fstest.MapFS{"a.go": {Data: []byte("x")}, "b.go": {Data: []byte("yz")}}); a == b {
		t.Error("what moves from one file to the next is not seen")
	}
}
