package weigh

import (
	"cmp"
	"reflect"
	"slices"

	"firsthand/internal/report"
)

// placedState is a change of state with the report that tells of it.
type placedState struct {
	report.State
	doc *document
}

// placeStates finds the changes of state that belong to an incident: each goes to one incident of its report, a ceasefire,
// an evacuation or a siege, in the place the state names where it names one, and of the situation's own kind where there
// is such an incident.
func (c *incident) placeStates() (found []placedState) {
	if !changes(c.kind) {
		return nil
	}
	for _, d := range c.docs {
		for _, s := range d.reading.States {
			var fitting []*incident
			for _, c := range d.incidents() {
				if changes(c.kind) && c.inPlace(s.Where) {
					fitting = append(fitting, c)
				}
			}
			if len(fitting) == 0 {
				continue
			}
			into := slices.MinFunc(fitting, func(a, b *incident) int {
				return cmp.Or(
					compareBool(a.kind != s.Situation, b.kind != s.Situation),
					compareBool(!a.tellsMain(d), !b.tellsMain(d)),
					cmp.Compare(a.away(d, s.Span), b.away(d, s.Span)),
					cmp.Compare(a.id, b.id),
				)
			})
			if into == c {
				found = append(found, placedState{s, d})
			}
		}
	}
	return found
}

// standsOtherwise tells whether other stances or changes of state belong to the incident than when it was weighed.
func (c *incident) standsOtherwise() bool {
	return !reflect.DeepEqual(c.stances, c.placeStances()) || !slices.Equal(c.states, c.placeStates())
}

// changes tells whether incidents of a kind have states.
func changes(kind string) bool {
	return kind == report.Ceasefire || kind == report.Evacuation || kind == report.Siege
}

// inPlace tells whether a name means the incident's place or a part of it. A state that names no place may be anywhere.
func (c *incident) inPlace(name string) bool {
	if name == "" {
		return true
	}
	bare, _ := bareName(name)
	for _, t := range c.mentions {
		if t.place.name == bare {
			return true
		}
		if slices.ContainsFunc(t.event.Where.Within, func(w string) bool { n, _ := bareName(w); return n == bare }) {
			return true
		}
	}
	return false
}
