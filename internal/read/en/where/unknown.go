package where

import (
	"slices"
	"strings"
	"unicode"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// Named adds to the places that the gazetteer knows those that the report names and the gazetteer does not: villages, camps and
// quarters are too many for any list. names are what the network takes for names of places, in the order of the text. One
// counts where the report puts something there ("in Alibeyli", "the village of Alibeyli", "Alibeyli airport") at least once;
// then each of its mentions is a place, without coordinates and with the division and country that its sentence puts it in, or
// those that most other places of the report lie in. The places come back in the order of the text and apart.
func Named(t *segment.Text, known []report.Place, names []report.Span) []report.Place {
	names = slices.DeleteFunc(slices.Clone(names), func(n report.Span) bool {
		return covered(known, n) || !plausible(n.In(t.Raw))
	})
	where := make(map[string]report.Place) // by the name without its case
	for _, n := range names {
		key := strings.ToLower(n.In(t.Raw))
		p, there := where[key]
		if !there && !located(t, n) {
			continue
		}
		if p.Name == "" || !properly(p.Name) && properly(n.In(t.Raw)) {
			p.Name = n.In(t.Raw)
		}
		if p.Country == "" {
			p.Admin1, p.Country = beside(t, known, n)
		}
		where[key] = p
	}
	if len(where) == 0 {
		return known
	}
	admin1, country := home(known)
	for key, p := range where {
		if p.Country == "" {
			p.Admin1, p.Country = admin1, country
			where[key] = p
		}
	}
	out := slices.Clone(known)
	for _, n := range names {
		if p, there := where[strings.ToLower(n.In(t.Raw))]; there {
			p.Span = n
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b report.Place) int { return a.Start - b.Start })
	return out
}

// covered reports whether a known place stands where the name does.
func covered(known []report.Place, n report.Span) bool {
	i, _ := slices.BinarySearchFunc(known, n.Start, func(p report.Place, at int) int {
		if p.End <= at {
			return -1
		}
		return 1
	})
	return i < len(known) && known[i].Start < n.End
}

// plausible reports whether words can be the name of a place: letters, a capital, and no acronym.
func plausible(name string) bool {
	const shortest, longest = 3, 60 // bytes
	if len(name) < shortest || len(name) > longest || strings.ContainsAny(name, "\n\r\t@#/()[]") {
		return false
	}
	letters, small := 0, 0
	for _, r := range name {
		switch {
		case unicode.IsDigit(r):
			return false
		case unicode.IsUpper(r):
			letters++
		case unicode.IsLetter(r):
			letters++
			small++
		}
	}
	return small > 0 && small < letters
}

// located reports whether the words around a name say that something is there.
func located(t *segment.Text, n report.Span) bool {
	first, last := t.TokenAt(n.Start), t.TokenAt(n.End)
	s := t.Sentences[t.Tokens[first].Sentence]
	if last < s.Last && landmarks[t.Fold(last)] {
		return true
	}
	i := first - 1
	for i >= s.First && (t.Fold(i) == "the" || quarters[t.Fold(i)]) {
		i--
	}
	if i < s.First {
		return false
	}
	if t.Fold(i) == "of" {
		return i > s.First && settlements[t.Fold(i-1)]
	}
	return locatives[t.Fold(i)] || settlements[t.Fold(i)]
}

// beside is the division or country that the sentence of a name puts it in: that of the nearest place the gazetteer knows,
// those that follow first ("Alibeyli, in the north of Tovuz district").
func beside(t *segment.Text, known []report.Place, n report.Span) (admin1, country string) {
	s := t.Sentences[t.Tokens[t.TokenAt(n.Start)].Sentence]
	next, _ := slices.BinarySearchFunc(known, n.End, func(p report.Place, at int) int { return p.Start - at })
	best := -1
	if next < len(known) && known[next].Start < s.End && known[next].Start-n.End < aheadBytes {
		best = next
	} else if next > 0 && known[next-1].Start >= s.Start {
		best = next - 1
	} else if next < len(known) && known[next].Start < s.End {
		best = next
	}
	if best < 0 {
		return "", ""
	}
	return divisionOf(known[best])
}

// aheadBytes is how far the place may follow that a name is put in before one that precedes it is nearer.
const aheadBytes = 60

// divisionOf is the division and country of a place; a division is its own.
func divisionOf(p report.Place) (admin1, country string) {
	if p.Precision == report.Region && p.Admin1 == "" {
		return p.Name, p.Country
	}
	return p.Admin1, p.Country
}

// home is the division and country that most of the known places of a report lie in; the division is "" where no two agree
// on one or less than half do.
func home(known []report.Place) (admin1, country string) {
	type ground struct{ admin1, country string }
	counts := make(map[ground]int)
	all := 0
	var best ground
	for _, p := range known {
		if p.Precision == report.Country {
			continue
		}
		a, c := divisionOf(p)
		counts[ground{a, c}]++
		all++
	}
	for _, p := range known {
		a, c := divisionOf(p)
		if g := (ground{a, c}); p.Precision != report.Country && counts[g] > counts[best] {
			best = g
		}
	}
	if n := counts[best]; n < 2 || 2*n < all {
		return "", best.country
	}
	return best.admin1, best.country
}

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

var (
	// locatives put something at the name that follows.
	locatives = set("in at near around outside inside below above into on toward towards reached entered")
	// quarters name a side of a place.
	quarters = set("eastern western northern southern central rural east west north south besieged")
	// settlements are what places are called before or after "of".
	settlements = set("town village city suburb quarter neighbourhood neighborhood district camp area region province county " +
		"hamlet settlement community commune municipality township island valley villages towns mine base junction people residents")
	// landmarks follow the name of where they are.
	landmarks = set("airport airfield hospital market district province region county quarter neighbourhood neighborhood camp " +
		"crossing junction checkpoint village town bridge prison dam")
)
