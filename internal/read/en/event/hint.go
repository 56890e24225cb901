package event

import (
	_ "embed"
	"fmt"

	"firsthand/internal/read/core/lexicon"
	"firsthand/internal/read/core/mention"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

//go:embed moods.txt
var moodList string

// moods give each form the number of its mood, from 1, in the order of the list.
var moods = func() *lexicon.Table[mention.Hint] {
	t, numbers := &lexicon.Table[mention.Hint]{}, map[string]mention.Hint{}
	for _, e := range lexicon.Must(moodList, 1) {
		name := e.Fields[0]
		if numbers[name] != 0 {
			panic(fmt.Sprintf("moods of events: line %d: a second line of mood %q", e.Line, name))
		}
		numbers[name] = mention.Hint(len(numbers) + 1)
		for _, form := range e.Forms {
			t.Add(form, numbers[name])
		}
	}
	return t
}()

// Hints are what this language's lists know of each token of a text, for the model of mentions: a number for each kind
// and force of a trigger and for each mood, 0 for words that they do not hold.
func Hints(x *segment.Text) mention.Hints {
	h := mention.Hints{Triggers: make([]mention.Hint, len(x.Tokens)), Moods: make([]mention.Hint, len(x.Tokens))}
	for i, w := range look(x) {
		switch {
		case w.role.trigger() && w.kind <= kindNamed(report.Plea):
			h.Triggers[i] = mention.Hint(int(w.kind)*4 + int(w.role-act) + 1)
		case w.role == inside && i > 0:
			h.Triggers[i] = h.Triggers[i-1]
		}
	}
	for _, s := range x.Sentences {
		for i := s.First; i < s.Last; {
			mood, n := moods.Match(x, i, s.Last)
			for k := range n {
				h.Moods[i+k] = mood
			}
			i += max(1, n)
		}
	}
	return h
}
