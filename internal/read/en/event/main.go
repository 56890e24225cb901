package event

import (
	"slices"
	"strconv"
	"strings"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// title is what a report's title says. A title has no spans; it only helps to choose.
type title struct {
	words   map[string]bool  // of three letters and more, in lower case
	numbers map[string]bool  // as they stand
	kinds   [len(kinds)]bool // kinds of event that its words tell of
	lower   string
	day     days // see titleDay
}

// readTitle reads at most the first 60 words of a title.
func readTitle(s string) title {
	const most = 60
	t := title{}
	x := segment.Split(s)
	if len(x.Tokens) == 0 {
		return t
	}
	t.words = make(map[string]bool, len(x.Tokens))
	t.numbers = map[string]bool{}
	n := min(len(x.Tokens), most)
	t.lower = x.Lower[:x.Tokens[n-1].End]
	for i := 0; i < n; {
		w, m := words.Match(x, i, n)
		if m > 0 && w.role.trigger() && !month(x, i, n) {
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

// entitle adds the places of the title to those of the report, behind its last sentence, and begins where the finest of
// them is: what a report tells before it names a place is told of the one in its title.
func (r *reader) entitle() {
	if len(r.in.Titled) == 0 {
		return
	}
	places := slices.Clone(r.in.Places)
	for _, p := range r.in.Titled {
		p.Span = report.Span{Start: len(r.x.Raw), End: len(r.x.Raw)}
		if r.here < 0 && p.Precision != report.Country && !r.abroad(&p) {
			r.here = len(places)
		}
		places = append(places, p)
	}
	r.in.Places = places
}

// month reports whether the word at token i of a title's first n is the month of March: a number stands beside it.
func month(x *segment.Text, i, n int) bool {
	return x.Fold(i) == "march" && (i > 0 && x.Tokens[i-1].Kind == segment.Number || i+1 < n && x.Tokens[i+1].Kind == segment.Number)
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

// main is the index of the draft that the report is about: what its title speaks of, what it begins with, what it
// counts. It is -1 where all are talk.
func (r *reader) main() int {
	best, most := -1, -1.0
	for i := range r.drafts {
		if r.drafts[i].talk {
			continue
		}
		if s := r.weight(&r.drafts[i]); s > most {
			best, most = i, s
		}
	}
	return best
}

// weight scores a draft for being what the report is about. The terms were set by hand, on one corpus;
// docs/method-figures-events.md gives them in words.
func (r *reader) weight(d *draft) float64 {
	if d.past {
		return 0
	}
	score := 1.0
	if len(r.title.words) > 0 {
		score += float64(3 * r.overlap(d))
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

// number writes n in digits.
func number(n int64) string { return strconv.FormatInt(n, 10) }
