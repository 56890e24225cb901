package entity

import (
	"testing"

	"firsthand/internal/report"
)

func TestNames(t *testing.T) {
	for _, c := range []struct {
		a, b        string
		same, short bool // the same words; a has fewer of them
	}{
		{"Russia's Defence Ministry", "Russian Ministry of Defence", true, false},
		{"Ministry of Defense", "Ministry of Defence", true, false},
		{"Norvik Observatory", "Norvik Observatory for Human Rights", false, true},
		{"Syria", "Russia", false, false},
		{"Niger", "Nigeria", false, false},
		{"Relief Council", "Norvik Relief Council", false, true},
		{"Norvik Relief Council", "Orla Relief Council", false, false},
	} {
		a, b := plain(c.a), plain(c.b)
		if got := sameWords(a, b); got != c.same {
			t.Errorf("same words of %q and %q: %v", c.a, c.b, got)
		}
		if got := withinName(a, b); got != c.short {
			t.Errorf("%q within %q: %v", c.a, c.b, got)
		}
	}
}

func TestPartsOfPersonsNames(t *testing.T) {
	for _, c := range []struct {
		short, long string
		want        bool
	}{
		{"Lenz", "Ivo Lenz", true},
		{"Ivo", "Ivo Lenz", true},
		{"al-Sayyid", "Haytham al-Sayyid", true},
		{"Ivo Lenz", "Ivo Lenz", false},
		{"Mara Lenz", "Ivo Lenz", false},
		{"Ivo Karl Lenz", "Ivo Lenz", false},
	} {
		if got := part(plain(c.short), plain(c.long)); got != c.want {
			t.Errorf("%q part of %q: %v", c.short, c.long, got)
		}
	}
}

// A name that comes again joins, whatever stands between; a person and a body of one name do not.
func TestOneNameOneBeing(t *testing.T) {
	name := func(at int, name string, nature Nature) Mention {
		return Mention{Span: report.Span{Start: at, End: at + 1}, First: at, Last: at + 1, Head: at, Name: name, Words: name, Form: report.ByName, Nature: nature,
			OfAt: -1, Same: -1, Within: -1, Quote: -1}
	}
	c := Resolve([]Mention{name(0, "Mara Velk", Person), name(1, "Velk", Body), name(2, "Velk", Person), name(3, "VELK", Body)})
	if !c.At(0).Is(c.At(2)) {
		t.Error("a surname alone is not the person named before")
	}
	if c.At(0).Is(c.At(1)) || !c.At(1).Is(c.At(3)) {
		t.Error("a body is taken for a person, or its name in capitals for another body")
	}
}
