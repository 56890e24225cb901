package attribute

import (
	_ "embed"
	"strings"

	"firsthand/internal/read/en/inflect"
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
		for _, form := range inflect.Verb(f[0]) {
			m[form] |= k
		}
	}
	return m
}
