package entity

import (
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/read/entity"
)

// twoPart reports whether a run looks like a person's name of two words or more.
func (r *reader) twoPart(a Run) bool {
	n := 0
	for i := a.Lo; i < a.Hi; i++ {
		if r.named[i] == syntax.Person {
			n++
		}
	}
	return n >= 2
}

// nameFrom is the end of a name that begins at token i.
func (r *reader) nameFrom(i, hi int) int {
	end := i
	for end < hi && r.inName(end, i) && !r.Is(end, "for", "of") {
		end++
	}
	return end
}

// inName reports whether token k can stand in the name that begins at token first: a name, a particle inside it, the
// stop of an initial.
func (r *reader) inName(k, first int) bool {
	if r.Kind(k) == segment.Word && (r.t.Capital(k) || r.tags[k].Name() || k > first && particles[r.t.Fold(k)]) {
		return true
	}
	return k > first && r.Is(k, ".") && len(r.t.Word(k-1)) <= 2
}

// particles are the small words inside names.
var particles = sets.Of("particles")

// person reads "activist Mohammad B. of the Media Center", "US State Department spokesman John K." and "a spokesman for
// the army".
func (r *reader) person(d *described, core Run, at int) {
	r.roleOf(d, core, at)
	end := r.personName(d, core, at)
	if r.affiliation(d, core, end); d.of.Empty() {
		r.affiliationBefore(d, core, at)
	}
}

// roleOf fills in what the noun at token at tells of somebody.
func (r *reader) roleOf(d *described, core Run, at int) {
	d.Nature, d.role, d.Roles = entity.Person, r.t.Fold(at), []string{r.t.Fold(at)}
	d.Speaker = roles[d.role] == aVoice
	d.Kind = kinds[d.role]
	if male[d.role] {
		d.Gender = entity.Male
	} else if female[d.role] {
		d.Gender = entity.Female
	}
	d.Anybody = anybody[d.role]
	d.Sole = offices[d.role] && !d.Fresh && (d.Definite || r.capital(at) || r.tags[core.Lo].Name()) && core.Hi-core.Lo > 2
}

// anybody are nouns for somebody of whom nothing is told.
var anybody = sets.Of("anybody")

// personName fills in the name behind the role at token at, or before it, and returns the token after what stands
// behind.
func (r *reader) personName(d *described, core Run, at int) (end int) {
	end = r.nameFrom(at+1, core.Hi)
	if end > at+1 {
		d.Name = r.words(Run{at + 1, end})
		if end == at+2 && r.titleOfOne(core, at) { // one name needs its title: "Pope Francis", "President Obama"
			d.Name, d.Bare = r.words(Run{at, end}), d.Name
		}
	}
	if hi := r.nameBefore(core, at); d.Name == "" && hi > core.Lo { // "Ivo Lenz Executive Director of …"
		d.Name = r.words(Run{core.Lo, hi})
	}
	return end
}

// titleOfOne reports whether the role at token at is a title of the name behind it.
func (r *reader) titleOfOne(core Run, at int) bool {
	if r.first(at) {
		return at == core.Lo && r.tags[at].Name()
	}
	return r.t.Capital(at)
}

// affiliation fills in whom "of", "for" or "from" behind token from names as those for whom somebody speaks or works.
func (r *reader) affiliation(d *described, core Run, from int) {
	of := r.ofRun(core, from, "of", "for", "from", "at", "with")
	if of.Empty() {
		return
	}
	if r.tags[of.Lo] == tag.DT && of.Lo+1 < of.Hi {
		of.Lo++
	}
	if k := r.knownAt(of.Lo); d.Name == "" && k > of.Lo && k < core.Hi && r.fullName(Run{k, core.Hi}) { // "head of the Norvik Observatory Ivo L."
		d.Name = r.words(Run{k, core.Hi})
		of.Hi = k
	}
	for k := of.Lo + 1; k < of.Hi; k++ {
		if r.Is(k, ",", "near", "who", "which") || r.Is(k, "in") && r.tags[min(k+1, of.Hi-1)] == tag.DT {
			of.Hi = k
		}
	}
	d.of = of
	if r.properIn(of) {
		d.Of = Fullest(trimArticle(r.words(of)))
	}
}

// affiliationBefore fills it in from a name that stands before the role at token at: "US State Department spokesman",
// "the army's spokesman".
func (r *reader) affiliationBefore(d *described, core Run, at int) {
	lo := core.Lo
	for lo < at && !r.tags[lo].Name() {
		lo++
	}
	hi := at
	for hi > lo && (roles[r.t.Fold(hi-1)] != notRole || r.tags[hi-1].Adjective() && !r.capital(hi-1)) {
		hi--
	}
	if hi > lo && (r.tags[hi-1] == tag.POS || r.Is(hi-1, "'s", "’s")) {
		hi--
	}
	if hi > lo && r.tags[hi-1].Name() && d.role != "resident" {
		d.Of, d.of = Fullest(r.words(Run{lo, hi})), Run{lo, hi}
	}
}

// affiliating are the prepositions between somebody and the body that they belong to.
var affiliating = []string{"of", "for", "from", "at", "with", "in"}

// ofRun is whom one of the prepositions behind token i names; empty where there is none.
func (r *reader) ofRun(core Run, i int, prepositions ...string) Run {
	for ; i+1 < core.Hi; i++ {
		if r.Is(i, prepositions...) {
			return Run{i + 1, core.Hi}
		}
	}
	return Run{}
}

// nameBefore is the end of a person's name of two words or more that begins a phrase before a role with a capital;
// core.Lo where there is none.
func (r *reader) nameBefore(core Run, at int) int {
	hi := at
	for hi > core.Lo && ranks[r.t.Fold(hi-1)] {
		hi--
	}
	if !r.t.Capital(at) || at+1 >= core.Hi || !r.Is(at+1, "of", "for", "at") {
		return core.Lo
	}
	name := Run{core.Lo, hi}
	if n := hi - core.Lo; n < 2 || n > 3 || !r.fullName(name) || r.knownAt(core.Lo) > core.Lo || r.bodyNoun(name) >= 0 {
		return core.Lo
	}
	return hi
}

// ranks are adjectives that belong to a role behind them and to no name before it.
var ranks = sets.Of("ranks")
