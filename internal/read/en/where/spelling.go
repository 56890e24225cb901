package where

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/report"
)

// spell gives each place the name that the report writes for it, so that a reader finds "Hama" where the report has
// "Hama" and the gazetteer "Ḩamāh". One place has one name in a report: the spelling used most often, of equals the
// first. The name of the gazetteer stays for countries, whose short forms ("US") are no names to show, and where the
// report has the name only in small letters. A name that stands only in capitals, as in a dateline, is set back into
// small ones.
func spell(text string, places []report.Place) {
	counts := make(map[string]map[string]int) // by the place's ID, then by spelling
	best := make(map[string]string)
	for _, p := range places {
		written := p.In(text)
		if p.Precision == report.Country || !properly(written) {
			continue
		}
		if counts[p.ID] == nil {
			counts[p.ID] = make(map[string]int)
		}
		counts[p.ID][written]++
	}
	for _, p := range places {
		written := p.In(text)
		if n := counts[p.ID][written]; n > 0 && (best[p.ID] == "" || n > counts[p.ID][best[p.ID]]) {
			best[p.ID] = written
		}
	}
	for i := range places {
		p := &places[i]
		if name := best[p.ID]; name != "" {
			p.Name = name
		} else if written := p.In(text); p.Precision != report.Country && shouted(written) {
			best[p.ID] = lowered(written)
			p.Name = best[p.ID]
		}
	}
}

// shouted reports whether a name is all in capitals, and too long to be an acronym.
func shouted(name string) bool {
	const longest = 4 // letters of an acronym
	return len(name) > longest && strings.ToUpper(name) == name && strings.ToLower(name) != name && !strings.ContainsAny(name, "\n\r\t.")
}

// lowered is a name in capitals with small letters behind the first of each word; an Arabic article inside it stays
// small.
func lowered(name string) string {
	words := strings.Fields(strings.ToLower(name))
	for n, w := range words {
		b := []rune(w)
		article, _, ok := strings.Cut(w, "-")
		for i := range b {
			if i > 0 && b[i-1] == '-' || i == 0 && (n == 0 || !ok || !articles[article]) {
				b[i] = unicode.ToUpper(b[i])
			}
		}
		words[n] = string(b)
	}
	return strings.Join(words, " ")
}

// properly reports whether a name is written as names are: its last word begins with a capital and goes on in small
// letters, all on one line.
func properly(name string) bool {
	word := name[strings.LastIndexAny(name, " -’'")+1:]
	first, size := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) && len(word) > size && strings.ToUpper(word) != word && !strings.ContainsAny(name, "\n\r\t")
}
