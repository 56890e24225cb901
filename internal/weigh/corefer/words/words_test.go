package words_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
	"firsthand/internal/report/terms"
	"firsthand/internal/weigh/corefer/words"
)

// story is a report as a test tells it.
type story struct {
	id, title, text, published string
	kind, day, town            string
	killed                     int64
	others                     []string // places that it names besides
}

// towns lie hundreds of kilometres apart.
var towns = map[string][2]float64{"Orlin": {36.2, 37.1}, "Weck": {33.5, 36.3}, "Umber": {35.1, 40.4}}

func (s story) subject() *words.Subject {
	r := report.Report{ID: s.id, Title: s.title, Text: s.text, Published: s.published}
	reading := &report.Reading{ID: s.id, Report: report.Head{Title: s.title, Published: s.published}, Sketch: sketch.Of(s.text), Terms: terms.Of(r)}
	for _, name := range append(s.others, s.town) {
		if at, ok := towns[name]; ok {
			reading.Places = append(reading.Places, report.Place{Name: name, ID: "x:" + name, Lat: &at[0], Lon: &at[1], Precision: report.City})
		}
	}
	if s.kind == "" {
		return words.NewSubject(s.id, reading, nil)
	}
	e := &report.Event{ID: "e1", Kind: s.kind, Main: true}
	if s.day != "" {
		e.When = report.Days{Start: s.day, End: s.day}
	}
	if at, ok := towns[s.town]; ok {
		e.Where = report.Where{Name: s.town, ID: "x:" + s.town, Lat: &at[0], Lon: &at[1], Precision: report.City}
	}
	if s.killed > 0 {
		e.Figures = []report.Figure{{Measure: "killed", Low: s.killed, High: &s.killed}}
	}
	return words.NewSubject(s.id, reading, e)
}

// crowd is reports of other events, so that there is something to be rare among.
func crowd(n int) []story {
	r := rand.New(rand.NewPCG(5, 8))
	list := make([]story, n)
	for i := range list {
		list[i] = story{
			id: fmt.Sprintf("crowd%04d", i), published: dayAfter(r.IntN(300)), kind: report.Attack, day: "", town: "",
			title: "Shooting in " + name(i, 7), text: prose(r, 120) + fmt.Sprintf(" It happened on %s Street, where %s %s, %d, was found.", name(i, 1), name(i, 2), name(i, 3), 18+i%60),
		}
	}
	return list
}

func dayAfter(n int) string {
	return time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n).Format(time.DateOnly)
}

// name makes names that hardly ever come twice.
func name(i, j int) string {
	const letters = "bdfgklmnprstvz"
	r := rand.New(rand.NewPCG(uint64(i), uint64(j)))
	var b strings.Builder
	for k := range 3 {
		c := letters[r.IntN(len(letters))]
		if k == 0 {
			c -= 'a' - 'A'
		}
		b.WriteByte(c)
		b.WriteByte("aeiou"[r.IntN(5)])
	}
	return b.String() + string(letters[r.IntN(len(letters))])
}

// ordinary is the words of the reports below that are no names: what every reporter of such things writes.
var ordinary = func() (words []string) {
	for w := range strings.FieldsSeq(first + " " + later + " " + other) {
		if w = strings.Trim(w, ".,"); w == strings.ToLower(w) || w == "Street" || w == "Hospital" || w == "Lane" || w == "Saint" {
			words = append(words, w)
		}
	}
	return words
}()

// prose is words of which some are common and most are not, as in a language.
func prose(r *rand.Rand, n int) string {
	w := make([]string, n)
	for i := range w {
		w[i] = fmt.Sprintf("wort%c%d", 'a'+rune(r.IntN(3)), int(math.Exp(r.Float64()*8)))
		if i%2 == 0 {
			w[i] = ordinary[r.IntN(len(ordinary))]
		}
	}
	return strings.Join(w, " ") + "."
}

const (
	first = "Police say Nadia Orvane, 27, was shot on Kestrel Lane near the Brimley Mill late on Friday. Her neighbour Tomas Wexley, 41, drove her to Saint Ebba Hospital."
	later = "Tomas Wexley wept in court as the man who shot Nadia Orvane on Kestrel Lane was sentenced. The Brimley Mill has been closed since. She was 27."
	other = "Two men were hurt when shots fell outside the Copper Bell on Harrow Street, the mayor Ines Calder said. Both were taken to Saint Ebba Hospital."
)

func TestWhichReportsAreOne(t *testing.T) {
	base := story{id: "a", title: "Nadia Orvane shot on Kestrel Lane", text: first, published: "2019-03-02", kind: report.Attack, day: "2019-03-01", town: "Orlin", killed: 1}
	with := func(change func(*story)) story {
		s := story{id: "b", title: "Sentence for shooting on Kestrel Lane", text: later, published: "2019-03-09", kind: report.Killing, day: "2019-03-01", town: "Orlin", killed: 1}
		change(&s)
		return s
	}
	for _, c := range []struct {
		name string
		b    story
		want bool
	}{
		{"a week later, the same names", with(func(*story) {}), true},
		{"the report names no event", with(func(s *story) { s.kind = "" }), true},
		{"the day of the sentence was taken for that of the event", with(func(s *story) { s.day = "2019-03-08" }), true},
		{"another event of the same town, a week later", with(func(s *story) {
			s.title, s.text, s.killed, s.day = "Two hurt outside the Copper Bell", other, 0, "2019-03-08"
		}), false},
		{"another day, and many more dead", with(func(s *story) { s.day, s.killed = "2019-03-08", 12 }), false},
		{"strikes of different days, in nearly the same words", with(func(s *story) { s.kind, s.day, s.text = report.AirStrike, "2019-03-04", first }), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			stories := append(crowd(400), base, c.b)
			subjects, known := prepared(stories)
			joined, links := words.Fitted.Group(subjects, known)
			n := len(stories)
			if got := joined[n-1] == joined[n-2]; got != c.want {
				t.Fatalf("one event: %v, want %v", got, c.want)
			}
			for _, l := range links {
				if l.B == n-1 || l.A == n-1 {
					if l.Score <= 0 || l.Score > 1 || !strings.Contains(l.Reason.String(), "rare words shared") {
						t.Errorf("link with score %v and reason %q", l.Score, l.Reason)
					}
				}
			}
		})
	}
}

func prepared(stories []story) (subjects []*words.Subject, known []int) {
	for i, s := range stories {
		subjects = append(subjects, s.subject())
		known = append(known, i)
	}
	return subjects, known
}

// Two events of many dead on far days share a report's words with a third that names no day. The third joins one of
// them; it does not chain them together.
func TestNoChainAcrossAContradiction(t *testing.T) {
	a := story{id: "a", title: "Shots on Kestrel Lane", text: first, published: "2019-03-02", kind: report.Attack, day: "2019-03-01", town: "Orlin", killed: 9}
	b := a
	b.id, b.day, b.killed, b.published = "b", "2019-03-06", 30, "2019-03-07"
	c := a
	c.id, c.day, c.killed = "c", "", 0
	stories := append(crowd(300), a, b, c)
	subjects, known := prepared(stories)
	joined, _ := words.Fitted.Group(subjects, known)
	n := len(stories)
	if joined[n-3] == joined[n-2] {
		t.Error("the two events are one")
	}
	if joined[n-1] != joined[n-3] && joined[n-1] != joined[n-2] {
		t.Error("the third report joins neither")
	}
}

// What is known to be one stays one, and is joined as one.
func TestKnownGroupsStayTogether(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stories := mixed(t)
		subjects, known := prepared(stories)
		for i := range known {
			known[i] = rapid.IntRange(0, i).Draw(t, "group")
		}
		joined, links := words.Fitted.Group(subjects, known)
		of := make(map[int]int)
		for i, k := range known {
			if j, ok := of[k]; ok && j != joined[i] {
				t.Fatalf("group %d is in %d and in %d", k, j, joined[i])
			}
			of[k] = joined[i]
			if joined[i] > k {
				t.Fatalf("group %d is called %d", k, joined[i])
			}
		}
		groups := make(map[int]bool)
		for _, j := range of {
			groups[j] = true
		}
		if len(of)-len(groups) != len(links) {
			t.Fatalf("%d groups became %d with %d links", len(of), len(groups), len(links))
		}
	})
}

// mixed draws some reports of a few events among others.
func mixed(t *rapid.T) []story {
	stories := crowd(60)
	for i := range rapid.IntRange(1, 8).Draw(t, "reports") {
		stories = append(stories, story{
			id: fmt.Sprintf("r%d", i), published: rapid.SampledFrom([]string{"2019-03-02", "2019-03-03", "2019-03-20", ""}).Draw(t, "published"),
			title: rapid.SampledFrom([]string{"Nadia Orvane shot", "Sentence for Kestrel Lane", ""}).Draw(t, "title"),
			text:  rapid.SampledFrom([]string{first, later, other, first + " " + other, ""}).Draw(t, "text"),
			kind:  rapid.SampledFrom([]string{report.Killing, report.Attack, report.AirStrike, ""}).Draw(t, "kind"),
			day:   rapid.SampledFrom([]string{"2019-03-01", "2019-03-02", "2019-03-19", ""}).Draw(t, "day"),
			town:  rapid.SampledFrom([]string{"Orlin", "Weck", "Umber", ""}).Draw(t, "town"), killed: rapid.SampledFrom([]int64{0, 1, 2, 9, 30}).Draw(t, "killed"),
		})
	}
	return stories
}

// The order in which reports come decides nothing: joins of exactly the same score aside, which these reports have not.
func TestOrderDoesNotMatter(t *testing.T) {
	stories := crowd(300)
	for i := range 40 {
		stories = append(stories, story{
			id: fmt.Sprintf("e%02d", i), published: dayAfter(i / 4), kind: report.Attack, day: dayAfter(i / 4), town: "Orlin",
			text: fmt.Sprintf("%s %s %s was shot near %s Mill. %s", first[:20+i], name(i/4, 20), name(i/4, 21), name(i/4, 22), prose(rand.New(rand.NewPCG(uint64(i), 3)), 20+i)),
		})
	}
	partition := func(stories []story) []string {
		subjects, known := prepared(stories)
		joined, _ := words.Fitted.Group(subjects, known)
		members := make(map[int][]string)
		for i, s := range stories {
			members[joined[i]] = append(members[joined[i]], s.id)
		}
		var list []string
		for _, m := range members {
			slices.Sort(m)
			list = append(list, strings.Join(m, " "))
		}
		slices.Sort(list)
		return list
	}
	want := partition(stories)
	if len(want) == len(stories) {
		t.Fatal("nothing was joined, so the test shows nothing")
	}
	r := rand.New(rand.NewPCG(1, 1))
	for range 5 {
		shuffled := slices.Clone(stories)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if !slices.Equal(partition(shuffled), want) {
			t.Fatal("another order gave other groups")
		}
	}
}

func TestParseScorerRefuses(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"no JSON":             {`{`, "parse scorer: unexpected end"},
		"no threshold":        {`{"trees":[]}`, "threshold 0 is no probability"},
		"an unknown feature":  {`{"threshold":0.5,"trees":[{"on":"mood","low":{},"high":{}}]}`, `tree 0: there is no feature "mood"`},
		"a branch of one arm": {`{"threshold":0.5,"trees":[{"on":"words","low":{}}]}`, `tree 0: the branch on "words" lacks a side`},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := words.ParseScorer([]byte(c.in)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error is %v, want %q", err, c.want)
			}
		})
	}
}

func TestTheScorerSaysWhatItWasFittedOn(t *testing.T) {
	if words.Fitted.Corpus == "" || len(words.Fitted.Trees) == 0 {
		t.Errorf("corpus %q, %d trees", words.Fitted.Corpus, len(words.Fitted.Trees))
	}
}

// Every report of the crowd has words that only those of its own event share; a third of the reports tell of an event
// that another tells of.
func BenchmarkGroup(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("%d reports", n), func(b *testing.B) {
			r := rand.New(rand.NewPCG(2, 3))
			subjects, known := make([]*words.Subject, n), make([]int, n)
			for i := range n {
				event := r.IntN(n * 2 / 3)
				subjects[i] = story{
					id: fmt.Sprintf("r%06d", i), published: dayAfter(event%300 + r.IntN(4)), kind: report.Attack, day: dayAfter(event % 300),
					title: "Shooting near " + name(event, 7),
					text:  prose(r, 150) + fmt.Sprintf(" %s %s, %d, was shot on %s Street. %s %s saw it.", name(event, 1), name(event, 2), 18+event%60, name(event, 3), name(event, 4), name(i, 5)),
				}.subject()
				known[i] = i
			}
			b.ReportAllocs()
			for b.Loop() {
				words.Fitted.Group(subjects, known)
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}
