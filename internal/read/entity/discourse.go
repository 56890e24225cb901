package entity

import (
	"slices"

	"firsthand/internal/report"
)

const (
	reach = 60 // mentions that a pronoun looks back
	far   = 4  // sentences
)

// discourse goes through the mentions in the order of the text and gives descriptions and pronouns to whom they mean.
func (s *sieve) discourse() {
	for i := range s.mentions {
		m := &s.mentions[i]
		switch {
		case m.Form == report.ByPronoun:
			s.of[i] = s.meant(i)
			s.owns(i)
		case m.Form == report.ByRole && m.Nature != Thing:
			if old := s.again(i); old != nil && !s.circular(old, i) {
				s.join(old, s.At(i))
			}
			s.speaksFor(i)
		case m.Form == report.ByName && m.Speaks:
			s.speaksFor(i)
		}
		if s.of[i] != nil {
			s.lately = append(s.lately, i)
			s.meet(i)
		}
	}
}

// meet notes by what words mention i can be meant again.
func (s *sieve) meet(i int) {
	m := &s.mentions[i]
	note := func(key string) {
		if list := s.met[key]; len(list) == 0 || list[len(list)-1] != i {
			s.met[key] = append(list, i)
		}
	}
	if m.Form == report.ByPronoun || m.Nature == Thing {
		return
	}
	note("words " + m.Words)
	for _, r := range m.Roles {
		note("role " + r)
	}
	if m.Sole {
		note("sole " + m.Noun)
	}
	if m.Name != "" && m.Nature == Body {
		for _, w := range plain(m.Name) {
			note("noun " + stem(w))
		}
	}
}

func prefixed(prefix string, words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = prefix + w
	}
	return out
}

// circular tells whether a being is named inside the very words of mention i: "the mayor's brother" is not the mayor.
func (s *sieve) circular(b *Being, i int) bool {
	m := &s.mentions[i]
	for j := i + 1; j < len(s.mentions) && s.mentions[j].First < m.Last; j++ {
		if s.At(j).Is(b) && s.mentions[j].Within == i && m.Same != j && s.mentions[j].Same != i {
			return true
		}
	}
	for w := m.Within; w >= 0; w = s.mentions[w].Within {
		if s.At(w).Is(b) && s.mentions[i].Same != w {
			return true
		}
	}
	return false
}

// again is somebody met before whom a description means; nil where it introduces somebody.
func (s *sieve) again(i int) *Being {
	m, b := &s.mentions[i], s.At(i)
	if m.Fresh {
		return nil
	}
	for _, pass := range [...]struct {
		keys []string
		ok   func(m *Mention, b, o *Being) bool
	}{{[]string{"words " + b.Words}, s.sameDescription}, {prefixed("role ", m.Roles), s.sameRole}, {[]string{"noun " + stem(m.Noun)}, s.ofTheName}, {[]string{"sole " + m.Noun}, s.soleOfItsKind}} {
		for _, key := range pass.keys {
			list := s.met[key]
			for _, j := range slices.Backward(list[max(0, len(list)-memory):]) {
				o := s.At(j)
				if o != b && o != nil && o.Nature != Thing && !(b.Name != "" && o.Name != "") && agree(o, b) && pass.ok(m, b, o) {
					return o
				}
			}
		}
	}
	if m.Anybody && m.Definite && b.Name == "" && !(m.Speaker && s.owned(i)) {
		return s.anybody(m, b)
	}
	return nil
}

// sameDescription: the same words, of somebody who is not introduced anew.
func (s *sieve) sameDescription(m *Mention, b, o *Being) bool {
	return b.Words == o.Words && (m.Definite || m.Plural || b.Nature == Body) && s.sameSide(b, o)
}

// sameRole: "the spokesman", after somebody who was called one.
func (s *sieve) sameRole(m *Mention, b, o *Being) bool {
	if !m.Definite || m.Plural != o.Plural || !s.sameSide(b, o) {
		return false
	}
	for _, r := range m.Roles {
		if slices.Contains(o.Roles, r) {
			return true
		}
	}
	return false
}

// ofTheName: "the ministry", after the Ministry of Health.
func (s *sieve) ofTheName(m *Mention, b, o *Being) bool {
	if !m.Definite || m.Nature != Body || o.Nature != Body || m.Noun == "" || o.Name == "" {
		return false
	}
	said := slices.DeleteFunc(content(plain(m.Words)), func(w string) bool { return assuring[w] })
	for _, words := range o.split {
		if len(words) > 1 && slices.ContainsFunc(words, func(w string) bool { return alike(w, m.Noun) || spelt(w, m.Noun) }) && (len(said) == 1 || withinName(said, words) || sameWords(said, words)) {
			return true
		}
	}
	return false
}

// assuring are words that say which of two of one name somebody means, and are no part of it: "the genuine office".
var assuring = map[string]bool{"genuine": true, "real": true, "actual": true, "same": true, "latter": true, "former": true}

// soleOfItsKind: "the police", after the national police.
func (s *sieve) soleOfItsKind(m *Mention, b, o *Being) bool {
	return m.Sole && m.Words == m.Noun && b.Name == ""
}

// sameSide tells whether two are not said to be of different bodies.
func (s *sieve) sameSide(a, b *Being) bool {
	x, y := a.of.last(), b.of.last()
	switch {
	case x != nil && y != nil:
		return x == y || agree(x, y) && x.Name == "" && y.Name == ""
	case a.Of == "" || b.Of == "":
		return true
	}
	return a.Of == b.Of || x == nil && y == nil && agreeNames(&Being{split: [][]string{plain(a.Of)}}, &Being{split: [][]string{plain(b.Of)}})
}

// anybody is the being spoken of last that a word like "the group" or "the man" may mean.
func (s *sieve) anybody(m *Mention, b *Being) *Being {
	var best *Being
	score := 0
	for n, j := range slices.Backward(s.lately) {
		at := &s.mentions[j]
		if len(s.lately)-n > reach || m.Paragraph-at.Paragraph > far {
			break
		}
		o := s.At(j)
		if o == nil || o == b || at.Empty() || o.Nature == Thing || o.Nature == Unclear && o.Name == "" || !agree(o, b) || at.Aside && !m.Aside || m.Nature == Person && m.Sentence-at.Sentence > far {
			continue
		}
		if m.Kind != "" && o.Kind != "" && m.Kind != o.Kind || leagues[m.Noun] && o.Kind != "" || b.sided() && !(o.sided() && s.sameSide(o, b)) {
			continue
		}
		v := 100 - 4*(m.Sentence-at.Sentence)
		if at.Subject || at.Speaks {
			v += 6
		}
		if o.Name != "" {
			v += 6
		}
		if m.Kind != "" && o.Kind == m.Kind {
			v += 20
		}
		if v > score {
			best, score = o, v
		}
	}
	return best
}

// leagues are nouns for bodies that people join: no police and no ministry is called one.
var leagues = map[string]bool{"union": true, "association": true, "federation": true, "society": true, "institute": true, "foundation": true, "charity": true}

// sided reports whether it is said whom a being is of: "the Kremlin spokesman" is nobody of whom nothing of the kind is
// said.
func (b *Being) sided() bool { return b.Of != "" || b.of != nil }

// speaksFor gives "a spokesman" without a body the body that the report speaks of.
func (s *sieve) speaksFor(i int) {
	m, b := &s.mentions[i], s.At(i)
	if s.owned(i) {
		return
	}
	named := b != nil && b.Name != "" && m.Speaks && b.Speaker // "The police gave no number. … said spokesman Ivo Lenz"
	if b == nil || m.OfAt >= 0 || m.Of != "" || b.of != nil || b.Of != "" || !named && (b.Name != "" || !m.Speaker || !m.Anybody) {
		return
	}
	for n, j := range slices.Backward(s.lately) {
		at := &s.mentions[j]
		if len(s.lately)-n > reach || m.Paragraph-at.Paragraph > far || named && m.Paragraph != at.Paragraph {
			return
		}
		if o := s.At(j); o != nil && o.Nature == Body && (o.Name != "" || named && o.Sole) && (at.Subject || at.Speaks) && !(at.Aside && !m.Aside) {
			b.of = o
			return
		}
	}
}

// owned reports whether the words of mention i begin with a pronoun that says whose somebody is: "their spokesman".
func (s *sieve) owned(i int) bool {
	return i+1 < len(s.mentions) && s.mentions[i+1].First == s.mentions[i].First && s.mentions[i+1].Form == report.ByPronoun
}

// owns makes whoever speaks for the one that the pronoun at mention i means speak for that one.
func (s *sieve) owns(i int) {
	of := s.At(i)
	if i == 0 || of == nil || !s.owned(i-1) || !s.mentions[i-1].Speaker {
		return
	}
	if b := s.At(i - 1); b != nil && b.of == nil && b.Of == "" && !b.Is(of) && of.Nature == Body {
		b.of = of
	}
}

// meant is whom a pronoun means; nil where nobody can be told.
func (s *sieve) meant(i int) *Being {
	m := &s.mentions[i]
	switch m.Voice {
	case Relative:
		return s.before(m)
	case Reflexive, Third:
	default:
		return nil
	}
	spokesmans := i > 0 && s.owned(i-1) && s.mentions[i-1].Speaker // "their spokesman": only a body has one
	var best *Being
	score := 0
	for n, j := range slices.Backward(s.lately) {
		at := &s.mentions[j]
		if len(s.lately)-n > reach || m.Sentence-at.Sentence > far {
			break
		}
		o := s.At(j)
		if spokesmans && o != nil && o.Nature != Body {
			continue
		}
		if at.First >= m.First || o == nil || at.Empty() || at.Aside && !m.Aside || at.Aside && at.Quote != m.Quote || !s.fits(m, o) || s.holds(j, m) {
			continue
		}
		if v := s.weight(m, at, o); v > score {
			best, score = o, v
		}
	}
	if best != nil && best.Gender == NoGender && m.Gender != NoGender && best.Nature == Person {
		best.Gender = m.Gender
	}
	return best
}

// before is whoever a relative pronoun follows.
func (s *sieve) before(m *Mention) *Being {
	for n, j := range slices.Backward(s.lately) {
		at := &s.mentions[j]
		if len(s.lately)-n > 6 || at.Sentence != m.Sentence || at.Empty() {
			break
		}
		if at.Last <= m.First && m.First-at.Last <= 1 {
			return s.At(j)
		}
	}
	return nil
}

// holds tells whether mention j is a phrase around m: "the mayor and his brother" as a whole is not him.
func (s *sieve) holds(j int, m *Mention) bool {
	at := &s.mentions[j]
	return at.First <= m.First && m.Last <= at.Last
}

// fits tells whether a pronoun may mean a being by what it is.
func (s *sieve) fits(m *Mention, o *Being) bool {
	switch {
	case m.Gender != NoGender: // he, she
		return (o.Nature == Person || o.Nature == Unclear && o.Name != "") && !o.Plural && (o.Gender == NoGender || o.Gender == m.Gender)
	case m.Plural:
		return o.Nature == Group || o.Plural || o.Nature == Body
	case m.Speaks:
		return !o.Plural && (o.Nature == Body || o.Nature == Unclear && o.Name != "")
	}
	return (o.Nature == Body || o.Nature == Thing || o.Nature == Unclear) && !o.Plural
}

// weight is how likely a pronoun m means the being that mention at speaks of.
func (s *sieve) weight(m, at *Mention, o *Being) int {
	v := 100 - 8*(m.Sentence-at.Sentence)
	if m.Sentence == at.Sentence {
		v -= 4
	}
	if at.Subject {
		v += 8
	}
	if at.Speaks {
		v += 8
	}
	if at.Within >= 0 {
		v -= 5
	}
	if o.Name != "" {
		v += 3
	}
	switch {
	case m.Plural && o.Nature == Body:
		v -= 12
		if m.Speaks {
			v += 8
		}
	case m.Plural && m.Speaks && o.Nature == Thing:
		v -= 30
	case o.Nature == Unclear:
		v -= 6
	}
	return v
}
