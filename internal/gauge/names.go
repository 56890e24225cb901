package gauge

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"firsthand/internal/report"
	"firsthand/internal/report/bodies"
)

// Whether two names are of one source is for people to say. What follows is the part of it that can be written down;
// everything else is an alias: of well-known bodies in report/bodies, of office-holders here, and for other sources in
// the corpus that names them.

// publicAliases are names that reports use for states and office-holders of public record.
var publicAliases = map[string][]string{
	"Russia":         {"the Russians"},
	"Barack Obama":   {"President Obama", "Obama"},
	"Ban Ki-moon":    {"Ban Ki moon", "Ban", "Secretary-General", "UN Secretary General Ban Ki moon"},
	"Pope Francis":   {"the Pope"},
	"Samantha Power": {"Power"},
}

// aliases are the plain names of a source by its plain name.
type aliases map[string][]string

// namesBy adds a corpus's own aliases to the public ones.
func namesBy(own map[string][]string) aliases {
	known := aliases{}
	for _, b := range bodies.All() {
		if b.Family == "" && b.Kind == "" {
			continue // a state, which texts call by its capital: that says too little here
		}
		for _, other := range b.Names() {
			known[plainName(b.Name)] = append(known[plainName(b.Name)], plainName(other))
		}
	}
	for _, table := range []map[string][]string{publicAliases, own} {
		for name, others := range table {
			for _, other := range others {
				known[plainName(name)] = append(known[plainName(name)], plainName(other))
			}
		}
	}
	return known
}

// same tells whether a hop names the source that an annotated chain has. Nobody is named by a pronoun or a bare noun. A
// name that begins with "unnamed" in the gold is met by a hop that says it is nobody. Else one of the source's names
// must be the hop's, or all of its words must be among the hop's, or the hop must have at least two words and all of
// them in it.
func (known aliases) same(gold string, hop report.Hop) bool {
	name := plainName(hop.Name)
	if strings.HasPrefix(gold, "unnamed") {
		return hop.Kind == report.Unnamed || strings.Contains(name, "report") || name == "" || name == "unnamed"
	}
	switch name {
	case "", "he", "she", "it", "they", "group", "spokesman":
		return false
	}
	words := strings.Fields(name)
	for _, alias := range known.of(gold) {
		of := strings.Fields(alias)
		if alias == name || len(of) > 0 && within(of, words) || len(words) > 1 && within(words, of) {
			return true
		}
	}
	return false
}

// of is the plain names of a source: its own, its aliases, and what a description or an account is called for short.
func (known aliases) of(gold string) []string {
	name := plainName(gold)
	names := append([]string{name}, known[name]...)
	if strings.Contains(name, "_") { // an account's name, as people write it
		names = append(names, strings.ReplaceAll(name, "_", " "))
	}
	if short := shortDescription(gold); short != "" {
		names = append(names, short)
	}
	return names
}

// shortDescription is what somebody without a name is called again: "a doctor in the town" is the doctor, and "another
// user" is another. It is "" for names.
func shortDescription(gold string) string {
	words := strings.Fields(strings.ToLower(gold))
	switch {
	case len(words) > 2 && (words[0] == "a" || words[0] == "an") && slices.Contains([]string{"in", "at", "from", "near"}, words[2]):
		return plainName(words[1])
	case len(words) > 1 && words[0] == "another":
		return "another"
	}
	return ""
}

// plainName is a name in lower case without its article, and with a space for whatever is no letter, number, "_", "@"
// or "-".
func plainName(name string) string {
	name = strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return r != '_' && r != '@' && r != '-' && !unicode.IsLetter(r) && !unicode.IsNumber(r)
	}), " ")
	for _, article := range []string{"the ", "a ", "an "} {
		if rest, cut := strings.CutPrefix(name, article); cut {
			return rest
		}
	}
	return name
}

// within tells whether all of a's words are among b's.
func within(a, b []string) bool {
	return !slices.ContainsFunc(a, func(word string) bool { return !slices.Contains(b, word) })
}

// quoted writes a name so that no character of it can command a terminal or be taken for the end of the name.
func quoted(name string) string {
	mark := '\''
	if strings.ContainsRune(name, '\'') && !strings.ContainsRune(name, '"') {
		mark = '"'
	}
	var b strings.Builder
	b.WriteRune(mark)
	for _, r := range name {
		switch {
		case r == mark || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteRune(mark)
	return b.String()
}
