package where

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// vocabulary is names of every kind with the words that say something about a name.
var vocabulary = func() []string {
	words := strings.Fields(`Aleppo Paris Texas Ky . , 's ’s ( ) " — - Reading Of US U.S. B.C. St Saint Mount John Maria Mr Homs-Aleppo R-Florence Damascus-based al-Bab el-Ferdous
		Al Kallaseh Deir ez-Zor Ezour Efrin Syrian Jackson Henderson County counties and York New Lamar Idlib حلب وحلب بستان القصر في 500 Geneva Russia Georgia Jordan Hilton TX
		Khan Sheikhoun Bustan Qasr A Tell Tall 20 km miles Vortelash Umm Zarqat VORTELASH al-Vortelash # @ : the outskirts parts countryside eastern rural`)
	for w := range signs {
		words = append(words, w, strings.ToUpper(w[:1])+w[1:])
	}
	for w := range roles {
		words = append(words, w, strings.ToUpper(w[:1])+w[1:])
	}
	slices.Sort(words)
	return words
}()

// check holds what must be true of every reading of every text.
func check(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string) {
	t.Helper()
	s := segment.Split(text)
	places := Find(s)
	if diff := cmp.Diff(places, Find(s)); diff != "" {
		t.Fatalf("two readings differ: %s", diff)
	}
	end := 0
	for _, p := range places {
		if !p.Valid(text) || p.Start < end {
			t.Fatalf("span %v after %d in a text of %d bytes", p.Span, end, len(text))
		}
		end = p.End
		if p.Name == "" || p.ID == "" || p.Precision == "" {
			t.Fatalf("%q is not filled in: %+v", p.In(text), p)
		}
		if wrong := checkArea(&p, text); wrong != "" {
			t.Fatalf("%q: %s: %+v", p.In(text), wrong, p)
		}
		if p.Lat == nil || p.Lon == nil || *p.Lat < -90 || *p.Lat > 90 || *p.Lon < -180 || *p.Lon > 180 {
			t.Fatalf("%s is nowhere on earth", p.ID)
		}
		if len(p.Country) != 2 && !strings.HasPrefix(p.ID, "firsthand:region/") {
			t.Fatalf("%s lies in the country %q", p.ID, p.Country)
		}
	}
	checkNamed(t, text, s, places)
}

// checkNamed holds what must be true of the places that no list knows, whatever the network takes the words for.
func checkNamed(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string, s *segment.Text, known []report.Place) {
	t.Helper()
	var names []Name
	for i := 0; i+1 < len(s.Tokens); i += 3 {
		names = append(names, Name{report.Span{Start: s.Tokens[i].Start, End: s.Tokens[i+1].End}, NameKind(i/3%3) + OfPlace})
	}
	title := text[:min(len(text), 200)]
	places := Named(gazetteer.Load(), s, strings.ToValidUTF8(title, ""), known, names)
	if diff := cmp.Diff(places, Named(gazetteer.Load(), s, strings.ToValidUTF8(title, ""), known, names)); diff != "" {
		t.Fatalf("two readings of names differ: %s", diff)
	}
	end, listed := 0, 0
	for _, p := range places {
		if !p.Valid(text) || p.Start < end || p.Name == "" {
			t.Fatalf("span %v %q after %d in a text of %d bytes", p.Span, p.Name, end, len(text))
		}
		end = p.End
		if p.ID != "" {
			listed++
		}
	}
	if listed != len(known) {
		t.Fatalf("%d of %d places that the list knows are left", listed, len(known))
	}
}

func TestEveryReadingHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 40).Draw(t, "words")
		check(t, strings.Join(words, rapid.SampledFrom([]string{" ", "", "-", ", ", "\n\n"}).Draw(t, "glue")))
	})
}

func TestHostileTextsAreRead(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("A", 1<<20), strings.Repeat("Aleppo ", 1<<16), strings.Repeat("Paris-", 1<<16), strings.Repeat("al-", 1<<17), strings.Repeat("Al ", 1<<17),
		strings.Repeat("Springfield, ", 1<<15) + "counties", strings.Repeat("Syrian Efrin ", 1<<15), strings.Repeat("حلب", 1<<16), strings.Repeat("حلب ", 1<<16),
		strings.Repeat("X-Paris", 1<<15) + " " + strings.Repeat("Y-Paris", 1<<15), "Aleppo\x00\x01\u200bHoms\ufeff\u0301\u0301", strings.Repeat("e\u0301", 1<<17),
		strings.Repeat("St. ", 1<<16), strings.Repeat("near Vortelash northern ", 1<<14), "Vortelash" + strings.Repeat(", in Vortelash Ax", 1<<14),
		strings.Repeat("Near the northern ", 1<<15), strings.Repeat("U.S.", 1<<16), strings.Repeat("\U0001F600Aleppo", 1<<14),
	} {
		check(t, text)
	}
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{
		"Families in Bustan al-Qasr, in eastern Aleppo, and in Paris, Ky., wrote to Homs.", "وبإدلب وحلب", "Syrian Efrin and Deir Ezour", "R-Florence (BEIRUT) — U.S.", "Barrow, Jackson and Oconee counties",
		"\u0130stanbul \u1E9E", "A\u0301leppo", "St. John's", "al-\u00C9",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		check(t, strings.ToValidUTF8(text, "\ufffd")) // reports are valid UTF-8 by the time they are read
	})
}
