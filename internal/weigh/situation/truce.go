package situation

import (
	"firsthand/internal/report"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/scene"
)

// A truce is of two sides and not of a town: reports speak of one by the place where it was made, broken or kept.
const (
	oneReport  = 14 // days within which what one report says of truces in one country is of one
	oneCountry = 60 // days within which a truce of a whole country is that of its towns
)

// joinTruces puts the ceasefires together that are one: those of one country, or near each other, of which one report
// tells, and those in the towns of a country with that of the whole country, where their days are near enough. Each
// goes into the one that stands first, a whole country's before all others.
func joinTruces(list []*timeline) []*timeline {
	into := make(map[*timeline]*timeline)
	find := func(t *timeline) *timeline {
		for into[t] != nil {
			t = into[t]
		}
		return t
	}
	join := func(t, u *timeline) {
		if t, u = find(t), find(u); t != u {
			into[u] = t
		}
	}
	whole := make(map[string]*timeline) // by country
	for _, t := range list {
		if p := t.places[0]; t.kind == report.Ceasefire && p.Precision == report.Country && p.Where.Country != "" && whole[p.Where.Country] == nil {
			whole[p.Where.Country] = t
		}
	}
	told := make(map[*corefer.Document]*timeline) // the first ceasefire of each report
	for _, t := range list {
		if t.kind != report.Ceasefire {
			continue
		}
		if w := whole[t.places[0].Where.Country]; w != nil && w != t && t.apart(w, nil) <= oneCountry {
			join(w, t)
		}
		for _, c := range t.claims {
			switch u := told[c.doc]; {
			case u == nil:
				told[c.doc] = t
			case u != t && oneLand(u.places[0], t.places[0]) && t.apart(u, c.doc) <= oneReport:
				join(u, t)
			}
		}
	}
	kept := list[:0:0]
	for _, t := range list {
		if u := find(t); u != t {
			u.places = append(u.places, t.places...)
			u.claims = append(u.claims, t.claims...)
		} else {
			kept = append(kept, t)
		}
	}
	return kept
}

// oneLand reports whether two places lie in one country, or across a border near each other.
func oneLand(p, q scene.Place) bool {
	const across = 60 // km
	return p.Where.Country != "" && p.Where.Country == q.Where.Country || scene.Within(p, q, across)
}

// apart is the number of days between the nearest two claims of two timelines, of one report's where d is given; none
// are as far apart as can be.
func (t *timeline) apart(u *timeline, d *corefer.Document) int {
	low, high, known := t.span(d)
	from, to, dated := u.span(d)
	if !known || !dated {
		return int(^uint(0) >> 1)
	}
	return max(0, from-high, low-to)
}

// span is the first and the last day of a timeline's claims, of one report's where d is given.
func (t *timeline) span(d *corefer.Document) (first, last int, known bool) {
	for _, c := range t.claims {
		day, ok := scene.ParseDay(c.day)
		if !ok || d != nil && c.doc != d {
			continue
		}
		if !known || day < first {
			first = day
		}
		if !known || day > last {
			last = day
		}
		known = true
	}
	return first, last, known
}
