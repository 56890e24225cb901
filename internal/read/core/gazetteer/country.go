package gazetteer

import "sync"

// countries is the name of each country by its ISO 3166-1 alpha-2 code.
var countries = sync.OnceValue(func() map[string]string {
	g := Load()
	m := make(map[string]string)
	for e := range Entry(g.Len()) {
		if g.Kind(e) == Country {
			m[g.CountryOf(e)] = g.Name(e)
		}
	}
	return m
})

// CountryOfDemonym is the name of the country that a word for its people and things speaks of ("Israeli"); "" where it
// is none.
func CountryOfDemonym(word string) string {
	g := Load()
	n := g.Lookup(AppendFold(nil, word))
	if n == NoName {
		return ""
	}
	return countries()[g.DemonymOf(n)]
}
