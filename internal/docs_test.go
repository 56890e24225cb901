package internal_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
)

// documents are the project's own pages: those at the top, in docs, and in examples.
func documents(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, name := range projectFiles(t) {
		if filepath.Ext(name) != ".md" {
			continue
		}
		b, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		found[name] = string(b)
	}
	if found["README.md"] == "" {
		t.Fatal("there is no README.md: this test looks in the wrong place")
	}
	return found
}

var (
	fence   = regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$")
	link    = regexp.MustCompile(`!?\]\(([^()\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ +(.*)$`)
)

// Every link from one page of the project to another file or heading leads somewhere.
func TestLinksBetweenDocumentsLead(t *testing.T) {
	pages := documents(t)
	for name, text := range pages {
		for _, m := range link.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
			target, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			to := name
			if target != "" {
				to = filepath.ToSlash(filepath.Join(filepath.Dir(name), filepath.FromSlash(target)))
			}
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(to))); err != nil {
				t.Errorf("%s links to %s, and there is no such file", name, m[1])
				continue
			}
			if page, ok := pages[to]; ok && anchor != "" && !slices.Contains(anchors(page), anchor) {
				t.Errorf("%s links to %s, and that page has no such heading", name, m[1])
			}
		}
	}
}

// anchors are the addresses of a page's headings, as hosts of Markdown make them.
func anchors(page string) []string {
	var found []string
	for _, m := range heading.FindAllStringSubmatch(fence.ReplaceAllString(page, ""), -1) {
		found = append(found, strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, m[1]))
	}
	return found
}

// Every room of the plan, and every part of reading and of weighing with what it may know, stands in the tables of the
// architecture.
func TestThePlanIsDrawn(t *testing.T) {
	page := documents(t)["docs/architecture.md"]
	row := func(name string) string {
		for line := range strings.Lines(page) {
			if first, rest, ok := strings.Cut(strings.TrimPrefix(line, "|"), "|"); ok && strings.Contains(first, "`"+name+"`") {
				return rest
			}
		}
		t.Errorf("docs/architecture.md has no row for %s", name)
		return ""
	}
	for _, r := range plan {
		if r.folder != "internal" {
			row(r.folder)
		}
	}
	for _, room := range []map[string][]string{parts, weighing} {
		for part, knows := range room {
			rest := row(part)
			for _, other := range knows {
				if rest != "" && !strings.Contains(rest, other) {
					t.Errorf("docs/architecture.md does not say that %s may know of %s", part, other)
				}
			}
		}
	}
}

// A block marked "console" is a session: lines that begin with "$ " are run, and what stands below them is what is
// printed. White space does not count, and … stands for anything that was left out. The sessions of one page share a
// ledger that is empty at first.
func TestSessionsInDocumentsAreTrue(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("the sessions are for a shell, and this machine has none:", err)
	}
	bin := t.TempDir()
	if out, err := exec.Command("go", "build", "-o", bin, module+"cmd/firsthand").CombinedOutput(); err != nil {
		t.Fatalf("build the command: %v\n%s", err, out)
	}
	sessions := 0
	for name, text := range documents(t) {
		var blocks []string
		for _, m := range fence.FindAllStringSubmatch(text, -1) {
			if m[1] == "console" {
				blocks = append(blocks, m[2])
			}
		}
		if len(blocks) == 0 {
			continue
		}
		sessions++
		t.Run(name, func(t *testing.T) {
			ledger := filepath.Join(t.TempDir(), "firsthand-ledger")
			for _, b := range blocks {
				for _, step := range strings.Split("\n"+b, "\n$ ")[1:] {
					command, want, _ := strings.Cut(step, "\n")
					ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
					c := exec.CommandContext(ctx, "sh", "-c", command)
					c.Dir = root
					c.Env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "FIRSTHAND_LEDGER="+ledger)
					got, _ := c.CombinedOutput() // a session may show an error: its words are compared
					cancel()
					if missing, ok := prints(string(got), want); !ok {
						t.Errorf("$ %s\ndoes not print what the page says, from here on: %s\nIt prints:\n%.3000s", command, missing, got)
					}
				}
			}
		})
	}
	if sessions == 0 {
		t.Error("no page shows a session; docs/architecture.md should")
	}
}

// prints tells whether got is want, where … in want stands for anything, and gives the first piece of want that is
// missing or out of place. Both are compared without their white space.
func prints(got, want string) (missing string, ok bool) {
	dense := func(s string) string { return strings.Join(strings.Fields(s), "") }
	got = dense(got)
	pieces := strings.Split(dense(want), "…")
	for i, piece := range pieces {
		at := strings.Index(got, piece)
		if at < 0 || i == 0 && at > 0 {
			return piece, false
		}
		if i == len(pieces)-1 && i > 0 {
			return piece, strings.HasSuffix(got, piece)
		}
		got = got[at+len(piece):]
	}
	return got, got == ""
}

func TestPrints(t *testing.T) {
	for _, tt := range []struct {
		got, want string
		same      bool
	}{
		{"added 1 report\n", "added 1 report", true},
		{"added 11 reports\n", "added 1 report", false},
		{"a  b\n c", "a b c", true},
		{"a b c d", "a … d", true},
		{"a b c d", "… c …", true},
		{"a b c d", "a … c", false},
		{"a b c d", "b … d", false},
		{"a b c d", "a … x … d", false},
		{"a b", "a b …", true},
	} {
		if _, same := prints(tt.got, tt.want); same != tt.same {
			t.Errorf("printed %q, page says %q: want %v", tt.got, tt.want, tt.same)
		}
	}
}
