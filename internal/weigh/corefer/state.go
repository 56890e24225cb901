package corefer

import (
	"cmp"
	"reflect"
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/weigh/inorder"
	"firsthand/internal/weigh/scene"
)

// placedState is a change of state with the report that tells of it.
type placedState struct {
	report.State
	Doc *Document
}

// PlaceStates finds the changes of state that belong to an incident: each goes to one incident of its report, a
// ceasefire, an evacuation or a siege, in the place the state names where it names one, and of the situation's own kind
// where there is such an incident.
func (c *Incident) PlaceStates() (found []placedState) {
	if !changes(c.Kind) {
		return nil
	}
	for _, d := range c.Docs {
		for _, s := range d.Reading.States {
			var fitting []*Incident
			for _, c := range d.Incidents() {
				if changes(c.Kind) && c.inPlace(s.Where) {
					fitting = append(fitting, c)
				}
			}
			if len(fitting) == 0 {
				continue
			}
			into := slices.MinFunc(fitting, func(a, b *Incident) int {
				return cmp.Or(
					inorder.Bools(a.Kind != s.Situation, b.Kind != s.Situation),
					inorder.Bools(!a.tellsMain(d), !b.tellsMain(d)),
					cmp.Compare(a.away(d, s.Span), b.away(d, s.Span)),
					cmp.Compare(a.ID, b.ID),
				)
			})
			if into == c {
				found = append(found, placedState{s, d})
			}
		}
	}
	return found
}

// StandsOtherwise tells whether other stances or changes of state belong to the incident than when it was weighed.
func (c *Incident) StandsOtherwise() bool {
	return !reflect.DeepEqual(c.Stances, c.PlaceStances()) || !slices.Equal(c.States, c.PlaceStates())
}

// changes tells whether incidents of a kind have states.
func changes(kind string) bool {
	return kind == report.Ceasefire || kind == report.Evacuation || kind == report.Siege
}

// inPlace tells whether a name means the incident's place or a part of it. A state that names no place may be anywhere.
func (c *Incident) inPlace(name string) bool {
	if name == "" {
		return true
	}
	bare, _ := scene.BareName(name)
	for _, t := range c.Mentions {
		if t.Place.Name == bare {
			return true
		}
		if slices.ContainsFunc(t.Event.Where.Within, func(w string) bool { n, _ := scene.BareName(w); return n == bare }) {
			return true
		}
	}
	return false
}
