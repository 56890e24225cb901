package roster

import (
	"cmp"
	"slices"
	"strings"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
	"firsthand/internal/weigh/registry"
)

// hints suggests sources that may be one, with the reason: one name is made of the first letters of the other, one
// stands at the beginning or the end of the other, or one is the surname of the other and both have one role. A hint is
// given only where no third source fits as well; words without a name are never anybody's. What an analyst accepted is
// merged and gone from here; what was rejected stays, and [List.Report] says with it who did and why.
func hints(sources []report.Source, r Entries) []report.MergeHint {
	byName := make(map[string][]int)
	byLetters := make(map[string][]int)
	bySurname := make(map[string][]int)
	for i, s := range sources {
		if !ref.NodeID(s.ID).Named() {
			continue
		}
		words := nameWords(s.Name)
		byName[strings.Join(words, "-")] = append(byName[strings.Join(words, "-")], i)
		for _, letters := range initials(words) {
			byLetters[letters] = append(byLetters[letters], i)
		}
		if len(words) > 1 && len(words) <= 4 && len(r[s.ID].roles) > 0 {
			last := words[len(words)-1]
			bySurname[last] = append(bySurname[last], i)
		}
	}
	holders := make(map[string][]int) // the sources in whose names a name stands
	for i, s := range sources {
		if ref.NodeID(s.ID).Named() {
			eachPart(nameWords(s.Name), func(part string, _ int) { holders[part] = append(holders[part], i) })
		}
	}
	found := make(map[[2]string]report.MergeHint)
	suggest := func(short int, fitting []int, code string) {
		fitting = slices.DeleteFunc(slices.Clone(fitting), func(i int) bool { return i == short })
		if len(fitting) != 1 {
			return
		}
		a, b := sources[fitting[0]], sources[short]
		if _, twice := found[registry.PairOf(a.ID, b.ID)]; !twice {
			h := report.MergeHint{A: a.ID, B: b.ID, Reason: report.Because(code, b.Name, a.Name)}
			if len(b.Reports) > len(a.Reports) {
				h.A, h.B = h.B, h.A
			}
			found[registry.PairOf(a.ID, b.ID)] = h
		}
	}
	for i, s := range sources {
		if !ref.NodeID(s.ID).Named() {
			continue
		}
		words := nameWords(s.Name)
		id := strings.Join(words, "-")
		if len(words) == 1 {
			suggest(i, byLetters[id], "hint.letters")
			suggest(i, slices.DeleteFunc(slices.Clone(bySurname[id]), func(j int) bool { return !r[s.ID].sharesRole(r[sources[j].ID]) }),
				"hint.surname")
		}
		eachPart(words, func(part string, length int) {
			short := byName[part]
			if len(short) != 1 || short[0] == i {
				return
			}
			if len(holders[part]) == 1 || length >= plainName || r[sources[short[0]].ID].family != "" {
				suggest(short[0], []int{i}, "hint.part")
			}
		})
	}
	list := make([]report.MergeHint, 0, len(found))
	for _, h := range found {
		list = append(list, h)
	}
	slices.SortFunc(list, func(a, b report.MergeHint) int { return cmp.Or(cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B)) })
	return list
}

// plainName is how many words a name must have to belong to each of several longer ones in which it stands: "Security
// Council" may be anybody's, "Observatory for Human Rights" hardly.
const plainName = 4

// eachPart visits the parts of two words and more with which a name begins or ends, the whole left out.
func eachPart(words []string, visit func(part string, length int)) {
	for n := 2; n < len(words); n++ {
		visit(strings.Join(words[:n], "-"), n)
		visit(strings.Join(words[len(words)-n:], "-"), n)
	}
}

// longestName is how many words of a name are looked at.
const longestName = 8

func nameWords(name string) []string {
	words := strings.Split(report.SourceID(name), "-")
	return words[:min(len(words), longestName)]
}

// initials are the words that a name's first letters make, with and without its small words; fewer than three make
// none.
func initials(words []string) []string {
	var all, great strings.Builder
	for _, w := range words {
		first := []rune(w)
		if len(first) == 0 {
			return nil
		}
		all.WriteRune(first[0])
		if !slices.Contains([]string{"of", "the", "for", "and", "in", "to", "on", "de", "des"}, w) {
			great.WriteRune(first[0])
		}
	}
	list := []string{great.String(), all.String()}
	return slices.Compact(slices.DeleteFunc(list, func(s string) bool { return len(s) < 3 }))
}

// sharesRole tells whether reports give two sources one role or affiliation.
func (e *entry) sharesRole(f *entry) bool {
	for role := range e.roles {
		if role != "" && f.roles[role] {
			return true
		}
	}
	for of := range e.of {
		if f.of[of] > 0 {
			return true
		}
	}
	return false
}
