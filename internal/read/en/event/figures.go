package event

import (
	"slices"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/report"
)

// figures gives the draft's figures, the one that stands for the event first.
//
// That is, of the figures that are no share of another: the one whose number the title has, one with a number before a
// mere plural ("dozens"), one of this event before a sum over a longer time, the dead before the hurt; the first in the
// text where these do not decide.
func (r *reader) figures(d *draft) []report.Figure {
	if len(d.figures) == 0 {
		return r.harmIn(d)
	}
	r.gatherShares(d)
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
	if n := r.local(d, out, lead); n >= 0 {
		lead = n
	}
	if lead > 0 {
		f := out[lead]
		copy(out[1:lead+1], out[:lead])
		out[0] = f
	}
	return append(out, r.harmIn(d)...)
}

// harmIn is who was killed or hurt by the sentences that tell of an abduction: "kidnapped in an attack in which his
// driver was killed". It cost them their lives, whatever else the report makes of it.
func (r *reader) harmIn(d *draft) (found []report.Figure) {
	const most = 16 // sentences
	if kinds[d.kind()] != report.Abduction {
		return nil
	}
	for _, n := range d.sentences[:min(most, len(d.sentences))] {
		s := &r.x.Sentences[n]
		i, _ := slices.BinarySearchFunc(r.in.Figures, s.Start, func(f report.Figure, at int) int { return f.Start - at })
		for k := 0; i < len(r.in.Figures) && r.in.Figures[i].Start < s.End && k < most; i, k = i+1, k+1 {
			f := &r.in.Figures[i]
			if cursor.OneOf(f.Measure, "killed", "injured") && !f.Total && !f.Former && !slices.Contains(d.figures, i) {
				found = append(found, *f)
			}
		}
	}
	return found
}

// gatherShares gives a draft the shares of its figures that other sentences' drafts took: "at least 72 people,
// including nine children" breaks down the 72 wherever the 72 are told of.
func (r *reader) gatherShares(d *draft) {
	if r.shares == nil {
		r.shares = make(map[whole][]int)
		at := make(map[string]int, len(r.in.Figures))
		for i := range r.in.Figures {
			at[r.in.Figures[i].ID] = i
		}
		for i := range r.in.Figures {
			f := &r.in.Figures[i]
			if w, ok := at[f.Of]; ok && f.Part && len(r.shares[wholeOf(&r.in.Figures[w])]) < mostShares {
				key := wholeOf(&r.in.Figures[w])
				r.shares[key] = append(r.shares[key], i)
			}
		}
	}
	for _, i := range d.figures[:min(mostShares, len(d.figures))] {
		if f := &r.in.Figures[i]; !f.Part && f.Low > 1 {
			for _, s := range r.shares[wholeOf(f)] {
				if !slices.Contains(d.figures, s) {
					d.figures = append(d.figures, s)
				}
			}
		}
	}
}

// mostShares is how many figures of an event are asked for shares, and how many shares a figure may have; no honest
// report comes near.
const mostShares = 16

// whole is what a share is a share of: figures that say the same are one.
type whole struct {
	measure, who string
	low          int64
}

func wholeOf(f *report.Figure) whole { return whole{f.Measure, f.Who, f.Low} }

// less tells whether f counts fewer than the event has cost by the report's own words: only children or women where a
// larger figure counts people or civilians, or fewer than the "dozens" spoken of before it where another figure counts
// as many.
func (r *reader) less(figures []report.Figure, f *report.Figure) bool {
	const (
		most  = 32 // figures looked at
		scale = 10 // what is more than so many times as large counts something else
	)
	some := groupsWithin[f.Who] || sumOfGroups(figures, f)
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
		case some && cursor.OneOf(g.Who, "", "civilians"):
			if f.Low > 1 && g.Low <= scale*f.Low {
				return true
			}
		default:
			larger = max(larger, g.Low)
		}
	}
	return dozens > 0 && larger >= dozens && f.High != nil && *f.High < dozens
}

// sumOfGroups tells whether f adds up groups that a count of people holds, and nobody else: "a mother and her child".
func sumOfGroups(figures []report.Figure, f *report.Figure) bool {
	const most = 32 // figures looked at
	if len(f.Sum) == 0 {
		return false
	}
	for i := range figures[:min(most, len(figures))] {
		if g := &figures[i]; slices.Contains(f.Sum, g.ID) && !groupsWithin[g.Who] {
			return false
		}
	}
	return true
}

// groupsWithin are the groups that a count of people or civilians holds.
var groupsWithin = sets.Of("groupsWithin")

// local is the figure that stands for an event at one place where figure lead counts over several ("ten killed in
// Aleppo and Homs"): the first of the same measure whose sentence names one place and that holds at least half of the
// people, or a quarter of those of a whole country. It is -1 where there is none, and where another sentence gives the
// same number for one place.
func (r *reader) local(d *draft, figures []report.Figure, lead int) int {
	const most = 32 // figures looked at
	all := &figures[lead]
	if all.Part {
		return -1
	}
	least := int64(2) // one part in so many
	switch r.grounds[d.figures[lead]].extent {
	case manyPlaces:
	case wholeCountry:
		least = 4
	default:
		return -1
	}
	best := -1
	for n := range figures[:min(most, len(figures))] {
		f := &figures[n]
		if n == lead || f.Part || f.Total || f.Measure != all.Measure || groupsWithin[f.Who] && !groupsWithin[all.Who] || least*f.Low < all.Low || f.Low > all.Low || r.vague(f) || r.grounds[d.figures[n]].extent != onePlace {
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

// shareElsewhere tells whether another sentence gives the same figure as a share of a whole: "11 children were killed"
// beside "15 civilians, among them 11 children".
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
	if f.Part || f.Former || len(f.Sum) > 0 && armed(f.Who) && !r.title.says(f) {
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
func armed(who string) bool { return cursor.OneOf(who, "fighters", "soldiers") }

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
