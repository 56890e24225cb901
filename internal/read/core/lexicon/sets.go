package lexicon

import "fmt"

// Sets are lists of words under names, out of a word list whose one field is the name of the list.
type Sets map[string]map[string]bool

// MustSets reads lists that are part of the program, where a broken line is a mistake of the build: it panics.
func MustSets(list string) Sets {
	sets := Sets{}
	for _, e := range Must(list, 1) {
		name := e.Fields[0]
		if sets[name] == nil {
			sets[name] = map[string]bool{}
		}
		for _, form := range e.Forms {
			sets[name][form] = true
		}
	}
	return sets
}

// Of is the list of that name. There must be one.
func (s Sets) Of(name string) map[string]bool {
	if s[name] == nil {
		panic(fmt.Sprintf("lexicon: no list is named %q", name))
	}
	return s[name]
}
