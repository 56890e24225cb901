package read_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/read"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// pieces are words and marks that rules look for, in several scripts and styles, and what no writer would put between
// them.
var pieces = []string{
	"The army", "activists", "John Harrow", "Ivo Lenz, a nurse,", "the group", "he", "she", "they", "@lantern_7", "a spokesman for the Norvik Relief Council", "CNN", "Reuters", "the Quillfort Gazette",
	"said", "says", "said that", "told", "told CNN that", "according to", "citing", "quoted by", "reportedly", "had received reports that", "reports of", "was said to", "denied", "accused", "of", "wrote", "asked", "adding that",
	"could not verify", "declined to comment", "blamed each other", "the ceasefire", "was suspended", "the evacuation", "began", "please save us", "we saw", "via WhatsApp", "in a video posted on",
	"82 civilians", "at least", "between 15,000 and 40,000", "including", "13 children", "were killed", "another nine", "dozens", "10^400", "٨٢ قتيلا",
	"in Aleppo", "near Homs", "20 km north of", "eastern", "Damascus", "حلب", "Москва", "東京", "on Monday", "30 February", "12 December 2016", "last week", "at 5 p.m.", "2016",
	"“", "”", "‘", "’", "\"", "'", "«", "»", "„", "“‘«", "```", "''", "「", "」",
	",", ".", ";", ":", "—", "-", "--", "(", ")", "…", "?", "!", "\n", "\n\n", "\r\n", "\t", "--AFP", "(AFP)", "NORVIK (Reuters) —", "Additional reporting by",
	"<div class=\"a\">", "&nbsp;", "\u202e", "\u200b", "e\u0301", "\x01", "\ufeff", "\ufffd", "👩‍🚒", "that", "and", "but", "who", "if", "by", "because",
}

// anyReport draws a report: mostly pieces in a row, sometimes any characters at all.
var anyReport = rapid.Custom(func(t *rapid.T) report.Report {
	text := rapid.OneOf(
		rapid.Map(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40), func(s []string) string { return strings.Join(s, " ") }),
		rapid.Map(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 40), func(s []string) string { return strings.Join(s, "") }),
		rapid.String(),
	)
	return report.Report{ID: "a", Text: text.Draw(t, "text"), Title: text.Draw(t, "title"),
		Publisher: rapid.SampledFrom([]string{"", "CNN", "Halden Wire", "@lantern_7"}).Draw(t, "publisher"),
		Published: rapid.SampledFrom([]string{"", "2016-12-13", "2016-12-13T20:00:00Z"}).Draw(t, "published")}
})

// What a reading promises for any text, beyond what [holds] checks.
func TestAnyReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { promises(t, anyReport.Draw(t, "report")) })
}

// In passages that people might have written, the quarrels of [faultOfChain] do not come up.
func TestChainsOfPassagesNest(t *testing.T) {
	gaps := readGaps(t).reasons
	for _, p := range readPassages(t) {
		if gaps[p.name] != "" { // it is read wrongly, and known for that
			continue
		}
		r := read.Read(report.Report{ID: "a", Text: p.text, Publisher: p.publisher, Published: "2016-12-13"})
		for _, st := range r.Statements {
			if fault := faultOfChain(p.text, st, 0); fault != "" {
				t.Errorf("%s, statement %s: %s\n%s\n%+v", p.name, st.ID, fault, p.text, st.Hops)
			}
		}
	}
}

// The texts that were made to cost more than they should promise the same.
func TestHostileReadings(t *testing.T) {
	for _, h := range hostileTexts {
		t.Run(h.name, func(t *testing.T) {
			promises(t, report.Report{ID: "a", Text: h.text(1 << 13), Published: "2016-12-13", Publisher: "Halden Wire"})
		})
	}
}

func promises(t interface {
	Helper()
	Fatalf(string, ...any)
}, in report.Report) {
	t.Helper()
	r := read.Read(in)
	if d := cmp.Diff(r, read.Read(in)); d != "" {
		t.Fatalf("read twice: %s", d)
	}
	allSpans(reflect.ValueOf(r), "reading", func(where string, s report.Span) {
		if !s.Valid(in.Text) {
			t.Fatalf("%s is %v, of a text of %d bytes", where, s, len(in.Text))
		}
		first, _ := utf8.DecodeRuneInString(in.Text[s.Start:])
		last, _ := utf8.DecodeLastRuneInString(in.Text[:s.End])
		if unicode.IsSpace(first) || unicode.IsSpace(last) {
			t.Fatalf("%s begins or ends with white space: %q", where, s.In(in.Text))
		}
	})
	for _, st := range r.Statements {
		if fault := faultOfChain(in.Text, st, 2); fault != "" {
			t.Fatalf("statement %s: %s\n%+v\n%q", st.ID, fault, st.Hops, in.Text)
		}
	}
	if fault := faultOfOrder(r); fault != "" {
		t.Fatalf("%s\n%q", fault, in.Text)
	}

	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatalf("print: %v", err)
	}
	var back report.Reading
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatalf("parse what was printed: %v", err)
	}
	again, err := json.Marshal(back)
	if err != nil || string(again) != string(raw) {
		t.Fatalf("printed, parsed and printed again, it is another: %v", err)
	}
}

// allSpans calls f on every span in v, whatever struct holds it, with the way to it. A pointer that is nil is no span.
func allSpans(v reflect.Value, where string, f func(string, report.Span)) {
	if s, ok := v.Interface().(report.Span); ok {
		f(where, s)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			allSpans(v.Elem(), where, f)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return
		}
		for i := range v.Len() {
			allSpans(v.Index(i), where, f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			allSpans(v.Field(i), where+"."+v.Type().Field(i).Name, f)
		}
	}
}

// faultOfChain says what is wrong with a chain. Hops go inwards: the content of each is that of the hop before it, or
// it is said there: its cue stands in that content, and its own content begins there or below, but for so many words
// that two readings of one mark or adverb may quarrel about.
func faultOfChain(text string, st report.Statement, quarrel int) string {
	kinds := []report.HopKind{report.Speaker, report.Addressee, report.Cited, report.Received, report.Outlet, report.CreditHop, report.Account, report.Unnamed}
	hands := []report.Hand{report.Witness, report.Told, report.Relayed, report.UnknownHand}
	if len(st.Hops) == 0 || !slices.Contains(hands, st.Hand) {
		return "it has no hop or no hand"
	}
	for i, h := range st.Hops {
		if !slices.Contains(kinds, h.Kind) || len(h.Content) == 0 {
			return "a hop has no kind or no content"
		}
		for j := 1; j < len(h.Content); j++ {
			if h.Content[j].Start < h.Content[j-1].End {
				return "the pieces of a content are out of order or overlap"
			}
		}
		if i == 0 || cmp.Equal(h.Content, st.Hops[i-1].Content) {
			continue
		}
		outer := report.Hull(st.Hops[i-1].Content)
		if len(h.Cue) > 0 && !outer.Overlaps(report.Hull(h.Cue)) {
			return "a cue stands outside the words that it is said in"
		}
		if begins := h.Content[0].Start; begins < outer.Start && len(segment.Split(text[begins:outer.Start]).Tokens) > quarrel {
			return "the content of a hop begins before that of the hop before it"
		}
	}
	return ""
}

// faultOfOrder says which list is not in the order that reading.md promises.
func faultOfOrder(r report.Reading) string {
	sorted := func(n int, start func(int) int) bool {
		for i := 1; i < n; i++ {
			if start(i) < start(i-1) {
				return false
			}
		}
		return true
	}
	switch {
	case !sorted(len(r.Statements), func(i int) int { return r.Statements[i].Content()[0].Start }):
		return "statements are not in the order of their words"
	case !sorted(len(r.Times), func(i int) int { return r.Times[i].Start }):
		return "times are not in the order of the text"
	case !sorted(len(r.Places), func(i int) int { return r.Places[i].Start }):
		return "places are not in the order of the text"
	case !sorted(len(r.Figures), func(i int) int { return r.Figures[i].Start }):
		return "figures are not in the order of the text"
	}
	for i := range r.Times {
		if i > 0 && r.Times[i].Start < r.Times[i-1].End {
			return "two times overlap"
		}
	}
	for i := range r.Places {
		if i > 0 && r.Places[i].Start < r.Places[i-1].End {
			return "two places overlap"
		}
	}
	return ""
}
