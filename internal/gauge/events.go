package gauge

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"firsthand/internal/report"
)

// openEvents reads mentions of what happened, annotated in reports of other corpora: a folder with first.jsonl and,
// from a second reader who shares some of the reports, second.jsonl; or one such file alone. The reports lie in the
// folder data beside the folder's own folder, a folder a corpus, and are found by corpus and ID.
func openEvents(path string) (contents, error) {
	files, err := readersIn(path)
	if err != nil {
		return nil, err
	}
	dir := path
	if len(files) == 1 && files[0] == path {
		dir = filepath.Dir(path)
	}
	c := &events{second: map[string][]report.EventMention{}}
	texts := eventTexts{dir: filepath.Join(dir, "..", "..", "data"), reports: map[string]map[string]incidentRow{}}
	known := map[string]bool{}
	for _, file := range files {
		rows, err := rowsIn[eventRow](file)
		if err != nil {
			return nil, err
		}
		for i, row := range rows {
			in, err := texts.find(row.Corpus, row.ID)
			if err == nil {
				err = row.check(in.Text)
			}
			if err != nil {
				return nil, fmt.Errorf("%s: report %d: %w", file, i+1, err)
			}
			if known[in.ID] {
				c.second[in.ID] = row.Mentions
				continue
			}
			known[in.ID] = true
			c.reports = append(c.reports, annotated{in, row.Mentions})
		}
	}
	return c, nil
}

// readersIn are the annotators' files, the first reader's first.
func readersIn(path string) ([]string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	var files []string
	for _, name := range []string{"first.jsonl", "second.jsonl"} {
		file := filepath.Join(path, name)
		if _, err := os.Stat(file); err == nil {
			files = append(files, file)
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: there is no first.jsonl in this folder", path)
	}
	return files, nil
}

type eventRow struct {
	Corpus, ID string
	Mentions   []report.EventMention
}

// check holds that the offsets fit the text.
func (r eventRow) check(text string) error {
	for i, m := range r.Mentions {
		if !m.Valid(text) {
			return fmt.Errorf("mention %d: bytes %d to %d, of a text of %d", i+1, m.Start, m.End, len(text))
		}
	}
	return nil
}

// eventTexts finds the reports that were annotated.
type eventTexts struct {
	dir     string
	reports map[string]map[string]incidentRow // by corpus and ID
}

// find gives a report. Its ID here begins with the name of its corpus.
func (t eventTexts) find(corpus, id string) (Input, error) {
	if !filepath.IsLocal(corpus) || filepath.Base(corpus) != corpus {
		return Input{}, errors.New("the name of its corpus is no folder's")
	}
	if t.reports[corpus] == nil {
		t.reports[corpus] = map[string]incidentRow{}
		files, err := filepath.Glob(filepath.Join(t.dir, corpus, "*.jsonl"))
		if err != nil {
			return Input{}, fmt.Errorf("look for reports: %w", err)
		}
		for _, file := range files {
			rows, err := rowsIn[incidentRow](file)
			if err != nil {
				return Input{}, err
			}
			for _, row := range rows {
				t.reports[corpus][row.ID] = row
			}
		}
	}
	row, ok := t.reports[corpus][id]
	if !ok {
		return Input{}, fmt.Errorf("%s has no report of that ID", filepath.Join(t.dir, corpus))
	}
	in := row.input()
	in.ID = corpus + "/" + id
	return in, nil
}

// annotated is a report and its mentions.
type annotated struct {
	Input
	mentions []report.EventMention
}

type events struct {
	reports []annotated
	second  map[string][]report.EventMention // by the second reader, of the reports that both have, by ID
}

func (c *events) inputs() []Input {
	var out []Input
	for _, r := range c.reports {
		out = append(out, r.Input)
	}
	return out
}

func (c *events) only(keep func(string) bool) contents {
	left := slices.DeleteFunc(slices.Clone(c.reports), func(r annotated) bool { return !keep(r.ID) })
	return &events{left, c.second}
}

// score compares the mentions of readings with the first reader's, and the second reader's with the first's.
func (c *events) score(answers Answers, s *Scores) {
	var read, human mentionTally
	shared := 0
	for _, r := range c.reports {
		got := answers.Readings[r.ID].Mentions
		for _, fault := range read.report(r.mentions, got) {
			s.fault(fault.Kind, r.ID, "%s: %s", fault.What, fault.span.In(r.Text))
		}
		if second, both := c.second[r.ID]; both {
			shared++
			human.report(r.mentions, second)
		}
	}
	read.print("", s)
	if shared > 0 {
		s.line("a second reader, on %d of the reports", shared)
		human.print("second reader: ", s)
	}
}

// mentionTally is what came of the reports so far.
type mentionTally struct {
	found, strict, happened count
	realis, kind, same      Share
}

// mentionFault is a mention that was missed, found where none is, or read as something else.
type mentionFault struct {
	Fault
	span report.Span
}

// report compares the mentions of one report. Two may be one where they share a byte; of several, those that share most
// are paired first.
func (t *mentionTally) report(want, got []report.EventMention) []mentionFault {
	var faults []mentionFault
	fault := func(kind, what string, m report.EventMention) {
		faults = append(faults, mentionFault{Fault{Kind: kind, What: what}, m.Span})
	}
	const any = 1e-9 // of the bytes of either
	pairs := match(len(want), len(got), func(i, j int) float64 { return coverOf(want[i].Span).overlap(coverOf(got[j].Span)) }, any)
	slices.SortFunc(pairs, func(a, b pair) int { return a.gold - b.gold })
	t.count(want, got, pairs)
	seen, met := make([]bool, len(want)), make([]bool, len(got))
	for _, p := range pairs {
		w, g := want[p.gold], got[p.found]
		seen[p.gold], met[p.found] = true, true
		if w.Realis != g.Realis {
			fault("REALIS", string(w.Realis+", read as "+g.Realis), w)
		}
		if w.Kind != g.Kind {
			fault("KIND", w.Kind+", read as "+g.Kind, w)
		}
	}
	for i, w := range want {
		if !seen[i] {
			fault("MISSED mention", w.Kind+", "+string(w.Realis), w)
		}
	}
	for j, g := range got {
		if !met[j] {
			fault("FALSE mention", g.Kind+", "+string(g.Realis), g)
		}
	}
	return faults
}

func (t *mentionTally) count(want, got []report.EventMention, pairs []pair) {
	tookPlace := func(m report.EventMention) bool { return m.Realis == report.Happened }
	t.found.add(count{len(pairs), len(got), len(want)})
	t.strict.add(count{0, len(got), len(want)})
	t.happened.add(count{0, countOf(got, tookPlace), countOf(want, tookPlace)})
	for i, p := range pairs {
		w, g := want[p.gold], got[p.found]
		if w.Span == g.Span {
			t.strict.right++
		}
		if tookPlace(w) && tookPlace(g) {
			t.happened.right++
		}
		t.realis.count(w.Realis == g.Realis)
		t.kind.count(w.Kind == g.Kind)
		for _, q := range pairs[:i] {
			v, h := want[q.gold], got[q.found]
			if w.Event != "" && g.Event != "" && v.Event != "" && h.Event != "" {
				t.same.count((w.Event == v.Event) == (g.Event == h.Event))
			}
		}
	}
}

func countOf(list []report.EventMention, is func(report.EventMention) bool) int {
	n := 0
	for _, m := range list {
		if is(m) {
			n++
		}
	}
	return n
}

func (t *mentionTally) print(whose string, s *Scores) {
	for _, m := range []struct {
		name string
		count
	}{{"mentions", t.found}, {"mentions, strict", t.strict}, {"mentions that it happened", t.happened}} {
		a := m.agreement(whose + m.name)
		s.Agreements = append(s.Agreements, a)
		s.line("%-34s P %5.1f  R %5.1f  F %5.1f   (%d)", indented(whose, m.name), 100*a.Precision, 100*a.Recall, 100*a.F, m.there)
	}
	for _, share := range []Share{
		{"realis right, of those found", t.realis.Right, t.realis.Of},
		{"kind right, of those found", t.kind.Right, t.kind.Of},
		{"one event or two, of pairs found", t.same.Right, t.same.Of},
	} {
		name := share.Name
		share.Name = whose + name
		s.share(share, indented(whose, name))
	}
}

// indented is the name as it is printed: what is the second reader's stands further in.
func indented(whose, name string) string {
	if whose == "" {
		return name
	}
	return "  " + name
}
