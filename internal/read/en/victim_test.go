package en_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/en/figure"
	"firsthand/internal/read/en/victim"
)

// Who is named or described where a report says what befell them is counted, once, and added to whoever is killed with
// them.
func TestVictims(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"a name", "Ilona Brandt was killed on Monday.", []string{"killed 1: Ilona Brandt"}},
		{"by what he is", "Gunmen killed the mayor on Monday.", []string{"killed 1: the mayor"}},
		{"behind a relative pronoun", "The police blamed rebels for the attack on Ilona Brandt, who was murdered on Friday.", []string{"killed 1: Ilona Brandt"}},
		{"two sisters", "Mariam Sela, 34, and her sister Huda, 31, were killed in the town on Monday, their father said.",
			[]string{"killed 2: Mariam Sela, 34, and her sister"}},
		{"one and a number beside", "The rebels have killed the mayor and two peasants.",
			[]string{"killed 3 (f3 f2): the mayor and two peasants", "killed 1 part: the mayor", "killed 2: two peasants"}},
		{"also", "Ilona Brandt was killed on Monday. Two of her bodyguards were also killed in the attack.",
			[]string{"killed 1 part: Ilona Brandt", "killed 3 (f1 f3): Two of her bodyguards", "killed 2: Two of her bodyguards"}},
		{"among those counted", "Three people were killed, among them Ilona Brandt.", []string{"killed 3: Three people"}},
		{"found dead", "Ilona Brandt was found dead on Monday.", []string{"killed 1: Ilona Brandt"}},
		{"behind a dateline", "Bogota, 10 Oct 89 (Inravision television Cadena 2) -- [TEXT] Ilona Brandt, manager of a shop in the town, was killed by gunmen at noon today.",
			[]string{"killed 1: Ilona Brandt"}},
		{"found only", "Ilona Brandt was found on Monday.", nil},
		{"shot and not dead", "Ilona Brandt was shot on Monday.", nil},
		{"not killed", "Ilona Brandt was not killed. Nobody was killed, the mayor said.", nil},
		{"two sides are not added up", "Two soldiers were killed on Monday. Nine rebels were also killed.", []string{"killed 2: Two soldiers", "killed 9: Nine rebels"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := segment.Split(c.in)
			var got []string
			for _, f := range victim.Add(x, syntax.Find(x), figure.Find(x, nil)) {
				s := fmt.Sprintf("%s %d", f.Measure, f.Low)
				if f.Part {
					s += " part"
				}
				if len(f.Sum) > 0 {
					s += " (" + strings.Join(f.Sum, " ") + ")"
				}
				got = append(got, s+": "+f.In(c.in))
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}
