package registry

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"firsthand/internal/report"
	"firsthand/internal/report/bodies"
	"firsthand/internal/report/ref"
)

// Source is who a name stands for.
type Source struct {
	Key    string // of the node; "" where nobody is named
	Name   string // to show
	Family string // the family of bodies it belongs to
	Body   string // the body of the family that the name means
}

// Identify finds who a name stands for; id is the reader's own idea of it, "" when there is none.
func Identify(name, id string) Source {
	if f, ok := knownBodies().find(report.SourceID(name)); ok {
		return f
	}
	if id == "" {
		id = report.SourceID(name)
	}
	if f, ok := knownBodies().find(id); ok {
		return f
	}
	if id == "" {
		return Source{}
	}
	return Source{Key: "source:" + id, Name: name}
}

// IdentifyHop finds who a named hop stands for. A person who belongs to a well-known body is that body, and a
// spokesperson is the organisation; anybody else with an affiliation is a source of his or her own.
func IdentifyHop(h report.Hop) Source {
	s := Identify(h.Name, h.SourceID)
	if s.Family != "" {
		return s
	}
	if h.Of != "" {
		if f, ok := knownBodies().findIn(report.SourceID(h.Of)); ok {
			return f
		}
		if SpeaksFor(h.Role) || leads(h.Role) && Body(h.Of) {
			return Identify(h.Of, "")
		}
		s.Name = h.Name + " (" + h.Of + ")"
		return s
	}
	if h.Role != "" && !strings.Contains(strings.ToLower(h.Role), "ambassador") {
		if f, ok := knownBodies().find(report.SourceID(h.Role)); ok {
			return f
		}
	}
	return s
}

func SpeaksFor(role string) bool {
	role = strings.ToLower(role)
	return strings.Contains(role, "spokes") || strings.Contains(role, "press officer") || role == "correspondent"
}

// leads reports whether somebody in a role is the head of a body, whose word is that of the body.
func leads(role string) bool { return words().leads[strings.ToLower(role)] }

// Named tells whether a hop names somebody who could be asked: a person, a body or an account, and also the
// spokesperson, not named, of a body that is. Descriptions do not ("a nurse in the city"): two reports that use the
// same words need not mean one person.
func Named(h report.Hop) bool {
	if h.Kind == report.Unnamed {
		return false
	}
	if h.Named && h.Name != "" || h.Of != "" && (SpeaksFor(h.Role) || leads(h.Role) && Body(h.Of)) {
		return true
	}
	return Institution(h.Name) || Proper(h.Name)
}

// Acting reports whether a name is of a body that does more than publish: an office, an army, a monitor. What it
// publishes in its own voice is its own word, also where it cites others beside that.
func Acting(name string) bool {
	if kind, ok := kinds()[Identify(name, "").Key]; ok {
		return kind != report.KindOutlet && kind != report.KindAgency
	}
	return Body(name) && !publishes(name)
}

// kinds are those of the well-known bodies, by key.
var kinds = sync.OnceValue(func() map[string]string {
	m := make(map[string]string)
	for _, b := range bodies.All() {
		if b.Kind == "" {
			continue
		}
		for _, name := range b.Names() {
			m[Identify(name, "").Key] = b.Kind
		}
	}
	return m
})

// Findings reports whether a hop that names nobody stands for work and papers, and not for people who told something:
// "the investigation", "its own records". Whoever cites them says it himself.
func Findings(h report.Hop) bool {
	fields := strings.Fields(strings.ToLower(h.Name))
	return !Named(h) && len(fields) > 0 && words().finding[headOf(fields)]
}

// TrailWords makes the words of an unnamed trail comparable: "deeply disturbing reports" and "reports" are one,
// "activists" and "residents" are two.
func TrailWords(h report.Hop) (key, name string) {
	id := report.SourceID(h.Name)
	parts := strings.Split(id, "-")
	if id == "" || words().vague[parts[len(parts)-1]] && len(parts) <= 3 {
		return "reports", "unnamed reports"
	}
	return id, h.Name
}

// families are the well-known bodies that are counted as sources.
type families struct {
	exact    map[string]Source
	byKey    map[string]Source // the family by the key of its node
	prefixes []prefixed        // longest first
	phrases  []prefixed        // names of two words and more, longest first
}

type prefixed struct {
	words  string
	source Source
}

var knownBodies = sync.OnceValue(func() families { return familiesOf(bodies.All()) })

func familiesOf(all []bodies.Body) families {
	b := families{exact: make(map[string]Source), byKey: make(map[string]Source)}
	for _, body := range all {
		if body.Family == "" {
			continue
		}
		s := Source{Key: ref.SourcePrefix + report.SourceID(body.Family), Name: body.Family, Family: body.Family, Body: body.Shown}
		b.byKey[s.Key] = Source{Key: s.Key, Name: s.Name, Family: s.Family, Body: s.Family}
		for _, name := range body.Sources {
			plain, open := strings.CutSuffix(name, "*")
			id := report.SourceID(plain)
			if open {
				b.prefixes = append(b.prefixes, prefixed{id + "-", s})
				continue
			}
			b.exact[id] = s
			if strings.Contains(id, "-") {
				b.phrases = append(b.phrases, prefixed{id, s})
			}
		}
	}
	longest := func(p, q prefixed) int { return len(q.words) - len(p.words) }
	slices.SortStableFunc(b.prefixes, longest)
	slices.SortStableFunc(b.phrases, longest)
	return b
}

// find looks a whole name up.
func (b families) find(id string) (Source, bool) {
	if s, ok := b.exact[id]; ok {
		return s, true
	}
	for _, p := range b.prefixes {
		if strings.HasPrefix(id, p.words) {
			return p.source, true
		}
	}
	return Source{}, false
}

// findIn looks for a well-known name of two words and more inside an affiliation: "Geneva desk of the UN human rights
// office". An ambassador to a body is not of it.
func (b families) findIn(id string) (Source, bool) {
	if s, ok := b.find(id); ok {
		return s, true
	}
	whole := "-" + id + "-"
	for _, p := range b.phrases {
		if before, _, ok := strings.Cut(whole, "-"+p.words+"-"); ok && !strings.Contains(before+"-", "-to-") {
			return p.source, true
		}
	}
	return Source{}, false
}

// FamilyName is the one body of a family that the incident names, and the family where it names several or none in
// particular.
func FamilyName(family string, bodies map[string]bool) string {
	name := family
	for b := range bodies {
		if b == family {
			continue
		}
		if name != family {
			return family
		}
		name = b
	}
	return name
}

// Fuller is the longer of two names, and of two as long the first in the alphabet.
func Fuller(a, b string) string {
	if c := cmp.Or(cmp.Compare(utf8.RuneCountInString(a), utf8.RuneCountInString(b)), cmp.Compare(b, a)); c >= 0 {
		return a
	}
	return b
}
