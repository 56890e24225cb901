package attribute

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/report"
)

func read(text, publisher string) Found {
	t := segment.Split(text)
	return Find(t, syntax.Find(t), publisher, nil)
}

// shown writes each statement as "kind name > kind name: content (hand)", a "~" before names of nobody who could be
// asked.
func shown(text string, f Found) []string {
	var out []string
	for _, s := range f.Statements {
		var hops, content []string
		for _, h := range s.Hops {
			mark := "~"
			if h.Named {
				mark = ""
			}
			hops = append(hops, fmt.Sprintf("%s %s%s", h.Kind, mark, h.Name))
		}
		for _, c := range s.Content() {
			content = append(content, c.In(text))
		}
		out = append(out, fmt.Sprintf("%s: %s (%s)", strings.Join(hops, " > "), strings.Join(content, " … "), s.Hand))
	}
	return out
}

func TestChains(t *testing.T) {
	for _, c := range []struct {
		name, in, publisher string
		want                []string
	}{
		{"a speaker before a clause", "The mayor of Norvik said that two bridges were closed.", "", []string{
			"speaker mayor of Norvik: two bridges were closed (told)"}},
		{"a clause without its that", "Officials said the road was cut.", "", []string{
			"speaker ~officials: the road was cut (told)"}},
		{"a speaker after the words", "The road was cut, residents said.", "", []string{
			"speaker ~residents: The road was cut (told)"}},
		{"a quotation and its speaker turned round", "“The road is cut,” said Dana Orrin, director of the Norvik Clinic.", "", []string{
			"speaker Dana Orrin: The road is cut (told)"}},
		{"the speaker goes on behind the cue", "“The road is cut,” Dana Orrin said. “Nobody can leave.”", "", []string{
			"speaker Dana Orrin: The road is cut … Nobody can leave. (told)"}},
		{"a quotation in the paragraph below its cue", "Orrin left a message saying:\n\n“We saw the houses fall. Come.”", "", []string{
			"speaker Orrin: We saw the houses fall. Come. (witness)"}},
		{"reports that somebody received", "The United Nations said on Tuesday it had received reports that six people had been shot.", "", []string{
			"speaker United Nations > unnamed ~reports: six people had been shot (unknown)"}},
		{"citing", "The clinic was hit twice, said Dana Orrin, citing medical teams in Norvik.", "", []string{
			"speaker Dana Orrin > cited ~medical teams in Norvik: The clinic was hit twice (told)"}},
		{"citing reports that nobody signs", "The clinic was hit twice, Dana Orrin said, citing reports from the town.", "", []string{
			"speaker Dana Orrin > unnamed ~reports from the town: The clinic was hit twice (unknown)"}},
		{"told to another outlet", "A nurse told the Guardian that the wards were full.", "The Norvik Post", []string{
			"addressee The Guardian > speaker ~a nurse: the wards were full (told)"}},
		{"told to the publisher itself is no hop", "A nurse told CNN that the wards were full.", "CNN", []string{
			"speaker ~a nurse: the wards were full (told)"}},
		{"an outlet that reports what another said", "The BBC reports that President Dorn said the talks were over.", "", []string{
			"outlet BBC News > speaker President Dorn: the talks were over (told)"}},
		{"the outlet comes last", "The convoy has turned back, reports Reuters.", "", []string{
			"outlet Reuters: The convoy has turned back (told)"}},
		{"according to", "According to the Norvik Observatory, nine people were wounded.", "", []string{
			"speaker Norvik Observatory: nine people were wounded (told)"}},
		{"according to, at the end", "Nine people were wounded, according to activists.", "", []string{
			"speaker ~activists: Nine people were wounded (told)"}},
		{"nobody says it", "The buses were said to have left at dawn.", "", []string{
			"unnamed ~unnamed: have left at dawn (unknown)"}},
		{"an accusation", "The governor accused the army of shelling the market.", "", []string{
			"speaker ~governor: shelling the market (told)"}},
		{"he is the last person who spoke", "Dana Orrin said the wards were full. He said the power was out.", "", []string{
			"speaker Dana Orrin: the wards were full (told)",
			"speaker Dana Orrin: the power was out (told)"}},
		{"a role finds its name later", "A spokesman for the Norvik Relief Council said help was near. The spokesman, Ivo Lenz, said it would come by sea.", "", []string{
			"speaker Ivo Lenz: help was near (told)",
			"speaker Ivo Lenz: it would come by sea (told)"}},
		{"a surname is the full name met before", "John Harrow said the deal was off. “We tried,” Harrow said.", "", []string{
			"speaker John Harrow: the deal was off (told)",
			"speaker John Harrow: We tried (told)"}},
		{"two clauses of one cue", "Ivo Lenz said that the bridge was gone, and that the ferry had stopped.", "", []string{
			"speaker Ivo Lenz: the bridge was gone, and that the ferry had stopped (told)"}},
		{"two speakers of one sentence", "Activists said the truce was broken, but the army said it was holding.", "", []string{
			"speaker ~activists: the truce was broken (told)",
			"speaker army: it was holding (told)"}},
		{"a denial is no statement of the thing", "The army did not say who was hit.", "", nil},
		{"an account", "A user who goes by the name “Lantern_7” wrote: “We hear the planes.”", "", []string{
			"account Lantern_7: We hear the planes. (witness)"}},
		{"a spokesman for a body named before", "The Norvik Relief Council said help was near. A spokesman for the council said it would come by sea.", "", []string{
			"speaker Norvik Relief Council: help was near (told)",
			"speaker Norvik Relief Council: it would come by sea (told)"}},
		{"a spokesman of the body that the report speaks of", "The Norvik Relief Council has sent two boats, a spokesman said.", "", []string{
			"speaker Norvik Relief Council: The Norvik Relief Council has sent two boats (told)"}},
		{"according to reports that nobody signs", "Eleven women are among the dead, according to these reports.", "", []string{
			"unnamed ~reports: Eleven women are among the dead (unknown)"}},
		{"two sides who blame each other tell nothing", "The army and the rebels blamed each other.", "", nil},
		{"own voice is no statement", "The bridge fell on Monday.", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, shown(c.in, read(c.in, c.publisher))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestVoice(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     report.Hand
		why      string
	}{
		{"a resident's message", "Third night. We heard the planes again and the hospital road is gone.", report.Witness, "We heard"},
		{"an outlet", "The hospital road is gone.", report.Told, ""},
		{"what others saw is not what the report saw", "“We heard the planes,” a nurse said.", report.Told, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, why := read(c.in, "").Voice, ""
			if v.Why != nil {
				why = v.Why.In(c.in)
			}
			if v.Hand != c.want || why != c.why {
				t.Errorf("got %s by %q, want %s by %q", v.Hand, why, c.want, c.why)
			}
		})
	}
}

func TestCredits(t *testing.T) {
	for _, c := range []struct {
		name, in, publisher string
		want                []string // kind and name of each credit, then the statements
	}{
		{"a dateline", "NORVIK (Reuters) — Residents said the road was cut.", "The Norvik Post", []string{
			"dateline Reuters", "credit Reuters > speaker ~residents: the road was cut (told)"}},
		{"the publisher's own dateline is no credit", "NORVIK (CNN) — Residents said the road was cut.", "CNN", []string{
			"speaker ~residents: the road was cut (told)"}},
		{"a credit line", "Residents said the road was cut.\n\n--AFP", "The Norvik Post", []string{
			"credit Agence France-Presse", "credit Agence France-Presse > speaker ~residents: the road was cut (told)"}},
		{"an agency nobody knows, on a line of its own", "Residents said the road was cut.\n\n--Halden Wire", "The Norvik Post", []string{
			"credit Halden Wire", "credit Halden Wire > speaker ~residents: the road was cut (told)"}},
		{"a statement that names another outlet stands outside the credit", "The BBC reports that the road was cut.\n\n--AFP", "", []string{
			"credit Agence France-Presse", "outlet BBC News: the road was cut (told)"}},
		{"a dash inside a sentence credits nobody", "He said the road – the Norvik road – was cut.", "", []string{
			"speaker ~unnamed: the road – the Norvik road – was cut (told)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := read(c.in, c.publisher)
			var got []string
			for _, k := range f.Credits {
				got = append(got, k.Kind+" "+k.Name)
			}
			if d := cmp.Diff(c.want, append(got, shown(c.in, f)...)); d != "" {
				t.Error(d)
			}
		})
	}
}

// holds checks what must be true of the statements of any text.
func holds(t interface{ Fatalf(string, ...any) }, text string) {
	f := read(text, "The Norvik Post")
	check := func(what string, s report.Span) {
		if !s.Valid(text) && utf8.ValidString(text) || s.Start < 0 || s.End > len(text) || s.Empty() {
			t.Fatalf("%s %v of %d bytes", what, s, len(text))
		}
	}
	before := -1
	for i, st := range f.Statements {
		if want := fmt.Sprintf("s%d", i+1); st.ID != want {
			t.Fatalf("statement %d is called %s", i, st.ID)
		}
		if len(st.Hops) == 0 || len(st.Content()) == 0 || st.Hand == "" {
			t.Fatalf("statement %s has %d hops, %d spans of content, hand %q", st.ID, len(st.Hops), len(st.Content()), st.Hand)
		}
		if st.Content()[0].Start < before {
			t.Fatalf("statement %s is out of order", st.ID)
		}
		before = st.Content()[0].Start
		check("sentence", st.Sentence)
		for _, h := range st.Hops {
			if h.Name == "" || h.Kind == "" {
				t.Fatalf("statement %s has a hop without a name or kind", st.ID)
			}
			if h.Source != nil {
				check("source", *h.Source)
			}
			for _, s := range append(append([]report.Span{}, h.Cue...), h.Content...) {
				check("span", s)
			}
		}
	}
	if d := cmp.Diff(f, read(text, "The Norvik Post")); d != "" {
		t.Fatalf("read twice: %s", d)
	}
}

func TestAnyText(t *testing.T) {
	piece := rapid.SampledFrom([]string{"he", "said", "that", "The army", "told", "CNN", "reports of", "according to", "“", "”", "\"", ",", ".", "and", "citing", "activists", "John Harrow",
		"was", "killed", "82", "\n\n", "—", "(", ")", "reportedly", "saying", ":", "قال", "the group", "@lantern", "--AFP", "who", "accused", "of", "issued a plea for", "\u202e", "another"})
	rapid.Check(t, func(t *rapid.T) {
		holds(t, strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), " "))
	})
}

func FuzzFind(f *testing.F) {
	f.Add("“Who?” said Dr. A. Salem, citing reports that X told CNN.\n\n--AFP")
	f.Add("\"\"\" said 'said' “said” ‘said’ «said»\xff\x00")
	f.Add("AX00!”Aaid A") // an article at the end of a text, taken for a source
	f.Fuzz(func(t *testing.T, text string) { holds(t, text) })
}

// hostile are texts made to cost more than they should, beside an ordinary one. Each is repeated to the size asked for.
var hostile = map[string]string{
	"ordinary":           "The mayor of the town said on Monday that the road to the hospital was cut. ",
	"one word":           "a",
	"nothing but quotes": "“ ",
	"quotes in quotes":   "“‘«",
	"nothing but cues":   "said ",
	"cues and commas":    "said, ",
	"open brackets":      "( ",
	"reports of reports": "reports of ",
	"no full stop":       "he said that she told it and ",
}

func newNames(size int) string {
	b := &strings.Builder{}
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(b, "Name%d Surname%d said it rained. ", i, i)
	}
	return b.String()
}

func TestHostileTextsGiveValidStatements(t *testing.T) {
	const size = 1 << 14
	for name, unit := range hostile {
		t.Run(name, func(t *testing.T) { holds(t, strings.Repeat(unit, size/len(unit))) })
	}
	t.Run("ever new names", func(t *testing.T) { holds(t, newNames(size)) })
}

// Compare the MB/s of the cases side by side, and of the two sizes: time must grow with the text and not with its
// square.
func BenchmarkHostile(b *testing.B) {
	for _, size := range []int{1 << 16, 1 << 20} {
		texts := map[string]string{"ever new names": newNames(size)}
		for name, unit := range hostile {
			texts[name] = strings.Repeat(unit, size/len(unit))
		}
		for _, name := range slices.Sorted(maps.Keys(texts)) {
			b.Run(fmt.Sprintf("%s/%dK", name, size>>10), func(b *testing.B) {
				b.SetBytes(int64(size))
				for b.Loop() {
					read(texts[name], "")
				}
			})
		}
	}
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("The agency said on Monday that “82 people” had been killed in the city’s east, citing medical teams. A spokesman for the council told reporters the road was cut.\n\n", 400)
	t := segment.Split(text)
	tags := syntax.Find(t)
	b.ReportAllocs()
	for b.Loop() {
		Find(t, tags, "", nil)
	}
	b.ReportMetric(float64(len(t.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
