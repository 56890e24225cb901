package treebank

import (
	"cmp"
	"slices"
	"strings"
)

// mention is an entity of GUM: words [first, last) of one sentence.
type mention struct {
	id, kind    string
	first, last int
}

// mentions follows the brackets of GUM's Entity annotation (Zeldes 2017; corefUD bracket notation) through a document.
// Mentions that a sentence opens and does not close are left out: no name runs over the end of a sentence.
type mentions struct {
	open   []mention
	closed []mention
}

// word takes in the last column of word i of a sentence.
func (m *mentions) word(i int, misc string) {
	if i == 0 {
		m.open = m.open[:0]
	}
	_, brackets, ok := strings.Cut(misc, "Entity=")
	if !ok {
		return
	}
	brackets, _, _ = strings.Cut(brackets, "|")
	for brackets != "" {
		opens := brackets[0] == '('
		brackets = strings.TrimPrefix(brackets, "(")
		end := strings.IndexAny(brackets, "()")
		if end < 0 {
			end = len(brackets)
		}
		body := brackets[:end]
		closes := end < len(brackets) && brackets[end] == ')'
		brackets = strings.TrimPrefix(brackets[end:], ")")
		if opens {
			parts := strings.SplitN(body, "-", 3)
			if len(parts) < 2 {
				continue
			}
			m.open = append(m.open, mention{id: parts[0], kind: parts[1], first: i})
		}
		if closes {
			id, _, _ := strings.Cut(body, "-")
			for k := len(m.open) - 1; k >= 0; k-- {
				if m.open[k].id == id {
					done := m.open[k]
					done.last = i + 1
					m.closed = append(m.closed, done)
					m.open = slices.Delete(m.open, k, k+1)
					break
				}
			}
		}
	}
}

// names are the names among the mentions of a sentence. A mention of a person, an organisation or a place is named
// where its head is a proper noun; its name is the proper nouns around the head, with what joins them within the
// mention. Of names that overlap the longest stays.
func names(s Sentence, found []mention) []Name {
	var all []Name
	for _, m := range found {
		if m.kind != "person" && m.kind != "organization" && m.kind != "place" {
			continue
		}
		head := -1
		for i := m.first; i < m.last; i++ {
			if h := s.Words[i].Head; h < m.first || h >= m.last {
				head = i
				break
			}
		}
		if head < 0 || !s.proper(head) {
			continue
		}
		all = append(all, Name{s.reach(m, head, m.first, -1), s.reach(m, head, m.last-1, 1) + 1, m.kind})
	}
	slices.SortStableFunc(all, func(a, b Name) int { return cmp.Compare(b.Last-b.First, a.Last-a.First) })
	var out []Name
	for _, n := range all {
		if !slices.ContainsFunc(out, func(o Name) bool { return n.First < o.Last && o.First < n.Last }) {
			out = append(out, n)
		}
	}
	slices.SortFunc(out, func(a, b Name) int { return cmp.Compare(a.First, b.First) })
	return out
}

// Mention is words that speak of a person or an organisation: tokens [First, Last), of which all others depend on Head.
// Entity says of whom, within a document.
type Mention struct {
	First, Last, Head int
	Entity            string
}

// mentionsOf are the mentions of people and organisations in a sentence.
func mentionsOf(s Sentence, found []mention) []Mention {
	var out []Mention
	for _, m := range found {
		if m.kind != "person" && m.kind != "organization" {
			continue
		}
		for i := m.first; i < m.last; i++ {
			if h := s.Words[i].Head; h < m.first || h >= m.last {
				out = append(out, Mention{m.first, m.last, i, m.id})
				break
			}
		}
	}
	return out
}

// joins are the words that can stand between two proper nouns of one name.
var joins = map[string]bool{"of": true, "the": true, "and": true, "&": true, "for": true, "'s": true, "’s": true, "-": true, "–": true, "de": true, "la": true, "du": true, "von": true,
	"van": true, "der": true, "al": true, "el": true, "bin": true, "ibn": true}

// proper tells whether word i stands as part of a name, which the Penn tags say also of adjectives: "National Library".
func (s Sentence) proper(i int) bool { return strings.HasPrefix(s.Words[i].XPOS, "NNP") }

// reach is the last proper noun that can be reached from word i by steps of by up to end, over at most two joining
// words at a time. Two people who are joined are not one name.
func (s Sentence) reach(m mention, i, end, by int) int {
	last := i
	for j, gap := i+by, 0; j*by <= end*by; j += by {
		form := strings.ToLower(s.Text[s.spans[j].start:s.spans[j].end])
		switch {
		case s.proper(j) || s.Words[j].UPOS == "NUM" && gap == 0 && by > 0:
			last, gap = j, 0
		case joins[form] && gap < 2 && (m.kind != "person" || form != "and" && form != "&"):
			gap++
		default:
			return last
		}
	}
	return last
}

// ourNames are the names in tokens, where owner is the first token of each word. A token that covers more than the name
// is taken whole.
func (s Sentence) ourNames(owner []int) []Name {
	var out []Name
	for _, n := range s.Names {
		first, last := owner[n.First], owner[n.Last-1]+1
		if len(out) > 0 && first < out[len(out)-1].Last {
			continue
		}
		out = append(out, Name{first, last, n.Kind})
	}
	return out
}

// moved are the names after tokens have moved to at, those at -1 being gone. A name that lost a token is left out.
func moved(names []Name, at []int) []Name {
	var out []Name
	for _, n := range names {
		if slices.Contains(at[n.First:n.Last], -1) {
			continue
		}
		out = append(out, Name{at[n.First], at[n.Last-1] + 1, n.Kind})
	}
	return out
}
