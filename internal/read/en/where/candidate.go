package where

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// NameKind is what the network takes a name for.
type NameKind uint8

// The kinds of names. The zero value is no name.
const (
	OfPlace NameKind = iota + 1
	OfPerson
	OfBody
)

// Name is a name that the network sees in a text.
type Name struct {
	report.Span
	Kind NameKind
}

// candidate is a name in the text that may be a place's and that the gazetteer does not know.
type candidate struct {
	first, last int // tokens [first, last)
	key         string
	kind        NameKind
}

// mostWords is how many words the name of a village or quarter has at most.
const mostWords = 4

// surveyor looks for places that no list knows in one text.
type surveyor struct {
	t     *segment.Text
	g     *gazetteer.Gazetteer
	known []report.Place
	place []int32    // for each token, the index of the known place that it belongs to plus one
	kind  []NameKind // for each token, the kind of the name that it belongs to
	name  []int32    // for each token, the index of that name plus one
	key   []byte
}

// survey marks what is known of each token.
func survey(g *gazetteer.Gazetteer, t *segment.Text, known []report.Place, names []Name) *surveyor {
	n := len(t.Tokens)
	v := &surveyor{t: t, g: g, known: known, place: make([]int32, n), kind: make([]NameKind, n), name: make([]int32, n)}
	for k, p := range known {
		for i := t.TokenAt(p.Start); i < n && t.Tokens[i].Start < p.End; i++ {
			v.place[i] = int32(k) + 1
		}
	}
	for k, m := range names {
		for i := t.TokenAt(m.Start); i < n && t.Tokens[i].Start < m.End; i++ {
			v.kind[i], v.name[i] = m.Kind, int32(k)+1
		}
	}
	return v
}

// candidates are the names in the text that the gazetteer does not know: runs of words with capitals, cut where the
// network sees the name of a place begin or end.
func (v *surveyor) candidates() []candidate {
	var out []candidate
	for i := 0; i < len(v.t.Tokens); {
		if !v.names(i) {
			i++
			continue
		}
		last := v.run(i)
		if c, ok := v.candidate(i, last); ok {
			out = append(out, c)
		}
		i = last
	}
	return out
}

// run is where the name that begins at token i ends.
func (v *surveyor) run(i int) int {
	j := i + 1
	for j < len(v.t.Tokens) && v.t.Tokens[j].Sentence == v.t.Tokens[i].Sentence {
		if v.kind[i] == OfPlace || v.kind[j] == OfPlace {
			if v.name[j] != v.name[i] {
				break
			}
		}
		switch {
		case v.names(j):
			j++
		case j+1 < len(v.t.Tokens) && joints[v.t.Word(j)] && v.names(j+1) && v.t.Tokens[j+1].Sentence == v.t.Tokens[i].Sentence:
			j += 2
		default:
			return j
		}
	}
	return j
}

// joints stand in the middle of names in small letters.
var joints = sets.Of("joints")

// names reports whether token i can belong to a name that the gazetteer does not know.
func (v *surveyor) names(i int) bool {
	k := v.t.Tokens[i]
	if k.Kind != segment.Word || v.place[i] > 0 || isClitic(v.t.Word(i)) {
		return false
	}
	if v.t.Capital(i) {
		return true
	}
	article, name, ok := strings.Cut(v.t.Word(i), "-") // "al-Sawani"
	return ok && articles[article] && name != "" && upper(name, 0)
}

// articles are the forms of the Arabic article before a hyphen.
var articles = sets.Of("articles")

// candidate is what is left of the tokens [first, last) when the words around a name are cut off that are no part of
// it: "In Alibeyli", "Alibeyli Market".
func (v *surveyor) candidate(first, last int) (candidate, bool) {
	for first < last && v.leads(first) {
		first++
	}
	if n := last - first; n > 2 && signs[v.t.Fold(last-2)]&signGrade != 0 && signs[v.t.Fold(last-1)]&signSeat != 0 {
		last -= 2 // "Alibeyli District Hospital"
	}
	for last-first > 1 && signs[v.t.Fold(last-1)]&signCut != 0 && !generic[v.t.Fold(last-2)] {
		last--
	}
	if first >= last || last-first > mostWords {
		return candidate{}, false
	}
	c := candidate{first: first, last: last, kind: v.kind[first]}
	text := v.in(c)
	if !plausible(text) || !v.ends(c) || v.everyday(c) {
		return candidate{}, false
	}
	c.key = keyOf(text)
	return c, true
}

// ends reports whether the last word of a name can be that of a place's: it is no road, building or body and no word
// that begins a name, and it is joined to none ("Russian-held").
func (v *surveyor) ends(c candidate) bool {
	w := v.t.Word(c.last - 1)
	switch s := signs[v.t.Fold(c.last-1)]; {
	case s&signNowhere != 0 && s&signDivision == 0, s&signRoad != 0 && c.kind != OfPlace:
		return false
	}
	if f := v.t.Fold(c.first); c.last-c.first == 1 && generic[f] || roles[f]&outlet != 0 || signs[f]&signOpens != 0 && !generic[f] {
		return false
	}
	if c.last-c.first > 1 && v.crowd(c) {
		return false
	}
	for part := range strings.SplitSeq(w, "-") {
		if v.demonym(part) || peoples(part) {
			return false
		}
	}
	cut := strings.LastIndexByte(w, '-')
	return cut < 0 || upper(w, cut+1)
}

// crowd reports whether a name of several words has one for a people, or an abbreviation among small letters: "Russian
// Airstrikes", "ISIS Training".
func (v *surveyor) crowd(c candidate) bool {
	loud, quiet := 0, 0
	for i := c.first; i < c.last; i++ {
		if v.demonym(v.t.Word(i)) {
			return true
		}
		if capitals(v.t.Word(i)) {
			loud++
		} else {
			quiet++
		}
	}
	return loud > 0 && quiet > 0
}

// demonym reports whether a word is one for the people of a country.
func (v *surveyor) demonym(w string) bool {
	v.key = gazetteer.AppendFold(v.key[:0], w)
	n := v.g.Lookup(v.key)
	return n != gazetteer.NoName && v.g.Flags(n)&gazetteer.Demonym != 0
}

// in is a candidate as the text has it.
func (v *surveyor) in(c candidate) string {
	return v.t.Raw[v.t.Tokens[c.first].Start:v.t.Tokens[c.last-1].End]
}

// leads reports whether token i, with a capital, only stands before a name: the first word of a sentence, a direction.
func (v *surveyor) leads(i int) bool {
	w := v.t.Fold(i)
	if roles[w]&direction != 0 { // "Northern Alibeyli", but "in West Alibeyli"
		return i == v.t.Sentences[v.t.Tokens[i].Sentence].First
	}
	return roles[w]&(inside|towards|ofWord|dated) != 0 || signs[w]&(signInside|signAround|signThere|signWay|signObject|signTakes|signSettlement) != 0 ||
		leading[w]
}

// leading are words that begin sentences and headings.
var leading = sets.Of("leading")

// everyday reports whether every word of a candidate is something else: an English word, a people, a day. What the
// network takes for a place and what ends like one is a place all the same: "Squirrel Hill".
func (v *surveyor) everyday(c candidate) bool {
	for i := c.first; i < c.last; i++ {
		w := v.t.Fold(i)
		f := v.flags(i)
		if f&(gazetteer.Common|gazetteer.Demonym) == 0 && roles[w] == 0 && roles[strings.TrimSuffix(w, "s")] == 0 && !peoples(v.t.Word(i)) && signs[w] == 0 {
			return false
		}
	}
	return c.kind != OfPlace || c.last-c.first == 1 || signs[v.t.Fold(c.last-1)]&(signGround|signRoad|signDivision) == 0
}

// flags is what the gazetteer knows of the word at token i.
func (v *surveyor) flags(i int) gazetteer.Flags {
	v.key = gazetteer.AppendFold(v.key[:0], v.t.Word(i))
	if n := v.g.Lookup(v.key); n != gazetteer.NoName {
		return v.g.Flags(n)
	}
	return 0
}

// keyOf is the name without its case and its line ends.
func keyOf(name string) string { return strings.Join(strings.Fields(strings.ToLower(name)), " ") }

// plausible reports whether words can be the name of a place: letters and a capital.
func plausible(name string) bool {
	const shortest, longest = 3, 60 // bytes
	if len(name) < shortest || len(name) > longest || strings.ContainsAny(name, "\t@#/()[]") {
		return false
	}
	for _, r := range name {
		if unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// capitals reports whether a name has no small letter.
func capitals(name string) bool { return name == strings.ToUpper(name) }

// upper reports whether the byte offset begins a capital letter.
func upper(s string, at int) bool {
	r, _ := utf8.DecodeRuneInString(s[at:])
	return unicode.IsUpper(r)
}
