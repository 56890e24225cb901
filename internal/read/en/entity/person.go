package entity

import (
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/read/entity"
)

// named2 reports whether a run looks like a person's name of two words or more.
func (r *reader) named2(a Run) bool {
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
	for end < hi && (r.kind(end) == segment.Word && (r.t.Capital(end) || r.tags[end].Name() || end > i && r.is(end, "al", "el", "bin", "ibn", "de", "van", "von", "der", "da", "dos", "di", "ould", "abu", "umm")) || end > i && r.is(end, ".") && len(r.t.Word(end-1)) <= 2) &&
		!r.is(end, "for", "of") {
		end++
	}
	return end
}

// person reads "activist Mohammad B. of the Media Center", "US State Department spokesman John K." and "a spokesman for the army".
func (r *reader) person(d *described, core Run, at int) {
	d.Nature, d.role, d.Roles = entity.Person, r.t.Fold(at), []string{r.t.Fold(at)}
	d.Speaker = roles[d.role] == aVoice
	d.Kind = kinds[d.role]
	if male[d.role] {
		d.Gender = entity.Male
	} else if female[d.role] {
		d.Gender = entity.Female
	}
	d.Anybody = oneOf(d.role, "man", "woman", "person", "boy", "girl", "child", "spokesman", "spokeswoman", "spokesperson", "statement", "bulletin", "communique", "communiqué", "briefing")
	d.Sole = offices[d.role] && !d.Fresh && (d.Definite || r.capital(at) || r.tags[core.Lo].Name()) && core.Hi-core.Lo > 2
	end := r.nameFrom(at+1, core.Hi)
	if end > at+1 {
		d.Name = r.words(Run{at + 1, end})
		if end == at+2 && r.t.Capital(at) && !r.first(at) || end == at+2 && r.first(at) && at == core.Lo && r.tags[at].Name() { // one name needs its title: "Pope Francis", "President Obama"
			d.Name, d.Bare = r.words(Run{at, end}), d.Name
		}
	}
	if hi := r.nameBefore(core, at); d.Name == "" && hi > core.Lo { // "Ivo Lenz Executive Director of …"
		d.Name = r.words(Run{core.Lo, hi})
	}
	for i := end; i+1 < core.Hi; i++ {
		if !r.is(i, "of", "for", "from", "at", "with") {
			continue
		}
		rest := Run{i + 1, core.Hi}
		if r.tags[rest.Lo] == tag.DT && rest.Lo+1 < rest.Hi {
			rest.Lo++
		}
		if k := r.knownAt(rest.Lo); d.Name == "" && k > rest.Lo && k < core.Hi && r.fullName(Run{k, core.Hi}) { // "head of the Norvik Observatory Ivo L."
			d.Name = r.words(Run{k, core.Hi})
			rest.Hi = k
		}
		for k := rest.Lo + 1; k < rest.Hi; k++ {
			if r.is(k, ",", "near", "who", "which") || r.is(k, "in") && r.tags[min(k+1, rest.Hi-1)] == tag.DT {
				rest.Hi = k
			}
		}
		d.of = rest
		if r.properIn(rest) {
			d.Of = Fullest(trimArticle(r.words(rest)))
		}
		break
	}
	if !d.of.Empty() {
		return
	}
	lo := core.Lo
	for lo < at && !r.tags[lo].Name() {
		lo++
	}
	hi := at
	for hi > lo && (roles[r.t.Fold(hi-1)] != notRole || r.tags[hi-1].Adjective() && !r.capital(hi-1)) {
		hi--
	}
	if hi > lo && r.tags[hi-1] == tag.POS || hi > lo && r.is(hi-1, "'s", "’s") {
		hi--
	}
	if hi > lo && r.tags[hi-1].Name() && d.role != "resident" {
		d.Of, d.of = Fullest(r.words(Run{lo, hi})), Run{lo, hi}
	}
}

// ofRun is whom "of", "for" or "from" after token i names.
func (r *reader) ofRun(core Run, i int) Run {
	for ; i+1 < core.Hi; i++ {
		if r.is(i, "of", "for", "from", "at", "with", "in") {
			return Run{i + 1, core.Hi}
		}
	}
	return Run{}
}

// nameBefore is the end of a person's name of two words or more that begins a phrase before a role with a capital; core.Lo where there is none.
func (r *reader) nameBefore(core Run, at int) int {
	hi := at
	for hi > core.Lo && r.is(hi-1, "executive", "deputy", "prime", "foreign", "general", "managing", "regional", "senior") {
		hi--
	}
	if !r.t.Capital(at) || at+1 >= core.Hi || !r.is(at+1, "of", "for", "at") || hi-core.Lo < 2 || hi-core.Lo > 3 || !r.fullName(Run{core.Lo, hi}) || r.knownAt(core.Lo) > core.Lo || r.bodyNoun(Run{core.Lo, hi}) >= 0 {
		return core.Lo
	}
	return hi
}
