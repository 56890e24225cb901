package gauge

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

// small are corpora of our own, one of each kind, in the formats of the public ones and with what is odd about those:
// two annotators of one document, lines that are blank, characters of several bytes, times inside times, toponyms
// beyond the end of the text, a report that stands there twice.
var small = map[string]string{
	"polnear": "testdata/polnear.jsonl",
	"fa-kes":  "testdata/fa-kes.jsonl",
	"links":   "testdata/links.jsonl",
	"timex":   "testdata/timex",
	"geo":     "testdata/geo.xml",
	"seeds":   "testdata/gold/reports.json",

	"events":   "testdata/gold/events",
	"muc":      "testdata/muc.jsonl",
	"messages": "testdata/messages.jsonl",
	"worlds":   "testdata/worlds", // two of those that lie beside the checkout: their words are ours
}

func open(t *testing.T, kind, path string) *Corpus {
	t.Helper()
	c, err := Open(kind, path)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The answers in testdata/answers score what testdata/want says. What is wanted was printed by another program, written
// from the same definitions by other hands; see [TestSameAsTheScript]. Only events have no other scorer: what is wanted
// there was counted by hand.
func TestScoresOfSmallCorpora(t *testing.T) {
	for _, kind := range Kinds() {
		t.Run(kind.Name, func(t *testing.T) {
			f, err := os.Open(filepath.Join("testdata", "answers", kind.Name+".ndjson"))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			parse := ParseReadings
			switch {
			case kind.Links:
				parse = ParseLinks
			case kind.Whole:
				parse = ParsePictures
			}
			answers, err := parse(f, "answers")
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(filepath.Join("testdata", "want", kind.Name+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), open(t, kind.Name, small[kind.Name]).Score(answers).String()); d != "" {
				t.Error(d)
			}
		})
	}
}

// Whoever answers with the annotations themselves has everything right, and whoever answers nothing has nothing,
// without an error.
func TestTheTwoEnds(t *testing.T) {
	for _, kind := range Kinds() {
		corpus := open(t, kind.Name, small[kind.Name])
		for name, end := range map[string]struct {
			answers Answers
			want    float64
		}{
			"everything": {perfect(corpus), 1},
			"nothing":    {Answers{}, 0},
		} {
			t.Run(kind.Name+"/"+name, func(t *testing.T) {
				s := corpus.Score(end.answers)
				for _, a := range s.Agreements {
					if kind.Links && end.want == 0 { // each report alone is an answer too, and partly right
						continue
					}
					if strings.HasPrefix(a.Name, "second reader: ") {
						continue
					}
					got := a.F
					if kind.Name == "geo" { // one of its toponyms lies beyond the end of the text, and nobody can find it
						got = a.Precision
					}
					if got != end.want {
						t.Errorf("%s: %g, want %g", a.Name, got, end.want)
					}
				}
				for _, share := range s.Shares {
					if strings.HasPrefix(share.Name, "second reader: ") {
						continue
					}
					if strings.HasPrefix(share.Name, "spurious") { // what should not be there: nobody who is right has any
						share.Of = 0
					}
					if want := int(end.want) * share.Of; share.Right != want {
						t.Errorf("%s: %d of %d right, want %d", share.Name, share.Right, share.Of, want)
					}
				}
				if len(s.Agreements)+len(s.Shares) == 0 {
					t.Error("nothing was measured")
				}
			})
		}
	}
}

// perfectSeed is one annotated seed as a reader would give it.
func perfectSeed(d seedDocument) report.Reading {
	var r report.Reading
	for _, st := range d.Statements {
		var hops []report.Hop
		for _, name := range st.Chain {
			hops = append(hops, report.Hop{Kind: report.Speaker, Name: name, Content: st.cover()})
		}
		r.Statements = append(r.Statements, report.Statement{Hops: hops})
		for _, f := range st.Figures {
			at := report.Span{Start: st.Content[0].Start, End: st.Content[0].Start + 1}
			r.Figures = append(r.Figures, report.Figure{Span: at, Measure: f.Measure, Low: f.Low, High: f.High})
		}
	}
	return r
}

// perfectPlaces are the places of one article as a reader would give them.
func perfectPlaces(d article) report.Reading {
	var r report.Reading
	for _, p := range d.toponyms {
		if p.beyond {
			continue
		}
		place := report.Place{Span: p.Span}
		if p.at != nil {
			place.Lat, place.Lon = &p.at.lat, &p.at.lon
		}
		r.Places = append(r.Places, place)
	}
	return r
}

// perfect is the annotations of a corpus as a reader would give them.
func perfect(c *Corpus) Answers {
	a := Answers{Readings: map[string]report.Reading{}, Incidents: map[string]string{}}
	switch c := c.contents.(type) {
	case *polnear:
		for _, d := range c.documents {
			var r report.Reading
			for _, x := range d.attributions {
				h := report.Hop{Kind: report.Speaker, Cue: x[cuePart], Content: x[contentPart]}
				if len(x[sourcePart]) > 0 {
					h.Source = &x[sourcePart][0]
				}
				r.Statements = append(r.Statements, report.Statement{Hops: []report.Hop{h}})
			}
			a.Readings[d.ID] = r
		}
	case *seeds:
		for _, d := range c.Documents {
			a.Readings[d.File] = perfectSeed(d)
		}
	case *fakes:
		for _, row := range c.rows {
			e := report.Event{Main: true, When: report.Days{Start: row.Published, End: row.Published}, Where: report.Where{Name: row.Location},
				Figures: []report.Figure{{Measure: "killed", Low: row.Civilians + row.Noncivilians}, {Measure: "killed", Who: "children", Part: true, Low: row.Children}}}
			a.Readings[row.ID] = report.Reading{Events: []report.Event{e}}
		}
	case *timex:
		for _, d := range c.documents {
			var r report.Reading
			for _, m := range d.times {
				r.Times = append(r.Times, report.Time{Span: m.Span, Value: m.value})
			}
			a.Readings[d.ID] = r
		}
	case *geo:
		for _, d := range c.articles {
			a.Readings[d.ID] = perfectPlaces(d)
		}
	case *links:
		maps.Copy(a.Incidents, c.incident)
	case *events:
		for _, r := range c.reports {
			a.Readings[r.ID] = report.Reading{Mentions: r.mentions}
		}
	case messages:
		for _, row := range c.rows {
			a.Readings[row.ID] = perfectMessage(row)
		}
	case muc:
		for _, row := range c.rows {
			var r report.Reading
			for _, g := range row.Incidents {
				if mucKinds[g.Kind] != nil {
					r.Events = append(r.Events, g.asEvent())
				}
			}
			a.Readings[row.ID] = r
		}
	case *worlds:
		a.Pictures = map[string]Picture{}
		for _, w := range c.worlds {
			export, err := json.Marshal(exportOf(w, nil))
			if err != nil {
				panic(err) // maps and lists of plain values
			}
			if a.Pictures[w.ID], err = ParsePicture(export, nil); err != nil {
				panic(err)
			}
		}
	}
	return a
}

func perfectMessage(row messageRow) report.Reading {
	var r report.Reading
	if row.Request {
		r.Calls = []report.Call{{Who: "I", Needs: row.Needs}}
	}
	if row.DirectReport {
		r.Voice.Hand = report.Witness
	}
	return r
}

func (g mucIncident) asEvent() report.Event {
	e := report.Event{Kind: mucKinds[g.Kind][0], Accused: g.Perpetrators, Where: report.Where{Name: g.Country, Country: countryCodes[strings.ToLower(g.Country)]}}
	if days := g.days(); len(days) > 0 {
		e.When = report.Days{Start: days[0], End: days[len(days)-1]}
	}
	if len(g.Places) > 0 {
		e.Where.Name = g.Places[0]
	}
	if g.Killed != 0 {
		e.Figures = []report.Figure{{Measure: "killed", Low: g.Killed}}
	}
	return e
}

func TestInputsAreReports(t *testing.T) {
	for _, kind := range Kinds() {
		t.Run(kind.Name, func(t *testing.T) {
			inputs := open(t, kind.Name, small[kind.Name]).Inputs()
			if len(inputs) == 0 {
				t.Fatal("there are none")
			}
			for _, in := range inputs {
				if in.ID == "" || len(in.Published) > len("2016-12-13T10:20:00Z") {
					t.Errorf("report %q, published %q", in.ID, in.Published)
				}
			}
		})
	}
}

func TestTimesStandInPlainText(t *testing.T) {
	c := open(t, "timex", small["timex"]).contents.(*timex)
	var got []string
	for _, d := range c.documents {
		for _, m := range d.times {
			got = append(got, m.In(d.Text)+" = "+m.value)
		}
	}
	want := []string{"Monday = 2016-12-12", "some hours = PTXH", "two days & some hours = P2D", "Soon = FUTURE_REF", "last winter = 2015-WI",
		"to-\nmorrow = 2016-12-14", "Wednesday = 2016-12-14", "Every year = P1Y"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if text := c.documents[0].Text; !strings.Contains(text, "café’s owner <in last winter>") || strings.Contains(text, "Rain") {
		t.Errorf("the text is %q", text)
	}
}

func TestSameNames(t *testing.T) {
	known := namesBy(map[string][]string{"the Lantern Group": {"Lamplighters"}})
	tests := []struct {
		name, gold, hop string
		kind            report.HopKind
		same            bool
	}{
		{"the name itself", "Dana Orrin", "Dana Orrin", report.Speaker, true},
		{"a title more", "Dana Orrin", "Dr. Dana Orrin", report.Speaker, true},
		{"two of three words", "Dana van Orrin", "Dana Orrin", report.Speaker, true},
		{"one word of two is too little", "Dana Orrin", "Orrin", report.Speaker, false},
		{"somebody else", "Dana Orrin", "Ivo Lenz", report.Speaker, false},
		{"a public body's other name", "United Nations", "the UN", report.Speaker, true},
		{"a name that the corpus gives", "Lantern Group", "the Lamplighters", report.Speaker, true},
		{"an account, with a space", "Lantern_7", "Lantern 7", report.Account, true},
		{"a description for short", "a doctor in the old town", "doctor", report.Speaker, true},
		{"another description", "a doctor in the old town", "nurse", report.Speaker, false},
		{"another", "another user", "another", report.Unnamed, true},
		{"a pronoun names nobody", "he", "he", report.Speaker, false},
		{"nobody, by kind", "unnamed", "activists", report.Unnamed, true},
		{"nobody, by name", "unnamed reports", "several reports", report.Speaker, true},
		{"nobody is not somebody", "unnamed", "Ivo Lenz", report.Speaker, false},
		{"nothing named nothing", "activists", "", report.Unnamed, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := known.same(tt.gold, report.Hop{Kind: tt.kind, Name: tt.hop}); got != tt.same {
				t.Errorf("%q and %q: %v", tt.gold, tt.hop, got)
			}
		})
	}
}

// A file that is no such corpus is refused with its name and, where there are lines, the line. No error repeats words
// of the file.
func TestFilesThatAreNoCorpus(t *testing.T) {
	const secret = "the witness is Dana"
	tests := []struct {
		name, kind, file, content, want string
	}{
		{"no JSON", "polnear", "c.jsonl", "{\"id\":\"a\"}\n\n{" + secret, "c.jsonl:3: parse JSON: "},
		{"an array", "fa-kes", "c.jsonl", `["` + secret + `"]`, "c.jsonl:1: parse JSON: the line is no object"},
		{"a number where words stand", "links", "c.jsonl", `{"id":7}`, "c.jsonl:1: parse JSON: "},
		{"bytes that are no text", "links", "c.jsonl", "{\"id\":\"\xff\"}", "c.jsonl:1: parse JSON: not UTF-8"},
		{"a span past the end", "polnear", "c.jsonl", `{"id":"a","text":"` + secret + `","attributions":[{"content":[[0,99]]}]}`,
			"c.jsonl: attribution 1 of document a: characters 0 to 99, of a text of 19"},
		{"a span that runs backwards", "polnear", "c.jsonl", `{"id":"a","text":"abc","attributions":[{"content":[[2,1]]}]}`, "characters 2 to 1"},
		{"a span before the text", "polnear", "c.jsonl", `{"id":"a","text":"abc","attributions":[{"content":[[-1,1]]}]}`, "characters -1 to 1"},
		{"XML that breaks off", "geo", "c.xml", "<articles>\n<article><text>" + secret, "c.xml:2: read article 1: XML syntax error"},
		{"XML without articles", "geo", "c.xml", "<articles/>", "c.xml: there is no article in it"},
		{"a toponym that runs backwards", "geo", "c.xml", "<a><article><text>abc</text><toponym><start>2</start><end>1</end></toponym></article></a>",
			"c.xml:1: read article 1: toponym 1: characters 2 to 1"},
		{"no JSON in one piece", "seeds", "c.json", "{\n\"documents\": [\n" + secret, "c.json:3: parse JSON: "},
		{"no documents", "seeds", "c.json", "{}", "c.json: there is no document in it"},
		{"a text of another folder", "seeds", "c.json", `{"documents":[{"file":"../../notes"}]}`, "document 1: its file lies outside the folder seeds"},
		{"a text that is not there", "seeds", "c.json", `{"documents":[{"file":"a.txt"}]}`, "document 1: read file: "},
		{"bytes that are no text, further down", "seeds", "c.json", "{\n\n\xff}", "c.json:3: not UTF-8"},
		{"a folder without TimeML", "timex", "notes.txt", secret, "there is no file *.tml in this folder"},
		{"TimeML that is not closed", "timex", "a.tml", "<TimeML>\n<TEXT>" + secret + "</TimeML>", "a.tml:2: parse TimeML: XML syntax error"},
		{"TimeML without a text", "timex", "a.tml", "<TimeML/>", "a.tml:1: parse TimeML: there is no TEXT in it"},
		{"a mention past the end", "events", "c.jsonl", `{"corpus":"norvik","id":"n1","mentions":[{"start":0,"end":99}]}`, "c.jsonl: report 1: mention 1: bytes 0 to 99, of a text of"},
		{"a corpus of another folder", "events", "c.jsonl", `{"corpus":"..","id":"n1"}`, "c.jsonl: report 1: the name of its corpus is no folder's"},
		{"a report that is not there", "events", "c.jsonl", `{"corpus":"norvik","id":"Dana"}`, "has no report of that ID"},
		{"no incidents", "muc", "c.jsonl", `{"id":"a","incidents":"` + secret + `"}`, "c.jsonl:1: parse JSON: "},
		{"a request that is none", "messages", "c.jsonl", `{"id":"a","request":"` + secret + `"}`, "c.jsonl:1: parse JSON: "},
		{"a world that breaks off", "worlds", "w.json", "{\n\"title\":\"" + secret, "w.json:2: parse JSON: "},
		{"a world without reports", "worlds", "w.json", `{"id":"w","title":"` + secret + `"}`, "w.json: it is no world"},
		{"a world's event without days", "worlds", "w.json", `{"id":"w","reports":[{"id":"a"}],"events":[{"where":["` + secret + `"]}]}`, "w.json: event 1: it has no first and last day"},
		{"a kind that is none", "poetry", "c.jsonl", "", `there is no kind of corpus "poetry"; there are seeds, polnear`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if tt.kind == "events" { // the reports lie beside the folder of the annotations
				if err := os.CopyFS(filepath.Join(dir, "data"), os.DirFS("testdata/data")); err != nil {
					t.Fatal(err)
				}
				dir = filepath.Join(dir, "gold", "events")
				if err := os.MkdirAll(dir, 0o700); err != nil {
					t.Fatal(err)
				}
			}
			path := filepath.Join(dir, tt.file)
			if err := os.WriteFile(path, []byte(tt.content), 0o600); err != nil {
				t.Fatal(err)
			}
			if tt.kind == "timex" {
				path = dir
			}
			_, err := Open(tt.kind, path)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("error %v, want %q", err, tt.want)
			}
			if strings.Contains(err.Error(), "Dana") {
				t.Errorf("the error repeats words of the file: %v", err)
			}
		})
	}
	t.Run("no file at all", func(t *testing.T) {
		for _, kind := range Kinds() {
			if _, err := Open(kind.Name, filepath.Join(t.TempDir(), "missing")); err == nil || !strings.Contains(err.Error(), "missing") {
				t.Errorf("%s: error %v", kind.Name, err)
			}
		}
	})
}

func TestAnswersThatAreNone(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"no JSON", "{\"id\":\"a\"}\n{", "read readings: answers:2: parse JSON: "},
		{"statements that are a number", `{"id":"a","statements":7}`, "read readings: answers:1: parse JSON: "},
		{"a line without end", `{"id":"` + strings.Repeat("a", maxLine) + `"}`, "read readings: answers:1: the line is longer than 64 MiB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := ParseReadings(strings.NewReader(tt.in), "answers"); err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("error %.200v, want %s", err, tt.want)
			}
		})
	}
	if _, err := ParseLinks(strings.NewReader("7"), "answers"); err == nil || err.Error() != "read links: answers:1: parse JSON: the line is no object" {
		t.Errorf("error %v", err)
	}
}

// The JSON of scores says the same as its lines, unrounded.
func TestScoresAsJSON(t *testing.T) {
	corpus := open(t, "seeds", small["seeds"])
	answers := perfect(corpus)
	r := answers.Readings["norvik-2.txt"]
	r.Statements[0].Hops[0].Name = "Ivo\x1b[2J Lenz"
	s := corpus.Score(answers)

	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	var back Scores
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	back.lines = s.lines
	if d := cmp.Diff(s, back, cmp.AllowUnexported(Scores{})); d != "" {
		t.Error(d)
	}
	if len(back.Misses) != 1 || !back.Misses[0].Found || back.Misses[0].ID != "2-1" {
		t.Errorf("misses: %+v", back.Misses)
	}
	if strings.ContainsRune(s.String(), '\x1b') {
		t.Error("a name of the reading can command the terminal")
	}
	if i := slices.IndexFunc(back.Shares, func(s Share) bool { return s.Name == "chains right" }); i < 0 || back.Shares[i] != (Share{"chains right", 5, 6}) {
		t.Errorf("shares: %+v", back.Shares)
	}
}
