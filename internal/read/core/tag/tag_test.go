package tag

import "testing"

func TestNamesAreReadBack(t *testing.T) {
	for i := range count {
		if got, ok := Parse(i.String()); !ok || got != i {
			t.Errorf("%v is read as %v", i, got)
		}
	}
	for i := range countUPOS {
		if got, ok := ParseUPOS(i.String()); !ok || got != i {
			t.Errorf("%v is read as %v", i, got)
		}
	}
	if _, ok := Parse("NOPE"); ok {
		t.Error("a tag that is none was read")
	}
	if _, ok := ParseUPOS(""); ok {
		t.Error("an empty universal tag was read")
	}
}

func TestGroups(t *testing.T) {
	for _, c := range []struct {
		name string
		has  func(Tag) bool
		yes  []Tag
		no   []Tag
	}{
		{"nouns and names", Tag.Noun, []Tag{NN, NNS, NNP, NNPS}, []Tag{PRP, JJ, MD}},
		{"names", Tag.Name, []Tag{NNP, NNPS}, []Tag{NN, NNS}},
		{"forms of a verb that is no modal", Tag.Verb, []Tag{VB, VBD, VBG, VBN, VBP, VBZ}, []Tag{MD, NN, UH}},
		{"what can head a clause", Tag.Finite, []Tag{VBD, VBP, VBZ, MD}, []Tag{VB, VBG, VBN}},
		{"adjectives", Tag.Adjective, []Tag{JJ, JJR, JJS}, []Tag{RB, IN}},
	} {
		for _, x := range c.yes {
			if !c.has(x) {
				t.Errorf("%s: not %v", c.name, x)
			}
		}
		for _, x := range c.no {
			if c.has(x) {
				t.Errorf("%s: %v", c.name, x)
			}
		}
	}
}
