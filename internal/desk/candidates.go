package desk

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"firsthand/internal/report"
)

// mostOthers is how many incidents a form offers.
const mostOthers = 40

// othersLike lists the incidents that one could be merged with: those of its place first, then of its country, the nearest days first.
// Href holds the ID.
func (s *snapshot) othersLike(in *report.Incident) []incidentName {
	type near struct {
		incidentName
		place, days int
	}
	var list []near
	for i := range s.weighing.Incidents {
		x := &s.weighing.Incidents[i]
		if x.ID == in.ID {
			continue
		}
		n := near{incidentName: incidentName{x.Title, x.ID}, place: 2, days: apart(in.When.Start, x.When.Start)}
		switch {
		case x.Where.Name != "" && x.Where.Name == in.Where.Name:
			n.place = 0
		case x.Where.Country != "" && x.Where.Country == in.Where.Country:
			n.place = 1
		}
		list = append(list, n)
	}
	slices.SortStableFunc(list, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.place*10+min(a.days, 30), b.place*10+min(b.days, 30)), strings.Compare(a.Title, b.Title))
	})
	var out []incidentName
	for _, n := range list[:min(len(list), mostOthers)] {
		out = append(out, n.incidentName)
	}
	return out
}

// apart is how many days lie between two; many where one is not known.
func apart(a, b string) int {
	x, err1 := time.Parse(time.DateOnly, a)
	y, err2 := time.Parse(time.DateOnly, b)
	if err1 != nil || err2 != nil {
		return 1000
	}
	return int(x.Sub(y).Abs().Hours() / 24)
}
