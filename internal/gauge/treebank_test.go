package gauge

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestScoresOfATreebank(t *testing.T) {
	for _, c := range []struct {
		name string
		in   Treebank
		want string
	}{
		{"words only", Treebank{Words: 8, UPOS: 8, Heads: 6, Labels: 5},
			"UPOS                               100.0% of 8\nUAS                                 75.0% of 8\nLAS                                 62.5% of 8\n"},
		{"names, too", Treebank{Words: 2, UPOS: 1, Named: 4, Found: 2, Right: 1},
			"UPOS                                50.0% of 2\nUAS                                  0.0% of 2\nLAS                                  0.0% of 2\nnames                              P  50.0  R  25.0  F  33.3\n"},
		{"nothing", Treebank{}, "UPOS                                 0.0% of 0\nUAS                                  0.0% of 0\nLAS                                  0.0% of 0\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, c.in.Scores().String()); d != "" {
				t.Error(d)
			}
		})
	}
}
