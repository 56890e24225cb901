package read_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/read"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/en/attribute"
	"firsthand/internal/report"
)

// One report of a report, from its words to what they come to.
func TestReadOneReport(t *testing.T) {
	text := "The United Nations said on Tuesday it had received reports that 82 civilians were killed in Aleppo on Monday. Halden Wire could not verify the killings."
	r := read.Read(report.Report{ID: "a", Text: text, Publisher: "Halden Wire", Published: "2016-12-13"})

	if len(r.Statements) != 1 || len(r.Statements[0].Hops) != 2 || r.Statements[0].Hops[0].Name != "United Nations" || r.Statements[0].Origin().Kind != report.Unnamed {
		t.Fatalf("statements: %+v", r.Statements)
	}
	if s := r.Statements[0]; s.Content()[0].In(text) != "82 civilians were killed in Aleppo on Monday" || s.Hand != report.UnknownHand || s.Kind != report.Killing {
		t.Errorf("statement of kind %q, by the hand %s: %q", s.Kind, s.Hand, s.Content()[0].In(text))
	}
	if len(r.Figures) != 1 || r.Figures[0].Low != 82 || r.Figures[0].Statement != "s1" {
		t.Errorf("figures: %+v", r.Figures)
	}
	if len(r.Events) != 1 || !r.Events[0].Main || r.Events[0].When.Start != "2016-12-12" || r.Events[0].Where.Name != "Aleppo" {
		t.Errorf("events: %+v", r.Events)
	}
	if len(r.Stances) != 1 || r.Stances[0].Who != "Halden Wire" || r.Stances[0].Stance != report.Unverified {
		t.Errorf("stances: %+v", r.Stances)
	}
}

func TestReadOfNothingHasEmptyLists(t *testing.T) {
	raw, err := json.Marshal(read.Read(report.Report{ID: "a"}))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(raw), "null") {
		t.Errorf("a reading of nothing holds a null: %s", raw)
	}
}

// holds checks what must be true of the reading of any text: every span lies in it on rune boundaries, whatever refers
// to something refers to something that is there, low is not above high, and reading again gives the same.
func holds(t fataler, text string) {
	in := report.Report{ID: "a", Text: text, Title: "A title", Publisher: "Halden Wire", Published: "2016-12-13"}
	r := read.Read(in)
	holdsSpans(t, text, r)
	statements, figures := map[string]bool{"": true}, map[string]bool{}
	for _, s := range r.Statements {
		statements[s.ID] = true
	}
	for _, f := range r.Figures {
		figures[f.ID] = true
		if f.High != nil && *f.High < f.Low {
			t.Fatalf("figure from %d to %d", f.Low, *f.High)
		}
		if !statements[f.Statement] {
			t.Fatalf("figure %s rests on statement %s, which is not there", f.ID, f.Statement)
		}
	}
	for _, c := range r.Calls {
		if !statements[c.Statement] {
			t.Fatalf("a call in statement %s, which is not there", c.Statement)
		}
	}
	delete(statements, "")
	main := 0
	for _, e := range r.Events {
		if e.Main {
			main++
		}
		for _, id := range e.Statements {
			if !statements[id] {
				t.Fatalf("event %s rests on statement %s, which is not there", e.ID, id)
			}
		}
		for _, f := range e.Figures {
			if !figures[f.ID] {
				t.Fatalf("event %s has figure %s, which is not there", e.ID, f.ID)
			}
		}
	}
	told := slices.ContainsFunc(r.Events, func(e report.Event) bool { return !e.Background })
	if main > 1 || told && main == 0 {
		t.Fatalf("%d main events of %d", main, len(r.Events))
	}
	if d := cmp.Diff(r, read.Read(in)); d != "" {
		t.Fatalf("read twice: %s", d)
	}
}

type fataler interface{ Fatalf(string, ...any) }

// holdsSpans checks that every span of a reading lies in its text.
func holdsSpans(t fataler, text string, r report.Reading) {
	valid := utf8.ValidString(text)
	span := func(what string, s report.Span) {
		if s.Start < 0 || s.End > len(text) || s.Empty() || valid && !s.Valid(text) {
			t.Fatalf("%s %v of %d bytes", what, s, len(text))
		}
	}
	for _, s := range r.Statements {
		span("sentence", s.Sentence)
		for _, h := range s.Hops {
			for _, c := range append(h.Content, h.Cue...) {
				span("hop", c)
			}
		}
	}
	for _, x := range r.Times {
		span("time", x.Span)
	}
	for _, x := range r.Places {
		span("place", x.Span)
	}
	for _, f := range r.Figures {
		span("figure", f.Span)
	}
	for _, e := range r.Events {
		for _, s := range e.Evidence {
			span("evidence", s)
		}
	}
	for _, s := range r.Stances {
		span("stance", s.Span)
	}
	for _, s := range r.States {
		span("state", s.Span)
	}
	for _, c := range r.Calls {
		span("call", c.Span)
		if c.Address != nil {
			span("address", *c.Address)
		}
	}
}

func TestAnyText(t *testing.T) {
	piece := rapid.SampledFrom([]string{"The army", "said", "that", "82 civilians", "were killed", "in Aleppo", "on Monday", "at least", "including", "13 children", "“", "”", "\"", ",", ".", "\n\n", "activists", "told CNN",
		"according to", "could not verify", "the ceasefire", "was suspended", "please save us", "10^400", "30 February", "حلب", "٨٢ قتيلا", "\u202e", "—", "(AFP)", "--AFP", "Damascus", "evacuation", "denied", "reports of", "hospital", "2016", "-"})
	rapid.Check(t, func(t *rapid.T) { holds(t, strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), " ")) })
}

// Reports torn to shreds: a few words from here, a few from there, so that what a rule looks for stands at the edge of
// a sentence, of a quotation or of the text.
func TestShreds(t *testing.T) {
	words := worldWords(t)
	shred := rapid.Custom(func(t *rapid.T) string {
		at, n := rapid.IntRange(0, len(words)-1).Draw(t, "at"), rapid.IntRange(1, 6).Draw(t, "words")
		return strings.Join(words[at:min(at+n, len(words))], " ")
	})
	between := rapid.SampledFrom([]string{" ", " ", " ", " ", ". ", ", ", "\n\n", ": ", "\n- ", " “", "” ", " (", ") ", " — "})
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		for range rapid.IntRange(1, 12).Draw(t, "shreds") {
			text.WriteString(shred.Draw(t, "shred"))
			text.WriteString(between.Draw(t, "between"))
		}
		holds(t, text.String())
	})
}

// worldWords is every word of the reports of our made worlds, in order.
func worldWords(t *testing.T) (words []string) {
	for _, r := range worldReports(t) {
		words = append(words, strings.Fields(r.Text)...)
	}
	return words
}

func FuzzRead(f *testing.F) {
	f.Add("The UN said on Tuesday it had received reports that 82 civilians, including 13 children, were killed in Aleppo on Monday.\n\n--AFP")
	f.Add("“Save us,” a nurse told CNN.\xff\x00 ٨٢ حلب 10^400 dead on 30 February")
	f.Fuzz(func(t *testing.T, text string) { holds(t, text) })
}

// corpus is the reports that speed is measured on: those of FA-KES where they lie beside the checkout, else made ones.
func corpus(b *testing.B) (reports []report.Report, words int) {
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", "fa-kes", "dev.jsonl"))
	if err == nil {
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var r report.Report
			if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
				b.Fatal(err)
			}
			reports = append(reports, r)
		}
	}
	for i := 0; len(reports) < 100; i++ {
		text := fmt.Sprintf("ALEPPO (Halden Wire) — The council said on Monday that at least %d people were killed in Aleppo, citing medical teams. “We heard the planes,” a nurse told reporters. The army denied it. ", i)
		reports = append(reports, report.Report{ID: fmt.Sprint(i), Published: "2016-12-13", Text: strings.Repeat(text, 8)})
	}
	for _, r := range reports {
		words += len(strings.Fields(r.Text))
	}
	read.Read(reports[0]) // the weights and the gazetteer are unpacked once
	b.ResetTimer()
	return reports, words
}

// Compare the words/s of the two side by side: everything, and everything but times, places, figures and events.
func BenchmarkRead(b *testing.B) {
	b.Run("everything", func(b *testing.B) {
		reports, words := corpus(b)
		b.ReportAllocs()
		for b.Loop() {
			for _, r := range reports {
				read.Read(r)
			}
		}
		b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
	})
	b.Run("words and statements only", func(b *testing.B) {
		reports, words := corpus(b)
		b.ReportAllocs()
		for b.Loop() {
			for _, r := range reports {
				t := segment.Split(r.Text)
				attribute.Find(t, syntax.Find(t), r.Publisher, nil)
			}
		}
		b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
	})
}
