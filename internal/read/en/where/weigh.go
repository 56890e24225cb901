package where

import (
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/segment"
)

// What speaks for a name and against it, on the scale of [threshold]'s evidence: 1 is a hint, 2 makes a place.
const (
	isPlace     = 2.0  // the evidence from which a name that no list knows is a place
	mostAtOnce  = 3.5  // what one mention can say for it
	leastAtOnce = -3.0 // and against it
	clearly     = 1.2  // one mention must say this much: hints alone make no place
)

// tally is what all mentions of a name say.
type tally struct {
	sum, best float64
	kinds     [OfBody + 1]int
}

// weigh gives the names that are places. For each it adds up what the words around every mention say, in the text and
// in the title, and what the network takes most of them for.
func (v *surveyor) weigh(title string) map[string]bool {
	all := v.candidates()
	if len(all) == 0 {
		return nil
	}
	tallies := make(map[string]*tally)
	persons := v.persons()
	listed := v.lists()
	alone := make(map[string]bool) // words that stand for a name by themselves
	for _, c := range all {
		if c.last-c.first == 1 {
			alone[c.key] = true
		}
	}
	for _, c := range all {
		y := tallies[c.key]
		if y == nil {
			y = &tally{}
			if persons[c.key] {
				y.sum -= 3
			}
			if c.last-c.first > 1 && alone[v.t.Fold(c.last-1)] && v.full(c) {
				y.sum -= 1.5
			}
			tallies[c.key] = y
		}
		e := v.standing(c, listed)
		if !capitals(v.in(c)) || v.shouts(c.first) { // else an abbreviation, or a dateline
			e += v.context(c)
		}
		e = clamp(e, leastAtOnce, mostAtOnce)
		y.sum += e
		y.best = max(y.best, e)
		y.kinds[c.kind]++
	}
	v.headline(title, tallies)
	found := make(map[string]bool)
	for key, y := range tallies {
		if (y.best >= clearly || y.best > 0.5 && y.network() >= 1) && y.sum+y.network() >= isPlace {
			found[key] = true
		}
	}
	return found
}

// context weighs the words around a name.
func (v *surveyor) context(c candidate) float64 {
	before, after := v.before(c), v.after(c)
	if before >= 1.5 && after < 0 { // "the hospital in Alibeyli said"
		after = 0
	}
	if c.kind != OfPlace && after < 1.5 && v.f(c.first-1, "the") { // "on board the Alibeyli"
		before--
	}
	return before + after
}

// shouts reports whether the words beside token i are written in capitals.
func (v *surveyor) shouts(i int) bool {
	s := v.t.Sentences[v.t.Tokens[i].Sentence]
	const near = 6 // tokens
	loud, quiet := 0, 0
	for j := max(s.First, i-near); j < min(s.Last, i+near); j++ {
		switch w := v.t.Word(j); {
		case v.t.Tokens[j].Kind != segment.Word || len(w) == 1:
		case capitals(w):
			loud++
		default:
			quiet++
		}
	}
	return loud > 2*quiet
}

// headline adds what the words around a name say in the title, where the text has the name, too.
func (v *surveyor) headline(title string, tallies map[string]*tally) {
	const most = 400 // bytes
	if len(title) == 0 || len(title) > most {
		return
	}
	keys := make(map[string]bool, len(tallies))
	for key := range tallies {
		keys[key] = true
	}
	x := segment.Split(title)
	h := survey(v.g, x, Among(v.g, x), nil)
	for _, c := range h.mentions(keys) {
		e := clamp(h.context(c), leastAtOnce, mostAtOnce)
		y := tallies[c.key]
		y.sum += e
		y.best = max(y.best, e)
	}
}

// network is what the network makes of a name.
func (y *tally) network() float64 {
	place, other, none := float64(y.kinds[OfPlace]), float64(y.kinds[OfPerson]+y.kinds[OfBody]), float64(y.kinds[0])
	switch {
	case place > other:
		return 1
	case other > place+none:
		return -1 - float64(0.8*(other-place-1))
	case place > 0:
		return 0
	}
	return -0.3 - float64(0.2*other)
}

// persons are the single words that end somebody's longer name.
func (v *surveyor) persons() map[string]bool {
	m := make(map[string]bool)
	for i := 1; i < len(v.t.Tokens); i++ {
		if v.kind[i] == OfPerson && v.name[i-1] == v.name[i] && (i+1 == len(v.t.Tokens) || v.name[i+1] != v.name[i]) {
			m[v.t.Fold(i)] = true
		}
	}
	return m
}

// full reports whether the words of a candidate can be somebody's given name and surname.
func (v *surveyor) full(c candidate) bool {
	w := v.t.Fold(c.first)
	return !generic[w] && roles[w]&direction == 0 && !cursor.OneOf(w, "new", "old")
}

// before weighs the words in front of a name.
func (v *surveyor) before(c candidate) float64 {
	first := v.t.Sentences[v.t.Tokens[c.first].Sentence].First
	i := c.first - 1
	s := 0.0
	if i >= first && v.t.Word(i) == "#" {
		i, s = i-1, 1
	}
	for i >= max(first, c.first-6) && (v.f(i, "the") || roles[v.t.Fold(i)]&direction != 0 || v.t.Tokens[i].Kind == segment.Open) {
		if roles[v.t.Fold(i)]&direction != 0 {
			s += 0.5
		}
		i--
	}
	switch {
	case i < first:
		return s
	case v.somebody(first, i):
		return leastAtOnce
	case v.t.Capital(i) && signs[v.t.Fold(i)]&(signSettlement|signObject) != 0 && i > first:
		return s
	}
	return s + v.preposition(c, first, i) + v.joined(c, first, i)
}

// somebody reports whether what ends with token i makes the name that follows somebody's: a title, a given name, an
// initial, a verb of saying, "according to".
func (v *surveyor) somebody(first, i int) bool {
	w := v.t.Fold(i)
	switch {
	case roles[w]&title != 0 && roles[w]&placeType == 0, roles[w]&saying != 0, signs[w]&signHuman != 0, w == "@", v.given(i):
		return true
	case w == "to":
		return v.f(i-1, "according")
	case w == "by":
		return v.f(i-1, "reporting", "writing", "said")
	case w == "." && i > first && v.t.Tokens[i-1].End == v.t.Tokens[i].Start: // "Gen. Alibeyli", "J. Alibeyli"
		return roles[v.t.Fold(i-1)]&title != 0 || len(v.t.Word(i-1)) == 1
	}
	return false
}

// preposition weighs a word at token i that says where something is or where somebody goes, in the sentence that begins
// with token first.
func (v *surveyor) preposition(c candidate, first, i int) float64 {
	at := func(j int) sign {
		if j < first {
			return 0
		}
		return signs[v.t.Fold(j)]
	}
	w := v.t.Fold(i)
	p := signs[w]
	switch {
	case w == "of":
		return v.of(i - 1)
	case p&signInside != 0:
		return 2
	case p&signAround != 0 && at(i-1)&(signBelongs|signOften|signLandmark|signSettlement) != 0: // "the bridge below"
		return 3
	case p&signAround != 0:
		return 2.5
	case w == "on" && !v.f(i-1, attacks...):
		if c.kind == OfPlace {
			return 1
		}
		return 0
	case p&(signWay|signThere) != 0 && (at(i-1)|at(i-2)|at(i-3))&signMotion != 0, w == "from" && at(i-1)&(signMeasure|signBelongs|signOften) != 0:
		return 2
	case p&signTakes != 0, w == "for" && at(i-1)&signBound != 0, w == "off" && c.kind == OfPlace:
		return 2.5
	case p&(signThere|signObject) != 0, p&signSettlement != 0:
		return 1.5
	case p&signWay != 0:
		return 0.7
	}
	return 0
}

// joined weighs a known place before the mark or word at token i: "Aleppo's", "North Kordofan /", "Idlib and".
func (v *surveyor) joined(c candidate, first, i int) float64 {
	w := v.t.Fold(i)
	switch {
	case i <= first || v.place[i-1] == 0:
		return 0
	case isClitic(w):
		return 1
	case w == "/":
		return 2
	case w == ",", w == "and", w == "or":
		return v.listed(c, i)
	}
	return 0
}

// attacks are words that "on" and a place follow.
var attacks = []string{"attack", "attacks", "strike", "strikes", "raid", "raids", "assault", "assaults", "advance", "offensive", "hold", "bombing", "siege"}

// listed weighs a name after a known place and the mark or word at token i: it stands where that stands, if it is not
// somebody after a comma ("in Berd, Levon Movsesyan").
func (v *surveyor) listed(c candidate, i int) float64 {
	if c.kind == OfPerson {
		return 0
	}
	if v.f(i, ",") && (!v.f(c.last, ",", "and", "or") || c.last-c.first > 1) || c.last-c.first > 2 {
		return 0.4
	}
	k := v.t.TokenAt(v.known[v.place[i-1]-1].Start)
	if k == 0 || v.t.Tokens[k].Sentence != v.t.Tokens[i].Sentence {
		return 0.8
	}
	w := v.t.Fold(k - 1)
	switch p := signs[w]; {
	case v.f(i, ","):
		return 0.8
	case p&(signInside|signAround|signThere) != 0, w == "to", w == "between":
		return 1.8
	}
	return 0.8
}

// of weighs "of" after token i: "the village of", "residents of", "north of".
func (v *surveyor) of(i int) float64 {
	if i < 0 {
		return 0
	}
	switch p := signs[v.t.Fold(i)]; {
	case p&(signSettlement|signBelongs) != 0:
		return 3.5
	case p&signOften != 0:
		return 2
	case v.f(i, "out"):
		return 1.5
	}
	return 0
}

// f reports whether token i is one of words.
func (v *surveyor) f(i int, words ...string) bool {
	if i < 0 || i >= len(v.t.Tokens) {
		return false
	}
	for _, w := range words {
		if v.t.Fold(i) == w {
			return true
		}
	}
	return false
}

// given reports whether token i, with a capital, is a given name that is no everyday word.
func (v *surveyor) given(i int) bool {
	return v.t.Tokens[i].Kind == segment.Word && v.t.Capital(i) && v.flags(i)&(gazetteer.Given|gazetteer.Common) == gazetteer.Given
}

// after weighs the words behind a name.
func (v *surveyor) after(c candidate) float64 {
	last := v.t.Sentences[v.t.Tokens[c.first].Sentence].Last
	i := c.last
	if i >= last {
		return 0
	}
	w := v.t.Fold(i)
	p, capital := signs[w], v.t.Capital(i)
	switch {
	case p&signHuman != 0:
		return -2.5
	case w == "&", p&signArmed != 0, v.suffered(i, last):
		return -2
	case p&signLandmark != 0 && v.f(c.first-1, "the") && !capital:
		return 3 // "the Kapedo road"
	case p&signGrade != 0 && i+1 < last && signs[v.t.Fold(i+1)]&signSeat != 0:
		return 1.7 // "Kapedo District Hospital"
	case p&(signNowhere|signRoad) != 0 && capital:
		return -1
	case p&signLandmark != 0:
		return 1.5
	case p&signBearer != 0 && !capital && c.kind == OfPlace && v.f(c.first-1, "the"):
		return 1.2
	case p&signBearer != 0, roles[w]&people != 0 && !capital:
		return 0.7
	case w == "and":
		return v.surroundings(i, last, c)
	case w == ",", w == "(", w == "/", w == "in":
		return v.contained(i, c)
	case isClitic(w) && len(w) > 1:
		return 0.2
	}
	return v.undergone(i, last, c)
}

// undergone weighs what is said of a name, from token i on: "was shelled", "has been shelled", "came under fire", "fell
// to".
func (v *surveyor) undergone(i, last int, c candidate) float64 {
	under := []string{"fire", "attack", "bombardment", "shelling", "siege", "assault", "fierce", "heavy", "intense", "renewed", "artillery", "mortar", "rocket"}
	switch {
	case v.f(i, "came", "comes", "come", "coming", "is", "was", "remains", "remained") && v.f(i+1, "under") && v.f(i+2, under...):
		return 3.1
	case v.f(i, "fell") && v.f(i+1, "to", "after", "without"), v.f(i, "changed") && v.f(i+1, "hands"):
		return 1.2
	case !v.f(i, "was", "is", "were", "had", "has", "have", "being", "got"):
		return 0
	}
	for j := i + 1; j < min(last, i+4); j++ {
		switch p := signs[v.t.Fold(j)]; {
		case p&signUndergone != 0:
			return 3.1
		case p&signPerhaps != 0 && c.kind != OfPerson:
			return 1.2
		case !v.f(j, "been", "being", "again", "also", "twice", "heavily", "almost", "now", "already", "partly", "completely"):
			return 0
		}
	}
	return 0
}

// suffered reports whether what begins with token i is said of people only: "was wounded", an age between commas.
func (v *surveyor) suffered(i, last int) bool {
	switch {
	case i+1 >= last:
		return false
	case v.f(i, "was"):
		return signs[v.t.Fold(i+1)]&signPerson != 0
	}
	return v.f(i, ",") && v.t.Tokens[i+1].Kind == segment.Number && i+2 < last && v.f(i+2, ",", ".")
}

// surroundings weighs "and" at token i: "and its surroundings", "and" another place.
func (v *surveyor) surroundings(i, last int, c candidate) float64 {
	switch {
	case i+2 < last && v.f(i+1, "its", "the") && v.f(i+2, "surroundings", "environs", "outskirts", "area", "neighbouring", "surrounding", "countryside"):
		return 2
	case i+1 < last && v.place[i+1] > 0 && c.kind != OfPerson:
		return 0.7
	}
	return 0
}

// contained weighs a known place right behind a name and the mark or word at token i: "Movses, Armenia", "Ultapani
// (Kokrajhar)".
func (v *surveyor) contained(i int, c candidate) float64 {
	j := i + 1
	for j < i+5 && (v.f(j, "in", "the") || j < len(v.t.Tokens) && roles[v.t.Fold(j)]&direction != 0) {
		j++
	}
	if j >= len(v.t.Tokens) || v.place[j] == 0 || v.t.Tokens[j].Sentence != v.t.Tokens[i].Sentence {
		return 0
	}
	if c.kind == OfPerson {
		return 0.5
	}
	if v.f(i, "in") {
		return 1
	}
	return 1.7
}

// standing weighs where a name stands on its line: the dateline of a report, the head of an item.
func (v *surveyor) standing(c candidate, listed map[byte]int) float64 {
	if !opensLine(v.t, v.t.Tokens[c.first].Start) {
		return 0
	}
	const ahead = 120 // bytes of its line that are looked at
	start := v.t.Tokens[c.first].Start
	line, _, _ := strings.Cut(v.t.Raw[start:min(len(v.t.Raw), start+ahead)], "\n")
	rest := line[min(len(line), v.t.Tokens[c.last-1].End-start):]
	switch {
	case dateline(rest):
		return 2.5
	case strings.HasPrefix(rest, ":") && capitals(v.in(c)) && listed[':'] == 0:
		return leastAtOnce // who speaks
	case v.t.Tokens[c.first].Start > 0 && v.t.Raw[v.t.Tokens[c.first].Start-1] == ' ' && v.contained(c.last, c) > 1:
		return 1 // "5/7 Mwiki, Nairobi"
	case c.kind != OfPerson && item(rest), c.kind == 0 && v.heads(start, line, rest):
		return 2.4
	case v.alike(c, listed):
		return 2.4
	}
	return 0
}

// alike reports whether a name begins its line in the way in which at least one that is surely a place does: an entry
// of a bulletin. What is a word of everyday besides needs two.
func (v *surveyor) alike(c candidate, listed map[byte]int) bool {
	least := 1
	if c.kind == OfPerson || c.kind == OfBody {
		least = 2
	}
	return !labels[v.t.Fold(c.first)] && listed[headMark(v.t, v.t.Tokens[c.first].Start, v.t.Tokens[c.last-1].End)] >= least
}

// dateline reports whether what follows a name on its line makes it the place that a report was written in: a country
// or a day and a dash, an agency in brackets and a dash.
func dateline(rest string) bool {
	const longest = 40 // bytes up to the dash
	rest = rest[:min(len(rest), longest)]
	at := -1
	for _, dash := range []string{" - ", " – ", " — ", " -- ", ")-", ")–", ")—", "—"} {
		if k := strings.Index(rest, dash); k >= 0 && (at < 0 || k < at) {
			at = k
		}
	}
	if at < 0 || at > 0 && rest[0] != ',' && rest[0] != '/' && !strings.HasPrefix(rest, " (") {
		return false
	}
	return !strings.ContainsAny(rest[:at], ";:!?") && (at == 0 || strings.ContainsAny(rest[:at], "0123456789("))
}

// heads reports whether a name is all of its line and bullets stand below it: the heading of a section.
func (v *surveyor) heads(start int, line, rest string) bool {
	if strings.Trim(rest, " *:_") != "" {
		return false
	}
	below := strings.TrimLeft(v.t.Raw[min(len(v.t.Raw), start+len(line)):], "\n\r ")
	for _, bullet := range []string{"•", "- ", "– ", "* ", "▪", "‣", "●", "> ", "· "} {
		if strings.HasPrefix(below, bullet) {
			return true
		}
	}
	return false
}

// item reports whether what follows a name on its line tells how many were harmed there: ": 4 killed", " – two
// wounded".
func item(rest string) bool {
	const longest = 80 // bytes
	for _, mark := range []string{":", " –", " -", " —", "."} {
		if told, ok := strings.CutPrefix(rest, mark); ok {
			words := strings.Fields(strings.ToLower(told[:min(len(told), longest)]))
			for _, w := range words {
				if harmed[strings.Trim(w, ".,;:()")] {
					return true
				}
			}
		}
	}
	return false
}

// harmed are words of the lines of lists that tell what happened at the place before them.
var harmed = sets.Of("harmed")
