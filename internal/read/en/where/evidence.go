package where

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report/exact"
)

// threshold is the sum of evidence from which a name is taken for a place. Every weight below is on its scale: 1 is a
// hint, 2 makes a place, 4 settles it.
const threshold = 1.6

// weigh sums the evidence in each mention's own words. What the rest of the report says is added in resolve.go.
func (f *finder) weigh() {
	for i := range f.mentions {
		f.findPersons(&f.mentions[i])
	}
	for i := range f.mentions {
		m := &f.mentions[i]
		m.within = gazetteer.None
		m.score = m.hint + f.prior(m) + f.before(m) + f.after(i)
		if m.words == 1 && f.persons[m.name] {
			m.score -= 3
		}
		if m.words == 1 && f.Is(m.first, "ramadan", "ramadhan", "shawwal", "muharram", "shaaban", "رمضان", "شوال", "شعبان", "صفر", "رجب") {
			m.score -= 4 // months before they are towns
		}
		if m.words == 2 && bodies[f.t.Lower[m.span.Start:m.span.End]] {
			m.score -= 8
		}
		if m.sure {
			m.score = math.Max(m.score, 2*threshold)
		}
	}
}

// bodies are bodies known all over the world that a town somewhere is called like.
var bodies = sets.Of("bodies")

// prior is what the name says by itself: how well known its best-known place is, and whether it is a plain word or a
// given name as well.
func (f *finder) prior(m *mention) float64 {
	if m.only != gazetteer.None { // a guess: its own words have already been weighed once
		return 1
	}
	e, own := f.g.Place(m.name, 0)
	s := 0.0
	switch f.g.Kind(e) {
	case gazetteer.Country, gazetteer.Admin1, gazetteer.Region:
		s = clamp((exact.Log10(float64(f.g.Population(e))+10)-3.5)*1.2, 1.2, 3) // 50,000 people: 1.4, a million: 3
		if f.g.Kind(e) == gazetteer.Country {
			s = 3
		}
	case gazetteer.Admin2:
		s = 1
		if m.words > 1 {
			s = 2
		}
	case gazetteer.Neighbourhood:
		s = 1.2
	default:
		s = clamp((exact.Log10(float64(f.g.Population(e))+10)-2.5)*0.7, 0, 2.2) // 300 people: 0, 30,000: 1.4
	}
	switch {
	case f.arabic(m.first):
		if f.g.Kind(e) == gazetteer.City && f.g.Population(e) < 50_000 {
			s-- // no capital tells it from a plain word
		}
	case !own && f.g.Kind(e) == gazetteer.City:
		s -= 1.2 // another language's name
	case !own:
		s -= 0.7
	}
	if m.words > 1 {
		s += 1
	}
	flags := f.g.Flags(m.name)
	if flags&gazetteer.Common != 0 && !f.initials(m.first) && f.g.Kind(e) != gazetteer.Country {
		s -= 2.5
		if f.begins(m.first) {
			s -= 1.5
		}
	}
	if !own && f.acronym(m.first) {
		s -= 3 // SANA is an agency, not the city that some write Sana
	}
	if flags&gazetteer.Given != 0 && !f.major(e) {
		s--
		if f.g.Population(e) > 500_000 {
			s += 0.5
		}
	}
	return s
}

// arabic tells whether token i is in Arabic script.
func (f *finder) arabic(i int) bool {
	r, _ := utf8.DecodeRuneInString(f.t.Raw[f.t.Tokens[i].Start:])
	return unicode.Is(unicode.Arabic, r)
}

// major tells whether a place is a country, or a division or region of a million people: one that reports name without
// saying what it is.
func (f *finder) major(e gazetteer.Entry) bool {
	k := f.g.Kind(e)
	return k == gazetteer.Country || (k == gazetteer.Admin1 || k == gazetteer.Region) && f.g.Population(e) >= 1_000_000
}

// before weighs the words in front of the name.
func (f *finder) before(m *mention) float64 {
	i := m.first - 1
	if i < 0 || f.t.Tokens[i].Sentence != f.t.Tokens[m.first].Sentence {
		return 0
	}
	if m.span.Start > f.t.Tokens[m.first].Start { // inside a token: "R-Florence"
		return 0.7
	}
	if f.t.Word(i) == "." && i > 0 && f.t.Tokens[i].Start == f.t.Tokens[i-1].End { // "Gen. Homs", "J. Paris"
		i--
		if f.t.Tokens[i].Kind == segment.Word && len(f.t.Word(i)) == 1 && f.t.Capital(i) {
			return notAPlace
		}
	}
	r := roles[f.t.Fold(i)]
	s, ok := f.pointed(i, r)
	if ok && r&inside != 0 && f.spelledOut(m) {
		s += plainWord
	}
	if !ok {
		if s = f.described(m, i, r); s == notAPlace {
			return s
		}
	}
	if f.t.Tokens[i].Kind == segment.Word && f.t.Capital(i) && r&(direction|dated|inside|towards|ofWord) == 0 {
		c := f.capitalBefore(i)
		if m.words > 1 || c > -4 && f.major(f.first(m.name)) {
			c /= 3
		}
		s += c
	}
	return s
}

// notAPlace is the weight of words that make something else of the name: somebody, a club, a year.
const notAPlace = -4.0

// pointed weighs what points at the place that the name is of: a preposition, an owner, an address. It ends with token
// i, whose roles are r.
func (f *finder) pointed(i int, r role) (s float64, ok bool) {
	switch {
	case r&(inside|towards) != 0 && f.Is(i-1, "born", "lives", "live", "living", "lived", "based", "arrived"):
		return 2.5, true
	case r&inside != 0:
		return 2, true
	case r&towards != 0:
		return 1.2, true
	case f.Is(i, "on") && f.Is(i-1, "attack", "attacks", "strike", "strikes", "raid", "raids", "airstrikes", "assault", "advance", "advanced", "moved", "marched", "offensive", "bombardment", "hold", "siege"):
		return 2, true
	case isClitic(f.t.Word(i)) && f.inMention(i-1), f.cutAt(i): // "Aleppo's Sukkari", "Aleppos Sukkari"
		return 1.2, true
	case f.Is(i, "of") && f.Is(i-1, ",") && i >= 2 && f.t.Tokens[i-2].Kind == segment.Number: // "Amal Haddad, 28, of Columbia"
		return 2.5, true
	case f.Is(i, ",") && f.roleAt(i-1)&road != 0 && f.t.Capital(i-1): // "14 Mill Road, Cambridge"
		return 1.5, true
	}
	return 0, false
}

// plainWord is what speaks for a place whose name is a word of everyday besides where the word stands behind "in" with
// a capital that nothing else explains.
const plainWord = 1.2

// spelledOut reports whether a name of one word has a capital that neither a heading nor a longer name explains: "a
// doctor in Hays said".
func (f *finder) spelledOut(m *mention) bool {
	w := f.t.Word(m.first)
	return m.words == 1 && f.g.Flags(m.name)&gazetteer.Common != 0 && !capitals(w) && (m.last >= len(f.t.Tokens) || !f.t.Capital(m.last)) && f.roleAt(m.first)&dated == 0
}

// described weighs a word that says what the name is of, [notAPlace] where it is of no place.
func (f *finder) described(m *mention, i int, r role) float64 {
	switch {
	case f.Is(i, "united", "non-united") && f.g.Kind(f.first(m.name)) == gazetteer.Country: // a party, an airline, a club
		return notAPlace
	case r&ofWord != 0:
		if p := f.roleAt(i - 1); p&(placeType|division|direction) != 0 || f.Is(i-1, "siege", "east", "west", "bombardment", "mayor", "parts", "part", "most", "much", "half", "miles", "kilometres", "kilometers", "km") {
			m.division = p&division != 0
			return 2.5
		}
		return 0.7
	case r&direction != 0:
		m.division = f.Is(i, "rural")
		if m.division {
			f.divide(m, "rural ", "")
		}
		return 1.5
	case f.t.Tokens[i].Kind == segment.Number && f.initials(m.first) && f.Is(m.first, "b.c.", "bc"): // 100 B.C.
		return notAPlace
	case r&title != 0 && (f.t.Capital(i) || m.words == 1):
		return notAPlace
	case r&placeType != 0:
		return 0.7
	}
	return 0
}

// capitalBefore weighs a capitalised word right before the name: a given name makes it a surname, any other makes it
// part of a longer name.
func (f *finder) capitalBefore(i int) float64 {
	flags := f.flagsAt(i)
	switch {
	case flags&gazetteer.Given != 0:
		return -4
	case f.begins(i) && flags&gazetteer.Common != 0, flags&gazetteer.Demonym != 0, len(f.t.Word(i)) == 1:
		return 0
	case flags&gazetteer.Common != 0:
		return -0.6
	case f.inMention(i):
		return 0
	}
	return -2
}

// after weighs the words behind the name.
func (f *finder) after(at int) float64 {
	m := &f.mentions[at]
	i := m.last
	e, _ := f.g.Place(m.name, 0)
	if m.span.End < f.t.Tokens[m.last-1].End { // "Damascus-based"
		return 1
	}
	if i >= len(f.t.Tokens) || f.t.Tokens[i].Sentence != f.t.Tokens[m.last-1].Sentence {
		return 0
	}
	if s, ok := f.contained(at); ok {
		return s
	}
	f.placed(at)
	w := f.t.Word(i)
	if isClitic(w) && len(w) > 1 {
		if f.Is(m.first, "st", "saint") && f.g.Population(e) < 200_000 {
			return -3 // "St. John's" is a church, a school, a hospital
		}
		return 0.3
	}
	r := roles[f.t.Fold(i)]
	capital := f.t.Tokens[i].Kind == segment.Word && f.t.Capital(i)
	if s, ok := f.continued(m, e, r, capital); ok {
		return s
	}
	if capital {
		if s, ok := f.capitalAfter(at, e, r); ok {
			return s
		}
	}
	dash := cursor.OneOf(w, "—", "–", "-")
	switch {
	case (dash || w == "--") && f.shouts(m):
		return 2.5 // a dateline, wherever it stands
	case (dash || cursor.OneOf(w, "(", "_")) && f.begins(m.first):
		return 2.5 // a dateline
	case !capital && f.t.Tokens[i].Kind == segment.Word && f.Is(m.first-1, "the", "a", "an"):
		return 0.6 // "an Augusta educator"
	}
	return 0
}

// continued weighs a word with the roles r right after the name, e, that says what the name is part of, or what
// somebody of that name does.
func (f *finder) continued(m *mention, e gazetteer.Entry, r role, capital bool) (s float64, ok bool) {
	switch {
	case r&road != 0 && capital:
		return -1.5, true
	case r&outlet != 0 && capital && f.small(e):
		return -2, true
	case r&division != 0:
		m.division = true
		if f.Is(m.last, "countryside") {
			f.divide(m, "", " countryside")
		}
		return 2, true
	case r&body != 0 && capital:
		return 0.7, true
	case r&placeType != 0:
		return 1.5, true
	case r&people != 0:
		return 1.2, true
	case r&saying != 0 && m.words == 1:
		if f.major(e) {
			return 0, true
		}
		return -2, true
	}
	return 0, false
}

// capitalAfter weighs a capitalised word with the roles r right after the name: the two may be somebody's.
func (f *finder) capitalAfter(at int, e gazetteer.Entry, r role) (s float64, ok bool) {
	m := &f.mentions[at]
	i := m.last
	rare := r&dated == 0 && f.flagsAt(i)&gazetteer.Common == 0
	switch {
	case f.g.Flags(m.name)&gazetteer.Given != 0 && rare && m.words == 1:
		return -3.5, true
	case !f.inMention(i) && rare && f.g.Kind(e) == gazetteer.City && f.g.Population(e) > 100_000:
		return -0.2, true
	case !f.inMention(i) && rare:
		return -0.7, true
	case m.words == 1 && f.surnamed(at):
		return -1.3, true
	}
	return 0, false
}

// surnamed tells whether the name is right before another that is small and lies in no Arab country: "Paris Hilton",
// but not, where commas were lost, "Aleppo Idlib".
func (f *finder) surnamed(at int) bool {
	if at+1 >= len(f.mentions) || f.mentions[at+1].first != f.mentions[at].last || f.mentions[at+1].words > 1 {
		return false
	}
	e := f.first(f.mentions[at+1].name)
	return !f.major(e) && f.g.Population(e) < 50_000 && !strings.Contains(arabicCountries, f.g.CountryOf(e))
}

// divide gives a mention the name of the land around its city, where the gazetteer has one: "rural Damascus" and
// "Damascus countryside" are the governorate Rif Dimashq.
func (f *finder) divide(m *mention, before, after string) {
	f.buf = gazetteer.AppendFold(append(f.buf[:0], before...), m.span.In(f.t.Raw))
	if n := f.g.Lookup(append(f.buf, after...)); n != gazetteer.NoName && f.g.Places(n) > 0 {
		m.name = n
	}
}

// findPersons remembers that a name is somebody's: after a given name, an initial or a title. Whoever is named in full
// once is no town when the surname stands alone later.
func (f *finder) findPersons(m *mention) {
	if m.words > 1 || m.first == 0 || m.span.Start > f.t.Tokens[m.first].Start || f.t.Tokens[m.first-1].Sentence != f.t.Tokens[m.first].Sentence {
		return
	}
	if f.major(f.first(m.name)) {
		return
	}
	i := m.first - 1
	if f.t.Word(i) == "." && i > 0 && f.t.Tokens[i-1].End == f.t.Tokens[i].Start {
		i--
		if len(f.t.Word(i)) == 1 && f.t.Capital(i) {
			f.persons[m.name] = true
			return
		}
	}
	if f.t.Tokens[i].Kind != segment.Word || !f.t.Capital(i) {
		return
	}
	if r := roles[f.t.Fold(i)]; r&title != 0 && r&(direction|body|placeType) == 0 {
		f.persons[m.name] = true
		return
	}
	if f.flagsAt(i)&gazetteer.Given != 0 && !f.begins(i) || f.flagsAt(i)&(gazetteer.Given|gazetteer.Common) == gazetteer.Given {
		f.persons[m.name] = true
	}
}

// flagsAt is what the gazetteer knows of the single word at token i.
func (f *finder) flagsAt(i int) gazetteer.Flags {
	f.key = gazetteer.AppendFold(f.key[:0], f.t.Word(i))
	if n := f.g.Lookup(f.key); n != gazetteer.NoName {
		return f.g.Flags(n)
	}
	return 0
}

// inMention tells whether token i belongs to a mention.
func (f *finder) inMention(i int) bool {
	lo, hi := 0, len(f.mentions)
	for lo < hi {
		if h := (lo + hi) / 2; f.mentions[h].last <= i {
			lo = h + 1
		} else {
			hi = h
		}
	}
	return lo < len(f.mentions) && f.mentions[lo].first <= i
}

// cutAt tells whether token i is a name that has lost its apostrophe.
func (f *finder) cutAt(i int) bool {
	at, _ := slices.BinarySearchFunc(f.mentions, i, func(m mention, i int) int { return m.first - i })
	return at < len(f.mentions) && f.mentions[at].first == i && f.mentions[at].cut > 0
}

// begins tells whether token i is the first word of its sentence, whatever marks stand before it.
func (f *finder) begins(i int) bool {
	for first := f.t.Sentences[f.t.Tokens[i].Sentence].First; i > first; i-- {
		if k := f.t.Tokens[i-1].Kind; k == segment.Word || k == segment.Number {
			return false
		}
	}
	return true
}

// initials tells whether token i is written in capitals with full stops or in two or three capitals: "U.S.", "UAE".
func (f *finder) initials(i int) bool {
	w := f.t.Word(i)
	if len(w) < 2 {
		return false
	}
	return w[1] == '.' || len(w) <= 3 && w[1] >= 'A' && w[1] <= 'Z'
}

// shouts tells whether a name is of four letters or more and written in capitals.
func (f *finder) shouts(m *mention) bool {
	w := m.span.In(f.t.Raw)
	return len(w) > 3 && w == strings.ToUpper(w) && w != strings.ToLower(w)
}

// acronym tells whether token i is of three to five letters, all capitals, among words that are not.
func (f *finder) acronym(i int) bool {
	w := f.t.Word(i)
	if len(w) < 3 || len(w) > 5 || w != strings.ToUpper(w) || w == strings.ToLower(w) {
		return false
	}
	shouts := func(j int) bool {
		if j < 0 || j >= len(f.t.Tokens) || f.t.Tokens[j].Kind != segment.Word || f.t.Tokens[j].Sentence != f.t.Tokens[i].Sentence {
			return false
		}
		v := f.t.Word(j)
		return len(v) > 1 && v == strings.ToUpper(v) && v != strings.ToLower(v)
	}
	return !shouts(i-1) && !shouts(i+1)
}

func (f *finder) roleAt(i int) role {
	if i < 0 || i >= len(f.t.Tokens) {
		return 0
	}
	return roles[f.t.Fold(i)]
}

func clamp(x, lo, hi float64) float64 { return math.Max(lo, math.Min(hi, x)) }
