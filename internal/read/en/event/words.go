package event

import (
	_ "embed"
	"fmt"
	"strings"

	"firsthand/internal/read/core/lexicon"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// kind is an index into kinds.
type kind uint8

// kinds in the order in which they name an event when several could: the rarer and the more exact first.
var kinds = [...]string{
	"", report.Chemical, report.Execution, report.AirStrike, report.Explosion, report.Shelling, report.Abduction, report.Detention,
	report.Clash, report.Killing, report.Attack, report.Evacuation, report.Siege, report.Displacement, report.Ceasefire, report.Aid, report.Plea,
	report.Accident, report.Disaster, report.Protest,
}

// family groups kinds of which one event can be several: an air strike that is also a killing.
type family uint8

const (
	noFamily family = iota
	violence
	custody
	movement
	truce
	relief
	plea
	crowd
	families
)

// familyOf gives the family of each kind.
var familyOf = func() [len(kinds)]family {
	var f [len(kinds)]family
	for k, name := range kinds {
		switch name {
		case report.Abduction, report.Detention:
			f[k] = custody
		case report.Evacuation, report.Siege, report.Displacement:
			f[k] = movement
		case report.Ceasefire:
			f[k] = truce
		case report.Aid:
			f[k] = relief
		case report.Plea:
			f[k] = plea
		case report.Protest:
			f[k] = crowd
		case "":
		default:
			f[k] = violence
		}
	}
	return f
}()

// lasts tells whether what f holds goes on over days: a situation rather than something that happens on a day.
func (f family) lasts() bool { return f == movement || f == truce || f == plea }

// generic tells whether k names an outcome or no means at all, so that any other kind of its family says more.
func (k kind) generic() bool { return kinds[k] == report.Killing || kinds[k] == report.Attack }

// mishap reports whether nobody did it on purpose.
func (k kind) mishap() bool { return kinds[k] == report.Accident || kinds[k] == report.Disaster }

// kindOfMeasure is the kind of event that a figure tells of by itself.
func kindOfMeasure(measure string) kind {
	switch measure {
	case "killed", "casualties":
		return kindNamed(report.Killing)
	case "injured", "missing":
		return kindNamed(report.Attack)
	case "detained":
		return kindNamed(report.Detention)
	case "abducted":
		return kindNamed(report.Abduction)
	case "trapped", "in need":
		return kindNamed(report.Siege)
	case "displaced":
		return kindNamed(report.Displacement)
	case "evacuated":
		return kindNamed(report.Evacuation)
	}
	return 0
}

// kindNamed is the index of a kind's name, 0 where there is none.
func kindNamed(name string) kind {
	for k, n := range kinds {
		if n == name {
			return kind(k)
		}
	}
	return 0
}

// role says what a word does in a sentence that tells of an event.
type role uint8

const (
	plain  role = iota
	inside      // a later word of a form of several words

	act  // a trigger that says that it happened
	name // a trigger that names it
	soft // either of the two, but used of arguments as well
	hint // a trigger that only colours it

	say
	negation
	modal
	by
	locative
	from
	of
	ground
	since
	until
	determiner
	and
	auxiliary
	adverb
	blame
	doneBy
	owned
	stop
	era
	actor // a noun for who does violence
	party // a name of one
	state // a state or its ruler: where it happened as often as who did it
)

var roles = map[string]role{
	"act": act, "name": name, "soft": soft, "hint": hint,
	"say": say, "negation": negation, "modal": modal, "by": by, "locative": locative, "from": from, "of": of, "ground": ground, "since": since, "until": until,
	"determiner": determiner, "and": and, "auxiliary": auxiliary, "adverb": adverb, "blame": blame, "done by": doneBy, "owned": owned, "stop": stop, "era": era,
}

// trigger tells whether r tells of an event.
func (r role) trigger() bool { return r >= act && r <= hint }

// word is what the lists know of one token. n is the number of tokens of the form that begins there.
type word struct {
	role   role
	kind   kind
	n      uint8
	framed bool // a verb that a frame fits: what it takes says more than it does
	actor  bool // one of the list of actors, or a trigger that is a noun for who does violence as well: "warplanes"
}

var (
	//go:embed triggers.txt
	triggerList string
	//go:embed grammar.txt
	grammarList string
	//go:embed actors.txt
	actorList string

	words = load()
)

// load reads the word lists that are part of the program.
func load() *lexicon.Table[word] {
	t := &lexicon.Table[word]{}
	triggers := map[string]word{}
	for _, e := range lexicon.Must(triggerList, 2) {
		k, r := kindNamed(e.Fields[0]), roles[e.Fields[1]]
		if k == 0 || !r.trigger() {
			panic(fmt.Sprintf("triggers of events: line %d: no kind %q or force %q", e.Line, e.Fields[0], e.Fields[1]))
		}
		for _, form := range e.Forms {
			w := word{role: r, kind: k, n: length(form)}
			triggers[form] = w
			t.Add(form, w)
		}
	}
	for _, e := range lexicon.Must(grammarList, 1) {
		r := roles[e.Fields[0]]
		if r == plain {
			panic(fmt.Sprintf("grammar of events: line %d: no role %q", e.Line, e.Fields[0]))
		}
		for _, form := range e.Forms {
			t.Add(form, word{role: r, n: length(form)})
		}
	}
	for _, e := range lexicon.Must(actorList, 1) {
		r := actor
		switch e.Fields[0] {
		case "name":
			r = party
		case "state":
			r = state
		}
		for _, form := range e.Forms {
			w, ok := triggers[form]
			if !ok {
				w = word{role: r, n: length(form)}
			}
			w.actor = true
			t.Add(form, w)
		}
	}
	return t
}

func length(form string) uint8 { return uint8(strings.Count(form, " ") + 1) }

// look fills in what the lists know of every token of x.
func look(x *segment.Text) []word {
	tags := make([]word, len(x.Tokens))
	for i := range x.Sentences {
		lookSentence(x, tags, &x.Sentences[i])
	}
	return tags
}

// lookSentence fills in what the lists know of the tokens of s. A party is one only with a capital letter, so that the
// pronoun "us" is none.
func lookSentence(x *segment.Text, tags []word, s *segment.Sentence) {
	for i := s.First; i < s.Last; {
		w, n := words.Match(x, i, s.Last)
		if n == 0 || (w.role == party || w.role == state) && !x.Capital(i) {
			tags[i] = word{n: 1}
			i++
			continue
		}
		tags[i] = w
		for j := 1; j < n; j++ {
			tags[i+j] = word{role: inside, n: 1}
		}
		i += n
	}
}

// months takes back what the lists hold of the words of a time: the month of March is no march.
func (r *reader) months() {
	for _, t := range r.in.Times {
		lo, hi := r.tokens(t.Span)
		for k := lo; k < hi; k++ {
			if r.tags[k].role.trigger() && familyOf[r.tags[k].kind] == crowd {
				r.tags[k] = word{n: 1}
			}
		}
	}
}
