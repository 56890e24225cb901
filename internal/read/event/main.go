package event

import (
	"slices"
	"strconv"
	"strings"

	"firsthand/internal/read/segment"
	"firsthand/internal/report"
)

// title is what a report's title says. A title has no spans; it only helps to choose.
type title struct {
	words   map[string]bool  // of three letters and more, in lower case
	numbers map[string]bool  // as they stand
	kinds   [len(kinds)]bool // kinds of event that its words tell of
	lower   string
}

// readTitle reads at most the first 60 words of a title.
func readTitle(s string) title {
	const most = 60
	t := title{}
	if strings.TrimSpace(s) == "" {
		return t
	}
	x := segment.Split(s)
	t.lower = x.Lower
	t.words = make(map[string]bool, len(x.Tokens))
	t.numbers = map[string]bool{}
	n := min(len(x.Tokens), most)
	for i := 0; i < n; {
		w, m := words.Match(x, i, n)
		if m > 0 && w.role.trigger() {
			t.kinds[w.kind] = true
		}
		m = max(m, 1)
		for j := i; j < i+m; j++ {
			f := x.Fold(j)
			if d, ok := digits[f]; ok {
				f = d
			}
			if x.Tokens[j].Kind == segment.Number || f[0] >= '0' && f[0] <= '9' {
				t.numbers[f] = true
			} else if len(f) >= 3 {
				t.words[f] = true
			}
		}
		i += m
	}
	return t
}

// digits writes the number words that titles use as digits.
var digits = map[string]string{
	"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
	"eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18",
	"nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
}

// names tells whether the title holds a place's name.
func (t *title) names(place string) bool {
	return place != "" && strings.Contains(t.lower, strings.ToLower(place))
}

// titled tells whether the title names the place i, as the report or the gazetteer spells it.
func (r *reader) titled(i int) bool {
	p := &r.in.Places[i]
	return r.title.names(p.Name) || r.title.names(p.In(r.x.Raw))
}

// says tells whether the title holds the figure's number.
func (t *title) says(f *report.Figure) bool {
	return f.High != nil && t.numbers[number(*f.High)] || t.numbers[number(f.Low)]
}

// main is the index of the draft that the report is about: what its title speaks of, what it begins with, what it counts.
func (r *reader) main() int {
	best, most := 0, -1.0
	for i := range r.drafts {
		if s := r.weight(&r.drafts[i]); s > most {
			best, most = i, s
		}
	}
	return best
}

// weight scores a draft for being what the report is about. The terms were set by hand, on one corpus; docs/method-figures-events.md
// gives them in words.
func (r *reader) weight(d *draft) float64 {
	if d.past {
		return 0
	}
	score := 1.0
	if len(r.title.words) > 0 {
		score += 3 * r.overlap(d)
		k := d.kind()
		if r.title.kinds[k] {
			score += 1.5
		} else if r.title.family(d.family) {
			score += 1
		}
		if d.spot.place >= 0 && r.titled(d.spot.place) {
			score += 1
		}
	}
	score += 3 / float64(1+d.sentences[0]/2)
	dead := false
	said := false
	for _, i := range d.figures {
		f := &r.in.Figures[i]
		if f.Part || f.Total && d.family != violence {
			continue
		}
		dead = dead || f.Measure == "killed"
		said = said || r.title.says(f)
	}
	if dead && (len(r.title.words) == 0 || r.title.family(violence) || r.title.family(noFamily)) {
		score += 6
	} else if dead {
		score += 2.5
	} else if len(d.figures) > 0 {
		score += 0.5
	}
	if said {
		score += 2
	}
	score += min(1, float64(len(d.sentences))/6)
	return score
}

// family tells whether the title has a word for an event of family f; for noFamily, whether it has none for any event.
func (t *title) family(f family) bool {
	if f == noFamily {
		return t.kinds == [len(t.kinds)]bool{}
	}
	for k, has := range t.kinds {
		if has && familyOf[k] == f {
			return true
		}
	}
	return false
}

// overlap is the share of the title's words that the draft's first sentences hold.
func (r *reader) overlap(d *draft) float64 {
	const most = 3 // sentences
	found := make(map[string]bool, len(r.title.words))
	for _, s := range d.sentences[:min(most, len(d.sentences))] {
		for k := r.x.Sentences[s].First; k < r.x.Sentences[s].Last; k++ {
			if w := r.x.Fold(k); r.title.words[w] {
				found[w] = true
			}
		}
	}
	return float64(len(found)) / float64(len(r.title.words))
}

// figures gives the draft's figures, the one that stands for the event first.
//
// That is, of the figures that are no share of another: the one whose number the title has, one with a number before a mere plural ("dozens"), one of this
// event before a sum over a longer time, the dead before the hurt; the first in the text where these do not decide.
func (r *reader) figures(d *draft) []report.Figure {
	if len(d.figures) == 0 {
		return nil
	}
	slices.Sort(d.figures)
	out := make([]report.Figure, 0, len(d.figures))
	lead, most := 0, -1
	for _, i := range d.figures {
		out = append(out, r.in.Figures[i])
	}
	for n := range out {
		s := r.standsFor(&out[n])
		if s > 1 && (shareElsewhere(out, &out[n]) && !r.title.says(&out[n]) || r.less(out, &out[n])) {
			s = 1
		}
		if s > most {
			lead, most = n, s
		}
	}
	if n := r.local(out, lead); n >= 0 {
		lead = n
	}
	if lead > 0 {
		f := out[lead]
		copy(out[1:lead+1], out[:lead])
		out[0] = f
	}
	return out
}

// less tells whether f counts fewer than the event has cost by the report's own words: only children or women where a larger figure counts people or civilians,
// or fewer than the "dozens" spoken of before it where another figure counts as many.
func (r *reader) less(figures []report.Figure, f *report.Figure) bool {
	const (
		most  = 32 // figures looked at
		scale = 5  // what is more than so many times as large counts something else
	)
	some := f.Who == "children" || f.Who == "women"
	dozens, larger := int64(0), int64(0)
	for i := range figures[:min(most, len(figures))] {
		g := &figures[i]
		switch {
		case g.Part || g.Total || g.Measure != f.Measure || g.Low <= f.Low:
		case slices.Contains(g.Sum, f.ID) && (!armed(g.Who) || r.title.says(g)):
			return true
		case r.vague(g):
			if g.Start < f.Start {
				dozens = g.Low
			}
		case some && (g.Who == "" || g.Who == "civilians"):
			if f.Low > 1 && g.Low <= scale*f.Low {
				return true
			}
		default:
			larger = max(larger, g.Low)
		}
	}
	return dozens > 0 && larger >= dozens && f.High != nil && *f.High < dozens
}

// local is the figure that stands for an event at one place where figure lead counts over several ("ten killed in Aleppo and Homs"): the first of the
// same measure whose sentence names one place and that holds at least half of the people. It is -1 where there is none, and where another sentence gives
// the same number for one place.
func (r *reader) local(figures []report.Figure, lead int) int {
	const most = 32 // figures looked at
	all := &figures[lead]
	if all.Part || r.extent(all) != manyPlaces {
		return -1
	}
	best := -1
	for n := range figures[:min(most, len(figures))] {
		f := &figures[n]
		if n == lead || f.Part || f.Total || f.Measure != all.Measure || 2*f.Low < all.Low || f.Low > all.Low || r.vague(f) || r.extent(f) != onePlace {
			continue
		}
		if f.Low == all.Low {
			return -1
		}
		if best < 0 {
			best = n
		}
	}
	return best
}

// extent says what ground a figure counts over.
type extent uint8

const (
	noPlace    extent = iota // its sentence names none
	onePlace                 // its sentence names one, or places that lie within each other
	manyPlaces               // its sentence names places that cannot be one: "in Aleppo and Homs", "across the country"
)

// extent is that of a figure, by the places of its sentence.
func (r *reader) extent(f *report.Figure) extent {
	i, _ := slices.BinarySearchFunc(r.in.Places, f.Sentence.Start, func(p report.Place, start int) int { return p.Start - start })
	at := r.x.SentenceAt(f.Sentence.Start)
	if at < 0 {
		return noPlace
	}
	s := &r.x.Sentences[at]
	out, first := noPlace, -1
	const most = 16 // places of a sentence
	for n := 0; i < len(r.in.Places) && r.in.Places[i].Start < s.End && n < most; i, n = i+1, n+1 {
		p := &r.in.Places[i]
		k := r.x.TokenAt(p.Start)
		if k >= s.Last || p.Precision == report.Country || p.Precision == report.Neighbourhood && first >= 0 || r.standing(s, k, p) < 0 {
			continue
		}
		switch {
		case first >= 0 && r.precision(first) != report.Neighbourhood && !r.agree(first, i):
			return manyPlaces
		case first < 0 || r.precision(first) == report.Neighbourhood: // cities have neighbourhoods of the same names
			first, out = i, onePlace
		}
	}
	if first < 0 && r.wide(s) {
		return manyPlaces
	}
	return out
}

// wide tells whether the sentence speaks of a whole country: "across the country".
func (r *reader) wide(s *segment.Sentence) bool {
	for k := s.First; k+1 < s.Last; k++ {
		switch r.x.Fold(k) {
		case "nationwide":
			return true
		case "across", "throughout":
			if w := r.x.Fold(k + 1); w == "the" && k+2 < s.Last && r.x.Fold(k+2) == "country" {
				return true
			}
		}
	}
	return false
}

// shareElsewhere tells whether another sentence gives the same figure as a share of a whole: "11 children were killed" beside "15 civilians, among them 11 children".
func shareElsewhere(figures []report.Figure, f *report.Figure) bool {
	const most = 64 // figures looked at
	for i := range figures[:min(most, len(figures))] {
		g := &figures[i]
		if g.Part && !f.Part && g.Measure == f.Measure && g.Low == f.Low && g.Who == f.Who && g.Who != "" {
			return true
		}
	}
	return false
}

// standsFor scores a figure for standing for its event.
func (r *reader) standsFor(f *report.Figure) int {
	if f.Part || len(f.Sum) > 0 && armed(f.Who) && !r.title.says(f) {
		return 0 // the dead of two sides are not one toll unless the report says so
	}
	score := 1
	switch f.Measure {
	case "killed", "trapped", "detained", "abducted", "displaced", "evacuated":
		score += 64
	case "casualties":
		score += 32
	}
	if !r.vague(f) {
		score += 16
		if r.title.says(f) {
			score += 8
		}
	}
	if !f.Total {
		score += 4
	}
	return score
}

// armed tells whether a figure's people do violence.
func armed(who string) bool { return who == "fighters" || who == "soldiers" }

// vague tells whether a figure is only a plural: "dozens", "hundreds of people".
func (r *reader) vague(f *report.Figure) bool {
	if f.Bound != report.AtLeast || f.High != nil {
		return false
	}
	for k := r.x.TokenAt(f.Start); k < len(r.x.Tokens) && r.x.Tokens[k].Start < f.End; k++ {
		switch r.x.Fold(k) {
		case "dozens", "tens", "scores", "hundreds", "thousands", "millions":
			return true
		}
	}
	return false
}

// number writes n in digits.
func number(n int64) string { return strconv.FormatInt(n, 10) }
