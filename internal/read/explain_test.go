package read_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/read"
	"firsthand/internal/report"
)

// explained are the rules of docs/explain.md.
func explained(t *testing.T) map[string]bool {
	t.Helper()
	page, err := os.ReadFile("../../docs/explain.md")
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)` \\|").FindAllStringSubmatch(string(page), -1) {
		rules[m[1]] = true
	}
	return rules
}

// rarer are texts that show the rules which nothing else here does.
var rarer = []string{
	"The doctors posted an urgent plea for help.",
	"Twelve people died in the raid, we understand from the health ministry.",
	"Thirty people were wounded when a shell hit the market in Homs on Monday, 11 of whom died in hospital.",
	"Shells hit a hospital in Homs on Monday, and two nurses were killed in the attack on the hospital.",
	"Forwarded from River Lens:\nA shell has hit the market in Homs.",
}

// What is read is the same with and without an explanation, everything read has one, and docs/explain.md has every
// rule.
func TestEverythingReadIsExplained(t *testing.T) {
	var reports []report.Report
	for _, p := range readPassages(t) {
		reports = append(reports, report.Report{ID: p.name, Text: p.text, Publisher: p.publisher, Published: "2016-12-13"})
	}
	for _, text := range rarer {
		reports = append(reports, report.Report{Text: text, Published: "2016-12-13", Title: "What happened in Homs"})
	}
	reports = append(slices.Concat(reports, exampleReports(t)), worldReports(t)...)
	documented, seen := explained(t), map[string]bool{}
	reader, err := read.With()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reports {
		plain := reader.Read(r)
		g, notes, err := reader.Explain(r)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(plain, g); d != "" {
			t.Fatalf("explaining changes what is read (-without +with):\n%s", d)
		}
		of := map[string]int{}
		for _, n := range notes {
			of[n.Of]++
			seen[n.Rule] = true
			if !documented[n.Rule] {
				t.Errorf("docs/explain.md does not have the rule %q", n.Rule)
			}
			if !n.Words.Empty() && !n.Words.Valid(r.Text) || n.Probability < 0 || n.Probability > 1 {
				t.Errorf("note %+v of a text of %d bytes", n, len(r.Text))
			}
		}
		for _, id := range ids(g) {
			if of[id] == 0 {
				t.Errorf("nothing explains %s in %q", id, r.Text)
			}
			delete(of, id)
		}
		for id := range of {
			t.Errorf("something is explained that the reading does not have: %q in %q", id, r.Text)
		}
	}
	for rule := range documented {
		if !seen[rule] && rule != "cue" { // new forms may come without a name
			t.Errorf("docs/explain.md has a rule %q that none of %d texts shows", rule, len(reports))
		}
	}
}

func ids(g report.Reading) []string {
	var all []string
	for _, s := range g.Statements {
		all = append(all, s.ID)
	}
	for _, f := range g.Figures {
		all = append(all, f.ID)
	}
	for _, e := range g.Events {
		all = append(all, e.ID)
	}
	return all
}
