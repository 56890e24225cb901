package read_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/read"
	"firsthand/internal/report"
)

// The passages are annotated by hand with what should come out: testdata/passages/README.md of the part attribute has
// their form. They are read here by the whole reader, because stances are not that part's to find.
const (
	passageFiles = "en/attribute/testdata/passages/*.txt"
	gapsFile     = "en/attribute/testdata/gaps.txt"
)

var mended = flag.Bool("mended", false, "take passages that are read rightly now out of the list of gaps")

// passage is an annotated text.
type passage struct {
	name      string // construction/name
	text      string
	publisher string
	want      []string
}

// Every passage is read as it is annotated, but for those in the list of gaps, and those are not: who closes a gap
// takes it from the list, with go test ./internal/read -run Passages -mended.
func TestPassages(t *testing.T) {
	gaps := readGaps(t)
	passages := readPassages(t)
	known := map[string]bool{}
	closed := map[string]bool{}
	for _, p := range passages {
		if known[p.name] {
			t.Errorf("there are two passages %q", p.name)
		}
		known[p.name] = true
		t.Run(p.name, func(t *testing.T) {
			d := cmp.Diff(p.want, readPassage(p))
			reason, gap := gaps.reasons[p.name]
			switch {
			case d != "" && !gap:
				t.Errorf("%s\n%s", p.text, d)
			case d != "":
				t.Logf("a known gap: %s\n%s", reason, d)
			case gap && *mended:
				closed[p.name] = true
			case gap:
				t.Errorf("this gap is closed: take it out of %s (go test ./internal/read -run Passages -mended)", gapsFile)
			}
		})
	}
	for name := range gaps.reasons {
		if !known[name] {
			t.Errorf("%s names a passage %q, and there is none", gapsFile, name)
		}
	}
	if *mended {
		gaps.without(t, closed, len(passages))
		return
	}
	if want := fmt.Sprintf("%d of %d", len(gaps.reasons), len(passages)); gaps.count != want {
		t.Errorf("%s begins with %q, and there are %s", gapsFile, gaps.count, want)
	}
}

// readPassage is what comes out of a passage, as passages are annotated. A reader that fails gives one line that says
// so.
func readPassage(p passage) (lines []string) {
	defer func() {
		if fault := recover(); fault != nil {
			lines = []string{fmt.Sprintf("the reader failed: %v", fault)}
		}
	}()
	r := read.Read(report.Report{ID: "a", Text: p.text, Publisher: p.publisher, Published: "2016-12-13"})
	return shown(p.text, r, p.want)
}

func readPassages(t *testing.T) []passage {
	t.Helper()
	files, err := filepath.Glob(passageFiles)
	if err != nil {
		t.Fatal(err)
	}
	var out []passage
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		construction := strings.TrimSuffix(filepath.Base(file), ".txt")
		for _, block := range strings.Split("\n"+string(raw), "\n== ")[1:] {
			p, err := parsePassage(block)
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			p.name = construction + "/" + p.name
			out = append(out, p)
		}
	}
	if len(out) < 60 {
		t.Fatalf("%d passages: this test looks in the wrong place", len(out))
	}
	return out
}

func parsePassage(block string) (passage, error) {
	name, rest, _ := strings.Cut(block, "\n")
	text, wanted, ok := strings.Cut("\n"+rest, "\n--\n")
	if !ok {
		return passage{}, errors.New("passage " + name + ": no line -- between the text and what should come out")
	}
	p := passage{name: name, text: strings.TrimPrefix(text, "\n"), want: []string{}}
	if before, publisher, ok := strings.Cut(p.text, "\npublisher: "); ok {
		p.text, p.publisher = before, publisher
	}
	for line := range strings.Lines(wanted) {
		if line = strings.TrimSpace(line); line != "" {
			p.want = append(p.want, plain(line))
		}
	}
	return p, nil
}

// shown writes what was read as passages are annotated. Roles are shown of those sources that want asks for.
func shown(text string, r report.Reading, want []string) []string {
	out := []string{}
	add := func(format string, args ...any) { out = append(out, plain(fmt.Sprintf(format, args...))) }
	for _, c := range r.Credits {
		add("%s %s", c.Kind, c.Name)
	}
	if r.Voice.Hand == report.Witness {
		add("voice witness: %s", r.Voice.Why.In(text))
	}
	for _, st := range r.Statements {
		add("%s: %s (%s)", chainOf(st), contentOf(text, st), handOf(st))
	}
	for _, s := range r.Stances {
		if s.About == nil {
			add("stance %s: %s", s.Who, s.Stance)
		} else {
			add("stance %s: %s: %s", s.Who, s.Stance, s.About.In(text))
		}
	}
	var who []string
	for _, st := range r.Statements {
		for _, h := range st.Hops {
			line := plain(fmt.Sprintf("who %s: %s, %s", h.Name, h.Role, h.Of))
			asked := slices.ContainsFunc(want, func(w string) bool { return strings.HasPrefix(w, plain("who "+h.Name+":")) })
			if asked && !slices.Contains(who, line) {
				who = append(who, line)
			}
		}
	}
	return append(out, who...)
}

func chainOf(st report.Statement) string {
	var hops []string
	for _, h := range st.Hops {
		mark := "~"
		if h.Named {
			mark = ""
		}
		hops = append(hops, fmt.Sprintf("%s %s%s", h.Kind, mark, h.Name))
	}
	return strings.Join(hops, " > ")
}

func contentOf(text string, st report.Statement) string {
	var pieces []string
	for _, c := range st.Content() {
		pieces = append(pieces, c.In(text))
	}
	return strings.Join(pieces, " … ")
}

func handOf(st report.Statement) string {
	if st.Quote {
		return string(st.Hand) + ", quoted"
	}
	return string(st.Hand)
}

// plain leaves out of a line what annotations do not decide: articles and capitals in names, marks and "that" at the
// ends of pieces of content.
func plain(line string) string {
	head, content, ok := strings.Cut(line, ": ")
	for _, article := range []string{"the ", "a ", "an "} {
		for _, before := range []string{" ", " ~"} {
			head = strings.ReplaceAll(strings.ToLower(head), before+article, before)
		}
	}
	if !ok {
		return head
	}
	content, end := strings.TrimSpace(content), ""
	if at := strings.LastIndex(content, " ("); at >= 0 && strings.HasSuffix(content, ")") {
		content, end = content[:at], content[at:]
	}
	pieces := strings.Split(content, " … ")
	for i, piece := range pieces {
		piece = strings.TrimPrefix(strings.Trim(piece, marks), "that ")
		pieces[i] = strings.Trim(piece, marks)
	}
	return head + ": " + strings.Join(pieces, " … ") + end
}

const marks = " \n.,;:“”\"‘’'«»„`「」"

// gapList is the passages that are known to be read wrongly.
type gapList struct {
	count   string // "12 of 80", as its first line says
	reasons map[string]string
	lines   []string
}

// readGaps reads lines of "construction/name: reason"; "#" begins a comment.
func readGaps(t *testing.T) gapList {
	t.Helper()
	raw, err := os.ReadFile(gapsFile)
	if err != nil {
		t.Fatal(err)
	}
	g := gapList{reasons: map[string]string{}, lines: strings.Split(strings.TrimSpace(string(raw)), "\n")}
	g.count, _, _ = strings.Cut(g.lines[0], " passages")
	for _, line := range g.lines[1:] {
		if line == "" || line[0] == '#' {
			continue
		}
		name, reason, _ := strings.Cut(line, ": ")
		if reason == "" {
			t.Errorf("%s: %q has no reason", gapsFile, line)
		}
		g.reasons[name] = reason
	}
	return g
}

// without writes the list anew without those gaps.
func (g gapList) without(t *testing.T, closed map[string]bool, passages int) {
	t.Helper()
	rest := slices.DeleteFunc(g.lines[1:], func(line string) bool { name, _, _ := strings.Cut(line, ": "); return closed[name] })
	first := fmt.Sprintf("%d of %d passages are not read as they are annotated.", len(g.reasons)-len(closed), passages)
	if err := os.WriteFile(gapsFile, []byte(strings.Join(append([]string{first}, rest...), "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}
