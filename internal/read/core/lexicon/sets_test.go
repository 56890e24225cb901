package lexicon

import "testing"

func TestSets(t *testing.T) {
	s := MustSets("# lists\nmarch, may | month | the months that are other words too\njune | month | more of the same\nmay | modal | a helping verb\n")
	if m := s.Of("month"); len(m) != 3 || !m["june"] || !m["may"] || !s.Of("modal")["may"] || s.Of("modal")["march"] {
		t.Errorf("got %v", s)
	}
	for what, broken := range map[string]func(){
		"no such list":            func() { s.Of("day") },
		"a line without a reason": func() { MustSets("june | month | ") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: nothing is said", what)
				}
			}()
			broken()
		}()
	}
}
