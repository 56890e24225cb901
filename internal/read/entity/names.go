package entity

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/report"
)

// plain is a name made comparable: as [report.SourceID], without marks over letters, and the hyphens gone.
func plain(name string) []string {
	id := strings.Map(base, report.SourceID(possessive.Replace(name)))
	return strings.FieldsFunc(id, func(r rune) bool { return r == '-' })
}

var possessive = strings.NewReplacer("’s ", " ", "'s ", " ")

// base is a Latin letter without its mark.
func base(r rune) rune {
	const from, to = "áàâäãåāéèêëēíìîïīıóòôöõōøúùûüūñńçćčšşžźğłřťďěýÿ", "aaaaaaaeeeeeiiiiiiooooooouuuuunncccssszzglrtdeyy"
	if r < utf8.RuneSelf {
		return r
	}
	if i := strings.IndexRune(from, r); i >= 0 {
		return rune(to[utf8.RuneCountInString(from[:i])])
	}
	return r
}

// small are words that a name can do without.
var small = map[string]bool{"of": true, "the": true, "for": true, "and": true, "in": true, "on": true, "at": true, "to": true, "by": true, "de": true, "du": true, "des": true, "la": true,
	"le": true, "les": true, "et": true, "al": true, "el": true, "a": true, "an": true, "s": true}

// content is the words of a name that count.
func content(words []string) []string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		if !small[w] {
			out = append(out, w)
		}
	}
	return out
}

// likeness is how alike two words are: the same, or the name of a country and what is of it ("Russia", "Russian").
func alike(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 4 || len(b)-len(a) > 4 {
		return a == "us" && b == "american" || a == "uk" && b == "british"
	}
	if !strings.HasPrefix(b, a[:len(a)-1]) {
		return false
	}
	rest := b[len(a)-1:]
	switch {
	case strings.HasPrefix(b, a):
		switch b[len(a):] {
		case "s", "n", "an", "ian", "i", "ese", "ish", "ean", "ni":
			return true
		}
		return false
	case a[len(a)-1] == 'a' || a[len(a)-1] == 'e' || a[len(a)-1] == 'y': // Ukraine, Ukrainian; Turkey has other words
		return rest == "ian" || rest == "ish" || rest == "ese" || rest == "ean"
	}
	return spelt(a, b)
}

// spelt tells whether two words are two spellings of one, as British and American English have them.
func spelt(a, b string) bool {
	for _, p := range [...][2]string{{"defence", "defense"}, {"centre", "center"}, {"labour", "labor"}, {"organisation", "organization"}} {
		if a == p[0] && b == p[1] || a == p[1] && b == p[0] {
			return true
		}
	}
	return false
}

// sameWords tells whether two names have the same words that count, in whatever order: "Russia's Defence Ministry",
// "the Russian Ministry of Defence".
func sameWords(a, b []string) bool {
	a, b = content(a), content(b)
	if len(a) != len(b) || len(a) == 0 {
		return false
	}
	return coverOf(a, b)
}

// within tells whether every word of the shorter name that counts is among those of the longer.
func withinName(short, long []string) bool {
	short, long = content(short), content(long)
	return len(short) > 0 && len(short) < len(long) && coverOf(short, long)
}

func coverOf(short, long []string) bool {
	var used [32]bool
	if len(long) > len(used) {
		return false
	}
next:
	for _, w := range short {
		for i, v := range long {
			if !used[i] && (alike(w, v) || spelt(w, v)) {
				used[i] = true
				continue next
			}
		}
		return false
	}
	return true
}

// part tells whether a person's shorter name is part of the longer: the last of its words, or any one of them.
func part(short, long []string) bool {
	if len(short) == 0 || len(short) >= len(long) {
		return false
	}
	if equal(short, long[len(long)-len(short):]) || equal(short, long[:len(short)]) {
		return true
	}
	short, long = content(short), content(long)
	if len(short) != 1 {
		return len(short) > 0 && len(short) < len(long) && equal(short, long[len(long)-len(short):])
	}
	for _, w := range long {
		if w == short[0] {
			return true
		}
	}
	return false
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// initials are the letters that can stand for a name: the first letters of its words, small words counted or not, and
// it may leave out the last ones of them.
func initials(name string) []string {
	words := plain(name)
	var out []string
	lists := [][]string{content(words), words}
	if list := lists[0]; len(list) > 4 { // whose it is, left out: "UN Human Rights Monitoring Mission in Orla (HRMMO)"
		lists = append(lists, list[1:])
	}
	for _, list := range lists {
		if len(list) < 2 || len(list) > 10 {
			continue
		}
		var b strings.Builder
		for i, w := range list {
			r, _ := utf8.DecodeRuneInString(w)
			b.WriteRune(unicode.ToLower(r))
			if i > 1 && i+3 >= len(list) || i+1 == len(list) {
				out = append(out, b.String())
			}
		}
	}
	return out
}

// isLetters tells whether a name is an acronym: one word of capitals, maybe with a small s or a digit.
func isLetters(name string) bool {
	if len(name) < 2 || len(name) > 10 || strings.ContainsAny(name, " ") {
		return false
	}
	up := 0
	for _, r := range name {
		switch {
		case unicode.IsUpper(r):
			up++
		case r != '.' && r != '-' && !unicode.IsDigit(r) && !unicode.IsLower(r):
			return false
		}
	}
	return up >= 2 && up*2 > utf8.RuneCountInString(strings.ReplaceAll(name, ".", ""))
}

// StandsFor reports whether a name, or letters, can stand for a fuller name: they are its first words, its initials, or
// the same words.
func StandsFor(short, full string) bool {
	a, b := plain(short), plain(full)
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	return equal(a, b) || len(a) < len(b) && equal(a, b[:len(a)]) || sameWords(a, b) || isLetters(short) && slices.Contains(initials(full), strings.Join(a, ""))
}
