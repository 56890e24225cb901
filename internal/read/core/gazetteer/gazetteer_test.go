package gazetteer

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// find is the ID of the likeliest place of a name, "" where no place bears it.
func find(name string) string {
	g := Load()
	n := g.Lookup(AppendFold(nil, name))
	if n == NoName || g.Places(n) == 0 {
		return ""
	}
	e, _ := g.Place(n, 0)
	return g.ID(e)
}

func TestLookup(t *testing.T) {
	for name, want := range map[string]string{
		"Paris":             "geonames:2988507",
		"حلب":               "geonames:170063",
		"الرقة":             "admin1:SY.04",
		"Texas":             "admin1:US.TX",
		"Lamar County":      "admin2:US.TX.277",
		"Avoyelles":         "admin2:US.LA.009", // no other place has the name, so that the county may go without its word
		"United States":     "iso3166:US",
		"U.S.":              "iso3166:US",
		"Bustan al-Qasr":    "firsthand:aleppo/bustan-al-qasr",
		"Middle East":       "firsthand:region/middle-east",
		"White House":       "", // the building is meant, not the town
		"Nowhere-upon-Sand": "",
		"":                  "",
	} {
		if got := find(name); got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
}

func TestKeysThatNeedTheirMarks(t *testing.T) {
	g := Load()
	for key, want := range map[string]string{"ky.": "admin1:US.KY", ",tx": "admin1:US.TX"} {
		n := g.Lookup([]byte(key))
		if n == NoName || g.Places(n) != 1 {
			t.Fatalf("%q is not in the list", key)
		}
		if e, own := g.Place(n, 0); g.ID(e) != want || !own {
			t.Errorf("%q: %s", key, g.ID(e))
		}
	}
	if n := g.Lookup([]byte("tx")); n != NoName && g.Places(n) > 0 {
		t.Error("two letters without a comma are a place")
	}
}

func TestFlags(t *testing.T) {
	g := Load()
	for _, c := range []struct {
		name string
		want Flags
	}{{"Reading", Common}, {"Maria", Given}, {"Syrian", Demonym}, {"Aleppo", 0}} {
		n := g.Lookup(AppendFold(nil, c.name))
		if n == NoName || g.Flags(n)&c.want != c.want || c.want == 0 && g.Flags(n) != 0 {
			t.Errorf("%s does not have the flags %b", c.name, c.want)
		}
	}
	if c := g.DemonymOf(g.Lookup([]byte("syrian"))); c != "SY" {
		t.Errorf("Syrian: %q", c)
	}
}

func TestPlacesAreWhole(t *testing.T) {
	g := Load()
	if g.Len() < 200_000 {
		t.Fatalf("%d places", g.Len())
	}
	ids := make(map[string]bool, g.Len())
	for e := range Entry(g.Len()) {
		lat, lon := g.Position(e)
		if lat < -90*Degree || lat > 90*Degree || lon < -180*Degree || lon > 180*Degree || lat == 0 && lon == 0 {
			t.Fatalf("%s is at %d, %d", g.ID(e), lat, lon)
		}
		if g.Name(e) == "" || ids[g.ID(e)] {
			t.Fatalf("%s has no name, or is there twice", g.ID(e))
		}
		ids[g.ID(e)] = true
		for kind, division := range map[Kind]Entry{Admin1: g.Admin1(e), Admin2: g.Admin2(e)} {
			if division != None && g.Kind(division) != kind {
				t.Fatalf("%s lies in the division %s, which is none of kind %d", g.ID(e), g.ID(division), kind)
			}
		}
	}
}

func TestNamesLeadToPlaces(t *testing.T) {
	g := Load()
	rapid.Check(t, func(t *rapid.T) {
		n := Name(rapid.IntRange(0, len(g.flags)-1).Draw(t, "name"))
		if got := g.Lookup([]byte(g.keys.at(int(n)))); got != n {
			t.Fatalf("%q is looked up as %d, not %d", g.keys.at(int(n)), got, n)
		}
		for i := range g.Places(n) {
			if e, _ := g.Place(n, i); int(e) >= g.Len() {
				t.Fatalf("%q leads to place %d", g.keys.at(int(n)), e)
			}
		}
	})
}

func TestDecodeRefusesDamage(t *testing.T) {
	pack := func(s string) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write([]byte(s))
		z.Close()
		return b.Bytes()
	}
	for name, data := range map[string][]byte{
		"nothing": nil, "no gzip": []byte("plain"), "cut short": []byte(compiled[:len(compiled)/2]), "another layout": pack("firsthand places 0\n"),
		"no sections": pack(Magic), "a section longer than the rest": pack(Magic + "\xff\xff\xff\xff\x0f"), "sections that do not agree": pack(Magic + strings.Repeat("\x02a\n", 20)),
	} {
		if g, err := decode(data); err == nil {
			t.Errorf("%s: %d places", name, g.Len())
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decode([]byte(compiled)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLookup(b *testing.B) {
	g := Load()
	key := []byte("bustan al qasr")
	b.ReportAllocs()
	for b.Loop() {
		g.Lookup(key)
	}
}
