package desk

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

// rival is a figure of a tally by an origin.
func rival(low, high int64, bound report.Bound, origin string) report.Rival {
	f := report.Figure{Low: low, Bound: bound, Measure: "killed"}
	if high > 0 {
		f.High = &high
	}
	return report.Rival{Figure: f, Origin: origin}
}

func TestTheBestFigureStandsFirst(t *testing.T) {
	back := rival(3, 3, report.ExactBound, "Rasd")
	back.Replaced = true
	for _, c := range []struct {
		name  string
		tally report.Tally
		want  string
	}{
		{"a lone figure keeps its bound", report.Tally{Low: 400, High: ptr[int64](400), Best: ptr[int64](400), Rivals: []report.Rival{rival(400, 400, report.About, "a")}}, "about 400|"},
		{"best with rivals", report.Tally{Low: 24, High: ptr[int64](90), Best: ptr[int64](87), Rivals: []report.Rival{rival(24, 24, "", "a"), rival(87, 87, "", "b"), rival(90, 90, "", "c")}}, "87|others say 24–90"},
		{"no upper end", report.Tally{Low: 3, Best: ptr[int64](87), Rivals: []report.Rival{rival(3, 0, report.AtLeast, "a"), rival(87, 87, "", "b")}}, "87|others say 3–87 or more"},
		{"no best", report.Tally{Low: 1, High: ptr[int64](13), Rivals: []report.Rival{rival(1, 1, "", "a"), rival(13, 13, "", "b")}}, "1–13|no best figure"},
		{"a figure that was replaced is no rival", report.Tally{Low: 3, High: ptr[int64](9), Best: ptr[int64](9), Rivals: []report.Rival{back, rival(9, 9, "", "Rasd")}}, "9|"},
		{"all say the same", report.Tally{Low: 82, Best: ptr[int64](82), Rivals: []report.Rival{rival(82, 0, report.AtLeast, "a"), rival(82, 0, report.AtLeast, "b")}}, "at least 82|"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if l := lineOf(c.tally); l.Range+"|"+l.Others != c.want {
				t.Errorf("%q, want %q", l.Range+"|"+l.Others, c.want)
			}
		})
	}
}

func TestFiguresAreGroupedByWhoGivesThem(t *testing.T) {
	gone := rival(5, 5, "", "Office")
	gone.Replaced = true
	got := tollOf(report.Tally{Low: 14, Best: ptr[int64](17), Rivals: []report.Rival{
		rival(14, 0, report.AtLeast, "Office"), gone, rival(17, 17, report.ExactBound, "Surgeon"), rival(14, 0, report.AtLeast, "Wire"), rival(14, 0, report.AtLeast, "Wire"),
	}}).Figures
	want := []figureBy{{"17", true, []string{"Surgeon"}}, {"at least 14", false, []string{"Office", "Wire"}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestWhatIsKnownInAFewSentences(t *testing.T) {
	named, seen, fog := sayerView{Name: "Rasd", Class: "named"}, sayerView{Name: "a surgeon", Class: "witness", Seen: true}, sayerView{Name: "activists", Class: "unnamed"}
	for _, c := range []struct {
		name  string
		kind  string
		parts partsView
		want  string
	}{
		{"nothing", report.Shelling, partsView{}, ""},
		{"one source", report.Shelling, partsView{Occurrence: []sayerView{seen}}, "A surgeon alone says that it happened and claims to have seen it. Who did it, no report says. How many were harmed, no report says."},
		{"two and nobody", report.Accident, partsView{Occurrence: []sayerView{named, seen, fog, {Name: "a paper", Class: "named", Relay: true}}}, "2 named origins and people nobody names say that it happened; 1 of them claims to have seen it. How many were harmed, no report says."},
		{"nobody", report.Accident, partsView{Occurrence: []sayerView{fog}}, "Only people nobody names say that it happened; none of them claims to have seen it. How many were harmed, no report says."},
		{"accused and denied", report.Shelling, partsView{
			Tolls:   []tollView{{figureLine: figureLine{Range: "17", Measure: "killed", Best: "17", Others: "others say 14–19"}}},
			Accused: []accusedView{{"the army", []sayerView{named, seen}}}, Denied: []sayerView{{Name: "the ministry"}},
		}, "17 killed is the best figure; others say 14–19. Blamed by Rasd and a surgeon: the army. The ministry denies it."},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, cl := range lead(&report.Incident{Kind: c.kind}, c.parts) {
				got = append(got, cl.Text)
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("%q, want %q", s, c.want)
			}
		})
	}
	many := []sayerView{{Name: "a"}, {Name: "b"}, {Name: "c"}, {Name: "d"}, {Name: "e"}}
	if got := names(many) + "; " + names(many[:4]); got != "a, b, c and 2 others; a, b, c and d" {
		t.Errorf("names: %q", got)
	}
}

// What is cut still begins where it began: the words picked out stand before it.
func TestWhatIsCutKeepsTheSpaceBeforeIt(t *testing.T) {
	if got := shorten(" taken for members of a gang", 8); got != " taken…" {
		t.Errorf("got %q", got)
	}
}

func TestAnExcerptIsTheSentence(t *testing.T) {
	const text = "Rain fell. Gen. Amin of the U.N. said that shells killed nine people. “Who fired?” he asked.\nNobody knew"
	for _, c := range []struct{ words, want string }{
		{"killed", "Gen. Amin of the U.N. said that shells killed nine people."},
		{"Rain", "Rain fell."},
		{"fired", "“Who fired?”"},
		{"knew", "Nobody knew"},
		{"Rain fell. Gen.", "Rain fell. Gen. Amin of the U.N. said that shells killed nine people."},
	} {
		at := strings.Index(text, c.words)
		start, end := sentenceAround(text, report.Span{Start: at, End: at + len(c.words)})
		if got := strings.TrimSpace(text[start:end]); got != c.want {
			t.Errorf("around %q: %q, want %q", c.words, got, c.want)
		}
	}
	long := strings.Repeat("كلمة ", 400)
	at := len(long) / 2 / 9 * 9
	start, end := sentenceAround(long, report.Span{Start: at, End: at + 8})
	if end-start > 2*sideOfWords+20 || !strings.HasPrefix(long[start:], "كلمة") || strings.HasSuffix(long[:end], " ") {
		t.Errorf("a text without a full stop: %q", long[start:end])
	}
}
