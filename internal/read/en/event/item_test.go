package event

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWhereAndWhenOfItems holds the events of reports that are lists, and those dated by a title, to their places and
// days.
func TestWhereAndWhenOfItems(t *testing.T) {
	for _, c := range []struct {
		name, title, text string
		want              []string // kind, place, first day
	}{
		{"bullets: the item's place", "", "• A truck came under fire near Homs. The driver was wounded.\n\n• In Aleppo two shells landed on a market.",
			[]string{"attack Homs 2017-06-09", "shelling Aleppo 2017-06-09"}},
		{"an item without a place does not take that of the one before", "", "A quiet night in Aleppo.\n\n09:10 Shells landed in Homs.\n\n08:00 A truce was agreed.",
			[]string{"shelling Homs 2017-06-09", "ceasefire Aleppo 2017-06-09"}},
		{"a post's stamp dates what it tells", "", "[05.06.17 06:02] Heavy shelling of Homs.\n\n[06.06.17 07:00] An air strike on Saraqib.",
			[]string{"shelling Homs 2017-06-05", "air strike Saraqib 2017-06-06"}},
		{"the day of the title", "Note on the attacks in Homs, 5 June 2017", "Nine civilians were killed in Homs.", []string{"killing Homs 2017-06-05"}},
		{"the title's day is that of the note", "Note on Homs, 9 June 2017", "Nine civilians were killed in Homs.", []string{"killing Homs 2017-06-09"}},
		{"the label of a speaker is no place", "", "MR HADDAD (Damascus): Shells landed on the market of Homs.", []string{"shelling Homs 2017-06-09"}},
		{"who works there speaks of what happened there", "", "Shells landed in Aleppo on Monday. The hospital in Homs said that six people were killed in a derailment on Wednesday.",
			[]string{"shelling Aleppo 2017-06-05", "accident Homs 2017-06-07"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, e := range Find(input(c.title, c.text)) {
				got = append(got, e.Kind+" "+e.Where.Name+" "+e.When.Start)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}
