package call

import (
	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// place is where the words of a call say that help is needed: the place known by its name that stands there, else in
// the rest of a message, else the last one before; and the words of an address, where they give one.
func (c *caller) place(s report.Span) (string, *report.Span) {
	first, last := c.tokens(s)
	if c.message() && len(c.in.Statements) == 0 {
		first, last = 0, len(c.x.Tokens)
	}
	address := c.address(first, last)
	end := 0
	name := ""
	for ; end < len(c.in.Places) && c.in.Places[end].Start < c.x.Tokens[last-1].End; end++ {
		p := &c.in.Places[end]
		if p.Start >= c.x.Tokens[first].Start && p.Precision != report.Country && (name == "" || address != nil && address.Overlaps(p.Span)) {
			name = p.Name
		}
	}
	if name == "" {
		name = lastCity(c.in.Places[:end])
	}
	return name, address
}

// lastCity is the name of the last place that is more exact than a region, else of the last that is no country; it
// looks back a bounded way.
func lastCity(places []report.Place) string {
	const back = 24
	region := ""
	for i := len(places) - 1; i >= max(0, len(places)-back); i-- {
		switch p := &places[i]; p.Precision {
		case report.Country:
		case report.Region:
			if region == "" {
				region = p.Name
			}
		default:
			return p.Name
		}
	}
	return region
}

// address is the first words among the tokens [first, last) that give one: after "at", "in", "on" a run of names and
// numbers of which one is a number or a word of streets, or the first run of names where none is.
func (c *caller) address(first, last int) *report.Span {
	var plain *report.Span
	for i := first; i < last; i++ {
		if w, n := facts.Match(c.x, i, last); n == 0 || w.part != placing || w.value != "" {
			continue
		}
		end, exact, named := c.run(i+1, last)
		if end == i+1 || !named {
			continue
		}
		span := &report.Span{Start: c.x.Tokens[i+1].Start, End: c.x.Tokens[end-1].End}
		if exact {
			return span
		}
		if plain == nil {
			plain = span
		}
	}
	return plain
}

// run is where the names, numbers and words of streets end that begin at token i; whether one of them is more than a
// name, and whether any is.
func (c *caller) run(i, last int) (end int, exact, named bool) {
	const most = 14 // tokens
	end = i
	for k := i; k < last && k-i < most; k++ {
		w, n := facts.Match(c.x, k, last)
		street := n > 0 && w.part == placing && w.value != ""
		switch {
		case street:
			exact, named = true, true
		case c.x.Tokens[k].Kind == segment.Number && named:
			exact = true
		case c.x.Tokens[k].Kind == segment.Word && c.x.Capital(k):
			named = true
		case k > i && (cursor.OneOf(c.x.Word(k), ",", "#") || cursor.OneOf(c.x.Fold(k), "de", "of", "bis")):
			continue // counts only with what follows
		case k == i && c.x.Fold(k) == "the":
			continue
		default:
			return end, exact, named
		}
		end = k + 1
	}
	return end, exact, named
}
