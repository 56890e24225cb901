package where

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// areas gives what Find finds as "words of the area = place, reason, radius".
func areas(text string) []string {
	var out []string
	for _, p := range Find(segment.Split(text)) {
		s := p.In(text) + " whole"
		if p.Area != nil {
			s = fmt.Sprintf("%s = %s, %s", p.Area.In(text), p.In(text), p.Reason)
		}
		if p.Radius > 0 {
			s += fmt.Sprintf(", %v km", p.Radius)
		}
		out = append(out, s)
	}
	return out
}

func TestAreas(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"the whole of it", "Nobody could leave Aleppo.", []string{"Aleppo whole"}},
		{"a side of a city", "Nobody could leave eastern Aleppo.", []string{"eastern Aleppo = Aleppo, part"}},
		{"a side that is besieged", "Nobody could leave besieged eastern Aleppo.", []string{"besieged eastern Aleppo = Aleppo, part"}},
		{"parts", "Shells hit parts of Homs and the east of Manbij.", []string{"parts of Homs = Homs, part", "the east of Manbij = Manbij, part"}},
		{"outskirts", "They met on the northern outskirts of Homs.", []string{"northern outskirts of Homs = Homs, outskirts, 15 km"}},
		{"a town's own outskirts", "They met on Homs's western outskirts.", []string{"Homs's western outskirts = Homs, outskirts, 15 km"}},
		{"near", "They met near Homs.", []string{"near Homs = Homs, outskirts, 15 km"}},
		{"rural", "They met in rural Damascus.", []string{"rural Damascus = Damascus, rural"}},
		{"countryside", "They met in the Homs countryside.", []string{"Homs countryside = Homs, rural"}},
		{"so far that way", "They met 20 km north of Homs.", []string{"20 km north of Homs = Homs, offset, 5 km"}},
		{"so far to that side", "They met 20 kilometres to the north of Homs.", []string{"20 kilometres to the north of Homs = Homs, offset, 5 km"}},
		{"so far, both units", "They met 20 kilometres (12 miles) north of Homs.", []string{"20 kilometres (12 miles) north of Homs = Homs, offset, 5 km"}},
		{"so far, nobody says which way", "They met 12 miles from Homs.", []string{"12 miles from Homs = Homs, distance, 19.3 km"}},
		{"that way, nobody says how far", "They met north of Homs.", []string{"north of Homs = Homs, outskirts, 15 km"}},
		{"so far in words", "They met twenty kilometres north of Homs.", []string{"twenty kilometres north of Homs = Homs, offset, 5 km"}},
		{"so far in two words", "They met twenty-five miles to the west of Homs.", []string{"twenty-five miles to the west of Homs = Homs, offset, 10.1 km"}},
		{"so far in two words without a hyphen", "They met forty five km from Homs.", []string{"forty five km from Homs = Homs, distance, 45 km"}},
		{"one", "They met a kilometre south of Homs.", []string{"a kilometre south of Homs = Homs, offset, 1 km"}},
		{"a hundred", "They met a hundred kilometres east of Homs.", []string{"a hundred kilometres east of Homs = Homs, offset, 25 km"}},
		{"a few is no number", "They met a few kilometres south of Homs.", []string{"south of Homs = Homs, outskirts, 15 km"}},
		{"a thousand miles are a journey", "They came two hundred miles from Homs.", []string{"Homs whole"}},
		{"a journey is no area", "They came 400 km from Homs.", []string{"Homs whole"}},
		{"a number of people is no distance", "They took 20 people from Homs.", []string{"Homs whole"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, areas(c.text)); diff != "" {
				t.Errorf("%s\n%s", c.text, diff)
			}
		})
	}
}

func TestOffsetMovesThePoint(t *testing.T) {
	at := func(text string) (lat, lon float64) {
		places := Find(segment.Split(text))
		return *places[0].Lat, *places[0].Lon
	}
	lat, lon := at("They met in Homs.")
	for words, want := range map[string][2]float64{"north": {0.2, 0}, "south": {-0.2, 0}, "east": {0, 0.243}, "west": {0, -0.243}, "northeast": {0.141, 0.172}} {
		y, x := at("They met 22.2 km " + words + " of Homs.")
		if math.Abs(y-lat-want[0]) > 0.002 || math.Abs(x-lon-want[1]) > 0.002 {
			t.Errorf("%s: moved by %.3f, %.3f, want %v", words, y-lat, x-lon, want)
		}
	}
}

// A point that is moved and moved back by the opposite bearing is about where it was, wherever on earth that is but
// near the poles: east and west are great circles too, so that the way back along the opposite bearing misses the start
// by up to four hundredths of a degree.
func TestMoveAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lat, lon := rapid.Float64Range(-70, 70).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon")
		bearing, km := float64(90*rapid.IntRange(0, 1).Draw(t, "quarter")), rapid.Float64Range(0, farthest).Draw(t, "km")
		y, x := move(lat, lon, bearing, km)
		if x < -180 || x > 180 || y < -90 || y > 90 {
			t.Fatalf("%v, %v is nowhere", y, x)
		}
		back, again := move(y, x, bearing+180, km)
		if math.Abs(back-lat) > 0.045 || math.Abs(math.Mod(again-lon+540, 360)-180) > 0.045 {
			t.Fatalf("%v, %v came back as %v, %v", lat, lon, back, again)
		}
	})
}

func TestFiftyPlacesInOneSentence(t *testing.T) {
	towns := strings.Fields("Aleppo Homs Hama Idlib Raqqa Manbij Afrin Azaz Saraqib Binnish")
	text := "Shells fell on Monday in " + strings.Repeat(strings.Join(towns, ", ")+", ", 5) + "and Palmyra."
	places := Find(segment.Split(text))
	if len(places) != 51 {
		t.Fatalf("%d places, want 51", len(places))
	}
	for i, p := range places {
		if p.Country != "SY" {
			t.Errorf("%s is in %s", p.In(text), p.Country)
		}
		if i >= len(towns) && i < 50 && p.ID != places[i-len(towns)].ID {
			t.Errorf("%s is two places", p.In(text))
		}
	}
}

func TestSpellingsBehindAWordThatManyNamesBeginWith(t *testing.T) {
	g := gazetteer.Load().With([]gazetteer.Addition{{ID: "desk:birfan", Names: []string{"Tall Birfan"}, Lat: 36.3, Lon: 37.2, Kind: gazetteer.City, Country: "SY"}})
	for _, s := range []string{"Tall Birfan", "Tell Birfan", "Tel Birfan", "Tal Berfan", "Tell Barfan"} {
		text := "Shells fell in " + s + " in Syria."
		var ids []string
		for _, p := range Among(g, segment.Split(text)) {
			ids = append(ids, p.In(text)+" = "+p.ID)
		}
		if diff := cmp.Diff([]string{s + " = desk:birfan", "Syria = iso3166:SY"}, ids); diff != "" {
			t.Errorf("%s:\n%s", s, diff)
		}
	}
}

// checkArea holds what must be true of the area of every place.
func checkArea(p *report.Place, text string) string {
	switch {
	case (p.Area == nil) != (p.Reason == ""):
		return "an area and its reason do not come together"
	case p.Area == nil && p.Radius != 0:
		return "a radius without an area"
	case p.Area != nil && (!p.Area.Valid(text) || p.Area.Start > p.Start || p.Area.End < p.End || p.Area.Len() == p.Len()):
		return "an area that does not hold its place's name and more"
	case p.Radius < 0 || p.Radius > 2*farthest:
		return "a radius out of all bounds"
	}
	return ""
}
