package event

import (
	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// scene is what one sentence tells of events of one family.
type scene struct {
	sentence int // index into Text.Sentences
	family   family
	kind     kind // the most telling one
	at       int  // the token of its first trigger; the sentence's first where only a figure tells of it
	day      days // zero where the sentence names none of its own
	spot     spot // where the sentence says it happened
	figures  [2]int
	carried  bool // the sentence names no place of its own: spot is the report's
	firm     bool // told by a word that is not used of arguments as well, or by a figure
	past     bool // a look back over a long time: not news
	done     bool // a verb says that it happened
	another  bool // the report says that it is another event than those before: "in a separate strike"
}

// reader holds what Find knows while it goes through a text.
type reader struct {
	cursor.Cursor
	trees cursor.Tree // only where in.Grammar is known
	in    Input
	x     *segment.Text
	tags  []word
	title title

	time, place, figure int    // the first of each that does not end before the current sentence
	home                string // the country that most of the report's places lie in
	here                int    // the place that was named last, as an index into Input.Places; -1 for none
	published           days
	doubtful            bool      // see dated
	accusedAt           []int     // the first token of each name that accused found last
	grounds             []footing // of each of Input.Figures
	drafts              []draft
	holder              []int             // of each of Input.Figures, the draft that has it, plus one
	last                int               // the draft that grew last
	shares              map[whole][]int   // the shares of each whole, as indices into Input.Figures; see gatherShares
	seen                map[sighting]seen // what scenes rest on, where notes are taken
	datedBy             report.Span       // the words that gave the last scene its day; empty where none did
	item                []int32           // of each sentence; see items
	entries             int               // items, and lines under a head of their own
	section             []int32           // of each sentence; see sections
	headings            []head            // of a bulletin, in the order of the text
	entryOf             []int32           // of each sentence; see heads
	mention             int               // the first of Input.Mentions that does not begin before the current sentence
}

// scenes goes through the text once and hands each scene to the grouping.
func (r *reader) scenes() {
	var found [families]scene
	for i := range r.x.Sentences {
		s := &r.x.Sentences[i]
		if r.item[i] == int32(i) {
			r.here = int(r.section[i])
		}
		if p := r.placeUnder(i); p >= 0 && r.opensLine(i) {
			r.here = p
		}
		posted := r.posted(i)
		headDay, headWords := r.dayUnder(i)
		if !headDay.none() {
			posted = headDay
		}
		for r.time < len(r.in.Times) && r.in.Times[r.time].End <= s.Start {
			r.time++
		}
		for r.place < len(r.in.Places) && r.in.Places[r.place].End <= s.Start {
			r.place++
		}
		for r.figure < len(r.in.Figures) && r.in.Figures[r.figure].Start < s.Start {
			r.figure++
		}
		last := r.figure
		for last < len(r.in.Figures) && r.in.Figures[last].Start < s.End {
			last++
		}
		if !r.triggers(i, &found, last) {
			r.widen(s, i)
			continue
		}
		for f := family(1); f < families; f++ {
			if sc := &found[f]; sc.kind != 0 {
				sc.day = r.dayOf(s, sc.at, f == violence || f == custody)
				if sc.day.none() {
					sc.day, r.datedBy = posted, headWords
				}
				r.noteScene(sc)
				sc.spot = r.spotOf(s, sc.at, f == violence)
				if f == violence && r.receives(s) {
					sc.spot = nowhere
				}
				sc.figures = [2]int{r.figure, last}
				sc.past = r.past(s, sc)
				sc.another = r.another(s, sc.at)
				r.apart(s, sc)
			}
		}
	}
}

// receives reports whether a sentence tells of the harmed only where they were brought: "The hospital in Bunia admitted
// 14 wounded". It was elsewhere that they were harmed.
func (r *reader) receives(s *segment.Sentence) bool {
	received := false
	for k := s.First; k < s.Last; k++ {
		f := r.x.Fold(k)
		if receiving[f] {
			received = true
		}
		if w := r.tags[k]; w.role.trigger() && w.role != hint && familyOf[w.kind] == violence && !casualties[f] {
			return false
		}
	}
	return received
}

// receiving are verbs for what a hospital does with the harmed, and what they do there; casualties are words for the
// harmed.
var receiving, casualties = sets.Of("receiving"), sets.Of("casualties")

// apart takes a scene, and takes it as several where its figures count at places that cannot be one: "killed 12 in
// Aleppo and five in Homs", "took the town in Homs, killed 50 in Hama". Each of them keeps the figures from its own
// place up to the next.
func (r *reader) apart(s *segment.Sentence, sc *scene) {
	end := sc.figures[1]
	part := *sc
	part.figures[1] = part.figures[0]
	split := false
	for i := sc.figures[0]; i < end; i++ {
		part.figures[1] = i + 1
		f := &r.in.Figures[i]
		g := r.grounds[i]
		if f.Part || f.Total || familyOf[kindOfMeasure(f.Measure)] != sc.family || g.extent != onePlace || part.spot.place < 0 || r.precision(part.spot.place) == report.Country || r.agree(part.spot.place, g.place) {
			continue
		}
		if r.placeAfter(s, f, g.place) {
			part.figures[1] = i
			r.take(&part)
			split = true
			part.at = min(r.x.TokenAt(f.Start), s.Last-1)
			part.spot = spot{place: g.place}
			part.figures = [2]int{i, i + 1}
		}
	}
	part.figures[1] = end
	if !split {
		part = *sc
	}
	r.take(&part)
}

// placeAfter tells whether place i stands behind figure f in its sentence, after a word for where.
func (r *reader) placeAfter(s *segment.Sentence, f *report.Figure, i int) bool {
	p := &r.in.Places[i]
	return p.Start >= f.End && p.Start < s.End && r.lead(s, r.x.TokenAt(p.Start)) > 0
}

// triggers finds the families that sentence i tells of, with the kind of each, and tells whether there is one. Figures
// that no trigger accounts for make a scene of their own.
func (r *reader) triggers(i int, found *[families]scene, lastFigure int) (any bool) {
	*found = [families]scene{}
	s := &r.x.Sentences[i]
	hints, planted, any := r.wordsOf(i, found)
	unreal := r.onlyUnreal(s)
	for _, fig := range r.in.Figures[r.figure:lastFigure] {
		k := kindOfMeasure(fig.Measure)
		f := familyOf[k]
		if k == 0 || unreal && f == violence {
			continue
		}
		if found[f].kind != 0 {
			found[f].firm = true
			continue
		}
		if hints[f] != 0 && k.generic() {
			k = hints[f]
		}
		found[f] = scene{sentence: i, family: f, kind: k, at: min(r.x.TokenAt(fig.Start), s.Last-1), firm: true}
		any = true
	}
	entry := !any && r.entry(s)
	for f, h := range hints {
		if h == 0 {
			continue
		}
		if entry && !h.mishap() {
			found[f] = scene{sentence: i, family: family(f), kind: h, at: s.First, firm: true}
			any = true
		}
		if found[f].kind.colouredBy(h, planted) {
			found[f].kind = h
		}
	}
	return any
}

// wordsOf finds the families that the triggers of sentence i name. hints are the kinds that its other words hint at;
// planted tells that somebody meant it.
func (r *reader) wordsOf(i int, found *[families]scene) (hints [families]kind, planted, any bool) {
	s := &r.x.Sentences[i]
	for k := s.First; k < s.Last; k++ {
		w := r.tags[k]
		planted = planted || assailants[r.x.Fold(k)]
		if !w.role.trigger() || r.denied(s, k) {
			continue
		}
		f := familyOf[w.kind]
		planted = planted || kinds[w.kind] == report.Explosion && r.planted(k) || w.framed && familyOf[w.kind] == violence && !w.kind.mishap()
		if w.role == hint {
			if hints[f] == 0 {
				hints[f] = w.kind
			}
			continue
		}
		sc := &found[f]
		switch {
		case sc.kind == 0:
			*sc = scene{sentence: i, family: f, kind: w.kind, at: k}
		case sc.kind.generic() && !w.kind.generic() || w.kind < sc.kind && sc.kind == kindNamed(report.Killing):
			sc.kind = w.kind
		}
		sc.firm = sc.firm || w.role != soft
		sc.done = sc.done || w.role == act
		any = true
	}
	return hints, planted, any
}

// colouredBy reports whether a hint says better than kind k what happened. What somebody planted is no mishap.
func (k kind) colouredBy(h kind, planted bool) bool {
	switch {
	case k == 0 || planted && h.mishap():
		return false
	case k.generic():
		return true
	}
	return h.mishap() && kinds[k] == report.Explosion
}

// entry reports whether a sentence is one of a register: its paragraph begins with a day and a place ("14 March, Homs
// (old market), car bomb: 12"). What only colours another sentence tells of an event there.
func (r *reader) entry(s *segment.Sentence) bool {
	const days, places = 3, 10 // tokens
	if s.First > 0 && r.x.Sentences[r.x.Tokens[s.First-1].Sentence].Paragraph == s.Paragraph {
		return false
	}
	if r.time >= len(r.in.Times) || r.place >= len(r.in.Places) {
		return false
	}
	t, p := &r.in.Times[r.time], &r.in.Places[r.place]
	if _, ok := daysOf(*t); !ok || r.x.TokenAt(t.Start) >= s.First+days || t.Start < s.Start {
		return false
	}
	return p.Start > t.End && p.Precision != report.Country && r.x.TokenAt(p.Start) < min(s.Last, s.First+places)
}

// another reports whether the words before the trigger at k say that the sentence turns to another event than those
// told before it.
func (r *reader) another(s *segment.Sentence, k int) bool {
	const reach = 8 // tokens
	for i := s.First; i < min(k+1, s.First+reach); i++ {
		switch f := r.x.Fold(i); f {
		case "separately", "elsewhere", "meanwhile":
			return i <= s.First+1
		case "separate", "another", "second", "third", "different", "similar", "further", "other", "unrelated":
			for j := i + 1; j < min(i+4, s.Last); j++ {
				if w := r.tags[j]; w.role.trigger() && w.role != hint || occasions[r.x.Fold(j)] {
					return true
				}
			}
		}
	}
	return false
}

// occasions are nouns for something that happened, whatever it was.
var occasions = sets.Of("occasions")

// denied tells whether the trigger at k is denied or only possible: "no attack", "could be evacuated", "an attack could
// follow".
func (r *reader) denied(s *segment.Sentence, k int) bool {
	if after := k + int(r.tags[k].n); after+1 < s.Last && r.tags[after].role == modal && r.x.Fold(after+1) != "have" {
		return true
	}
	for j, n := k-1, 0; j >= s.First && n < 4; j, n = j-1, n+1 {
		switch r.tags[j].role {
		case negation, modal:
			return true
		case auxiliary, adverb, determiner, inside:
		default:
			return false
		}
	}
	return false
}

// past tells whether a scene looks back over a long time: its figures are totals, or its day spans more than a week,
// and the sentence speaks of years, months or a war.
func (r *reader) past(s *segment.Sentence, sc *scene) bool {
	total := false
	for _, f := range r.in.Figures[sc.figures[0]:sc.figures[1]] {
		total = total || f.Total && !f.Part
	}
	if !total && !sc.day.long() {
		return false
	}
	looksBack := false
	for k := s.First; k < s.Last; k++ {
		switch r.tags[k].role {
		case since:
			if r.recent(s, k) {
				return sc.day.long() // the sum is taken since then, whatever war or conflict the sentence speaks of besides
			}
			looksBack = true
		case era:
			looksBack = true
		}
	}
	return looksBack || sc.day.long() && !r.lately(sc.day)
}

// lately tells whether days are at most a month and have ended shortly before the report was published: news still
// counts over them.
func (r *reader) lately(d days) bool {
	const month, fortnight = 31, 14
	return !r.published.none() && d.to-d.from < month && d.to <= r.published.to && r.published.from-d.to <= fortnight
}

// recent tells whether the "since" at token k counts from a day shortly before the report was published: "since
// Saturday".
func (r *reader) recent(s *segment.Sentence, k int) bool {
	const fortnight = 14
	for _, t := range r.in.Times[r.time:] {
		if t.Start >= s.End {
			return false
		}
		if t.Start < r.x.Tokens[k].End || r.x.TokenAt(t.Start) > k+3 {
			continue
		}
		d, ok := daysOf(t)
		return ok && !d.long() && (r.published.none() || r.published.from-d.from <= fortnight)
	}
	return false
}
