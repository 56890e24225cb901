package lexicon

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/read/core/segment"
)

func TestParse(t *testing.T) {
	got, err := Parse("# fruit\n\napple, apples | red | grows here\ngranny  smith | green | was given to us\n", 1)
	if err != nil {
		t.Fatal(err)
	}
	want := []Entry{
		{Forms: []string{"apple", "apples"}, Fields: []string{"red"}, Why: "grows here", Line: 3},
		{Forms: []string{"granny smith"}, Fields: []string{"green"}, Why: "was given to us", Line: 4},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestParseNamesTheLineThatIsWrong(t *testing.T) {
	for _, c := range []struct{ name, in string }{
		{"a cell too few", "# list\napple | grows here"},
		{"no reason", "# list\napple | red |"},
		{"a capital", "# list\nApple | red | grows here"},
		{"an empty form", "# list\napple, | red | grows here"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Parse(c.in, 1); err == nil || !strings.Contains(err.Error(), "line 2") {
				t.Errorf("got %v, want an error that names line 2", err)
			}
		})
	}
}

func TestMatchTakesTheLongestForm(t *testing.T) {
	var table Table[string]
	table.Add("death", "one word")
	table.Add("death toll", "two")
	table.Add("death toll of", "three")
	table.Add("car bomb", "phrase only")
	for _, c := range []struct {
		name, in string
		want     string
		n        int
	}{
		{"alone", "death came", "one word", 1},
		{"the longest of several", "Death toll of nine", "three", 3},
		{"a shorter one where the text ends", "death toll", "two", 2},
		{"a first word that is no form by itself", "car park", "", 0},
		{"not there", "life", "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := segment.Split(c.in)
			v, n := table.Match(x, 0, len(x.Tokens))
			if v != c.want || n != c.n {
				t.Errorf("got %q over %d tokens, want %q over %d", v, n, c.want, c.n)
			}
		})
	}
	if _, ok := table.Word("car"); ok {
		t.Error("the first word of a phrase is taken for a form")
	}
}
