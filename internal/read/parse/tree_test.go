package parse

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The agency said that six people died.
var tree = []Arc{{1, Det}, {2, Nsubj}, {-1, Root}, {6, Mark}, {5, Nummod}, {6, Nsubj}, {2, Ccomp}, {2, PunctMark}}

func TestDependents(t *testing.T) {
	c := Dependents(tree)
	if d := cmp.Diff([]int32{1, 6, 7}, c.Of(2)); d != "" {
		t.Error(d)
	}
	if len(c.Of(0)) != 0 {
		t.Errorf("a leaf has dependents %v", c.Of(0))
	}
	if got := c.With(tree, 6, Nsubj); got != 5 {
		t.Errorf("the subject of token 6 is %d, want 5", got)
	}
	if got := c.With(tree, 6, Obj); got != -1 {
		t.Errorf("the object of token 6 is %d, want none", got)
	}
}

func TestPath(t *testing.T) {
	path, ok := Path(tree, 4, 2, nil)
	if d := cmp.Diff([]Label{Nummod, Nsubj, Ccomp}, path); d != "" || !ok {
		t.Error(d, ok)
	}
	if _, ok := Path(tree, 2, 4, nil); ok {
		t.Error("a path down the tree")
	}
	if path, ok := Path(tree, 2, 2, nil); !ok || len(path) != 0 {
		t.Error("a token is its own ancestor, by no step")
	}
}

func TestYield(t *testing.T) {
	first, last := Yield(tree)
	if d := cmp.Diff([]int32{0, 0, 0, 3, 4, 4, 3, 7}, first); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]int32{1, 2, 8, 4, 5, 6, 7, 8}, last); d != "" {
		t.Error(d)
	}
}

func TestEveryLabelHasItsName(t *testing.T) {
	for l := range countLabels {
		if got, ok := ParseLabel(l.String()); !ok || got != l {
			t.Errorf("%s is read as %s", l, got)
		}
	}
	if l, ok := ParseLabel("obl:odd"); !ok || l != Obl {
		t.Errorf("an unknown subtype is read as %s, %v", l, ok)
	}
	if NsubjPass.Universal() != Nsubj || !CsubjPass.Subject() || Obj.Subject() {
		t.Error("subtypes")
	}
}
