package desk

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"firsthand/internal/desk/find"
	"firsthand/internal/desk/outline"
)

// filter is what a list is asked for. Anything that a form could not have sent falls back to its zero value: a mistyped
// address shows the list, not an error.
type filter struct {
	Query     string
	Kind      string // of event; "" for all
	Grade     string // "" for all
	From      string // first and last day, YYYY-MM-DD; "" for no bound
	To        string
	Many      string // "yes" for incidents of more than one report
	Work      string // one of works; "" for all
	Publisher string // of reports; "" for all
	Area      string // part of the world, as outline.Area writes it; "" for all of it
	Sort      string // one of sorts; "" is the first
	Page      int    // from 1

	words find.Query   // what Query asks for
	area  outline.Area // what Area asks for
}

// finds tells whether what has that key is looked for.
func (f filter) finds(k find.Key) bool { return f.words.Matches(k) }

// onlyQuery leaves of a filter the words and the page.
func onlyQuery(f filter) filter { return filter{Query: f.Query, words: f.words, Page: f.Page} }

// longest is how many runes of a query are looked at.
const longest = 200

// sorts are the orders of the incidents list, by their names in the address.
var sorts = []struct{ Name, Label string }{
	{"", "what repays a look"},
	{"newest", "newest first"},
	{"oldest", "oldest first"},
	{"reports", "most reports"},
	{"echo", "most publishers per origin"},
}

// works are the states of work on an incident, by their names in the address.
var works = []struct{ Name, Label string }{{"open", "graded by nobody"}, {"graded", "graded by people"}}

// yes is how a box that is ticked stands in an address.
const yes = "yes"

// dayOf is a day of an address; "" for anything else.
func dayOf(s string) string {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return ""
	}
	return s
}

func parseFilter(q url.Values) filter {
	f := filter{Query: clip(strings.TrimSpace(strings.ToValidUTF8(q.Get("q"), "")), longest), Page: 1}
	f.words = find.Parse(f.Query)
	f.Kind = clip(strings.ToValidUTF8(q.Get("kind"), ""), longest)
	f.Grade = clip(strings.ToValidUTF8(q.Get("grade"), ""), longest)
	f.Publisher = clip(strings.ToValidUTF8(q.Get("publisher"), ""), longest)
	f.From, f.To = dayOf(q.Get("from")), dayOf(q.Get("to"))
	if a, ok := outline.Parse(q.Get("area")); ok {
		f.Area, f.area = a.String(), a
	}
	if q.Get("many") == yes {
		f.Many = yes
	}
	for _, w := range works {
		if w.Name == q.Get("work") {
			f.Work = w.Name
		}
	}
	for _, s := range sorts {
		if s.Name == q.Get("sort") {
			f.Sort = s.Name
		}
	}
	if n, err := strconv.Atoi(q.Get("page")); err == nil && n > 1 && n < 1_000_000 {
		f.Page = n
	}
	return f
}

// clip shortens s to at most n runes.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n])
}

// href is the address of a page of the list at path; parseFilter reads it back.
func (f filter) href(path string, page int) string {
	q := url.Values{}
	for name, v := range map[string]string{"q": f.Query, "kind": f.Kind, "grade": f.Grade, "from": f.From, "to": f.To, "many": f.Many, "work": f.Work, "publisher": f.Publisher, "area": f.Area, "sort": f.Sort} {
		if v != "" {
			q.Set(name, v)
		}
	}
	if page > 1 {
		q.Set("page", strconv.Itoa(page))
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// Narrows tells whether the filter leaves anything out.
func (f filter) Narrows() bool { return f.Query != "" || f.More() }

// More tells whether anything but the words narrows it.
func (f filter) More() bool {
	return f.Kind != "" || f.Grade != "" || f.From != "" || f.To != "" || f.Many != "" || f.Work != "" || f.Publisher != "" || f.Area != ""
}

// keeps tells whether an incident's row passes the filter.
func (f filter) keeps(r *row) bool {
	return (f.Kind == "" || f.Kind == r.Kind) && (f.Grade == "" || f.Grade == r.Grade.Value) && f.within(r) &&
		(f.Many == "" || r.Counts.Reports > 1) && (f.Work == "" || (f.Work == "graded") == (r.Grade.By != "")) &&
		(f.Area == "" || r.Where.Lat != nil && r.Where.Lon != nil && f.area.Holds(*r.Where.Lat, *r.Where.Lon)) && f.finds(r.key)
}

// within tells whether any day of an incident lies in the filter's days. One whose day nobody knows lies in none.
func (f filter) within(r *row) bool {
	if f.From == "" && f.To == "" {
		return true
	}
	return r.Start != "" && (f.To == "" || r.Start <= f.To) && (f.From == "" || r.End >= f.From)
}

// order sorts rows as the filter asks. Rows come in the weighing's order, which is newest first, and ties keep it.
func (f filter) order(rows []*row) {
	switch f.Sort {
	case "":
		slices.SortStableFunc(rows, func(a, b *row) int { return cmp.Compare(b.Attention, a.Attention) })
	case "oldest": // days that nobody knows stay last
		slices.SortStableFunc(rows, func(a, b *row) int {
			return cmp.Or(cmp.Compare(undated(a), undated(b)), strings.Compare(a.Start, b.Start))
		})
	case "reports":
		slices.SortStableFunc(rows, func(a, b *row) int { return cmp.Compare(b.Counts.Reports, a.Counts.Reports) })
	case "echo": // one publisher that repeats itself is no echo
		slices.SortStableFunc(rows, func(a, b *row) int {
			return cmp.Compare(b.Counts.Publishers*max(a.Counts.Distinct, 1), a.Counts.Publishers*max(b.Counts.Distinct, 1))
		})
	}
}

func undated(r *row) int {
	if r.Start == "" {
		return 1
	}
	return 0
}

// pager leads through a long list.
type pager struct {
	Page, Pages    int
	First, Last    int    // of the rows on this page, counted from 1
	Total          int    // rows in all
	Previous, Next string // addresses; "" where there is none
}

// perPage is how many rows a page of a list has.
const perPage = 50

// turn returns the slice bounds of the filter's page among total rows, and the pager for it. A page past the end is the
// last.
func (f filter) turn(path string, total int) (from, to int, p pager) {
	p = pager{Pages: max(1, (total+perPage-1)/perPage), Total: total}
	p.Page = min(f.Page, p.Pages)
	from = (p.Page - 1) * perPage
	to = min(from+perPage, total)
	p.First, p.Last = min(from+1, total), to
	if p.Page > 1 {
		p.Previous = f.href(path, p.Page-1)
	}
	if p.Page < p.Pages {
		p.Next = f.href(path, p.Page+1)
	}
	return from, to, p
}
