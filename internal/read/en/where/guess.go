package where

import (
	"cmp"
	"slices"
	"strings"

	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// arabicCountries are those whose places the gazetteer also keeps as skeletons.
const arabicCountries = "SY IQ LB JO PS EG YE LY TN DZ MA SA AE QA KW BH OM SD"

// guess gives capitalised words that spell no name a second chance: in a report about an Arab country a word whose
// consonants are those of one of its places, and that stands where a place stands, is that place in another spelling
// ("Efrin", "Deir Ezour"). The country must be named in the report, by itself, by its people or by another of its
// places.
func (f *finder) guess() {
	countries := f.arabicCountries()
	if len(countries) == 0 {
		return
	}
	found := len(f.mentions)
	for _, i := range f.unknown {
		if n := len(f.mentions); n > found && f.mentions[n-1].last > i {
			continue
		}
		if m, ok := f.skeleton(i, countries); ok {
			f.mentions = append(f.mentions, m)
		}
	}
	if len(f.mentions) > found {
		guesses := f.mentions[found:]
		kept := f.mentions[:0:0]
		for _, m := range f.mentions[:found] {
			if !slices.ContainsFunc(guesses, func(g mention) bool { return g.first <= m.first && m.last <= g.last }) {
				kept = append(kept, m)
			}
		}
		f.mentions = append(kept, guesses...)
		slices.SortFunc(f.mentions, func(a, b mention) int { return cmp.Compare(a.span.Start, b.span.Start) })
	}
}

// arabicCountries are the Arab countries that the report speaks of, the one that it speaks of most first.
func (f *finder) arabicCountries() []string {
	count := map[string]int{}
	for n := range f.hints {
		count[f.g.DemonymOf(n)]++
	}
	for i := range f.mentions {
		m := &f.mentions[i]
		if e, own := f.g.Place(m.name, 0); own || f.g.Places(m.name) == 1 {
			count[f.g.CountryOf(e)]++
		}
	}
	var named []string
	for _, c := range strings.Fields(arabicCountries) {
		if count[c] > 0 {
			named = append(named, c)
		}
	}
	slices.SortStableFunc(named, func(a, b string) int { return cmp.Compare(count[b], count[a]) })
	return named
}

// skeleton reads up to three tokens from token i on as the skeleton of a place in one of the countries, the first that
// has one.
func (f *finder) skeleton(i int, countries []string) (mention, bool) {
	best := mention{name: gazetteer.NoName}
	f.buf = f.buf[:0]
	s := f.t.Sentences[f.t.Tokens[i].Sentence]
	for j := i; j < s.Last && j < i+3; j++ {
		w := f.t.Word(j)
		if f.t.Tokens[j].Kind != segment.Word || isClitic(w) || j > i && (!f.opens(j) || f.inMention(j)) {
			break
		}
		if j == i && (f.flagsAt(i) != 0 && !generic[f.t.Fold(i)] || len(w) < 3 || peoples(w)) || len(w) > 30 {
			break
		}
		f.buf = gazetteer.AppendFold(f.buf, w)
		f.key = gazetteer.Skeleton(append(f.key[:0], '~'), f.buf)
		if len(f.key) < 4 {
			continue
		}
		n := f.g.Lookup(f.key)
		if n == gazetteer.NoName {
			continue
		}
		m := mention{first: i, last: j + 1, name: n, words: 1, within: gazetteer.None, only: gazetteer.None, span: report.Span{Start: f.t.Tokens[i].Start, End: f.t.Tokens[j].End}}
		if m.last == i+1 && generic[string(gazetteer.CutArticle(f.buf))] {
			continue
		}
		if f.before(&m)+f.besides(m.last) < 1.2 {
			continue
		}
		for _, country := range countries {
			if m.only = f.alike(n, country); m.only != gazetteer.None {
				best = m
				break
			}
		}
	}
	return best, best.name != gazetteer.NoName
}

// peoples tells whether a word ends as English words for peoples and creeds do, "Assyrian", "Yazidis", so that it is no
// town that sounds alike.
func peoples(w string) bool {
	return !strings.Contains(w, "-") && (strings.HasSuffix(w, "ian") || strings.HasSuffix(w, "ians") || strings.HasSuffix(w, "ish") || strings.HasSuffix(w, "ite") || strings.HasSuffix(w, "ites"))
}

// alike is the place in country that bears the skeleton n and whose name is written most like the words in f.buf: at
// most one vowel or consonant apart where the skeleton has three consonants, two where it has more.
func (f *finder) alike(n gazetteer.Name, country string) gazetteer.Entry {
	words := gazetteer.Vowelled(nil, f.buf)
	closest := 2
	if len(f.key) > len("~abc") {
		closest = 3
	}
	best := gazetteer.None
	for i := range f.g.Places(n) {
		e, _ := f.g.Place(n, i)
		if f.g.CountryOf(e) != country {
			continue
		}
		if d := distance(words, gazetteer.Vowelled(nil, gazetteer.AppendFold(nil, f.g.Name(e)))); d < closest {
			best, closest = e, d
		}
	}
	return best
}

// distance is Levenshtein's, of two short words.
func distance(a, b []byte) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		corner := row[0]
		row[0] = i + 1
		for j := range b {
			d := corner
			if a[i] != b[j] {
				d = min(corner, row[j], row[j+1]) + 1
			}
			corner, row[j+1] = row[j+1], d
		}
	}
	return row[len(b)]
}

// generic are words that begin the names of many Arab places and name none alone.
var generic = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("jabal jebel kafr kafar kfar kefr kufr deir dayr der tal tel tall tell tallat khirbet khirbat khirba kherbet qalat qalaat qasr saraya umm om hayy masaken maaret maarat maaraat khan wadi bab bustan ain ayn ein beit bayt burj jisr ras sheikh shaykh hay karm jub jeb abu umm nahr sahl rif reef nusra qaeda qaida sham islam") {
		m[w] = true
	}
	return m
}()

// besides weighs the word after a guess: only one that places have counts.
func (f *finder) besides(i int) float64 {
	if f.roleAt(i)&(placeType|division|people) != 0 {
		return 1.2
	}
	return 0
}
