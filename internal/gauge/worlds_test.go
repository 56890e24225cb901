package gauge

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// object is one of JSON.
type object = map[string]any

// exportOf is the truth of a world in the form of an export. With a generator of random numbers it has faults of every
// sort.
func exportOf(w world, rng *rand.Rand) object {
	f := &faults{rng}
	var reports, incidents, situations, calls, sources []object
	for i, r := range w.Reports {
		if f.one(9) {
			r.URL = ""
		}
		reports = append(reports, object{"id": fmt.Sprint("ledger-", i), "url": r.URL, "title": r.Title})
	}
	for _, e := range w.Events {
		if f.one(6) {
			continue
		}
		incidents = append(incidents, f.incident(w, e))
		if f.one(5) {
			incidents = append(incidents, f.incident(w, e))
		}
	}
	for _, s := range w.Situations {
		q := object{"kind": s.Kind, "where": object{"name": s.Where[0]}, "now": []string{f.other(s.Latest, "held")}}
		if f.one(5) {
			delete(q, "where")
		}
		situations = append(situations, q)
	}
	for _, c := range w.Calls {
		calls = append(calls, object{"who": f.name(c.Who)})
	}
	for _, s := range w.Sources {
		sources = append(sources, object{"id": s.Name, "name": s.Name, "others": append([]string{}, s.Aliases...)})
		if len(s.Aliases) > 0 && f.one(4) {
			sources = append(sources, object{"id": s.Aliases[0], "name": s.Aliases[0], "others": []object{{"name": s.Name}}})
		}
	}
	return object{"report_list": reports, "incidents": listedOr(incidents), "situations": listedOr(situations), "calls": listedOr(calls), "sources": listedOr(sources)}
}

func listedOr(list []object) []object { return append([]object{}, list...) }

// faults changes things now and then; without random numbers, never.
type faults struct{ rng *rand.Rand }

func (f *faults) one(in int) bool { return f.rng != nil && f.rng.IntN(in) == 0 }

func (f *faults) other(s, other string) string {
	if f.one(4) {
		return other
	}
	return s
}

// name writes a name in another way, or another name.
func (f *faults) name(s string) string {
	if f.rng == nil {
		return s
	}
	ways := []string{"", "The " + s, s + "'s office", strings.ToUpper(s), "Dr. " + s, "a resident", strings.Fields(s + " x")[0], s, s, s}
	return ways[f.rng.IntN(len(ways))]
}

func (f *faults) count(n *int64) any {
	switch {
	case n == nil || f.one(8):
		return nil
	case f.one(6):
		return *n + 1
	}
	return *n
}

func (f *faults) incident(w world, e worldEvent) object {
	i := object{"title": e.Kind, "kind": f.other(e.Kind, "attack"), "where": object{"name": e.Where[0], "admin1": f.other("", "Al Bab")},
		"when": object{"start": f.other(e.When[0], "2017-13-01"), "end": f.other(e.When[1], "")}}
	if f.one(7) {
		delete(i, "where")
	}
	if f.one(7) {
		delete(i, "when")
	}
	var events []object
	for _, id := range e.Reports {
		for at, r := range w.Reports {
			if r.ID == id && !f.one(5) {
				events = append(events, object{"report": fmt.Sprint("ledger-", at)})
			}
		}
	}
	if f.one(3) {
		events = append(events, object{"report": "ledger-0"}, object{"report": "ledger-99"})
	}
	i["events"] = listedOr(events)

	var origins, tallies, stances, accused []object
	for _, o := range e.Origins {
		origins = append(origins, object{"name": f.name(o.Name), "named": !f.one(8), "hand": f.other(o.Hand, "told")})
	}
	unnamed := len(e.Fog)
	if f.one(6) {
		unnamed = 1 - min(unnamed, 1)
	}
	distinct := e.Distinct
	for f.one(3) {
		distinct++
	}
	i["counts"] = object{"distinct": distinct, "unnamed": unnamed}
	for _, t := range e.Tolls {
		figure := object{"figure": object{"low": t.Low}, "replaced": f.one(5)}
		more := object{"figure": object{"low": f.count(t.High)}}
		if more["figure"].(object)["low"] == nil {
			more = figure
		}
		q := object{"measure": f.other(t.Measure, "wounded"), "who": f.other(t.Who, "fighters"), "low": f.count(t.Low), "high": f.count(t.High), "best": f.count(t.Best), "rivals": []object{figure, more}}
		if t.Part {
			q["parts"] = []object{figure}
		}
		if q["best"] == nil && f.one(2) {
			delete(q, "best")
		}
		tallies = append(tallies, q)
	}
	for _, s := range e.Stances {
		for range 1 + f.more(2) {
			stances = append(stances, object{"who": f.name(s.By), "stance": f.other(s.Stance, "denied")})
		}
	}
	for _, b := range e.Blame {
		if b.Accuses != "" {
			key := f.other("name", "who")
			accused = append(accused, object{key: f.name(b.Accuses), "by": []object{{key: f.name(b.By)}}})
		}
	}
	i["origins"], i["tallies"], i["stances"], i["accused"] = listedOr(origins), listedOr(tallies), listedOr(stances), listedOr(accused)
	return i
}

func (f *faults) more(most int) int {
	if f.rng == nil {
		return 0
	}
	return f.rng.IntN(most)
}

// pictures are the pictures of all worlds, and their exports by the world's ID.
func pictures(t *testing.T, c *worlds, rng *rand.Rand) (Answers, map[string][]byte) {
	t.Helper()
	a, raw := Answers{Pictures: map[string]Picture{}}, map[string][]byte{}
	for _, w := range c.worlds {
		export, err := json.Marshal(exportOf(w, rng))
		if err != nil {
			t.Fatal(err)
		}
		p, err := ParsePicture(export, nil)
		if err != nil {
			t.Fatal(err)
		}
		a.Pictures[w.ID], raw[w.ID] = p, export
	}
	return a, raw
}

// Like [TestSameAsTheScript], of whole ledgers: what the other scorer is given for firsthand is a program that prints
// the exports.
func TestSameAsTheScriptOnWorlds(t *testing.T) {
	script := "../../../shared/tools/score_worlds.py"
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("skipped: there is no python3 to run the other scorer")
	}
	if _, err := os.Stat(script); err != nil {
		t.Skip("skipped: the other scorer is not beside the checkout (../shared)")
	}
	for _, path := range []string{small["worlds"], "../../../shared/data/worlds"} {
		if _, err := os.Stat(path); err != nil || path != small["worlds"] && testing.Short() {
			continue
		}
		runs := 4
		if path != small["worlds"] {
			runs = 2
		}
		corpus := open(t, "worlds", path)
		for run := range runs {
			t.Run(fmt.Sprint(filepath.Base(filepath.Dir(path)), "/", run), func(t *testing.T) {
				var rng *rand.Rand
				if run > 0 {
					rng = rand.New(rand.NewPCG(uint64(run), 0))
				}
				answers, exports := pictures(t, corpus.contents.(*worlds), rng)
				want, err := exec.Command(python, script, printer(t, exports), path).CombinedOutput()
				if err != nil {
					t.Fatalf("run the other scorer: %v\n%s", err, want)
				}
				if d := cmp.Diff(string(want), corpus.Score(answers).String()); d != "" {
					t.Error(d)
				}
			})
		}
	}
}

// printer is a program that takes the reports of a world as firsthand add does, and prints its export as firsthand
// export does.
func printer(t *testing.T, exports map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for world, export := range exports {
		if err := os.WriteFile(filepath.Join(dir, world), export, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	program := filepath.Join(dir, "program.sh")
	code := `#!/bin/sh
case $1 in
add) mkdir -p "$3" && sed -n '1s/.*"id": "\(w[0-9]*\)-r.*/\1/p' >"$3/world" ;;
export) cat "` + dir + `/$(cat "$5/world")" ;;
esac
`
	if err := os.WriteFile(program, []byte(code), 0o700); err != nil {
		t.Fatal(err)
	}
	return program
}

func TestNamesOfWorlds(t *testing.T) {
	for _, tt := range []struct {
		names []string
		found string
		same  bool
	}{
		{[]string{"The Tamarisk Monitor"}, "Tamarisk Monitor", true},
		{[]string{"Tamarisk Monitor"}, "Tamarisk", false}, // one word of two is too little
		{[]string{"Tamarisk Monitor"}, "the Tamarisk Monitor's office in Idlib", true},
		{[]string{"Nur al-Dīn", "Abu Salim"}, "Nur al Din", true},
		{[]string{"Norvik Relief Council"}, "Norvik Council", true},
		{[]string{"Norvik Relief Council"}, "Quill Council", false},
		{[]string{""}, "", false},
	} {
		if got := sameSource(tt.names, tt.found); got != tt.same {
			t.Errorf("%q and %q: %v", tt.names, tt.found, got)
		}
	}
}

func TestGroupsOfPeople(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		same bool
	}{
		{"", "civilians", true}, {"people", "women", false}, {"women and children", "children", true}, {"soldiers", "rebels", true},
		{"soldiers", "people", false}, {"pupils", "children", true}, {"medics", "people", true}, {"medics", "nurses", false},
	} {
		if got := sameGroup(tt.a, tt.b); got != tt.same {
			t.Errorf("%q and %q: %v", tt.a, tt.b, got)
		}
	}
}

func TestDaysNear(t *testing.T) {
	for _, tt := range []struct {
		want       []string
		start, end string
		near       bool
	}{
		{[]string{"2017-03-03", "2017-03-03"}, "2017-03-04", "2017-03-04", true},
		{[]string{"2017-03-03", "2017-03-03"}, "2017-03-05", "2017-03-05", false},
		{[]string{"2017-03-03", "2017-03-03"}, "2017-03-02", "", true},
		{[]string{"2017-03-03", "2017-03-03"}, "2017-03-01", "2017-03-01", false},
		{[]string{"2017-03-03", "2017-03-09"}, "2017-03-10T04:00:00Z", "2017-03-20", true},
		{[]string{"2017-03-03", "2017-03-03"}, "2017", "", true}, // nobody can tell
	} {
		found := &struct{ Start, End string }{tt.start, tt.end}
		if got := daysNear(tt.want, found, 1); got != tt.near {
			t.Errorf("%v and %s to %s: %v", tt.want, tt.start, tt.end, got)
		}
	}
}

func TestOnly(t *testing.T) {
	c, err := open(t, "worlds", small["worlds"]).Only([]string{"w03"})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Worlds(); len(got) != 1 || got[0].ID != "w03" || len(got[0].Reports) != len(c.Inputs()) {
		t.Errorf("left: %d worlds", len(got))
	}
	for kind, id := range map[string]string{"messages": "m3", "muc": "k2", "events": "norvik/n2"} {
		c, err := open(t, kind, small[kind]).Only([]string{id})
		if err != nil || len(c.Inputs()) != 1 || c.Inputs()[0].ID != id {
			t.Errorf("%s: error %v", kind, err)
		}
	}
	if _, err := open(t, "muc", small["muc"]).Only([]string{"k1", "k99"}); err == nil || !strings.Contains(err.Error(), `the corpus has no "k99"`) {
		t.Errorf("error %v", err)
	}
	if _, err := open(t, "geo", small["geo"]).Only([]string{"1"}); err == nil || !strings.Contains(err.Error(), "of the kind geo") {
		t.Errorf("error %v", err)
	}
}

// Each kind of fault is told, in words that cannot command a terminal, and counted.
func TestFaultList(t *testing.T) {
	corpus := open(t, "worlds", small["worlds"])
	answers := Answers{Pictures: map[string]Picture{}}
	p, err := ParsePicture([]byte(`{"incidents":[{"title":"a film\u001b[2J","kind":"killing","events":[{"report":"x"}]}],"calls":[{"who":"the mayor"}]}`), nil)
	if err != nil {
		t.Fatal(err)
	}
	answers.Pictures["w01"] = p
	list := corpus.Score(answers).FaultList()
	for _, want := range []string{"NOISE              w01  a film [2J [x]\n", "FALSE call         w01  the mayor\n", "\n     1 NOISE\n"} {
		if !strings.Contains(list, want) {
			t.Errorf("the list does not have %q:\n%s", want, list)
		}
	}
	if strings.ContainsRune(list, '\x1b') {
		t.Error("a title can command the terminal")
	}
}
