package event

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// draft is an event while its sentences are collected.
type draft struct {
	family    family
	votes     [len(kinds)]uint8 // for each kind, how many sentences name it
	day       days
	spot      spot // the finest place that a sentence gave it, with all neighbourhoods
	own       bool // whether a sentence of its own gave it that place, so that it is not only carried over
	past      bool
	firm      bool // see scene.firm
	done      bool // see scene.done
	talk      bool // see reader.ungrounded
	sentences []int
	figures   []int // indices into Input.Figures
	accused   []report.Accusation
	targets   [targets]uint8 // for each protected target, how many sentences say that it was attacked
}

// lookBack is how many drafts a scene is compared with, so that grouping stays linear.
const lookBack = 24

// mostNames is how many accused and how many sentences' neighbourhoods an event keeps; no honest report comes near.
const mostNames = 32

// take gives a scene to the draft it goes on with, or begins a new one: the latest draft of its family that can have
// happened where and when the scene did. A scene that names no place happened where the report is: at the place that
// the last scene with one named.
func (r *reader) take(sc *scene) {
	carried := sc.spot.place < 0
	if !carried && r.precision(sc.spot.place) == report.Country && r.here >= 0 && r.agree(sc.spot.place, r.here) {
		carried = true
	}
	if carried {
		sc.spot = spot{place: r.here}
	} else if r.precision(sc.spot.place) == report.Neighbourhood {
		r.raise(sc)
	}
	if p := r.placeUnder(sc.sentence); carried && p >= 0 && grade(r.precision(p)) >= grade(report.Neighbourhood) {
		carried = false
		sc.spot = spot{place: p}
	}
	if p := r.paragraphPlace(sc.sentence); carried && p >= 0 {
		carried = false
		sc.spot = spot{place: p}
	}
	if p := r.placeAbove(sc.sentence); carried && p >= 0 {
		carried = false
		sc.spot = spot{place: p}
	}
	sc.carried = carried
	i := r.match(sc)
	if i < 0 {
		i = len(r.drafts)
		r.drafts = append(r.drafts, draft{family: sc.family, spot: nowhere, past: sc.past})
	}
	d := &r.drafts[i]
	r.last = i
	r.grow(d, sc, carried)
	if !carried && !sc.past && r.precision(sc.spot.place) != report.Country && (r.here < 0 || !r.titled(r.here)) {
		r.here = sc.spot.place
		if r.agree(d.spot.place, r.here) && grade(r.precision(d.spot.place)) >= grade(r.precision(r.here)) {
			r.here = d.spot.place // "the province" after its city
		}
	}
}

// paragraphPlace is the last place that stands well in the two sentences before sentence i in its paragraph, where that
// is short: an item of a list, an entry of a live blog, a post. It is -1 where there is none.
func (r *reader) paragraphPlace(i int) int {
	const back, short, head = 2, 7, 3 // sentences, and tokens of an item's head
	in := r.x.Sentences
	first, last := i, i
	if item := r.item[i]; item >= 0 && i-int(item) < short {
		first = int(item)
	} else {
		for first > 0 && in[first-1].Paragraph == in[i].Paragraph && i-first < short {
			first--
		}
		for last+1 < len(in) && in[last+1].Paragraph == in[i].Paragraph && last-i < short {
			last++
		}
		if last-first >= short || first == 0 && r.x.Tokens[in[0].First].Kind != segment.Number {
			return -1
		}
	}
	for n := i - 1; n >= first; n-- {
		s := &in[n]
		at, _ := slices.BinarySearchFunc(r.in.Places, s.Start, func(p report.Place, start int) int { return p.Start - start })
		best := -1
		for ; at < len(r.in.Places) && r.in.Places[at].Start < s.End; at++ {
			p := &r.in.Places[at]
			k := r.x.TokenAt(p.Start)
			if k < s.Last && grade(p.Precision) >= grade(report.City) && (n >= i-back && !r.abroad(p) && r.standing(s, k, p) > 0 || k <= in[first].First+head && r.standing(s, k, p) >= 0) {
				best = at
			}
		}
		if best >= 0 {
			return best
		}
	}
	return -1
}

// widen adds the neighbourhoods of a sentence that tells of nothing itself to the event told of just before it: "They
// name three neighbourhoods: …".
func (r *reader) widen(s *segment.Sentence, i int) {
	if len(r.drafts) == 0 {
		return
	}
	d := &r.drafts[r.last]
	if n := len(d.sentences); d.sentences[n-1] != i-1 || d.spot.place < 0 || len(d.spot.within) >= mostNames {
		return
	}
	for p := r.place; p < len(r.in.Places) && r.in.Places[p].Start < s.End; p++ {
		if r.precision(p) == report.Neighbourhood && p != d.spot.place && r.near(p, d.spot.place, neighbourhoodKm) {
			d.spot.within = append(d.spot.within, p)
		}
	}
}

// precision is that of Input.Places[i].
func (r *reader) precision(i int) report.Precision { return r.in.Places[i].Precision }

// raise makes a neighbourhood named alone lie within the city that the report speaks of, where it can.
func (r *reader) raise(sc *scene) {
	if r.here < 0 || r.here == sc.spot.place || grade(r.precision(r.here)) < grade(report.City) || !r.near(r.here, sc.spot.place, neighbourhoodKm) {
		return
	}
	sc.spot.within = append(sc.spot.within, sc.spot.place)
	slices.Sort(sc.spot.within)
	sc.spot.place = r.here
}

// match is the draft that a scene goes on with, as an index, or -1.
func (r *reader) match(sc *scene) int {
	if i := r.broken(sc); i >= 0 {
		return i
	}
	if sc.another && !sc.carried {
		return -1
	}
	if r.last < len(r.drafts) && r.drafts[r.last].family == sc.family && r.pointed(sc) {
		return r.last
	}
	for i := len(r.drafts) - 1; i >= max(0, len(r.drafts)-lookBack); i-- {
		d := &r.drafts[i]
		if d.family != sc.family || d.past != sc.past || d.unlike(sc.kind) || !r.agree(d.spot.place, sc.spot.place) {
			continue
		}
		if sc.family.lasts() && !sc.past || r.sameDays(d, sc) {
			return i
		}
	}
	return -1
}

// unlike reports whether a scene of kind k cannot be of this event because one of the two was done on purpose and the
// other was not.
func (d *draft) unlike(k kind) bool {
	own := d.kind()
	return !own.generic() && !k.generic() && own.mishap() != k.mishap()
}

// broken is the draft whose figure a scene only breaks down: "The victims included 51 children" after the sentence that
// counts the victims. It is -1 where the scene has a figure that is no share, or a share of none.
func (r *reader) broken(sc *scene) int {
	at := -1
	for i := sc.figures[0]; i < sc.figures[1]; i++ {
		f := &r.in.Figures[i]
		if familyOf[kindOfMeasure(f.Measure)] != sc.family {
			continue
		}
		if !f.Part || f.Of == "" {
			return -1
		}
		whole, err := strconv.Atoi(strings.TrimPrefix(f.Of, "f"))
		if err != nil || whole < 1 || whole > len(r.holder) {
			return -1
		}
		at = r.holder[whole-1] - 1
	}
	if at >= 0 && r.drafts[at].family != sc.family {
		return -1
	}
	return at
}

// pointed tells whether a scene speaks of the event told of just before it: "that attack", "the assault" is not enough.
func (r *reader) pointed(sc *scene) bool {
	d := &r.drafts[r.last]
	if n := len(d.sentences); d.sentences[n-1] != sc.sentence-1 || sc.at <= r.x.Sentences[sc.sentence].First {
		return false
	}
	return r.x.Fold(sc.at-1) == "that" && r.tags[sc.at].role != act && sc.carried
}

// sameDays tells whether a scene can have happened on the days of a draft. A draft without a day is news: it happened
// shortly before the report was published. Fighting goes on over days that follow each other.
func (r *reader) sameDays(d *draft, sc *scene) bool {
	const news, fight = 4, 3 // days
	have := d.day
	if have.none() && !r.published.none() && !d.past {
		have = days{r.published.from - news, r.published.to + 1}
	}
	if clash := kindNamed(report.Clash); !have.none() && !sc.past && (sc.kind == clash || d.votes[clash] > 0) {
		have = days{have.from - fight, have.to + fight}
	}
	return have.meets(sc.day)
}

// grow adds a scene to a draft.
func (r *reader) grow(d *draft, sc *scene, carried bool) {
	d.firm = d.firm || sc.firm
	d.done = d.done || sc.done
	votes := uint8(1)
	if r.title.kinds[sc.kind] {
		votes = 2
	}
	d.votes[sc.kind] = min(d.votes[sc.kind], math.MaxUint8-votes) + votes
	d.date(sc)
	r.settle(d, sc, carried)
	if n := len(d.sentences); n == 0 || d.sentences[n-1] != sc.sentence {
		d.sentences = append(d.sentences, sc.sentence)
	}
	for i := sc.figures[0]; i < sc.figures[1]; i++ {
		if familyOf[kindOfMeasure(r.in.Figures[i].Measure)] == sc.family {
			d.figures = append(d.figures, i)
			r.holder[i] = r.last + 1
		}
	}
	for n, name := range r.accused(sc) {
		d.accuse(name, r.accuser(r.accusedAt[n]), r.spanOf(sc.sentence))
	}
	if t := r.target(sc); t != noTarget {
		d.targets[t] = min(d.targets[t], math.MaxUint8-1) + 1
	}
}

// date gives a draft the days of a scene. One act of violence gets more exact by it; what lasts gets longer.
func (d *draft) date(sc *scene) {
	switch {
	case sc.day.none():
	case d.day.none(), d.day.long() && !sc.day.long():
		d.day = sc.day
	case sc.day.long():
	case !sc.family.lasts() && d.day.meets(sc.day):
		d.day = days{max(d.day.from, sc.day.from), min(d.day.to, sc.day.to)}
	default:
		d.day = d.day.hull(sc.day)
	}
}

// settle gives a draft the place of a scene, where that is finer than its own or where its own was only carried over.
func (r *reader) settle(d *draft, sc *scene, carried bool) {
	p := sc.spot.place
	if p < 0 {
		return
	}
	if d.spot.place < 0 || !carried && (!d.own || grade(r.precision(p)) > grade(r.precision(d.spot.place))) {
		d.spot.place = p
	}
	d.own = d.own || !carried
	if len(d.spot.within) < mostNames {
		d.spot.within = append(d.spot.within, sc.spot.within...)
	}
}

// kind is the draft's kind: the one most of its sentences name, a telling one before a generic one, the rarer one where
// they tie.
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

// settled is where a draft happened: where its sentences put it; else the place that the report names in its title or
// names first as one where something was; else, as the last resort, any place: a dateline, where somebody spoke.
func (r *reader) settled(d *draft) spot {
	const (
		first  = 64 // places looked at
		titled = 10
		stands = 20
		native = 40 // in the country that the report is about
	)
	if d.spot.place >= 0 && r.precision(d.spot.place) != report.Country {
		return spot{place: r.lined(d.spot.place), within: d.spot.within}
	}
	known := d.spot.place
	if known >= 0 && r.abroad(&r.in.Places[known]) {
		known = -1
	}
	best, most := d.spot.place, -1
	for i := range r.in.Places[:min(first, len(r.in.Places))] {
		p := &r.in.Places[i]
		if known >= 0 && !r.agree(i, known) || p.Precision == report.Country && best >= 0 && (r.precision(best) != report.Country || !r.abroad(&r.in.Places[best])) {
			continue
		}
		score := grade(p.Precision)
		if !r.abroad(p) {
			score += native
		}
		if r.titled(i) {
			score += titled
		}
		if p.Start == len(r.x.Raw) { // of the title
			score += stands
		} else if s := r.x.SentenceAt(p.Start); s >= 0 {
			switch standing := r.standing(&r.x.Sentences[s], r.x.TokenAt(p.Start), p); {
			case standing > 0:
				score += stands
			case standing == 0:
				score += stands / 2
			}
		}
		if p.Precision == report.Country {
			score = 0
			if !r.abroad(p) {
				score = 1
			}
		}
		if score > most {
			best, most = i, score
		}
	}
	return spot{place: r.lined(best), within: d.spot.within}
}

// lined is the town of the report's dateline where that lies in the region i, else i: "NUSEIRAT, Gaza Strip – The blast
// came …".
func (r *reader) lined(i int) int {
	const head = 4 // places
	if i < 0 || r.precision(i) != report.Region {
		return i
	}
	for j := range r.in.Places[:min(head, len(r.in.Places))] {
		p := &r.in.Places[j]
		k := r.x.TokenAt(p.Start)
		if p.Precision != report.City || k >= len(r.x.Tokens) || !r.agree(j, i) {
			continue
		}
		s := &r.x.Sentences[r.x.Tokens[k].Sentence]
		if next := r.x.TokenAt(p.End); k == s.First && next < s.Last && r.x.Word(next) == "," && shouted(r.x.Word(k)) {
			return j
		}
	}
	return i
}
