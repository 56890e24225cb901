package where

import (
	"slices"
	"strings"

	"firsthand/internal/read/en/calendar"
)

// role is what a word beside a name says about it; a word can have several.
type role uint16

const (
	inside    role = 1 << iota // in, near: a place follows
	towards                    // from, to: a place follows, or a person
	ofWord                     // of
	direction                  // northern, downtown
	title                      // Mr, President: a person follows
	placeType                  // city, village: what it is said of is a place
	division                   // province, countryside: what it is said of is a division rather than a town
	body                       // Police, University: part of the name of a body that begins with its place
	saying                     // said: who speaks is rarely a town
	road                       // Street, Avenue: the name before it is a road's
	people                     // police, residents: who is of a place
	dated                      // Monday, May: a capital that begins no name
	outlet                     // TV: what bears the name is a broadcaster or a paper
)

var roles = func() map[string]role {
	m := make(map[string]role, 400)
	for _, r := range []struct {
		role  role
		words string
	}{
		{inside, "in near outside inside throughout across around within nearby في قرب داخل"},
		{towards, "at from to into toward towards through between reach reached entering entered leaving left fled visit visited visiting via past beyond over off bombed shelled besieged إلى من على"},
		{ofWord, "of"},
		{direction, "north south east west northern southern eastern western northeast northwest southeast southwest northeastern northwestern southeastern southwestern north-east north-west south-east south-west central downtown rural upper lower inner outer greater metro uptown midtown besieged rebel-held government-held opposition-held occupied mainland"},
		{title, "mr mrs ms miss dr prof professor sir lord lady president sheriff judge justice sen senator rep representative gov governor mayor gen general col colonel lt lieutenant capt captain maj major sgt sergeant cpl officer detective det chief coach rev reverend father sister brother pastor bishop king queen prince princess pope deputy minister secretary chairman chairwoman councilman councilwoman councillor commissioner spokesman spokeswoman spokesperson director attorney prosecutor superintendent trooper patrolman agent analyst activist ambassador adm admiral sheikh imam actor actress singer author named defendant"},
		{placeType, "city town village county parish township borough district neighborhood neighbourhood suburb suburbs quarter area outskirts residents resident native neighborhoods neighbourhoods camp airport airbase port border crossing crossings capital metropolitan barrens mountains مدينة بلدة قرية حي"},
		{division, "province governorate countryside region state oblast prefecture ريف محافظة"},
		{body, "police high school schools sheriff department fire public community council mayor hospital court courthouse international national regional district board jail central medical state town city area highway army museum zoo airport elementary middle junior senior volunteer chamber county superior circuit municipal memorial symphony electric metropolitan media"},
		{people, "police police's officials residents resident man woman men women teenager teen native officers officer firefighters deputies authorities voters taxpayers schools students teachers trustees selectmen lawmakers city town businesses business couple businessman attorney lawyer"},
		{saying, "said says told tells added argued explained testified wrote asked noted recalled insisted pleaded replied admitted"},
		{road, "street st avenue ave road rd drive dr lane ln boulevard blvd highway hwy parkway pkwy court ct way pike circle trail turnpike freeway place"},
		{outlet, "tv television channel newspaper daily radio"},
		{dated, strings.Join(slices.Concat(calendar.Weekdays, calendar.Months), " ")},
	} {
		for _, w := range strings.Fields(r.words) {
			m[w] |= r.role
		}
	}
	return m
}()
