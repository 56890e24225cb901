package gauge

import (
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"firsthand/internal/report"
)

// openSeeds reads whole reports annotated by hand, statement by statement: one JSON file, whose texts lie in the folder
// seeds beside the file's own folder. Its offsets are bytes. docs/evaluation.md has the format.
func openSeeds(path string) (contents, error) {
	raw, err := readText(path)
	if err != nil {
		return nil, err
	}
	c := &seeds{}
	if err := json.Unmarshal([]byte(raw), c); err != nil {
		return nil, fmt.Errorf("%s:%d: parse JSON: %w", path, lineOf(raw, err), err)
	}
	if len(c.Documents) == 0 {
		return nil, fmt.Errorf("%s: there is no document in it", path)
	}
	for i := range c.Documents {
		d := &c.Documents[i]
		if !filepath.IsLocal(d.File) {
			return nil, fmt.Errorf("%s: document %d: its file lies outside the folder seeds", path, i+1)
		}
		if d.text, err = readText(filepath.Join(filepath.Dir(path), "..", "seeds", d.File)); err != nil {
			return nil, fmt.Errorf("%s: document %d: %w", path, i+1, err)
		}
		for _, st := range d.Statements {
			if err := st.check(d.text); err != nil {
				return nil, fmt.Errorf("%s: statement %s: %w", path, st.ID, err)
			}
		}
	}
	c.known = namesBy(c.Aliases)
	return c, nil
}

// lineOf is the line of a JSON text that an error is about, 1 where it does not say.
func lineOf(raw string, err error) int {
	at := int64(0)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at = syntax.Offset
	case errors.As(err, &kind):
		at = kind.Offset
	}
	return 1 + strings.Count(raw[:min(int(at), len(raw))], "\n")
}

type seeds struct {
	Documents []seedDocument
	Aliases   map[string][]string // other names of a source, by the name that chains give it
	known     aliases
}

type seedDocument struct {
	File, Publisher, Published string
	Statements                 []seedStatement
	text                       string
}

type seedStatement struct {
	ID      string
	Content []struct {
		report.Span
		Exact string
	}
	Chain   []string // from the publisher's own source inwards
	Figures []struct {
		Measure string
		Low     int64
		High    *int64
	}
}

// check holds that the offsets fit the text, and the words that the annotation repeats.
func (st seedStatement) check(text string) error {
	if len(st.Content) == 0 {
		return errors.New("it has no content")
	}
	for _, c := range st.Content {
		if !c.Valid(text) {
			return fmt.Errorf("bytes %d to %d, of a text of %d", c.Start, c.End, len(text))
		}
		if c.Exact != "" && c.In(text) != c.Exact {
			return fmt.Errorf("bytes %d to %d are not the words that stand beside them", c.Start, c.End)
		}
	}
	return nil
}

func (st seedStatement) cover() cover {
	var spans []report.Span
	for _, c := range st.Content {
		spans = append(spans, c.Span)
	}
	return coverOf(spans...)
}

func (c *seeds) inputs() []Input {
	var out []Input
	for _, d := range c.Documents {
		out = append(out, Input{ID: d.File, Text: d.text, Publisher: d.Publisher, Published: d.Published})
	}
	return out
}

// sameWords is how much contents must overlap for two statements to be one.
const sameWords = .6

// score asks whether each statement was found, by the content of any of its hops; whether its chain names the same
// sources in the same order; whether it ends at the same origin; and whether its figures were read inside it.
func (c *seeds) score(answers Answers, s *Scores) {
	found, chains := Share{Name: "statements found"}, Share{Name: "chains right"}
	origins, figures := Share{Name: "origins right"}, Share{Name: "figures right"}
	read := 0
	for _, d := range c.Documents {
		reading := answers.Readings[d.File]
		read += len(reading.Statements)
		partner := pairStatements(d.Statements, reading.Statements)
		for i, st := range d.Statements {
			var hops []report.Hop
			p, ok := partner[i]
			if ok {
				hops = without(d.Publisher, reading.Statements[p].Hops)
			}
			right := ok && c.sameChain(st.Chain, hops)
			found.count(ok)
			chains.count(right)
			origins.count(ok && len(hops) > 0 && len(st.Chain) > 0 && c.known.same(st.Chain[len(st.Chain)-1], hops[len(hops)-1]))
			for j := range st.Figures {
				figures.count(st.hasFigure(j, reading.Figures))
			}
			if !right {
				s.miss(st, d.text, ok, hops)
			}
		}
	}
	s.Shares, s.Read = []Share{found, chains, origins, figures}, read
	s.line("statements found %d/%d   chains right %d/%d   origins right %d/%d   figures right %d/%d   statements read %d",
		found.Right, found.Of, chains.Right, chains.Of, origins.Right, origins.Of, figures.Right, figures.Of, read)
}

// pairStatements gives, for statements of the gold, the index of the one that was read with nearly the same words.
func pairStatements(gold []seedStatement, read []report.Statement) map[int]int {
	contents := make([][]cover, len(read))
	for j, st := range read {
		for _, h := range st.Hops {
			contents[j] = append(contents[j], coverOf(h.Content...))
		}
	}
	overlap := func(i, j int) float64 {
		best, want := 0.0, gold[i].cover()
		for _, c := range contents[j] {
			best = max(best, want.overlap(c))
		}
		return best
	}
	partner := map[int]int{}
	for _, p := range match(len(gold), len(read), overlap, sameWords) {
		partner[p.gold] = p.found
	}
	return partner
}

// without leaves out hops of the publisher itself: it is none by definition, and a reader that names it is not wrong
// about who said it.
func without(publisher string, hops []report.Hop) []report.Hop {
	var out []report.Hop
	for _, h := range hops {
		if plainName(h.Name) != plainName(publisher) {
			out = append(out, h)
		}
	}
	return out
}

func (c *seeds) sameChain(want []string, hops []report.Hop) bool {
	if len(want) != len(hops) {
		return false
	}
	for i := range want {
		if !c.known.same(want[i], hops[i]) {
			return false
		}
	}
	return true
}

// hasFigure tells whether figure j of the statement was read with the same measure and ends, beginning inside the
// statement's words.
func (st seedStatement) hasFigure(j int, figures []report.Figure) bool {
	want := st.Figures[j]
	from, to := st.Content[0].Start, st.Content[len(st.Content)-1].End
	for _, f := range figures {
		if f.Measure == want.Measure && f.Low == want.Low && sameEnd(f.High, want.High) && from <= f.Start && f.Start < to {
			return true
		}
	}
	return false
}

func sameEnd(a, b *int64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// miss records a statement that was not found, or whose chain is another.
func (s *Scores) miss(st seedStatement, text string, found bool, hops []report.Hop) {
	got := []string{}
	for _, h := range hops {
		got = append(got, h.Name)
	}
	s.Misses = append(s.Misses, Miss{ID: st.ID, Found: found, Want: st.Chain, Got: got})
	what := "MISSED "
	if found {
		what = "CHAIN  "
	}
	s.line("%s %s %s | %s | %s", what, st.ID, listed(st.Chain), listed(got), first(st.Content[0].In(text), 60))
}

// first is the first n characters of s.
func first(s string, n int) string {
	for at := range s {
		if n--; n < 0 {
			return s[:at]
		}
	}
	return s
}

// listed writes names in brackets, each in single quotes, or in double quotes where it holds a single one.
func listed(names []string) string {
	var b strings.Builder
	for i, name := range names {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(quoted(name))
	}
	return "[" + b.String() + "]"
}
