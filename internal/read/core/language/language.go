// Package language tells which language a report is written in, so that reading can pick that language's rules, or say
// that it has none.
//
// A report may carry a language, but pages are often labelled by the default of the software that made them. So the
// words count: first the script that most letters are of, then the commonest words of the languages that are written in
// it (words.txt). What the report says of itself decides wherever the words do not clearly speak against it. Statistics
// over letters, as in larger detectors, would tell more languages apart; no report is read in any of those, and a list
// can be argued with line by line.
package language

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"firsthand/internal/read/core/lexicon"
)

// maxSample is how many bytes from the beginning of a text are looked at.
const maxSample = 1 << 16

// The words speak clearly for a language when it has so many of them, they are so great a share of all words, and they
// are so many times those of a rival.
const (
	enoughWords = 4
	enoughShare = 0.08
	margin      = 2
)

// Of is the language of a text as a BCP 47 tag without script or region: "en", "ar". Told is the language that the
// report carries, which need not be right. Of is "" where the text has no letters and nothing was told, and "und" for a
// script that package language knows no language of.
func Of(told, text string) string {
	tag, code := parse(told)
	sample := text
	if len(sample) > maxSample {
		sample = strings.ToValidUTF8(sample[:maxSample], "")
	}
	s := scriptOf(sample)
	if s == nil {
		return code
	}
	if code != "" && !writes(tag, s) {
		code = ""
	}
	count := countWords(sample)
	best, clear := count.best(s)
	switch {
	case code == "" && clear:
		return best
	case code == "":
		return s.language
	case clear && count.of[best] >= margin*max(1, count.of[code]) && (best == s.language || slices.Contains(s.words, code)):
		return best // of a language that the list lacks, only that of the script can speak against it
	}
	return code
}

// Name is the English name of a language: "Arabic".
func Name(tag string) string {
	t, err := language.Parse(tag)
	if err != nil || t == language.Und {
		return "its language"
	}
	if name := display.English.Languages().Name(t); name != "" {
		return name
	}
	return "the language " + tag
}

// parse gives a language tag and its language alone, "" where the report tells none that counts: not determined,
// several, no words.
func parse(told string) (language.Tag, string) {
	tag, err := language.Parse(told)
	if told == "" || err != nil {
		return language.Und, ""
	}
	base, confidence := tag.Base()
	switch code := base.String(); {
	case confidence == language.No, code == "und", code == "mul", code == "zxx", code == "mis":
		return language.Und, ""
	default:
		return tag, code
	}
}

// script is a way of writing, with what is written in it where words do not tell.
type script struct {
	code     string // ISO 15924
	table    *unicode.RangeTable
	language string
	words    []string // languages that words.txt has
}

// scripts are those of the languages with the most readers. The zeroth is Latin, which has a quick way of its own.
var scripts = []*script{
	{code: "Latn", table: unicode.Latin, language: "en"},
	{code: "Arab", table: unicode.Arabic, language: "ar"},
	{code: "Cyrl", table: unicode.Cyrillic, language: "ru"},
	{code: "Hani", table: unicode.Han, language: "zh"},
	{code: "Hebr", table: unicode.Hebrew, language: "he"},
	{code: "Grek", table: unicode.Greek, language: "el"},
	{code: "Hang", table: unicode.Hangul, language: "ko"},
	{code: "Hira", table: unicode.Hiragana, language: "ja"},
	{code: "Kana", table: unicode.Katakana, language: "ja"},
	{code: "Deva", table: unicode.Devanagari, language: "hi"},
	{code: "Beng", table: unicode.Bengali, language: "bn"},
	{code: "Taml", table: unicode.Tamil, language: "ta"},
	{code: "Telu", table: unicode.Telugu, language: "te"},
	{code: "Sinh", table: unicode.Sinhala, language: "si"},
	{code: "Thai", table: unicode.Thai, language: "th"},
	{code: "Khmr", table: unicode.Khmer, language: "km"},
	{code: "Laoo", table: unicode.Lao, language: "lo"},
	{code: "Mymr", table: unicode.Myanmar, language: "my"},
	{code: "Ethi", table: unicode.Ethiopic, language: "am"},
	{code: "Armn", table: unicode.Armenian, language: "hy"},
	{code: "Geor", table: unicode.Georgian, language: "ka"},
	{code: "Syrc", table: unicode.Syriac, language: "syr"},
	{code: "Zzzz", language: "und"}, // any other
}

// kana is the share of Japanese syllables among letters beyond which Chinese characters are Japanese.
const kana = 0.1

// scriptOf is the script that most letters are of, nil where there are none.
func scriptOf(text string) *script {
	counts := make([]int, len(scripts))
	last := 0 // neighbours are mostly of one script
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf:
			if 'a' <= r|0x20 && r|0x20 <= 'z' {
				counts[0]++
			}
		case !unicode.IsLetter(r):
		case scripts[last].has(r):
			counts[last]++
		default:
			last = indexOf(r)
			counts[last]++
		}
	}
	best, japanese, chinese := 0, 0, 0
	for i, n := range counts {
		if n > counts[best] {
			best = i
		}
		switch scripts[i].code {
		case "Hira", "Kana":
			japanese += n
		case "Hani":
			chinese = i
		}
	}
	if counts[best] == 0 {
		return nil
	}
	if best == chinese && float64(japanese) > kana*float64(japanese+counts[chinese]) {
		for _, s := range scripts {
			if s.language == "ja" {
				return s
			}
		}
	}
	return scripts[best]
}

func (s *script) has(r rune) bool { return s.table != nil && unicode.Is(s.table, r) }

func indexOf(r rune) int {
	for i, s := range scripts {
		if s.has(r) {
			return i
		}
	}
	return len(scripts) - 1
}

// writes reports whether the language of a tag is written in a script.
func writes(tag language.Tag, s *script) bool {
	code, _ := tag.Script()
	switch code.String() {
	case s.code:
		return true
	case "Hans", "Hant":
		return s.code == "Hani"
	case "Jpan":
		return s.code == "Hani" || s.language == "ja"
	case "Kore":
		return s.code == "Hang" || s.code == "Hani"
	case "Zzzz":
		return true
	}
	return s.code == "Zzzz" // a script that is not told apart here
}

//go:embed words.txt
var words string

// common are the languages that each word of the list speaks for.
var common = func() map[string][]string {
	of := map[string][]string{}
	for _, e := range lexicon.Must(words, 1) {
		for _, form := range e.Forms {
			of[form] = append(of[form], e.Fields[0])
		}
		s := scripts[indexOf(first(e.Forms[0]))]
		s.words = append(s.words, e.Fields[0])
	}
	return of
}()

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// counted is how often the common words of each language stand in a text.
type counted struct {
	all int // words of any kind
	of  map[string]int
}

func countWords(text string) counted {
	c := counted{of: map[string]int{}}
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		c.all++
		for _, language := range common[strings.ToLower(w)] {
			c.of[language]++
		}
	}
	return c
}

// best is the language of a script whose words are most in the text, "" for none, and whether they speak clearly for
// it.
func (c counted) best(s *script) (language string, clear bool) {
	most, next := 0, 0
	for _, l := range s.words {
		switch n := c.of[l]; {
		case n > most:
			language, most, next = l, n, most
		case n > next:
			next = n
		}
	}
	if s == scripts[0] && language != s.language {
		next = max(next, margin*c.of[s.language]) // names and quotations make a text in Latin letters no other language than English
	}
	return language, most >= enoughWords && float64(most) >= enoughShare*float64(c.all) && most > next
}
