package entity

import (
	_ "embed"
	"strings"

	wellknown "firsthand/internal/report/bodies"
)

// role says how a noun for a person names them.
type role uint8

const (
	notRole  role = iota
	aPerson       // one person
	aVoice        // one person, or words, that speak for a body
	somebody      // more than one, none who could be asked
)

// organ is what a noun for an organisation tells.
type organ struct {
	kind   string
	any    bool // any body may be called by it
	letter bool // a body only with a capital
	sole   bool // a place has one of them
}

// wellKnown is an entry of the list of well-known bodies.
type wellKnown struct {
	name, kind string // kind: outlet, agency, body or network
}

var (
	//go:embed lexicon/roles.txt
	rolesFile string
	//go:embed lexicon/bodies.txt
	bodiesFile string
	//go:embed lexicon/kinds.txt
	kindsFile string

	roles  = readRoles(rolesFile)
	bodies = readBodies(bodiesFile)
	known  = readKnown(wellknown.All())
	kinds  = readKinds(kindsFile)
)

// lines calls f with every line of a list that is no comment.
func lines(file string, f func(line string)) {
	for line := range strings.Lines(file) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			f(line)
		}
	}
}

func readRoles(file string) map[string]role {
	m := map[string]role{}
	lines(file, func(line string) {
		word, sort, _ := strings.Cut(line, " ")
		switch sort {
		case "voice":
			m[word] = aVoice
		case "group":
			m[word] = somebody
		default:
			m[word] = aPerson
		}
	})
	return m
}

func readBodies(file string) map[string]organ {
	m := map[string]organ{}
	lines(file, func(line string) {
		word, rest, _ := strings.Cut(line, " ")
		var o organ
		rest, o.sole = strings.CutSuffix(rest, "sole")
		rest, o.letter = strings.CutSuffix(strings.TrimSpace(rest), "letter")
		rest, o.any = strings.CutSuffix(strings.TrimSpace(rest), "any")
		o.kind = strings.TrimSpace(rest)
		m[word] = o
	})
	return m
}

// readKnown maps every name of every well-known body, in lower case and without a leading article, to its entry.
func readKnown(all []wellknown.Body) map[string]wellKnown {
	m := map[string]wellKnown{}
	for _, b := range all {
		if b.Reads == "" {
			continue
		}
		for _, n := range b.Texts {
			m[bare(n)] = wellKnown{b.Name, b.Reads}
		}
		m[bare(b.Name)] = wellKnown{b.Name, b.Reads}
	}
	return m
}

func readKinds(file string) map[string]string {
	m := map[string]string{}
	lines(file, func(line string) {
		kind, nouns, _ := strings.Cut(line, "|")
		for _, n := range strings.Fields(nouns) {
			m[n] = strings.TrimSpace(kind)
		}
	})
	return m
}

// bare is a name in lower case without a leading article or stops in its initials.
func bare(name string) string {
	n := strings.ToLower(strings.TrimSpace(name))
	n = strings.TrimPrefix(n, "the ")
	return strings.ReplaceAll(strings.ReplaceAll(n, ".", ""), "’", "'")
}

// Fullest is a body's fullest well-known name, or the name itself.
func Fullest(name string) string {
	name = strings.Trim(name, " ,")
	if k, ok := known[bare(name)]; ok {
		return k.name
	}
	return name
}

var (
	male   = sets.Of("male")
	female = sets.Of("female")

	// titles stand before a name and are no part of it; the role each one tells.
	titles = map[string]string{"dr": "doctor", "mr": "", "mrs": "", "ms": "", "miss": "", "prof": "professor", "sir": "", "lord": "", "lady": "", "gen": "general", "col": "colonel", "lt": "lieutenant", "maj": "major",
		"capt": "captain", "sgt": "sergeant", "brig": "brigadier", "rev": "priest", "fr": "priest", "sen": "senator", "gov": "governor", "rep": "lawmaker", "mme": "", "m": "", "hon": "", "madame": "", "insp": "inspector", "supt": "superintendent", "dsp": "superintendent", "dcp": "commissioner", "cpl": "", "adm": "admiral", "cmdr": "commander", "cdr": "commander", "pte": "", "pvt": "",
		"msgr": "bishop", "engr": "engineer", "eng": "engineer", "atty": "attorney", "adv": "advocate", "amb": "ambassador", "pres": "president", "min": "minister", "monsieur": "", "dr.": "doctor"}

	// offices are held by one person in a place, so that "the mayor of Norvik" is as good as a name.
	offices = sets.Of("offices")
)
