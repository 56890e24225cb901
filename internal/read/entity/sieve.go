package entity

import (
	"cmp"
	"slices"
	"strings"

	"firsthand/internal/report"
)

// memory is how many beings of the same word anybody is looked for among: the cost of a text with ever new names must
// not grow with its square.
const memory = 24

// Resolve joins the mentions that mean one being. They must come in the order of their first tokens, an outer one
// before those inside it.
func Resolve(mentions []Mention) *Cast {
	s := &sieve{Cast: Cast{mentions: mentions, of: make([]*Being, len(mentions))}, met: map[string][]int{}}
	for i := range mentions {
		if m := &mentions[i]; m.Form != report.ByPronoun {
			s.of[i] = s.found(m)
		}
	}
	s.sameName()
	s.letters()
	s.grammar()
	s.partOfName()
	s.affiliations()
	s.discourse()
	s.affiliations() // whose words are a pronoun: "Ivo Lenz, who heads it"
	s.introductions()
	s.voices()
	s.number()
	return &s.Cast
}

type sieve struct {
	Cast
	lately []int            // mentions that a pronoun may mean, in order
	met    map[string][]int // by words, roles and nouns: the mentions that have them
}

// found makes a mention a being of its own.
func (s *sieve) found(m *Mention) *Being {
	b := &Being{Name: m.Name, Words: m.Words, Of: m.Of, Kind: m.Kind, Nature: m.Nature, Gender: m.Gender, Plural: m.Plural, Speaker: m.Speaker, Sole: m.Sole, Roles: slices.Clone(m.Roles)}
	if len(m.Roles) > 0 {
		b.Role = m.Roles[0]
	}
	if m.Known != "" {
		b.Name, b.Known = m.Known, true
	}
	if b.Name != "" {
		b.called(b.Name)
		if m.Name != "" {
			b.called(m.Name)
		}
		if m.Bare != "" {
			b.split = append(b.split, plain(m.Bare))
			b.Names = append(b.Names, m.Bare)
		}
	}
	if m.Short != "" {
		b.Names = append(b.Names, m.Short)
		b.split = append(b.split, plain(m.Short))
	}
	s.beings = append(s.beings, b)
	return b
}

func (b *Being) called(name string) {
	if !slices.Contains(b.Names, name) {
		b.Names = append(b.Names, name)
		b.split = append(b.split, plain(name))
	}
}

// join makes two beings one. The one that was met first stays, and takes what the other adds.
func (s *sieve) join(a, b *Being) *Being {
	a, b = a.last(), b.last()
	if a == b || a == nil || b == nil {
		return a
	}
	for i, n := range b.Names {
		if !slices.Contains(a.Names, n) {
			a.Names, a.split = append(a.Names, n), append(a.split, b.split[i])
		}
	}
	for _, r := range b.Roles {
		if !slices.Contains(a.Roles, r) {
			a.Roles = append(a.Roles, r)
		}
	}
	if fuller(b, a) {
		a.Name = b.Name
	}
	if a.Nature == Unclear || a.Nature == Group && b.Nature == Body {
		a.Nature = b.Nature
	}
	if a.Role == "" {
		a.Role = b.Role
	}
	if a.Of == "" && a.of == nil {
		a.Of, a.of = b.Of, b.of
	}
	if a.Kind == "" {
		a.Kind = b.Kind
	}
	if a.Gender == NoGender {
		a.Gender = b.Gender
	}
	a.Speaker = a.Speaker && (b.Speaker || b.Role == "") || a.Role == "" && b.Speaker
	a.Known, a.Sole = a.Known || b.Known, a.Sole || b.Sole
	b.into = a
	return a
}

// fuller tells whether b has a fuller name than a.
func fuller(b, a *Being) bool {
	switch {
	case b.Name == "":
		return false
	case a.Name == "" || b.Known && !a.Known:
		return true
	case a.Known:
		return false
	case isLetters(a.Name) != isLetters(b.Name):
		return isLetters(a.Name)
	}
	x, y := plain(a.Name), plain(b.Name)
	return len(y) > len(x) || len(y) == len(x) && strings.ToUpper(a.Name) == a.Name && strings.ToUpper(b.Name) != b.Name
}

// agree tells whether nothing that is known of two beings speaks against their being one.
func agree(a, b *Being) bool {
	a, b = a.last(), b.last()
	switch {
	case a == nil || b == nil || a == b:
		return a != nil && a == b
	case a.Nature != Unclear && b.Nature != Unclear && a.Nature != b.Nature,
		a.Gender != NoGender && b.Gender != NoGender && a.Gender != b.Gender,
		a.Known && b.Known && a.Name != b.Name,
		a.Nature == Person && b.Nature == Person && a.Plural != b.Plural:
		return false
	}
	return a.Name == "" || b.Name == "" || a.Known || b.Known || agreeNames(a, b)
}

// agreeNames tells whether any name of one goes with any of the other.
func agreeNames(a, b *Being) bool {
	for _, x := range a.split {
		for _, y := range b.split {
			if equal(x, y) || part(x, y) || part(y, x) || sameWords(x, y) || withinName(x, y) || withinName(y, x) {
				return true
			}
		}
	}
	for _, p := range [...][2]*Being{{a, b}, {b, a}} {
		if isLetters(p[0].Name) && slices.Contains(initials(p[1].Name), strings.Join(plain(p[0].Name), "")) {
			return true
		}
	}
	return false
}

// sameName joins what has the same name, letter by letter.
func (s *sieve) sameName() {
	met := map[string]*Being{}
	for i := range s.mentions {
		b := s.At(i)
		if b == nil || b.Name == "" || b.Nature == Thing {
			continue
		}
		for _, words := range b.split {
			key := strings.Join(content(words), " ")
			if key == "" {
				continue
			}
			if old := met[key]; old == nil {
				met[key] = b
			} else if old.last() != b && agree(old, b) {
				b = s.join(old, b)
			}
		}
	}
}

// letters joins an acronym with the name it stands for, where the text introduces it or where there is only one such
// name.
func (s *sieve) letters() {
	short := map[string]*Being{}
	for i := range s.mentions {
		if m := &s.mentions[i]; m.Short != "" {
			if key := strings.Join(plain(m.Short), ""); short[key] == nil {
				short[key] = s.At(i)
			}
		}
	}
	full := map[string][]*Being{} // by the letters that can stand for them
	seen := map[*Being]bool{}
	for i := range s.mentions {
		if b := s.At(i); b != nil && b.Nature != Thing && b.Nature != Person && b.Name != "" && !isLetters(b.Name) && !seen[b] {
			seen[b] = true
			for _, l := range initials(b.Name) {
				full[l] = append(full[l], b)
			}
		}
	}
	done := map[*Being]bool{}
	for i := range s.mentions {
		b := s.At(i)
		if b == nil || done[b] || !isLetters(b.Name) || b.Nature == Thing || b.Known {
			continue
		}
		done[b] = true
		if o := short[strings.Join(plain(b.Name), "")]; o != nil {
			if o.last().Nature != Person || b.Nature == Unclear {
				s.join(o, b)
			}
			continue
		}
		if one := only(full[strings.Join(plain(b.Name), "")]); one != nil && one != b {
			s.join(one, b)
		}
	}
}

// grammar joins what the grammar of a sentence says is the same.
func (s *sieve) grammar() {
	for i := range s.mentions {
		if m := &s.mentions[i]; m.Same >= 0 {
			if a, b := s.At(m.Same), s.At(i); a != nil && b != nil && a.Nature != Thing && b.Nature != Thing && agree(a, b) {
				s.join(a, b)
			}
		}
	}
}

// only is the one being in a list, nil where there are several or none.
func only(list []*Being) (one *Being) {
	for _, b := range list[:min(len(list), memory)] {
		if b = b.last(); one != nil && one != b {
			return nil
		}
		one = b
	}
	return one
}

// partOfName joins a name with a fuller one that it is part of, the nearest before it or else the first after it.
func (s *sieve) partOfName() {
	met := map[string][]int{} // by each word: the first mentions of beings whose names have it
	seen := map[*Being]bool{}
	for i := range s.mentions {
		b := s.At(i)
		if b == nil || b.Name == "" || b.Nature == Thing || s.mentions[i].Name == "" || seen[b] {
			continue
		}
		seen[b] = true
		words := content(plain(s.mentions[i].Name))
		for _, w := range words {
			list := met[stem(w)]
			for _, j := range slices.Backward(list[max(0, len(list)-memory):]) {
				if s.partly(i, j) || s.partly(j, i) {
					s.join(s.At(j), b)
					break
				}
			}
			met[stem(w)] = append(list, i)
		}
	}
}

// stem is as much of a word as the names of a country and of what is of it have in common.
func stem(w string) string {
	if len(w) > 4 {
		return w[:4]
	}
	return w
}

// partly tells whether the name of mention i is part of that of mention j, so that both are one.
func (s *sieve) partly(i, j int) bool {
	a, b := s.At(i), s.At(j)
	if a == b || !agree(a, b) {
		return false
	}
	m := &s.mentions[i]
	x, y := plain(cmp.Or(m.Bare, m.Name)), plain(b.Name)
	switch {
	case a.Nature == Person || b.Nature == Person && a.Nature == Unclear:
		return b.Nature == Person && part(x, y)
	case sameWords(x, y):
		return true
	case b.Nature != Body || a.Known || b.Known:
		return false
	case a.Nature == Body:
		return withinName(x, y)
	}
	return m.Nature == Unclear && len(y) > len(x) && equal(x, y[:len(x)]) && (b.Kind == report.KindAgency || b.Kind == report.KindOutlet)
}

// affiliations ties each being to the one that its words say it is of.
func (s *sieve) affiliations() {
	for i := range s.mentions {
		m := &s.mentions[i]
		if b := s.At(i); b != nil && b.of == nil && m.OfAt >= 0 {
			if of := s.At(m.OfAt); of != nil && of != b && of.Nature != Thing && of.Nature != Person {
				b.of = of
			}
		}
	}
}

// introductions joins who speaks first in a report, described and not named, with the one whose name the report gives
// when it quotes somebody next: "… a doctor said. Ivo Lenz, of the clinic in Orla, told …". Agencies write so.
func (s *sieve) introductions() {
	const near = 4 // sentences
	first := -1
	for i := range s.mentions {
		m := &s.mentions[i]
		if !m.Speaks || m.Aside || m.Form == report.ByPronoun {
			continue
		}
		b := s.At(i)
		switch {
		case b == nil:
		case first < 0:
			if b.Name != "" || b.Plural || m.Sentence > near || b.Nature != Person && b.Nature != Body {
				return
			}
			first = i
		case b.Is(s.At(first)):
		case b.Name == "" && b.Nature == Body && s.At(first).Nature == Person: // the report names a body in passing
		case b.Name == "":
			return
		default:
			if m.Sentence-s.mentions[first].Sentence <= near && s.introduces(first, i) {
				s.join(s.At(first), b)
			}
			return
		}
	}
}

// introduces reports whether the description in mention i may be of whom mention j names.
func (s *sieve) introduces(i, j int) bool {
	a, b := s.At(i), s.At(j)
	m := &s.mentions[i]
	official := m.Noun == "official"
	if b.Known || !b.newAt(s, j) || a.Speaker && !official || !official && !s.sameSide(a, b) {
		return false
	}
	named := plain(b.Name)
	for _, r := range append([]string{m.Noun}, a.Roles...) { // "a monitor": the Norvik Monitor
		if b.Nature == Body && slices.ContainsFunc(named, func(w string) bool { return alike(w, r) }) {
			return true
		}
	}
	if !agree(a, b) || a.Nature != Person || b.Nature != Person {
		return a.Nature == Body && b.Nature == Body && m.Fresh && slices.ContainsFunc(plain(m.Words), func(w string) bool {
			return len(w) > 3 && slices.ContainsFunc(named, func(v string) bool { return alike(w, v) })
		})
	}
	if len(a.Roles) == 0 || len(b.Roles) == 0 {
		return m.Fresh || m.Paragraph != s.mentions[j].Paragraph // "a doctor"; right behind "the mayor" somebody else is named
	}
	return slices.ContainsFunc(a.Roles, func(r string) bool {
		return slices.Contains(b.Roles, r) || r == "official" && slices.ContainsFunc(b.Roles, func(o string) bool { return offices[o] })
	}) || b.titleOnly(s)
}

// newAt reports whether mention i is the first of a being.
func (b *Being) newAt(s *sieve, i int) bool {
	for j := range i {
		if s.mentions[j].Form != report.ByPronoun && s.At(j) == b.last() {
			return false
		}
	}
	return true
}

// titleOnly reports whether all that is said of a being beside its name is a title like "Dr.", which heads of bodies
// have too.
func (b *Being) titleOnly(s *sieve) bool {
	return len(b.Roles) == 1 && b.Roles[0] == "doctor" && b.Affiliation() == ""
}

// voices makes whoever speaks for a body, and never gets a name, that body.
func (s *sieve) voices() {
	for i := range s.mentions {
		b := s.At(i)
		if b == nil || b.Name != "" || !b.Speaker || b.of == nil {
			continue
		}
		if of := b.of.last(); of != b && (of.Name != "" || of.Sole) && of.Nature != Person {
			of.Roles = append(of.Roles, b.Roles...)
			b.into = of
		}
	}
}

// offices are the roles of whom a report may first call an official.
var offices = map[string]bool{"officer": true, "director": true, "head": true, "chief": true, "commissioner": true, "secretary": true, "mayor": true, "governor": true,
	"administrator": true, "superintendent": true, "chairman": true, "chairwoman": true, "chair": true, "minister": true, "magistrate": true, "commander": true,
	"coordinator": true, "councillor": true, "deputy": true, "inspector": true, "undersecretary": true, "prefect": true, "spokesman": true, "spokeswoman": true}
