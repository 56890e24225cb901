package words

import (
	"math"
	"strings"

	"firsthand/internal/report"
	"firsthand/internal/report/exact"
	"firsthand/internal/report/sketch"
	"firsthand/internal/report/terms"
)

// The features of a pair. Each has a name by which the weights and docs/model-card-link.md speak of it.
const (
	words     = iota // cosine of all terms, each weighted by its rarity and its count
	wordsNear        // words, fading with the days between the publications
	namesNear        // cosine of names alone, fading likewise
	pairs            // the summed rarity of the pairs of names that both have
	rare             // log2 of one plus the number of common terms that few subjects have: see [fewHave]
	rarest           // the rarity of the rarest common term
	titles           // cosine of the terms of both titles
	titleIn          // the part of one title's weight that stands anywhere in the other report: the larger of the two
	leads            // cosine of titles and first lines
	numbers          // the summed rarity of the numbers and ages that both have
	copied           // the estimated part of one text's 5-grams that stands in the other: the larger of the two
	published        // log2 of one plus the days between the publications
	days             // log2 of one plus the days between the events; -1 where a report names none
	where            // how the places agree: see compareWhere
	named            // the part of the places of one report that the other names too, of the report that names fewer; -1 where one names none
	kinds            // 1 for the same kind of event, 0.8 for two kinds of violence, 0.5 where a report names none, 0 else
	killed           // 1 for the same number of dead, -1 for two different ones, 0 where one is not said
	short            // log2 of one plus the number of terms of the report that has fewer

	numFeatures
)

var featureNames = [numFeatures]string{
	"words", "words-near", "names-near", "pairs", "rare", "rarest", "titles", "title-in", "leads", "numbers", "copied", "published", "days", "where", "named",
	"kinds", "killed", "short",
}

// Features is what can be said of a pair, in the order of [FeatureNames].
type Features [numFeatures]float64

// FeatureNames lists the names of all features.
func FeatureNames() []string { return featureNames[:] }

const (
	fading = 4.0 // halved log2 days: how fast the near features fade

	// A cosine of few words says little. Each is computed as if both subjects had further words of this weight that the
	// other has not.
	slackWords  = 300
	slackNames  = 150
	slackTitles = 20
	slackLeads  = 60
	slackTitle  = 6
)

// norms are what the cosines of a subject are divided by: sums of squared weights, and for the title the plain sum.
type norms struct{ words, names, titles, leads, title float64 }

// often is what each count of a term multiplies its weight by.
var often = func() (by [terms.MostCount + 1]float64) {
	for n := range by {
		by[n] = 1 + float64(0.3*exact.Log2(float64(max(1, n))))
	}
	return by
}()

// weight is what a term counts in the features of words and names.
func weight(t terms.Term, rarity float64) float64 {
	return float64(rarity * often[t.Count()])
}

func isName(t terms.Term) bool { return t.Kind() == terms.Name || t.Kind() == terms.Pair }

func opens(t terms.Term) bool { return t.InLead() || t.InTitle() }

func (s *Subject) measure(usual float64) norms {
	var n norms
	for i := range s.rarity {
		t := terms.At(s.terms, i)
		rarity := usual
		if s.rarity[i].frequent() {
			rarity = float64(s.rarity[i].halvings())
		}
		w := weight(t, rarity)
		n.words += float64(w * w)
		if isName(t) {
			n.names += float64(w * w)
		}
		if t.InTitle() {
			n.titles += float64(rarity * rarity)
			n.title += rarity
		}
		if opens(t) {
			n.leads += float64(rarity * rarity)
		}
	}
	return n
}

// shared is what two subjects have in common, as far as it shows in their terms.
type shared struct {
	words, names, titles, leads    float64 // products of weights
	aInB, bInA                     float64 // summed rarity of the terms of one title that the other subject has
	pairs, numbers, rarest         float64
	rare, namesShared, numbersSeen int
}

func share(a, b *Subject) shared {
	var c shared
	for i, j := 0, 0; i < len(a.rarity) && j < len(b.rarity); {
		t, u := terms.At(a.terms, i), terms.At(b.terms, j)
		if t.Hash() != u.Hash() { // which is the smaller is as good as random, so the step is reckoned and not branched on
			below := int((uint64(t.Hash()) - uint64(u.Hash())) >> 63)
			i += below
			j += 1 - below
			continue
		}
		known := a.rarity[i]
		i++
		j++
		rarity := float64(known.halvings())
		product := float64(weight(t, rarity) * weight(u, rarity))
		c.words += product
		if isName(t) || isName(u) {
			c.names += product
		}
		kind := t.Kind()
		if kind != u.Kind() {
			kind = terms.Word // two terms of one hash, or a word of the one that is a name of the other
		}
		switch kind {
		case terms.Pair:
			c.pairs += rarity
		case terms.Number:
			c.numbers += rarity
		}
		if known.few() {
			c.rare++
			if isName(t) && isName(u) {
				c.namesShared++
			}
			if kind == terms.Number {
				c.numbersSeen++
			}
		}
		c.rarest = max(c.rarest, rarity)
		if t.InTitle() {
			c.aInB += rarity
		}
		if u.InTitle() {
			c.bInA += rarity
		}
		if t.InTitle() && u.InTitle() {
			c.titles += float64(rarity * rarity)
		}
		if opens(t) && opens(u) {
			c.leads += float64(rarity * rarity)
		}
	}
	return c
}

// compare computes the features of a pair.
func compare(a, b *Subject) (Features, shared) {
	c := share(a, b)
	na, nb := &a.norms, &b.norms
	o := sketch.Compare(a.sketch, b.sketch)
	var f Features
	f[published] = between(a.published, a.published, b.published, b.published)
	f[words] = cosine(c.words, na.words, nb.words, slackWords)
	f[wordsNear] = f[words] / (1 + float64(f[published]/fading))
	f[namesNear] = cosine(c.names, na.names, nb.names, slackNames) / (1 + float64(f[published]/fading))
	f[pairs] = c.pairs
	f[rare] = exact.Log2(float64(1 + c.rare))
	f[rarest] = c.rarest
	f[titles] = cosine(c.titles, na.titles, nb.titles, slackTitles)
	f[titleIn] = max(c.aInB/(na.title+slackTitle), c.bInA/(nb.title+slackTitle))
	f[leads] = cosine(c.leads, na.leads, nb.leads, slackLeads)
	f[numbers] = c.numbers
	f[copied] = max(o.AInB(), o.BInA())
	f[days] = between(a.from, a.to, b.from, b.to)
	f[where] = compareWhere(a, b)
	f[named] = compareNamed(a, b)
	f[kinds] = compareKinds(a.kind, b.kind)
	f[killed] = compareKilled(a.killed, b.killed)
	f[short] = exact.Log2(float64(1 + min(terms.Len(a.terms), terms.Len(b.terms))))
	return f, c
}

func cosine(product, a, b, slack float64) float64 { return product / math.Sqrt((a+slack)*(b+slack)) }

// between is log2 of one plus the days between two intervals, 0 where they touch, -1 where one is not known.
func between(aFrom, aTo, bFrom, bTo int) float64 {
	if aFrom == unknown || bFrom == unknown {
		return -1
	}
	return exact.Log2(1 + float64(max(0, aFrom-bTo, bFrom-aTo)))
}

func compareKilled(a, b int64) float64 {
	switch {
	case a == unknown || b == unknown:
		return 0
	case a == b:
		return 1
	}
	return -1
}

// violent are the kinds that reporters use for one another.
var violent = map[string]bool{
	report.Attack: true, report.Killing: true, report.Clash: true, report.Explosion: true, report.Execution: true, report.Shelling: true,
	report.AirStrike: true, report.Chemical: true,
}

func compareKinds(a, b string) float64 {
	switch {
	case a == "" || b == "":
		return 0.5
	case a == b:
		return 1
	case violent[a] && violent[b]:
		return 0.8
	}
	return 0
}

// How the places of two events agree.
const (
	placesApart   = -1 // two places, and neither report names the other's
	placesUnknown = 0
	placeNamed    = 1 // one place lies in the other, or one report names the other's place besides its own
	placesNear    = 2 // less than nearby kilometres lie between them
	placesSame    = 3
)

const nearby = 22.0

func compareWhere(a, b *Subject) float64 {
	p, q := a.where, b.where
	switch {
	case p.Name == "" || q.Name == "":
		return placesUnknown
	case p.ID == q.ID && strings.EqualFold(p.Name, q.Name):
		return placesSame
	case lies(p, q) || lies(q, p):
		return placeNamed
	}
	located := p.Lat != nil && p.Lon != nil && q.Lat != nil && q.Lon != nil
	switch {
	case located && exact.Kilometres(*p.Lat, *p.Lon, *q.Lat, *q.Lon) < nearby:
		return placesNear
	case a.names(placeKey(q.ID, q.Name)) || b.names(placeKey(p.ID, p.Name)):
		return placeNamed
	case located:
		return placesApart
	}
	return placesUnknown
}

// lies tells whether p may lie in q, which is no more than a province or a district of it, or a country.
func lies(p, q report.Where) bool {
	switch q.Precision {
	case report.Region:
		return p.Country == q.Country && p.Admin1 != "" && strings.EqualFold(p.Admin1, q.Admin1)
	case report.Country:
		return p.Country != "" && p.Country == q.Country
	}
	return false
}

func compareNamed(a, b *Subject) float64 {
	if len(a.places) == 0 || len(b.places) == 0 {
		return -1
	}
	both := 0
	for _, p := range a.places {
		if b.names(p) {
			both++
		}
	}
	return float64(both) / float64(min(len(a.places), len(b.places)))
}

// How far two subjects contradict each other.
type contradiction int

const (
	none        contradiction = iota
	unlessShown               // they cannot be one event unless the words of the two show it
	always                    // they cannot be one event, whatever words they share
)

const (
	farDays  = 2 // days between two events that no night and no time zone explains
	manyDead = 5 // dead of which the number is news: a smaller one grows as the wounded die, and differs by what is counted
)

// ofWar are the kinds of event that come again day after day at one place and in nearly the same words.
var ofWar = map[string]bool{report.AirStrike: true, report.Shelling: true, report.Chemical: true}

// contradiction compares what the reports say, not their words. Places are apart where neither report names the
// other's. Days that do not meet and different numbers of dead together tell two events apart, and always where the
// days are far and the dead are many.
func (s *Subject) contradiction(t *Subject) contradiction {
	apart := between(s.from, s.to, t.from, t.to)
	if apart >= exact.Log2(1+farDays) && (ofWar[s.kind] || ofWar[t.kind]) {
		return always
	}
	if apart > 0 && compareKilled(s.killed, t.killed) < 0 {
		if max(s.killed, t.killed) >= manyDead && apart >= exact.Log2(1+farDays) {
			return always
		}
		return unlessShown
	}
	if compareWhere(s, t) == placesApart {
		return unlessShown
	}
	return none
}
