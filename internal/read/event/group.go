package event

import (
	"slices"

	"firsthand/internal/report"
)

// draft is an event while its sentences are collected.
type draft struct {
	family    family
	votes     [32]uint8 // for each kind, how many sentences name it
	day       days
	spot      spot // the finest place that a sentence gave it, with all neighbourhoods
	own       bool // whether a sentence of its own gave it that place, so that it is not only carried over
	past      bool
	firm      bool // see scene.firm
	sentences []int
	figures   []int // indices into Input.Figures
	accused   []string
}

// lookBack is how many drafts a scene is compared with, so that grouping stays linear.
const lookBack = 24

// take gives a scene to the draft it goes on with, or begins a new one.
//
// A scene that names a place or a day goes on with the latest draft of its family that can have happened there and then. One that names neither goes on with
// the latest draft where the report is "now": the place that was spoken of last.
func (r *reader) take(sc *scene) {
	carried := false
	if sc.spot.place < 0 || r.in.Places[sc.spot.place].Precision == report.Country && r.here.place >= 0 && r.agree(sc.spot.place, r.here.place) {
		sc.spot, carried = spot{place: r.here.place}, true
	} else if p := &r.in.Places[sc.spot.place]; p.Precision == report.Neighbourhood {
		r.raise(sc)
	}
	d := r.match(sc, carried)
	if d == nil {
		r.drafts = append(r.drafts, draft{family: sc.family, spot: nowhere, past: sc.past})
		d = &r.drafts[len(r.drafts)-1]
	} else if i := len(r.drafts) - 1; d != &r.drafts[i] {
		d.past = d.past && sc.past
	}
	r.grow(d, sc, carried)
	if !carried && !sc.past && r.in.Places[sc.spot.place].Precision != report.Country {
		r.here = spot{place: d.spot.place}
		if !r.agree(r.here.place, sc.spot.place) || grade(r.in.Places[sc.spot.place].Precision) > grade(r.in.Places[r.here.place].Precision) {
			r.here = spot{place: sc.spot.place}
		}
	}
}

// raise makes a neighbourhood named alone lie within the city that the report speaks of, where it can.
func (r *reader) raise(sc *scene) {
	h := r.here.place
	if h < 0 || h == sc.spot.place {
		return
	}
	if p := r.in.Places[h].Precision; p != report.City && p != report.Exact || !r.near(h, sc.spot.place, neighbourhoodKm) {
		return
	}
	sc.spot.within = append(sc.spot.within, sc.spot.place)
	slices.Sort(sc.spot.within)
	sc.spot.place = h
}

// match is the draft that a scene goes on with, or nil.
func (r *reader) match(sc *scene, carried bool) *draft {
	for i := len(r.drafts) - 1; i >= max(0, len(r.drafts)-lookBack); i-- {
		d := &r.drafts[i]
		if d.family != sc.family || d.past != sc.past {
			continue
		}
		if !r.agree(d.spot.place, sc.spot.place) {
			continue
		}
		if (sc.family == violence || sc.family == custody || sc.past) && !r.sameDays(d, sc) {
			continue
		}
		return d
	}
	return nil
}

// sameDays tells whether a scene can have happened on the days of a draft. A draft without a day is news: it happened shortly before
// the report was published. Fighting goes on over days that follow each other.
func (r *reader) sameDays(d *draft, sc *scene) bool {
	const news, fight = 4, 3 // days
	have := d.day
	if have.none() && !r.published.none() && !d.past {
		have = days{r.published.from - news, r.published.to + 1}
	}
	if clash := kindNamed(report.Clash); !sc.past && !sc.day.none() && (sc.kind == clash || d.votes[clash] > 0) {
		have = days{have.from - fight, have.to + fight}
	}
	return have.meets(sc.day)
}

// grow adds a scene to a draft.
func (r *reader) grow(d *draft, sc *scene, carried bool) {
	d.firm = d.firm || sc.firm
	if d.votes[sc.kind] < 255 {
		d.votes[sc.kind]++
	}
	if d.votes[sc.kind] < 255 && r.title.kinds[sc.kind] {
		d.votes[sc.kind]++
	}
	switch {
	case sc.day.none():
	case d.day.none() || d.day.long() && !sc.day.long():
		d.day = sc.day
	case sc.day.long():
	case sc.family == violence || sc.family == custody:
		if both := (days{max(d.day.from, sc.day.from), min(d.day.to, sc.day.to)}); both.from <= both.to {
			d.day = both
		} else {
			d.day = d.day.hull(sc.day)
		}
	default:
		d.day = d.day.hull(sc.day)
	}
	if p := sc.spot.place; p >= 0 {
		switch {
		case d.spot.place < 0, !carried && !d.own:
			d.spot.place = p
		case !carried && grade(r.in.Places[p].Precision) > grade(r.in.Places[d.spot.place].Precision):
			d.spot.place = p
		}
		d.own = d.own || !carried
		d.spot.within = append(d.spot.within, sc.spot.within...)
	}
	if n := len(d.sentences); n == 0 || d.sentences[n-1] != sc.sentence {
		d.sentences = append(d.sentences, sc.sentence)
	}
	for i := sc.figures[0]; i < sc.figures[1]; i++ {
		if f := familyOf[kindOfMeasure(r.in.Figures[i].Measure)]; f == sc.family {
			d.figures = append(d.figures, i)
		}
	}
	for _, name := range r.accused(sc) {
		if !slices.Contains(d.accused, name) {
			d.accused = append(d.accused, name)
		}
	}
}

// kind is the draft's kind: the one most of its sentences name, a telling one before a generic one, the rarer one where they tie.
func (d *draft) kind() kind {
	best := kind(0)
	for k := range kinds {
		k := kind(k)
		if d.votes[k] == 0 {
			continue
		}
		if best == 0 || best.generic() && !k.generic() || best.generic() == k.generic() && d.votes[k] > d.votes[best] {
			best = k
		}
	}
	return best
}

// settled is where a draft happened: where its sentences put it, else the place the report names in its title or names first.
func (r *reader) settled(d *draft) spot {
	if d.spot.place >= 0 && r.in.Places[d.spot.place].Precision != report.Country {
		return d.spot
	}
	best, most := d.spot.place, -1
	for i := range r.in.Places {
		if d.spot.place >= 0 && !r.agree(i, d.spot.place) {
			continue
		}
		score := grade(r.in.Places[i].Precision)
		if r.title.names(r.in.Places[i].Name) {
			score += 10
		}
		if score > most {
			best, most = i, score
		}
		if i > 64 {
			break
		}
	}
	return spot{place: best, within: d.spot.within}
}
