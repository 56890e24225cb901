package scene

import (
	_ "embed"
	"strings"
)

//go:embed words.tsv
var wordsFile string

// lexicon is the file words.tsv.
type lexicon struct {
	sides      map[string]string // the side that a word is for
	qualifiers map[string]bool
	heads      []head
}

// head is a kind of event and the beginnings of words that name it.
type head struct {
	kind  string
	stems []string
}

var known = readWords(wordsFile)

func readWords(file string) lexicon {
	l := lexicon{sides: make(map[string]string), qualifiers: make(map[string]bool)}
	for line := range strings.Lines(file) {
		what, list, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		words := strings.Fields(list)
		switch what {
		case "east", "west", "north", "south":
			for _, w := range words {
				l.sides[w] = what
			}
		case "qualifier":
			for _, w := range words {
				l.qualifiers[w] = true
			}
		default:
			l.heads = append(l.heads, head{what, words})
		}
	}
	return l
}
