package where

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/read/core/segment"
)

// named gives what Find finds as "words = ID precision".
func named(text string) []string {
	var out []string
	for _, p := range Find(segment.Split(text)) {
		out = append(out, p.In(text)+" = "+p.ID+" "+string(p.Precision))
	}
	return out
}

const (
	aleppo   = "geonames:170063 city"
	homs     = "geonames:169577 city"
	idlib    = "geonames:169389 city"
	damascus = "geonames:170654 city"
	syria    = "iso3166:SY country"
)

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a city", "Nobody could leave Aleppo.", []string{"Aleppo = " + aleppo}},
		{"the name alone is the span", "Flares were seen 20 km north of Homs and over eastern Aleppo.", []string{"Homs = " + homs, "Aleppo = " + aleppo}},
		{"a neighbourhood written by hand", "Families in Bustan al-Qasr and in Aleppo's Sukkari have no water.", []string{
			"Bustan al-Qasr = firsthand:aleppo/bustan-al-qasr neighbourhood", "Aleppo = " + aleppo, "Sukkari = firsthand:aleppo/sukkari neighbourhood"}},
		{"articles and accents do not matter", "From Al Kallaseh to el-Ferdous, in Ḥaleb.", []string{
			"Al Kallaseh = firsthand:aleppo/al-kallaseh neighbourhood", "el-Ferdous = firsthand:aleppo/al-ferdous neighbourhood", "Ḥaleb = " + aleppo}},
		{"a hashtag", "Heavy shelling of #Homs and #KafrZita now.", []string{"Homs = " + homs, "KafrZita = geonames:168620 city"}},
		{"a hashtag that is no place", "We say #StopTheBombing.", nil},
		{"a province by its word", "Strikes hit Idlib province; the city of Idlib was spared.", []string{"Idlib = admin1:SY.12 region", "Idlib = " + idlib}},
		{"the country around a city", "Two towns in rural Damascus were shelled.", []string{"Damascus = admin1:SY.08 region"}},
		{"a country", "Aid reached Syria from Turkey.", []string{"Syria = " + syria, "Turkey = iso3166:TR country"}},
		{"initials are a country, the pronoun is not", "The U.S. told us so, and US officials agreed.", []string{"U.S. = iso3166:US country", "US = iso3166:US country"}},
		{"demonyms are no places", "Syrian, Russian and American officials met.", nil},

		{"the best-known namesake", "The talks in Paris ended.", []string{"Paris = geonames:2988507 city"}},
		{"the state after the comma decides", "The fair in Paris, Texas, was cancelled.", []string{"Paris = geonames:4717560 city", "Texas = admin1:US.TX region"}},
		{"so does an abbreviation", "The fair in Paris, Ky., was cancelled.", []string{"Paris = geonames:4303602 city", "Ky. = admin1:US.KY region"}},
		{"and a postal code", "The fair in Paris, TX was cancelled.", []string{"Paris = geonames:4717560 city", "TX = admin1:US.TX region"}},
		{"a county nearby decides", "Deputies of Lamar County closed the road to Paris and to Reno, a town in Texas.", []string{
			"Lamar County = admin2:US.TX.277 region", "Paris = geonames:4717560 city", "Reno = geonames:4722241 city", "Texas = admin1:US.TX region"}},
		{"so does the division that it is said to lie in", "The village of Shajarah in southern Daraa province was hit.", []string{"Shajarah = geonames:172829 city", "Daraa = admin1:SY.06 region"}},
		{"a village that no list has is none abroad", "Shells hit the village of Bureij northeast of Aleppo.", []string{"Aleppo = " + aleppo}},
		{"a place is held to what it lies beside", "Shelling hit Jayrud, 60 kilometres (35 miles) northeast of Damascus.", []string{"Jayrud = geonames:169113 city", "Damascus = " + damascus}},
		{"a state beside its city", "Fires burned across Georgia. The mayor of Atlanta asked for help.", []string{"Georgia = admin1:US.GA region", "Atlanta = geonames:4180439 city"}},
		{"a country that has nothing to do with it", "In Georgia and in its capital, Tbilisi, nothing happened.", []string{"Georgia = iso3166:GE country", "Tbilisi = geonames:611717 city"}},
		{"an apostrophe that was lost", "Troops shelled Syrias Saraqib.", []string{"Syria = " + syria, "Saraqib = geonames:164816 city"}},
		{"a district town without a count of people", "A bomb hit the Syrian town of Qamishli.", []string{"Qamishli = geonames:173377 city"}},
		{"who is of a place", "Amal Haddad, 28, of Columbia, was hurt.", []string{"Columbia = geonames:4352053 city"}},
		{"a town after its street", "They live at 14 Mill Road, Cambridge, with a dog.", []string{"Cambridge = geonames:4931972 city"}},
		{"a seat in parliament", "The bill of Carla Haddad, R-Florence, failed.", []string{"Florence = geonames:3176959 city"}},
		{"a list of counties", "Schools in Barrow, Jackson and Oconee counties of Georgia closed.", []string{
			"Barrow = admin2:US.GA.013 region", "Jackson = admin2:US.GA.157 region", "Oconee = admin2:US.GA.219 region", "Georgia = admin1:US.GA region"}},

		{"a word that begins a sentence", "Reading the list aloud, he wept. Nice people came. Of them ten left.", nil},
		{"the town behind the word", "She studied in Reading.", []string{"Reading = geonames:2639577 city"}},
		{"a surname after a given name", "John Kerry and Maria Lancaster met Paris Hilton.", nil},
		{"a surname remains one", "Maria Lancaster came. Lancaster said nothing.", nil},
		{"a title before a surname", "Mr. Homs and Sheriff Jackson spoke.", nil},
		{"an initial before a surname", "A letter by R. Jackson arrived.", nil},
		{"a town that says something is rarely a town", "Nelson said that the flat was empty.", nil},
		{"a body that carries its place", "The Aleppo Media Center and the Dallas Police Department disagreed.", []string{"Aleppo = " + aleppo, "Dallas = geonames:4684888 city"}},
		{"a house is not the town of its name", "The White House was silent.", nil},
		{"an agency is no city", "Shelling killed two, SANA reported.", nil},
		{"nor is a broadcaster", "Shelling killed two, Al-Manar reported.", nil},
		{"a party is no country", "Deputies of United Russia left.", nil},
		{"nor a people a town that sounds like it", "Fighters took Assyrian villages in Syria.", []string{"Syria = " + syria}},
		{"a month cut short", "Last updated at Nov 02. A month is no town.", nil},
		{"a month is no town", "Prices doubled in Ramadan.", nil},
		{"years before Christ are no province", "The wall is from 500 B.C. at least.", nil},
		{"saints have schools", "She teaches at St. John's in the valley.", nil},

		{"a word with a hyphen", "A Damascus-based engineer and the Homs-Aleppo road.", []string{"Damascus = " + damascus, "Homs = " + homs, "Aleppo = " + aleppo}},
		{"Arabic", "قصف الطيران حي بستان القصر في حلب وبإدلب", []string{
			"بستان القصر = firsthand:aleppo/bustan-al-qasr neighbourhood", "حلب = " + aleppo, "وبإدلب = " + idlib}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, named(c.text)); diff != "" {
				t.Errorf("%s\n%s", c.text, diff)
			}
		})
	}
}

func TestSpellingsOfOneNeighbourhood(t *testing.T) {
	for _, s := range []string{"Saleheen", "al-Saleheen", "Salihin", "al-Salihin", "Salhin", "as-Salihin", "Al Saleheen", "Salheen"} {
		want := []string{s + " = firsthand:aleppo/al-saleheen neighbourhood", "Aleppo = " + aleppo}
		if diff := cmp.Diff(want, named("Shells fell in "+s+", a quarter of Aleppo.")); diff != "" {
			t.Errorf("%s:\n%s", s, diff)
		}
	}
}

func TestUnknownSpellingsAreGuessedOnlyInTheirCountry(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Syrian troops moved on Efrin.", []string{"Efrin = geonames:174186 city"}},
		{"In Syria, a convoy reached Deir Ezour.", []string{"Syria = " + syria, "Deir Ezour = geonames:170794 city"}},
		{"Danish troops moved on Efrin.", nil},
		{"Syrian officials praised Efrin.", nil},
		{"Syrian fighters of Nusra withdrew from Jabal.", nil},
	} {
		if diff := cmp.Diff(c.want, named(c.text)); diff != "" {
			t.Errorf("%s\n%s", c.text, diff)
		}
	}
}

func TestPlacesAreFilledIn(t *testing.T) {
	got := Find(segment.Split("The road to Khan Sheikhoun is open."))
	if len(got) != 1 {
		t.Fatalf("%d places, want 1", len(got))
	}
	p := got[0]
	if p.Name != "Khan Sheikhoun" || p.Admin1 != "Idlib" || p.Country != "SY" || p.Lat == nil || p.Lon == nil {
		t.Fatalf("%+v", p)
	}
	if *p.Lat < 35.4 || *p.Lat > 35.5 || *p.Lon < 36.6 || *p.Lon > 36.7 {
		t.Errorf("at %v, %v", *p.Lat, *p.Lon)
	}
}
