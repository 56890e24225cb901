package internal_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// leftover is something that no file of the project may hold.
type leftover struct {
	what    string
	pattern *regexp.Regexp
}

// leftovers builds its patterns from pieces, so that this file does not hold what it looks for.
func leftovers() []leftover {
	join := func(pieces ...string) string { return strings.Join(pieces, "") }
	return []leftover{
		{"a mark of work that is not done", regexp.MustCompile(join(`\b(TO`, `DO|FIX`, `ME|HA`, `CK)\b`))},
		// A path below the home of "somebody" is invented, as in a test of errors that hold paths.
		{"a path of somebody's machine", regexp.MustCompile(join(`(^|[\s"'=(\x60:])(/ho`, `me/([^s\s]|s[^o]|so[^m])|/Us`, `ers/\w|/ro`, `ot/|/wo`, `rk/|/mn`, `t/\w|[A-Z]:\\Us`, `ers)`))},
		{"the host of a registry", regexp.MustCompile(join(`(proxy\.gol`, `ang\.org|sum\.gol`, `ang\.org|registry\.np`, `mjs\.org|registry\.yar`, `npkg\.com|files\.pyth`, `onhosted\.org|goproxy\.`, `(io|cn))`))},
		{"a setting that names a registry", regexp.MustCompile(join(`(?i)(GOPR`, `OXY|GOSUM`, `DB|regis`, `try|index-`, `url)\s*[=:]\s*["']?https?://`))},
		{"where a package was fetched from", regexp.MustCompile(join(`"reso`, `lved"\s*:\s*"http`))},
		{"a mark of a merge", regexp.MustCompile(join(`(?m)^(<{`, `7}|>{`, `7})( |$)`))},
	}
}

func TestNoFileHoldsLeftovers(t *testing.T) {
	for _, name := range projectFiles(t) {
		b, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if errors.Is(err, fs.ErrNotExist) { // removed, and not committed yet
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid(b) { // compiled lists, pictures, samples in other encodings
			continue
		}
		for _, l := range leftovers() {
			for _, at := range l.pattern.FindAllIndex(b, 3) {
				line := 1 + strings.Count(string(b[:at[0]]), "\n")
				t.Errorf("%s:%d holds %s: %q", name, line, l.what, strings.TrimSpace(string(b[at[0]:at[1]])))
			}
		}
	}
}

func TestTheCheckSeesLeftovers(t *testing.T) {
	join := func(pieces ...string) string { return strings.Join(pieces, "") }
	for _, text := range []string{
		join("// TO", "DO: later"), join("FIX", "ME"), join(`open("/ho`, `me/dana/reports")`), join("in /Us", "ers/dana"), join(`C:\Us`, `ers\dana`),
		join("GOPR", "OXY=https://mirror.example"), join("https://registry.np", "mjs.org/x"), join(`  "reso`, `lved": "https://mirror.example/x.tgz"`),
		join("<<<<", "<<< HEAD"),
	} {
		if !slices.ContainsFunc(leftovers(), func(l leftover) bool { return l.pattern.MatchString(text) }) {
			t.Errorf("nothing was found in %q", text)
		}
	}
	for _, text := range []string{
		"firsthand serve --ledger /srv/aleppo", "https://news.example/home/dana", "the file seal/root", "go get golang.org/x/mod", "a network's registry",
		"=======", "the registry of sources: https://un-briefing.example",
	} {
		for _, l := range leftovers() {
			if found := l.pattern.FindString(text); found != "" {
				t.Errorf("%q was taken for %s in %q", found, l.what, text)
			}
		}
	}
}

// projectFiles lists the files that git tracks; where there is no git, every file but what a build leaves.
func projectFiles(t *testing.T) []string {
	t.Helper()
	if out, err := exec.Command("git", "-C", root, "ls-files", "-z").Output(); err == nil && len(out) > 0 {
		return strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	}
	var found []string
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == ".git" || entry.Name() == "bin") {
			return fs.SkipDir
		}
		if below, err := filepath.Rel(root, name); err == nil && entry.Type().IsRegular() {
			found = append(found, filepath.ToSlash(below))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
