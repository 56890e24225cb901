package segment

import "strings"

// maxSentence is the number of tokens after which a sentence ends whatever stands there, so that every rule over a
// sentence stays bounded.
const maxSentence = 400

// cutSentences groups tokens into sentences. A sentence never crosses a paragraph.
func (t *Text) cutSentences(breaks []int) {
	paragraph := -1
	first := 0
	flush := func(last int) {
		if last <= first {
			return
		}
		s := Sentence{Start: t.Tokens[first].Start, End: t.Tokens[last-1].End, First: first, Last: last, Paragraph: paragraph}
		for i := first; i < last; i++ {
			t.Tokens[i].Sentence = len(t.Sentences)
		}
		t.Sentences = append(t.Sentences, s)
		first = last
	}
	next := 0
	for i := 0; i < len(t.Tokens); i++ {
		if next < len(breaks) && breaks[next] == i {
			flush(i)
			paragraph++
			next++
		}
		if i-first >= maxSentence {
			flush(i)
		}
		if t.ends(i) {
			end := i + 1
			for end < len(t.Tokens) && (next >= len(breaks) || breaks[next] != end) && t.trails(end) {
				end++
			}
			if t.begins(end) {
				flush(end)
				i = end - 1
			}
		}
	}
	flush(len(t.Tokens))
}

// ends tells whether token i can end a sentence.
func (t *Text) ends(i int) bool {
	k := t.Tokens[i]
	if k.Kind == Word && strings.HasSuffix(t.Raw[k.Start:k.End], ".") { // initials: "U.N." ends one only before a capital that does not go on with the name
		return t.Word(i) == "a.m." || t.Word(i) == "p.m."
	}
	if k.Kind != Punct {
		return false
	}
	switch w := t.Raw[k.Start:k.End]; w {
	case "!", "?", "…", "؟", "۔", "。":
		return true
	default:
		if w == "" || w[0] != '.' {
			return false
		}
	}
	return i == 0 || !t.abbreviates(i-1)
}

// abbreviates tells whether the full stop after token i belongs to it: a title, a month, or the initial of a name.
func (t *Text) abbreviates(i int) bool {
	k := t.Tokens[i]
	if k.Kind != Word || t.Tokens[i+1].Start != k.End {
		return false
	}
	w := t.Lower[k.Start:k.End]
	if len(w) == 1 && t.Capital(i) && w != "i" {
		return true
	}
	return abbreviations[w]
}

var abbreviations = set("mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "sgt", "brig", "adm", "gov", "sen", "rep", "rev", "hon", "st", "sr", "jr",
	"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "no", "vs", "etc", "inc", "ltd", "co", "corp", "approx", "est", "fig", "dept", "mt", "ft")

// trails tells whether token i still belongs to the sentence that ended before it: a closing mark or bracket, more end
// marks.
func (t *Text) trails(i int) bool {
	k := t.Tokens[i]
	switch k.Kind {
	case Close:
		return true
	case Punct:
		switch t.Raw[k.Start:k.End] {
		case ")", "]", "!", "?", "…":
			return true
		}
	}
	return false
}

// begins tells whether token i can begin a sentence. After a closing mark a lower-case word goes on with the old one:
// “Who are you?” she asked.
func (t *Text) begins(i int) bool {
	if i >= len(t.Tokens) {
		return true
	}
	k := t.Tokens[i]
	switch k.Kind {
	case Word:
		c := t.Raw[k.Start]
		return c < 'a' || c > 'z'
	case Number, Open:
		return true
	case Close:
		return false
	}
	switch t.Raw[k.Start:k.End] {
	case ",", ";", ":", ")", "]":
		return false
	}
	return true
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
