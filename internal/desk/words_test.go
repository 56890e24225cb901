package desk

import (
	"net/url"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"firsthand/internal/desk/find"
	"firsthand/internal/report"
)

func ptr[T any](v T) *T { return &v }

func TestFiguresInWords(t *testing.T) {
	for _, c := range []struct {
		f    report.Figure
		want string
	}{
		{report.Figure{Low: 31, High: ptr(int64(31))}, "31"},
		{report.Figure{Low: 15000, High: ptr(int64(40000)), Bound: report.Range}, "15,000–40,000"},
		{report.Figure{Low: 31, Bound: report.AtLeast}, "at least 31"},
		{report.Figure{Low: 0, High: ptr(int64(1200)), Bound: report.AtMost}, "at most 1,200"},
		{report.Figure{Low: 100000, High: ptr(int64(100000)), Bound: report.About}, "about 100,000"},
		{report.Figure{Low: 24}, "24 or more"},
		{report.Figure{Low: -1234567, High: ptr(int64(-1234567))}, "-1,234,567"},
	} {
		if got := figure(c.f); got != c.want {
			t.Errorf("%+v: %q, want %q", c.f, got, c.want)
		}
	}
}

func TestOneIsSingular(t *testing.T) {
	for _, c := range []struct{ number, what, who, want string }{
		{"1", "killed", "children", "child killed"},
		{"1", "injured", "civilians", "civilian injured"},
		{"1", "missing", "", "missing"},
		{"21", "killed", "women", "women killed"},
		{"at least 1", "killed", "women", "women killed"},
	} {
		if got := measure(c.number, c.what, c.who); got != c.want {
			t.Errorf("%s %s %s: %q, want %q", c.number, c.who, c.what, got, c.want)
		}
	}
}

func TestDaysInWords(t *testing.T) {
	for _, c := range []struct{ start, end, want string }{
		{"2017-03-03", "2017-03-03", "3 Mar 2017"},
		{"2017-03-03", "", "3 Mar 2017"},
		{"2017-03-06", "2017-03-08", "6–8 Mar 2017"},
		{"2017-02-28", "2017-03-02", "28 Feb – 2 Mar 2017"},
		{"2016-12-30", "2017-01-02", "30 Dec 2016 – 2 Jan 2017"},
		{"", "", ""},
		{"spring 2017", "spring 2017", "spring 2017"},
		{"2017-03", "2017-04", "2017-03 – 2017-04"},
	} {
		if got := days(report.Days{Start: c.start, End: c.end}); got != c.want {
			t.Errorf("%s to %s: %q, want %q", c.start, c.end, got, c.want)
		}
	}
	for iso, want := range map[string]string{
		"2017-03-03": "3 Mar 2017", "2017-03-03T16:40:00Z": "3 Mar 2017, 16:40 UTC", "2017-03-03T16:40:00+03:00": "3 Mar 2017, 16:40 +03:00", "": "", "Friday": "Friday",
	} {
		if got := published(iso); got != want {
			t.Errorf("published %s: %q, want %q", iso, got, want)
		}
	}
}

func TestCountsInWords(t *testing.T) {
	for _, c := range []struct {
		counts            report.Counts
		basis, rests, who string
	}{
		{report.Counts{Reports: 12, Publishers: 10, Named: 2, Witnesses: 1, Unnamed: 1, Distinct: 3},
			"12 reports · 3 origins", "12 reports by 10 publishers rest on 3 distinct origins.",
			"1 of the 2 named origins claims to have seen it. 1 trail ends in people nobody names."},
		{report.Counts{Reports: 9, Publishers: 7, Named: 1, Distinct: 1},
			"9 reports · 1 origin", "9 reports by 7 publishers rest on 1 distinct origin.",
			"The named origin does not claim to have seen it."},
		{report.Counts{Reports: 1, Publishers: 1, Unnamed: 1, Distinct: 1},
			"1 report · 1 origin", "1 report by 1 publisher rests on 1 distinct origin.",
			"Its only trail ends in people nobody names."},
		{report.Counts{Reports: 4, Publishers: 4, Unnamed: 3, Distinct: 1},
			"4 reports · 1 origin", "4 reports by 4 publishers rest on 1 distinct origin.",
			"All 3 trails end in people nobody names, who count as one origin."},
		{report.Counts{Reports: 1500, Publishers: 90, Named: 5, Witnesses: 5, Unnamed: 2, Distinct: 6},
			"1,500 reports · 6 origins", "1,500 reports by 90 publishers rest on 6 distinct origins.",
			"All 5 named origins claim to have seen it. 2 trails end in people nobody names, who count as one origin."},
		{report.Counts{Reports: 3, Publishers: 3, Named: 3, Witnesses: 0, Distinct: 3},
			"3 reports · 3 origins", "3 reports by 3 publishers rest on 3 distinct origins.",
			"None of the 3 named origins claims to have seen it."},
		{report.Counts{Reports: 6, Publishers: 6, Unnamed: 2, Distinct: 1},
			"6 reports · 1 origin", "6 reports by 6 publishers rest on 1 distinct origin.",
			"Both trails end in people nobody names, who count as one origin."},
		{report.Counts{Reports: 2, Publishers: 2, Named: 2, Witnesses: 2, Distinct: 2},
			"2 reports · 2 origins", "2 reports by 2 publishers rest on 2 distinct origins.",
			"Both named origins claim to have seen it."},
		{report.Counts{Reports: 2, Publishers: 2, Named: 2, Distinct: 2},
			"2 reports · 2 origins", "2 reports by 2 publishers rest on 2 distinct origins.",
			"Neither of the 2 named origins claims to have seen it."},
		{report.Counts{Reports: 2, Publishers: 0},
			"2 reports · 0 origins", "2 reports. Where they have it from could not be made out.", ""},
	} {
		if got := basis(c.counts); got != c.basis {
			t.Errorf("%+v: %q, want %q", c.counts, got, c.basis)
		}
		if got := restsOn(c.counts); got != c.rests {
			t.Errorf("%+v: %q, want %q", c.counts, got, c.rests)
		}
		if got := depth(c.counts); got != c.who {
			t.Errorf("%+v: %q, want %q", c.counts, got, c.who)
		}
		// Origins that are not shown to depend on each other are never called by the word that would claim more.
		if all := basis(c.counts) + restsOn(c.counts) + depth(c.counts); strings.Contains(all, "independent") {
			t.Errorf("%q claims too much", all)
		}
	}
}

func TestEveryKindOfLinkHasWords(t *testing.T) {
	for _, k := range []report.HopKind{report.Speaker, report.Addressee, report.Cited, report.Received, report.Outlet, report.CreditHop, report.Account, report.Unnamed} {
		if got := hopWords(k); got == string(k) {
			t.Errorf("no words for a hop of the kind %q", k)
		}
		if got := edgeWords(string(k)); strings.Contains(got, "(") {
			t.Errorf("no words for an edge of the kind %q", k)
		}
	}
	for _, k := range []string{"copy", "dateline", "own voice"} {
		if got := edgeWords(k); strings.Contains(got, "(") {
			t.Errorf("no words for an edge of the kind %q", k)
		}
	}
	for _, h := range []report.Hand{report.Witness, report.Told, report.Relayed, report.UnknownHand} {
		if handWords(h) == "" || handNote(h) == "" {
			t.Errorf("no words for the hand %q", h)
		}
	}
}

func TestSentencesAreWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		phrase := rapid.String().Draw(t, "phrase")
		got := sentence(phrase)
		if phrase != "" && !strings.ContainsAny(got[len(got)-1:], ".!?") && !strings.HasSuffix(got, "…") && !strings.HasSuffix(got, "”") {
			t.Fatalf("%q does not end", got)
		}
		if utf8.ValidString(phrase) && !utf8.ValidString(got) {
			t.Fatalf("%q is cut in a rune", got)
		}
	})
	if got := sentence("élan"); got != "Élan." {
		t.Errorf("got %q", got)
	}
}

func TestSearchFoldsLettersAndMarks(t *testing.T) {
	for _, c := range []struct {
		key, query string
		want       bool
	}{
		{"Café on the Quay", "cafe quay", true},
		{"Cafe", "CAFÉ", true},
		{"حَلَب", "حلب", true},
		{"Tell Zahra", "zahra, tell", true},
		{"Tell Zahra", "zahra market", false},
		{"anything", "  ", true},
		{"anything", "🙂", true},
		{"Straße", "straße", true},
	} {
		if got := find.Parse(c.query).Matches(searchKey(c.key)); got != c.want {
			t.Errorf("%q in %q: %t, want %t", c.query, c.key, got, c.want)
		}
	}
}

// A filter comes back from the address it writes, so that pages of a list and links to them keep what was asked for.
func TestFiltersSurviveTheirAddress(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := url.Values{}
		for _, name := range []string{"q", "kind", "grade", "from", "to", "many", "work", "publisher", "sort", "page"} {
			raw.Set(name, rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "2", "-1", "echo", "fair", "yes", "open", "2017-03-04"})).Draw(t, name))
		}
		f := parseFilter(raw)
		u, err := url.Parse(f.href("/", f.Page))
		if err != nil {
			t.Fatal(err)
		}
		if got := parseFilter(u.Query()); !reflect.DeepEqual(got, f) {
			t.Fatalf("%+v came back as %+v", f, got)
		}
		from, to, p := f.turn("/", rapid.IntRange(0, 500).Draw(t, "total"))
		if from < 0 || to < from || to > p.Total || to-from > perPage || p.Total > 0 && to == from {
			t.Fatalf("page %d of %d: rows %d to %d of %d", p.Page, p.Pages, from, to, p.Total)
		}
	})
}

func TestQuotationsAreShortenedWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, n := rapid.String().Draw(t, "words"), rapid.IntRange(1, 50).Draw(t, "n")
		got := shorten(s, n)
		if utf8.RuneCountInString(got) > n || (utf8.RuneCountInString(s) <= n && got != s) || (utf8.ValidString(s) && !utf8.ValidString(got)) {
			t.Fatalf("%q in %d runes: %q", s, n, got)
		}
	})
}

func TestStateWords(t *testing.T) {
	for _, c := range []struct{ kind, state, want string }{
		{"control", "taken", "taken"}, {"control", "denied", "not taken"}, {"control", "ended", "lost"}, {"control", "violated", "violated"},
		{"ceasefire", "in force", "in force"}, {"siege", "begun", "begun"},
	} {
		if got := stateWords(c.kind, c.state); got != c.want {
			t.Errorf("%s %s is %q, want %q", c.kind, c.state, got, c.want)
		}
	}
}
