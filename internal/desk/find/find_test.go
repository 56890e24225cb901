package find

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSpellingsOfANameHaveOneSkeleton(t *testing.T) {
	for _, same := range [][]string{
		{"Sheikhoun", "Shaykhun", "Shaikhoun", "Cheikhoun", "شيخون"},
		{"Saraqib", "Saraqeb", "Sarakeb", "سراقب"},
		{"Douma", "Duma", "دوما"},
		{"al-Hasakah"[3:], "Hasaka", "الحسكة"},
		{"Qusayr", "Kusair", "القصير"},
	} {
		for _, w := range same[1:] {
			if Skeleton(w) != Skeleton(same[0]) {
				t.Errorf("%s: %q, %s: %q", same[0], Skeleton(same[0]), w, Skeleton(w))
			}
		}
	}
	for _, apart := range [][2]string{{"Aleppo", "Idlib"}, {"Sheikhoun", "Shahin"}, {"Saraqib", "Saraya"}} {
		if a, b := Skeleton(apart[0]), Skeleton(apart[1]); a == b && a != "" {
			t.Errorf("%v have one skeleton %q", apart, a)
		}
	}
}

var docs = []Doc{
	{"sheikhoun", "The Lantern", "Dozens died in Khan Sheikhoun on Tuesday, doctors say."},
	{"shaykhun", "Harbour Wire", "At least 58 were killed in Khan Shaykhun, a monitor said.\n\nNobody could verify it."},
	{"arabic", "الجسر", "قتل العشرات في خان شيخون يوم الثلاثاء."},
	{"other", "Meridian Post", "A khan is an inn. Killed time in Idlib; the monitor slept."},
}

func searched(t *testing.T, query string) []string {
	t.Helper()
	x, err := New()
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if err := x.Add(t.Context(), docs[:2]); err != nil {
		t.Fatal(err)
	}
	if err := x.Add(t.Context(), docs[2:]); err != nil {
		t.Fatal(err)
	}
	hits, err := x.Search(t.Context(), Parse(query))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range hits {
		id := h.ID
		if h.Otherwise {
			id += "~"
		}
		got = append(got, id)
	}
	slices.Sort(got)
	return got
}

func TestSearch(t *testing.T) {
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"", nil},
		{"killed", []string{"other", "shaykhun"}},
		{"KILLED monitor", []string{"other", "shaykhun"}},
		{`"a monitor"`, []string{"shaykhun"}},
		{`“a monitor”`, []string{"shaykhun"}},
		{"killed -idlib", []string{"shaykhun"}},
		{"doctors OR verify", []string{"shaykhun", "sheikhoun"}},
		{"doct*", []string{"sheikhoun"}},
		{"lantern", []string{"sheikhoun"}},
		{"Sheikhoun", []string{"arabic~", "shaykhun~", "sheikhoun"}},
		{"khan sheikhun", []string{"shaykhun~", "sheikhoun~"}},
		{"شيخون", []string{"arabic", "shaykhun~", "sheikhoun~"}},
		{`"Khan Sheikhoun"`, []string{"sheikhoun"}},
		{"nothing like it", nil},
		{`"`, nil}, {"-", nil}, {"*", nil}, {"OR OR", nil}, {`body : "x" NEAR(`, nil}, {"-killed", nil}, {"'; --", nil},
	} {
		if d := cmp.Diff(c.want, searched(t, c.query)); d != "" {
			t.Errorf("%s (-want +got)\n%s", c.query, d)
		}
	}
}

// Of very many reports those that came last stand first; of fewer, those that fit best.
func TestTheOrderOfWhatIsFound(t *testing.T) {
	x, err := New()
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	many := []Doc{{"best", "", "market market market"}}
	for i := range ranked {
		many = append(many, Doc{strconv.Itoa(i), "", "a market and much else that was told of that day"})
	}
	for _, c := range []struct {
		docs  []Doc
		first string
	}{{many[:ranked/2], "best"}, {many[ranked/2:], strconv.Itoa(ranked - 1)}} {
		if err := x.Add(t.Context(), c.docs); err != nil {
			t.Fatal(err)
		}
		hits, err := x.Search(t.Context(), Parse("market"))
		if err != nil {
			t.Fatal(err)
		}
		if hits[0].ID != c.first {
			t.Errorf("of %d, %s stands first, want %s", len(hits), hits[0].ID, c.first)
		}
	}
}

func TestAnExcerptMarksWhatWasLookedFor(t *testing.T) {
	say := func(e Excerpt) string {
		var b strings.Builder
		for _, p := range e.Pieces {
			if p.Mark {
				b.WriteString("[" + p.Text + "]")
			} else {
				b.WriteString(p.Text)
			}
		}
		return b.String()
	}
	long := strings.Repeat("Nothing of note happened there. ", 20) + "Then 58 people were killed in Khan Shaykhun. " + strings.Repeat("It rained all day. ", 30)
	for _, c := range []struct{ query, text, want string }{
		{"killed", docs[1].Text, "At least 58 were [killed] in Khan Shaykhun, a monitor said."},
		{"sheikhoun verify", docs[1].Text, "At least 58 were killed in Khan [Shaykhun], a monitor said.\n\nNobody could [verify] it."},
		{"verif*", docs[1].Text, "Nobody could [verify] it."},
		{"Sheikhoun", docs[2].Text, "قتل العشرات في خان [شيخون] يوم الثلاثاء."},
		{"absent", docs[1].Text, ""},
	} {
		got := ""
		if all := Parse(c.query).Excerpts(c.text, 1); len(all) > 0 {
			got = say(all[0])
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.query, got, c.want)
		}
	}
	all := Parse("killed sheikhoun rained").Excerpts(long, 3)
	if got := say(all[0]); !strings.Contains(got, "[killed] in Khan [Shaykhun]. It [rained]") || len(got) > 2*longestExcerpt {
		t.Errorf("the richest stretch: %q", got)
	}
	if len(all) != 3 || !strings.HasPrefix(long[all[0].Start:], "killed") {
		t.Errorf("%d excerpts, the first at %q", len(all), long[all[0].Start:all[0].End])
	}
}

func TestKeysMatchInAnySpelling(t *testing.T) {
	k := NewKey("Chemical attack, Khan Shaykhun", "Syrian Observatory")
	for q, want := range map[string]bool{"khan sheikhoun": true, "CHEMICAL": true, "obs": true, "shahin": false, "chemical aleppo": false, "": true} {
		if got := Parse(q).Matches(k); got != want {
			t.Errorf("%q: %t", q, got)
		}
	}
}

func FuzzQuery(f *testing.F) {
	for _, s := range []string{`a "b c" -d OR e*`, "\"", "“x", "شيخون OR", "a\x00b", "\xff*", `") OR (`} {
		f.Add(s, "Some text of Khan Shaykhun.")
	}
	x, err := New()
	if err != nil {
		f.Fatal(err)
	}
	if err := x.Add(f.Context(), docs); err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { x.Close() })
	f.Fuzz(func(t *testing.T, query, text string) {
		q := Parse(query)
		if _, err := x.Search(t.Context(), q); err != nil {
			t.Errorf("%q: %v", query, err)
		}
		for _, e := range q.Excerpts(text, 3) {
			if e.Start < 0 || e.End > len(text) || e.Start >= e.End {
				t.Errorf("an excerpt of %d-%d", e.Start, e.End)
			}
		}
		q.Matches(NewKey(text))
	})
}
