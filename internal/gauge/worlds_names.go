package gauge

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// What two worlds' names, places, days and groups of people have in common is told by the words alone, as in the other
// scorer (docs/evaluation.md).

// wordSet is words without order.
type wordSet map[string]bool

func setOf(words ...string) wordSet {
	s := make(wordSet, len(words))
	for _, w := range words {
		s[w] = true
	}
	return s
}

// inside reports whether all of s is in t.
func (s wordSet) inside(t wordSet) bool {
	for w := range s {
		if !t[w] {
			return false
		}
	}
	return true
}

// meets reports whether s and t share a word that is not among except.
func (s wordSet) meets(t, except wordSet) bool {
	for w := range s {
		if t[w] && !except[w] {
			return true
		}
	}
	return false
}

func (s wordSet) common(t wordSet) int {
	n := 0
	for w := range s {
		if t[w] {
			n++
		}
	}
	return n
}

// unmarked takes the marks off the letters of transliterations.
var unmarked = func() *strings.Replacer {
	const marked, plain = "áàâäãåāéèêëēíìîïīóòôöõōúùûüūñçḩḥṭṣḑẕżğşı’‘ʿʾ`", "aaaaaaaeeeeeiiiiioooooouuuuunchhtsdzzgsi'''''"
	var pairs []string
	i := 0
	for _, r := range marked {
		pairs = append(pairs, string(r), plain[i:i+1])
		i++
	}
	return strings.NewReplacer(pairs...)
}()

var (
	notInNames     = regexp.MustCompile(`[^a-z0-9@ ]+`)
	leadingArticle = regexp.MustCompile(`^(the|a|an) `)
)

// bareName is a name in the letters a to z, digits and "@", without article, apostrophes and possessives.
func bareName(name string) string {
	name = unmarked.Replace(strings.ToLower(name))
	name = strings.ReplaceAll(strings.ReplaceAll(name, "'s ", " "), "'", "")
	name = strings.Join(strings.Fields(notInNames.ReplaceAllString(name, " ")), " ")
	return leadingArticle.ReplaceAllString(name, "")
}

// emptyWords tell no source from another.
var emptyWords = setOf("the", "of", "for", "a", "an", "and", "in", "general", "mr", "dr", "spokesman", "spokeswoman", "office")

func tellingWords(bare string) wordSet {
	s := setOf(strings.Fields(bare)...)
	for w := range emptyWords {
		delete(s, w)
	}
	return s
}

// sameSource reports whether one of the names is the name found, has only words of it, or has all of its words where
// they are two or more.
func sameSource(names []string, found string) bool {
	bare := bareName(found)
	words := tellingWords(bare)
	return slices.ContainsFunc(names, func(name string) bool {
		name = bareName(name)
		if name == "" || bare == "" {
			return false
		}
		of := tellingWords(name)
		return name == bare || len(of) > 0 && len(words) > 0 && (of.inside(words) || words.inside(of) && len(words) > 1)
	})
}

// aliases are all names of the source that has this one, none where the world does not list it.
func (w world) aliases(name string) []string {
	bare := bareName(name)
	for _, s := range w.Sources {
		all := append([]string{s.Name}, s.Aliases...)
		if slices.ContainsFunc(all, func(n string) bool { return bareName(n) == bare }) {
			return all
		}
	}
	return nil
}

// means reports whether the name found is one of the source that the truth calls name.
func (w world) means(name, found string) bool {
	return sameSource(append([]string{name}, w.aliases(name)...), found)
}

// samePlace reports whether one of the names is that of the place found or of the region it lies in, or one holds the
// other.
func samePlace(names []string, found *shownPlace) bool {
	if found == nil {
		return false
	}
	for _, name := range names {
		a := bareName(name)
		for _, other := range []string{found.Name, found.Admin1} {
			b := bareName(other)
			if a == "" || b == "" {
				continue
			}
			if strings.Contains(a, b) || strings.Contains(b, a) || strings.ReplaceAll(a, "al ", "") == strings.ReplaceAll(b, "al ", "") {
				return true
			}
		}
	}
	return false
}

// daysNear reports whether two stretches of days are at most so many days apart. Where a day is not known they are.
func daysNear(want []string, found *struct{ Start, End string }, apart int) bool {
	if found == nil || len(want) < 2 {
		return true
	}
	var t [4]time.Time
	for i, s := range []string{want[0], orElse(want[1], want[0]), found.Start, orElse(found.End, found.Start)} {
		var err error
		if t[i], err = time.Parse(time.DateOnly, day(s)); err != nil {
			return true
		}
	}
	return !t[2].After(t[1].AddDate(0, 0, apart)) && !t[0].After(t[3].AddDate(0, 0, apart))
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// otherMeasures are words for a measure beside its own.
var otherMeasures = map[string]string{"wounded": "injured", "hurt": "injured", "dead": "killed", "arrested": "detained", "kidnapped": "abducted", "released": "freed"}

func measureOf(word string) string { return orElse(otherMeasures[word], word) }

// Groups of people that may be called by different words.
var (
	anybody  = setOf("", "people", "all", "civilians", "residents", "persons")
	armed    = setOf("fighters", "soldiers", "militants", "rebels", "attackers", "gunmen", "police", "troops", "vigilantes", "bandits", "members", "guards", "forces", "terrorists")
	young    = setOf("children", "pupils", "students", "schoolchildren", "minors")
	weak     = setOf("women", "children")
	joints   = setOf("and", "of", "the", "in")
	measures = setOf("killed", "injured", "missing", "detained", "abducted", "displaced", "trapped", "evacuated", "freed", "in need")
)

// sameGroup reports whether two words for who is counted may be for the same people.
func sameGroup(a, b string) bool {
	a, b = bareName(a), bareName(b)
	of, other := setOf(strings.Fields(a)...), setOf(strings.Fields(b)...)
	if a == b || of.meets(other, joints) {
		return true
	}
	if of.meets(armed, nil) != other.meets(armed, nil) {
		return false
	}
	if anybody[a] || anybody[b] {
		return !of.meets(weak, nil) && !other.meets(weak, nil) || anybody[a] && anybody[b]
	}
	return of.meets(armed, nil) && other.meets(armed, nil) || of.meets(young, nil) && other.meets(young, nil)
}
