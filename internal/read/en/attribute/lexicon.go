package attribute

import (
	_ "embed"
	"strings"

	"firsthand/internal/read/core/cursor"
)

// takes is what a cue verb can take.
type takes uint16

const (
	clause takes = 1 << iota
	person
	quotation
	object
	infinitive
	accusing
	describing
	issuing
)

var (
	//go:embed lexicon/cues.txt
	cuesFile string

	cues = readCues(cuesFile)
)

func lines(file string) (out [][]string) {
	for line := range strings.Lines(file) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			out = append(out, strings.Fields(line))
		}
	}
	return out
}

// readCues maps every form of every cue verb to what it takes.
func readCues(file string) map[string]takes {
	by := map[string]takes{"say": clause | quotation, "tell": person | quotation, "quote": quotation, "object": object,
		"to": infinitive, "of": accusing, "as": describing, "issue": issuing}
	m := map[string]takes{}
	for _, f := range lines(file) {
		var k takes
		for _, w := range f[1:] {
			k |= by[w]
		}
		for _, form := range forms(f[0]) {
			m[form] |= k
		}
	}
	return m
}

// irregular verbs: past and participle.
var irregular = map[string][2]string{"say": {"said", "said"}, "tell": {"told", "told"}, "write": {"wrote", "written"}, "think": {"thought", "thought"},
	"swear": {"swore", "sworn"}, "read": {"read", "read"}, "hear": {"heard", "heard"}, "learn": {"learned", "learnt"}}

// forms is a verb's base form, -s, -ing, past and participle.
func forms(lemma string) []string {
	ing, past, s := lemma+"ing", lemma+"ed", lemma+"s"
	switch {
	case strings.HasSuffix(lemma, "e"):
		ing, past = lemma[:len(lemma)-1]+"ing", lemma+"d"
	case strings.HasSuffix(lemma, "y") && !strings.HasSuffix(lemma, "ay"):
		past, s = lemma[:len(lemma)-1]+"ied", lemma[:len(lemma)-1]+"ies"
	case cursor.OneOf(lemma, "beg", "admit", "quip"):
		ing, past = lemma+lemma[len(lemma)-1:]+"ing", lemma+lemma[len(lemma)-1:]+"ed"
	case strings.HasSuffix(lemma, "s") || strings.HasSuffix(lemma, "ch"):
		s = lemma + "es"
	}
	out := []string{lemma, s, ing, past}
	if lemma == "agree" {
		out[2] = "agreeing"
	}
	if p, ok := irregular[lemma]; ok {
		out = append(out[:3], p[0], p[1])
	}
	return out
}

var weekday = sets.Of("weekday")

var month = sets.Of("month")
