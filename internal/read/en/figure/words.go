package figure

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"firsthand/internal/read/core/lexicon"
	"firsthand/internal/read/core/segment"
)

// role says what a word can do in a sentence that counts people.
type role uint8

const (
	plain  role = iota // in no list
	inside             // a later word of a form of several words

	number
	times // multiplies the number before it
	some  // a plural that gives only a least number: "dozens"
	bound

	people
	members // takes the name of the group after it
	thing

	verb
	past
	state
	noun
	toll

	be
	have
	modal
	negation
	adverb
	modifier
	determiner
	article
	and
	of
	preposition
	to
	with
	clause
	who
	include
	among
	say
	link
	claim
	lives
	fall
	raise
	reach
	pronoun
	month
	label
)

var roles = map[string]role{
	"number": number, "times": times, "some": some,
	"verb": verb, "past": past, "state": state, "noun": noun, "toll": toll,
	"bound": bound, "be": be, "have": have, "modal": modal, "negation": negation, "adverb": adverb, "modifier": modifier, "determiner": determiner,
	"article": article, "and": and, "of": of, "preposition": preposition, "to": to, "with": with, "clause": clause, "who": who,
	"include": include, "among": among, "say": say, "link": link, "claim": claim, "lives": lives, "fall": fall, "raise": raise, "reach": reach, "pronoun": pronoun,
	"month": month, "label": label,
}

// trigger tells whether r says what befell people.
func (r role) trigger() bool { return r >= verb && r <= toll }

// limit says how a bound word bounds.
type limit uint8

const (
	exact limit = iota
	atLeast
	atMost
	about
)

var limits = map[string]limit{"at least": atLeast, "at most": atMost, "about": about}

// word is what the lists know of one token. n is the number of tokens of the form that begins there.
type word struct {
	role  role
	arg   uint8 // of people an index into groups, of a trigger into measures, of a bound a limit
	n     uint8
	value int32 // of number words; 1 of people who are called victims, and of triggers that befall things as well
}

var (
	//go:embed people.txt
	peopleList string
	//go:embed things.txt
	thingList string
	//go:embed numbers.txt
	numberList string
	//go:embed triggers.txt
	triggerList string
	//go:embed grammar.txt
	grammarList string

	groups   = []string{""} // who is counted; 0 is people in general
	measures = []string{""} // what befell them; 0 is nothing known
	words    = load()

	// the measures that rules speak of
	killed, injured, casualties, trapped = intern(&measures, "killed"), intern(&measures, "injured"), intern(&measures, "casualties"), intern(&measures, "trapped")

	groupCivilians, groupFighters = intern(&groups, "civilians"), intern(&groups, "fighters")
)

// load reads the word lists that are part of the program. A form that stands in two of them is a mistake of the build.
func load() *lexicon.Table[word] {
	t := &lexicon.Table[word]{}
	seen := map[string]bool{}
	add := func(e lexicon.Entry, w word) {
		for _, form := range e.Forms {
			if seen[form] {
				panic(fmt.Sprintf("word lists of figures: %q is there twice", form))
			}
			seen[form] = true
			w.n = uint8(len(strings.Fields(form)))
			t.Add(form, w)
		}
	}
	for _, e := range lexicon.Must(peopleList, 1) {
		switch g := e.Fields[0]; g {
		case "-":
			add(e, word{role: people})
		case "harmed":
			add(e, word{role: people, value: 1})
		case "members":
			add(e, word{role: members})
		default:
			add(e, word{role: people, arg: intern(&groups, g)})
		}
	}
	for _, e := range lexicon.Must(thingList, 0) {
		add(e, word{role: thing})
	}
	for _, e := range lexicon.Must(numberList, 2) {
		v, err := strconv.ParseInt(e.Fields[1], 10, 32)
		if err != nil {
			panic(fmt.Sprintf("number words: line %d: %v", e.Line, err))
		}
		add(e, word{role: roleOf(e, 0), value: int32(v)})
	}
	for _, e := range lexicon.Must(triggerList, 2) {
		w := word{arg: intern(&measures, e.Fields[1])}
		if form, found := strings.CutSuffix(e.Fields[0], " of people"); found {
			e.Fields[0], w.value = form, 1
		}
		w.role = roleOf(e, 0)
		add(e, w)
	}
	for _, e := range lexicon.Must(grammarList, 2) {
		w := word{role: roleOf(e, 0)}
		if w.role == bound {
			w.arg = uint8(limits[e.Fields[1]])
		}
		add(e, w)
	}
	return t
}

func roleOf(e lexicon.Entry, field int) role {
	r, ok := roles[e.Fields[field]]
	if !ok {
		panic(fmt.Sprintf("word lists of figures: line %d: no role %q", e.Line, e.Fields[field]))
	}
	return r
}

// intern gives the index of s in list, appending it where it is new.
func intern(list *[]string, s string) uint8 {
	for i, x := range *list {
		if x == s {
			return uint8(i)
		}
	}
	*list = append(*list, s)
	return uint8(len(*list) - 1)
}

// look fills in what the lists know of the tokens [first, last) and tells whether one of them is a trigger.
func look(x *segment.Text, tags []word, first, last int) (triggered bool) {
	for i := first; i < last; {
		if x.Tokens[i].Kind == segment.Number {
			tags[i] = word{role: number, n: 1, value: -1}
			i++
			continue
		}
		w, n := words.Match(x, i, last)
		if n == 0 {
			tags[i] = hyphenated(x.Fold(i))
			i++
			continue
		}
		triggered = triggered || w.role.trigger() || w.role == lives || w.role == fall || w.role == people && w.value > 0 ||
			w.role == claim && strings.HasPrefix(x.Fold(i), "los")
		tags[i] = w
		for j := 1; j < n; j++ {
			tags[i+j] = word{role: inside, n: 1}
		}
		i += n
	}
	return triggered
}

// hyphenated reads "twenty-five"; any other word is plain.
func hyphenated(w string) word {
	if cut := strings.IndexByte(w, '-'); cut > 0 {
		a, ok := words.Word(w[:cut])
		b, ok2 := words.Word(w[cut+1:])
		if ok && ok2 && a.role == number && b.role == number && a.value >= 20 && a.value < 100 && b.value > 0 && b.value < 10 {
			return word{role: number, n: 1, value: a.value + b.value}
		}
	}
	return word{n: 1}
}
