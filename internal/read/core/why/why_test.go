package why

import (
	"math"
	"testing"
)

func TestProbabilities(t *testing.T) {
	for _, c := range []struct {
		got, want float64
	}{
		{OfOdds(0), .5},
		{OfOdds(2), 1 / (1 + math.Exp(-2))},
		{OfOdds(-40), math.Exp(-40)},
		{OfScores([]float32{1, 1}, 0), .5},
		{OfScores([]float32{0, 3, 1}, 1), math.Exp(3) / (1 + math.Exp(3) + math.E)},
		{OfScores([]float32{1000, 999}, 1), 1 / (1 + math.E)},
	} {
		if math.Abs(c.got-c.want) > 1e-9 {
			t.Errorf("%g, want %g", c.got, c.want)
		}
	}
}

func TestNotesFollowTheirThing(t *testing.T) {
	var none *Log
	none.Add(Note{Of: "s1"})
	none.Rename(map[string]string{"s1": "s2"})
	if none.On() || none.Notes() != nil {
		t.Error("a log that is none holds notes")
	}
	l := &Log{}
	l.Add(Note{Of: "a"})
	l.Add(Note{Of: "b"})
	l.Add(Note{Of: "c"})
	l.Rename(map[string]string{"a": "b", "b": "a"})
	if n := l.Notes(); n[0].Of != "b" || n[1].Of != "a" || n[2].Of != "c" {
		t.Errorf("after two were renamed at once: %+v", n)
	}
}
