package gazetteer

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// bearers are the IDs of the places that bear a name, in order.
func bearers(g *Gazetteer, name string) []string {
	n := g.Lookup(AppendFold(nil, name))
	if n == NoName {
		return nil
	}
	var ids []string
	for i := range g.Places(n) {
		e, _ := g.Place(n, i)
		ids = append(ids, g.ID(e))
	}
	return ids
}

func TestWith(t *testing.T) {
	plain := Load()
	g := plain.With([]Addition{
		{ID: "desk:tulun", Names: []string{"Qasr Tulun", "قصر طولون"}, Lat: 36.2, Lon: 37.15, Kind: Neighbourhood},
		{ID: "desk:sukkari", Names: []string{"Sukkari"}, Lat: 36.17, Lon: 37.13, Kind: Neighbourhood},
		{ID: "desk:paris", Names: []string{"Paris"}, Lat: 36.3, Lon: 37.2, Kind: Neighbourhood},
		{ID: "geonames:170063", Names: []string{"Ḩalab", "Umberlane of the North"}, Lat: 36.2, Lon: 37.16, Country: "SY"},
		{ID: "desk:sea", Names: []string{"Farthest Buoy"}, Lat: -50, Lon: -140, Kind: Region},
	})
	if g.Len() != plain.Len()+4 {
		t.Errorf("%d places more, want 4: Aleppo was there", g.Len()-plain.Len())
	}
	for name, want := range map[string]string{
		"Qasr Tulun": "desk:tulun", "قصر طولون": "desk:tulun",
		"Sukkari":                "desk:sukkari",     // a desk's own quarter comes before the list's
		"Paris":                  "geonames:2988507", // but not before a city
		"Umberlane of the North": "geonames:170063",
		"Farthest Buoy":          "desk:sea",
		"Manbij":                 "geonames:167357",
		"Texas":                  "admin1:US.TX",
	} {
		got := ""
		if ids := bearers(g, name); len(ids) > 0 {
			got = ids[0]
		}
		if got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
	e, _ := g.Place(g.Lookup([]byte("qasr tulun")), 0)
	if g.CountryOf(e) != "SY" || g.ID(g.Admin1(e)) != "admin1:SY.09" {
		t.Errorf("Qasr Tulun lies in %s, %d: it should take both from the nearest town", g.CountryOf(e), g.Admin1(e))
	}
	e, _ = g.Place(g.Lookup([]byte("farthest buoy")), 0)
	if g.CountryOf(e) != "" || g.Admin1(e) != None {
		t.Error("there is no town near the buoy, and yet it lies in a country")
	}
	if n := g.Lookup([]byte("~ksrtln")); n == NoName || g.Places(n) != 1 {
		t.Error("an Arab place is not kept by its consonants")
	}
	if n := g.Lookup([]byte("umberlane")); n == NoName || g.Longer(n) != 4 || g.Places(n) != 0 {
		t.Error("the first word does not say how long the name is")
	}
	if bearers(plain, "Qasr Tulun") != nil {
		t.Error("the list that was extended has changed")
	}
	if plain.With(nil) != plain {
		t.Error("without additions it is not the same list")
	}
}

// Every name of the list is borne by the same places after an extension that has other names.
func TestWithKeepsTheRest(t *testing.T) {
	plain := Load()
	var additions []Addition
	for i := range 500 {
		additions = append(additions, Addition{ID: fmt.Sprint("desk:", i), Names: []string{fmt.Sprintf("Zzqx%dvil Umber", i)}, Lat: 36, Lon: 37})
	}
	g := plain.With(additions)
	rapid.Check(t, func(t *rapid.T) {
		n := Name(rapid.IntRange(0, len(plain.flags)-1).Draw(t, "name"))
		m := g.Lookup([]byte(plain.keys.at(int(n))))
		if m != n || g.Places(m) != plain.Places(n) || g.Flags(m) != plain.Flags(n) || g.DemonymOf(m) != plain.DemonymOf(n) {
			t.Fatalf("%q is another name now", plain.keys.at(int(n)))
		}
		for i := range plain.Places(n) {
			a, own := plain.Place(n, i)
			b, mine := g.Place(m, i)
			if a != b || own != mine || g.ID(b) != plain.ID(a) || g.Name(b) != plain.Name(a) || g.CountryOf(b) != plain.CountryOf(a) {
				t.Fatalf("%q has other places now", plain.keys.at(int(n)))
			}
		}
	})
}

func BenchmarkWith(b *testing.B) {
	var additions []Addition
	for i := range 20_000 {
		additions = append(additions, Addition{ID: fmt.Sprint("desk:", i), Names: []string{fmt.Sprintf("Tall Zzqx%d", i)}, Lat: 35 + float64(i%100)/50, Lon: 37})
	}
	g := Load()
	b.ReportAllocs()
	for b.Loop() {
		g.With(additions)
	}
}
