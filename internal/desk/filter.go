package desk

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// filter is what a list is asked for. Anything that a form could not have sent falls back to its zero value: a mistyped
// address shows the list, not an error.
type filter struct {
	Query string
	Kind  string // of event; "" for all
	Grade string // "" for all
	Sort  string // one of sorts; "" is the first
	Page  int    // from 1
}

// longest is how many runes of a query are looked at.
const longest = 200

// sorts are the orders of the incidents list, by their names in the address.
var sorts = []struct{ Name, Label string }{
	{"", "newest first"},
	{"oldest", "oldest first"},
	{"reports", "most reports"},
	{"echo", "most reports per origin"},
}

func parseFilter(q url.Values) filter {
	f := filter{Query: clip(strings.TrimSpace(strings.ToValidUTF8(q.Get("q"), "")), longest), Page: 1}
	f.Kind = clip(strings.ToValidUTF8(q.Get("kind"), ""), longest)
	f.Grade = clip(strings.ToValidUTF8(q.Get("grade"), ""), longest)
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
	for name, v := range map[string]string{"q": f.Query, "kind": f.Kind, "grade": f.Grade, "sort": f.Sort} {
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
func (f filter) Narrows() bool { return f.Query != "" || f.Kind != "" || f.Grade != "" }

// keeps tells whether an incident's row passes the filter.
func (f filter) keeps(r *row) bool {
	return (f.Kind == "" || f.Kind == r.Kind) && (f.Grade == "" || f.Grade == r.Grade.Value) && matches(r.key, f.Query)
}

// order sorts rows as the filter asks. Rows come in the weighing's order, which is newest first, and ties keep it.
func (f filter) order(rows []*row) {
	switch f.Sort {
	case "oldest": // days that nobody knows stay last
		slices.SortStableFunc(rows, func(a, b *row) int {
			return cmp.Or(cmp.Compare(undated(a), undated(b)), strings.Compare(a.Start, b.Start))
		})
	case "reports":
		slices.SortStableFunc(rows, func(a, b *row) int { return cmp.Compare(b.Counts.Reports, a.Counts.Reports) })
	case "echo":
		slices.SortStableFunc(rows, func(a, b *row) int {
			return cmp.Compare(b.Counts.Reports*max(a.Counts.Distinct, 1), a.Counts.Reports*max(b.Counts.Distinct, 1))
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

// turn returns the slice bounds of the filter's page among total rows, and the pager for it. A page past the end is the last.
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
