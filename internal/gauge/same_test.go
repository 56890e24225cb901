package gauge

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

// script is the scorer of the gold corpora, a program of its own in Python, where it lies beside the checkout.
const script = "../../../shared/tools/score.py"

// public are corpora that others have annotated, where they lie beside the checkout.
var public = map[string][]string{
	"polnear": {"../../../shared/data/polnear/dev.jsonl"},
	"fa-kes":  {"../../../shared/data/fa-kes/dev.jsonl"},
	"links":   {"../../../shared/data/incidents/dev.jsonl"},
	"timex":   {"../../../shared/data/tempeval3/TimeBank", "../../../shared/data/tempeval3/AQUAINT"},
	"geo":     {"../../../shared/data/geoparsing/lgl.xml"},
	"seeds":   {"../../../shared/gold/seeds.json"},

	"muc":      {"../../../shared/data/muc/dev.jsonl"},
	"messages": {"../../../shared/data/messages/dev.jsonl"},
}

// otherScorer gives the words that begin the command of the other scorer, "inputs" or "score"; none where there is no
// other. Whole ledgers have a test of their own, [TestSameAsTheScriptOnWorlds].
func otherScorer(kind Kind, verb string) []string {
	switch kind.Name {
	case "events", "worlds":
		return nil
	case "muc", "messages":
		return []string{strings.TrimSuffix(script, ".py") + "_" + kind.Name + ".py", verb}
	}
	if verb == "score" {
		return []string{script, kind.Name}
	}
	return []string{script, verb, kind.Name}
}

// corpora are the paths of all corpora of a kind; the small one alone where tests are to be short.
func corpora(kind Kind) []string {
	paths := []string{small[kind.Name]}
	if !testing.Short() {
		paths = append(paths, public[kind.Name]...)
	}
	return paths
}

// Two programs that were written apart from each other, from the same definitions, print the same for the same answers:
// on small corpora and on the public ones, for answers that are the annotations with faults of every sort.
func TestSameAsTheScript(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("skipped: there is no python3 to run the other scorer")
	}
	if _, err := os.Stat(script); err != nil {
		t.Skip("skipped: the other scorer is not beside the checkout (../shared)")
	}
	for _, kind := range Kinds() {
		other := otherScorer(kind, "score")
		if other == nil {
			continue
		}
		for _, path := range corpora(kind) {
			t.Run(kind.Name+"/"+filepath.Base(path), func(t *testing.T) {
				if _, err := os.Stat(path); err != nil {
					t.Skipf("skipped: this corpus is not beside the checkout")
				}
				runs := 4
				if path != small[kind.Name] {
					runs = 1
				}
				corpus := open(t, kind.Name, path)
				for run := range runs {
					answers := faulty(corpus, rand.New(rand.NewPCG(uint64(run), 0)))
					file := filepath.Join(t.TempDir(), "answers.ndjson")
					write(t, file, answers, kind)
					want, err := exec.Command(python, append(other, path, file)...).Output()
					if err != nil {
						t.Fatalf("run the other scorer: %v", err)
					}
					if d := cmp.Diff(string(want), corpus.Score(answers).String()); d != "" {
						t.Errorf("run %d: %s", run, d)
					}
				}
			})
		}
	}
}

// The reports that a reader is given are those that the other scorer gives it.
func TestSameInputsAsTheScript(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("skipped: there is no python3 to run the other scorer")
	}
	if _, err := os.Stat(script); err != nil {
		t.Skip("skipped: the other scorer is not beside the checkout (../shared)")
	}
	for _, kind := range Kinds() {
		other := otherScorer(kind, "inputs")
		if other == nil {
			continue
		}
		for _, path := range corpora(kind) {
			t.Run(kind.Name+"/"+filepath.Base(path), func(t *testing.T) {
				if _, err := os.Stat(path); err != nil {
					t.Skipf("skipped: this corpus is not beside the checkout")
				}
				out, err := exec.Command(python, append(other, path)...).Output()
				if err != nil {
					t.Fatalf("run the other scorer: %v", err)
				}
				want, err := rows[Input](bytes.NewReader(out), "inputs")
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(want, open(t, kind.Name, path).Inputs()); d != "" {
					t.Errorf("%.2000s", d)
				}
			})
		}
	}
}

// write writes answers as a reader or linker prints them.
func write(t *testing.T, file string, answers Answers, kind Kind) {
	t.Helper()
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	var err error
	if kind.Links {
		for id, incident := range answers.Incidents {
			err = out.Encode(map[string]string{"id": id, "incident": incident})
		}
	} else {
		for id, r := range answers.Readings {
			r.ID = id
			err = out.Encode(listedAll(r))
		}
	}
	if err == nil {
		err = os.WriteFile(file, b.Bytes(), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// listedAll has empty lists for none, as the contract of readings has it.
func listedAll(r report.Reading) report.Reading {
	for i := range r.Statements {
		for j := range r.Statements[i].Hops {
			h := &r.Statements[i].Hops[j]
			h.Content, h.Cue = append([]report.Span{}, h.Content...), append([]report.Span{}, h.Cue...)
		}
	}
	r.Statements = append([]report.Statement{}, r.Statements...)
	r.Times = append([]report.Time{}, r.Times...)
	r.Places = append([]report.Place{}, r.Places...)
	r.Figures = append([]report.Figure{}, r.Figures...)
	r.Events = append([]report.Event{}, r.Events...)
	return r
}

// mistakes puts faults into readings, drawn from chance.
type mistakes struct{ *rand.Rand }

func (f mistakes) one(in int) bool { return f.IntN(in) == 0 }

func (f mistakes) moved(s report.Span) report.Span {
	if f.one(2) {
		s.Start = max(0, s.Start+f.IntN(30)-15)
	}
	if f.one(2) {
		s.End = max(s.Start+1, s.End+f.IntN(60)-30)
	}
	return s
}

var (
	wrongNames = []string{"he", "Dana Orrin", "the UN", "reports", "", "it's", `"so"`, "Lantern\u200b7"}
	wrongKinds = []string{report.Explosion, report.Siege, report.Attack, report.Abduction}
	wrongHops  = []report.HopKind{report.Speaker, report.Addressee, report.CreditHop, report.Unnamed}
)

// statement gives a statement's hops other words, names and company.
func (f mistakes) statement(st report.Statement) report.Statement {
	var hops []report.Hop
	for _, h := range st.Hops {
		var content []report.Span
		for _, s := range h.Content {
			content = append(content, f.moved(s))
		}
		h.Content = content
		if h.Source != nil && f.one(3) {
			s := f.moved(*h.Source)
			h.Source = &s
		}
		if f.one(4) {
			h.Name, h.Kind = wrongNames[f.IntN(len(wrongNames))], wrongHops[f.IntN(len(wrongHops))]
		}
		if f.one(8) {
			hops = append(hops, report.Hop{Kind: wrongHops[f.IntN(len(wrongHops))], Name: wrongNames[f.IntN(len(wrongNames))], Content: content})
		}
		hops = append(hops, h)
	}
	return report.Statement{Hops: hops}
}

// event gives an event other days, places, figures and kinds.
func (f mistakes) event(e report.Event) report.Event {
	e.Main = !f.one(6)
	if f.one(3) && len(e.Figures) > 1 {
		high := e.Figures[0].Low
		e.Figures = []report.Figure{{Measure: "killed", Part: f.one(3), Low: high - 1, High: &high}, e.Figures[1]}
	}
	switch f.IntN(4) {
	case 0:
		e.When = report.Days{Start: "2016-12-12", End: "2017-12-12"}
	case 1:
		e.When = report.Days{}
	}
	if f.one(3) {
		e.Where = report.Where{Name: "Deir ez-Zor", Admin1: "Idlib Governorate"}
	}
	if f.one(4) {
		e.Kind, e.Background = wrongKinds[f.IntN(len(wrongKinds))], f.one(4)
	}
	if f.one(4) {
		e.Accused = []string{wrongNames[f.IntN(len(wrongNames))], "Señero"}
	}
	if f.one(4) {
		e.Where = report.Where{Name: "San Salvador", Country: "SV", Within: []string{"Quill"}}
	}
	return e
}

// reading is a reading with faults.
func (f mistakes) reading(r report.Reading) (bad report.Reading) {
	for _, st := range r.Statements {
		st = f.statement(st)
		for range f.IntN(3) {
			bad.Statements = append(bad.Statements, st)
		}
	}
	for _, x := range r.Times {
		for range f.IntN(3) {
			y := x
			if y.Span = f.moved(x.Span); f.one(4) {
				y.Value = "PXW"
			}
			bad.Times = append(bad.Times, y)
		}
	}
	for _, x := range r.Places {
		for range f.IntN(3) {
			y := x
			y.Span = f.moved(x.Span)
			if x.Lat != nil && f.one(2) {
				lat, lon := *x.Lat+4*f.Float64()-2, *x.Lon+4*f.Float64()-2
				y.Lat, y.Lon = &lat, &lon
			}
			bad.Places = append(bad.Places, y)
		}
	}
	for _, x := range r.Figures {
		if !f.one(3) {
			x.Span = f.moved(x.Span)
			bad.Figures = append(bad.Figures, x)
		}
	}
	for _, e := range r.Events {
		e = f.event(e)
		for range 1 + f.IntN(2) {
			bad.Events = append(bad.Events, e)
		}
	}
	if bad.Voice = r.Voice; f.one(4) {
		bad.Voice.Hand = report.Told
	}
	if bad.Calls = r.Calls; f.one(4) {
		bad.Calls = append(bad.Calls, report.Call{Needs: []string{"safe passage", "water", "food"}})
	}
	if f.one(6) {
		bad.Statements = append(bad.Statements, report.Statement{Hand: report.Witness, Hops: []report.Hop{{Kind: report.Speaker}}})
	}
	return bad
}

// faulty is the annotations with faults: some are left out, some stand there twice, ends are moved, names, values and
// positions are others, and a few things are found where nothing is.
func faulty(c *Corpus, rng *rand.Rand) Answers {
	a, f := perfect(c), mistakes{rng}
	for _, in := range c.Inputs() {
		r, ok := a.Readings[in.ID]
		if !ok || f.one(12) {
			delete(a.Readings, in.ID)
			continue
		}
		a.Readings[in.ID] = f.reading(r)
	}
	for id := range a.Incidents {
		a.Incidents[id] = ""
	}
	for _, in := range c.Inputs() { // in their order, so that a run can be made again
		if _, answered := a.Incidents[in.ID]; answered {
			switch incident := c.contents.(*links).incident[in.ID]; rng.IntN(6) {
			case 0:
				delete(a.Incidents, in.ID)
			case 1:
				a.Incidents[in.ID] = incident + "b"
			case 2:
				a.Incidents[in.ID] = "one of many"
			default:
				a.Incidents[in.ID] = incident
			}
		}
	}
	return a
}
