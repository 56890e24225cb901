// Package inflect makes all forms of an English verb from its base form, so that a word list names a verb once: a list
// in which somebody wrote every form by hand has some that are misspelt and lacks others.
package inflect

import (
	_ "embed"
	"strings"

	"firsthand/internal/read/core/lexicon"
)

// verb is what the list knows of a verb that its spelling does not tell.
type verb struct{ past, participles []string }

var (
	//go:embed verbs.txt
	verbList string

	verbs = load(verbList)
)

// load reads the list of verbs. It panics where the list is malformed.
func load(list string) map[string]verb {
	m := map[string]verb{}
	for _, e := range lexicon.Must(list, 1) {
		for _, base := range e.Forms {
			if e.Fields[0] == "doubled" {
				m[base] = doubled(base)
				continue
			}
			var v verb
			for form := range strings.FieldsSeq(e.Fields[0]) {
				if strings.HasSuffix(form, "ing") {
					v.participles = append(v.participles, form)
				} else {
					v.past = append(v.past, form)
				}
			}
			m[base] = v
		}
	}
	return m
}

// doubled is a verb whose last letter is written twice: "admit", "admitted", "admitting".
func doubled(base string) verb {
	stem := base + base[len(base)-1:]
	return verb{past: []string{stem + "ed"}, participles: []string{stem + "ing"}}
}

// Verb gives the forms of a verb or of a phrase that begins with one, "take" or "take away": the base form, that with
// -s, that with -ing, past tenses and participles. A form that serves for two comes once.
func Verb(phrase string) []string {
	base, rest, more := strings.Cut(phrase, " ")
	forms := forms(base)
	if more {
		for i := range forms {
			forms[i] += " " + rest
		}
	}
	return forms
}

func forms(base string) []string {
	v := verbs[base]
	if v.participles == nil {
		v.participles = []string{participle(base)}
	}
	if v.past == nil {
		v.past = []string{past(base)}
	}
	out := append([]string{base, third(base)}, v.participles...)
	for _, form := range v.past {
		if form != base {
			out = append(out, form)
		}
	}
	return out
}

// third is the form of he, she and it.
func third(base string) string {
	switch {
	case base == "go" || base == "do" || hasSuffix(base, "s", "x", "z", "ch", "sh"):
		return base + "es"
	case consonantY(base):
		return base[:len(base)-1] + "ies"
	}
	return base + "s"
}

// participle is the form in -ing.
func participle(base string) string {
	switch {
	case hasSuffix(base, "ie"):
		return base[:len(base)-2] + "ying"
	case hasSuffix(base, "e") && !hasSuffix(base, "ee", "oe", "ye"):
		return base[:len(base)-1] + "ing"
	case short(base):
		return doubled(base).participles[0]
	}
	return base + "ing"
}

// past is the past tense of a regular verb.
func past(base string) string {
	switch {
	case hasSuffix(base, "e"):
		return base + "d"
	case consonantY(base):
		return base[:len(base)-1] + "ied"
	case short(base):
		return doubled(base).past[0]
	}
	return base + "ed"
}

// short reports whether a verb is one syllable that ends in one vowel and one consonant, which is then written twice:
// "hem", "grab", "drop".
func short(base string) bool {
	n := len(base)
	return n >= 3 && !isVowel(base[n-1]) && !strings.ContainsRune("wxy", rune(base[n-1])) && isVowel(base[n-2]) &&
		!strings.ContainsFunc(base[:n-2], func(r rune) bool { return r < 0x80 && isVowel(byte(r)) })
}

func consonantY(base string) bool {
	n := len(base)
	return n >= 2 && base[n-1] == 'y' && !isVowel(base[n-2])
}

func isVowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }

func hasSuffix(s string, suffixes ...string) bool {
	for _, suffix := range suffixes {
		if strings.HasSuffix(s, suffix) {
			return true
		}
	}
	return false
}
