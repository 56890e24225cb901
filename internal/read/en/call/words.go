package call

import (
	_ "embed"
	"fmt"

	"firsthand/internal/read/core/lexicon"
)

// part says what a word is in a call for help.
type part uint8

const (
	pleading part = iota + 1 // asks by itself
	polite                   // asks only where something is asked for
	need                     // something that may be needed
	via                      // how the call came
	urgency                  // how it presses
	self                     // who speaks, in the first person
	lacking                  // something is not there, or wanted
	offering                 // help that is given
	counted                  // who is counted
	number                   // a number in words, or how exact it is
	placing                  // what stands before an address or in it
	sign                     // what shows in a message that something is needed
	harm                     // what follows is hit or ended
	court                    // a plea beside it is a defendant's
)

var partNames = map[string]part{"plea": pleading, "polite": polite, "need": need, "via": via, "urgency": urgency, "self": self, "lack": lacking,
	"other": offering, "people": counted, "number": number, "place": placing, "sign": sign, "harm": harm, "court": court}

// word is what the list of calls knows of a form.
type word struct {
	part  part
	value string
}

var (
	//go:embed calls.txt
	list string

	words = load(func(p part) bool { return p < counted || p >= sign }) // of asking
	facts = load(func(p part) bool { return p >= counted && p < sign }) // of how many and where
)

// load reads those words of the list whose part is wanted.
func load(wanted func(part) bool) *lexicon.Table[word] {
	t := &lexicon.Table[word]{}
	for _, e := range lexicon.Must(list, 2) {
		w := word{part: partNames[e.Fields[0]], value: e.Fields[1]}
		if w.part == 0 {
			panic(fmt.Sprintf("words of calls: line %d: no part %q", e.Line, e.Fields[0]))
		}
		if !wanted(w.part) {
			continue
		}
		if w.value == "-" {
			w.value = ""
		}
		for _, form := range e.Forms {
			t.Add(form, w)
		}
	}
	return t
}
