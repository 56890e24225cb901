package weigh_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

const dispatch = "Shells fell on the grain market at first light and kept falling until the stalls burned. Porters carried the wounded to the mosque in carts, because no ambulance could pass the bridge."

// carries adds words that tell of the event in the report's own voice.
func (s *story) carries(words string) *story {
	s.event.Evidence = append(s.event.Evidence, s.write(words))
	return s
}

// copies lists the copy edges of a weighing: "from > to 0.85".
func copyEdges(w report.Weighing) []string {
	var edges []string
	for _, in := range w.Incidents {
		for _, e := range in.Graph.Edges {
			if e.Kind == "copy" {
				edges = append(edges, fmt.Sprintf("%s > %s %.2f", strings.TrimPrefix(e.From, "report:"), strings.TrimPrefix(e.To, "report:"), e.Share))
			}
		}
	}
	return edges
}

func TestCopies(t *testing.T) {
	const more = " The council of the quarter met at noon and asked both sides to let the carts through to the river, where the clinic of the brothers still stands."
	for _, c := range []struct {
		name    string
		stories []*story
		edges   []string
		origins []string
	}{
		{"the later has it from the earlier", []*story{
			killing("b", "Radio Quay", "2016-12-13T12:00:00Z").carries(dispatch),
			killing("a", "The Millstone", "2016-12-13T09:00:00Z").carries(dispatch),
		}, []string{"a > b 0.78"}, []string{"The Millstone (unknown) < a b"}},
		{"an hour beats a bare day", []*story{
			killing("a", "The Millstone", tuesday).carries(dispatch),
			killing("b", "Radio Quay", "2016-12-13T12:00:00Z").carries(dispatch),
		}, []string{"b > a 0.78"}, []string{"Radio Quay (unknown) < a b"}},
		{"of one day, the one that credits the other has it from there", []*story{
			killing("a", "The Millstone").carries(dispatch).credits("Harbour Wire"),
			killing("b", "Harbour Wire").carries(dispatch),
		}, []string{"b > a 0.74"}, []string{"Harbour Wire (unknown) < a b"}},
		{"of one day and without a credit, by ID", []*story{
			killing("b", "Radio Quay").carries(dispatch),
			killing("a", "The Millstone").carries(dispatch),
		}, []string{"a > b 0.78"}, []string{"The Millstone (unknown) < a b"}},
		{"a copy of a copy goes back to the first", []*story{
			killing("a", "The Millstone", monday).carries(dispatch),
			killing("b", "Radio Quay", tuesday).carries(dispatch + more),
			killing("c", "Kiln Street Post", "2016-12-14").carries(dispatch + more),
		}, []string{"a > b 0.44", "b > c 0.88"}, []string{"The Millstone (unknown) < a b c"}},
		{"what a copy adds in words of its own is its own", []*story{
			killing("a", "The Millstone", monday).says(report.Told, dispatch, speaker("Lantern Group")),
			killing("b", "Radio Quay", tuesday).says(report.Told, dispatch, speaker("Lantern Group")).
				says(report.Witness, "A porter told the station what he saw.", speaker("Jory Stane")),
		}, []string{"a > b 0.64"}, []string{"Jory Stane (witness) < b", "Lantern Group (told) < a b"}},
		{"a credit in a copy makes no origin", []*story{
			killing("a", "The Millstone", monday).carries(dispatch),
			killing("b", "Radio Quay", tuesday).carries(dispatch).credits("Harbour Wire"),
		}, []string{"a > b 0.74"}, []string{"The Millstone (unknown) < a b"}},
		{"an outlet that others cite passes on what it copied", []*story{
			killing("a", "The Millstone", monday).says(report.Told, dispatch, speaker("Lantern Group")),
			killing("b", "Radio Quay", tuesday).says(report.Told, dispatch, speaker("Lantern Group")),
			killing("c", "Kiln Street Post", tuesday).says(report.Told, "The radio spoke of many dead.", outlet("Radio Quay")),
		}, []string{"a > b 0.78"}, []string{"Lantern Group (told) < a b c"}},
		{"other words on the same event are no copy", []*story{
			killing("a", "The Millstone", monday).carries(dispatch),
			killing("b", "Radio Quay", tuesday).carries("By evening the guns were silent and people came out to look for their own among the ruins of the market."),
		}, nil, []string{"Radio Quay (unknown) < b", "The Millstone (unknown) < a"}},
		{"two short messages agree by chance", []*story{
			shortMessage("a", "@quay"), shortMessage("b", "@kiln"),
		}, nil, []string{"@kiln (unknown) < b", "@quay (unknown) < a"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, order := range [][]*story{c.stories, backwards(c.stories)} {
				w := weighed(order...)
				if diff := cmp.Diff(c.edges, copyEdges(w)); diff != "" {
					t.Errorf("copies (-want +got):\n%s", diff)
				}
				if len(w.Incidents) != 1 {
					t.Fatalf("%d incidents, want 1", len(w.Incidents))
				}
				if diff := cmp.Diff(c.origins, behind(w.Incidents[0])); diff != "" {
					t.Errorf("origins (-want +got):\n%s", diff)
				}
				checkGraph(t, w.Incidents[0])
			}
		})
	}
}

func shortMessage(id, account string) *story {
	s := killing(id, account)
	s.Report.Text = "Please pray for us tonight"
	return s
}

func TestCopyShowsTheLongestSharedPassage(t *testing.T) {
	a := killing("a", "The Millstone", monday).carries(dispatch)
	b := killing("b", "Radio Quay", tuesday).carries("It was told like this. " + dispatch)
	for _, e := range weighed(a, b).Incidents[0].Graph.Edges {
		if e.Kind != "copy" {
			continue
		}
		passage := strings.TrimSuffix(dispatch, ".")
		if len(e.Evidence) != 2 {
			t.Fatalf("evidence %v, want the passage in both reports", e.Evidence)
		}
		for i, s := range []*story{a, b} {
			if got := e.Evidence[i].Span.In(s.Report.Text); got != passage {
				t.Errorf("passage in %s: %q, want %q", e.Evidence[i].Report, got, passage)
			}
		}
		return
	}
	t.Error("no copy edge")
}

func TestCopiesAreFoundFromSketchesAlone(t *testing.T) {
	a := killing("a", "The Millstone", monday).carries(dispatch)
	b := killing("b", "Radio Quay", tuesday).carries(dispatch)
	for _, s := range []*story{a, b} {
		s.Reading.Sketch = weigh.Sketch(s.Report.Text)
		s.Report = report.Report{}
	}
	w := weighed(a, b)
	if diff := cmp.Diff([]string{"a > b 0.78"}, copyEdges(w)); diff != "" {
		t.Errorf("copies (-want +got):\n%s", diff)
	}
	if got := w.Origins.Distinct; got != 1 {
		t.Errorf("%d distinct origins, want 1", got)
	}
	checkGraph(t, w.Incidents[0])
}

func TestCopiedWordsTellOfTheFirstDay(t *testing.T) {
	placeless := report.Where{}
	for _, c := range []struct {
		name string
		a, b *story
		want string
	}{
		{"reprinted the next day, which says today", tells("a", "The Millstone", monday).of(report.Shelling, aleppo, monday).carries(dispatch),
			tells("b", "Radio Quay", tuesday).of(report.Shelling, aleppo, tuesday).carries(dispatch), "a+b"},
		{"without a place", tells("a", "The Millstone", monday).of(report.Shelling, placeless, monday).carries(dispatch),
			tells("b", "Radio Quay", tuesday).of(report.Shelling, placeless, monday).carries(dispatch), "a+b"},
		{"a daily bulletin in the same words gives other figures", tells("a", "The Millstone", monday).of(report.Shelling, aleppo, monday).carries(dispatch).counts("killed", 12, 12, ""),
			tells("b", "The Millstone", tuesday).of(report.Shelling, aleppo, tuesday).carries(dispatch).counts("killed", 31, 31, ""), "a b"},
		{"two days later", tells("a", "The Millstone", monday).of(report.Shelling, aleppo, monday).carries(dispatch),
			tells("b", "Radio Quay", "2016-12-14").of(report.Shelling, aleppo, "2016-12-14").carries(dispatch), "a b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := together(weighed(c.a, c.b)); got != c.want {
				t.Errorf("incidents %q, want %q", got, c.want)
			}
		})
	}
}

// TestCopiesAgainstBruteForce compares what the index finds with all pairs, over reports that copy each other to
// different degrees.
func TestCopiesAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	var stories []*story
	var texts []string
	for i := range 120 {
		text := sentences(r, 12+r.IntN(40))
		if i > 0 && r.IntN(3) > 0 {
			old := strings.SplitAfter(texts[r.IntN(len(texts))], ".")
			text = strings.Join(old[:1+r.IntN(len(old)-1)], "") + " " + sentences(r, r.IntN(12))
		}
		texts = append(texts, text)
		stories = append(stories, killing(fmt.Sprintf("r%03d", i), fmt.Sprintf("Outlet %d", i), fmt.Sprintf("2016-12-13T%02d:%02d:00Z", i/60, i%60)).carries(text))
	}
	got := make(map[string]bool)
	for _, e := range copyEdges(weighed(stories...)) {
		got[strings.Fields(e)[2]] = true
	}
	want := make(map[string]bool)
	var grams []map[string]bool
	for i, s := range stories {
		grams = append(grams, fives(s.Report.Text))
		for j := range i {
			if a, b := grams[i], grams[j]; inAnother(a, b) > 0.6 || inAnother(b, a) > 0.6 {
				want[s.Report.ID] = true
			}
		}
	}
	if len(want) < 20 {
		t.Fatalf("only %d copies made", len(want))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reports found to be copies (-want +got):\n%s", diff)
	}
}

func sentences(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		for range 6 + r.IntN(10) {
			fmt.Fprintf(&b, " w%d", r.IntN(3000))
		}
		b.WriteString(".")
	}
	return strings.TrimSpace(b.String())
}

// fives is the five-grams of a text whose words stand between spaces, stops and colons left out.
func fives(text string) map[string]bool {
	w := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" .:,()-", r) })
	grams := make(map[string]bool)
	for i := 0; i+5 <= len(w); i++ {
		grams[strings.Join(w[i:i+5], " ")] = true
	}
	return grams
}

func inAnother(a, b map[string]bool) float64 {
	n := 0
	for g := range a {
		if b[g] {
			n++
		}
	}
	return float64(n) / float64(len(a))
}
