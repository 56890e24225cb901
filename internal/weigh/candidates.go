package weigh

import (
	"cmp"
	"slices"

	"firsthand/internal/report"
)

// MergeCandidates lists the incidents that one could be merged with, at most so many: those of its place first, then of its
// country, the nearest days first.
func MergeCandidates(w *report.Weighing, in *report.Incident, most int) []*report.Incident {
	type near struct {
		*report.Incident
		rank int
	}
	var list []near
	for i := range w.Incidents {
		x := &w.Incidents[i]
		if x.ID == in.ID {
			continue
		}
		place := 2
		switch {
		case x.Where.Name != "" && x.Where.Name == in.Where.Name:
			place = 0
		case x.Where.Country != "" && x.Where.Country == in.Where.Country:
			place = 1
		}
		list = append(list, near{x, place*10 + min(daysApart(in.When.Start, x.When.Start), farApart)})
	}
	slices.SortStableFunc(list, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.Title, b.Title))
	})
	var out []*report.Incident
	for _, n := range list[:min(len(list), most)] {
		out = append(out, n.Incident)
	}
	return out
}

// farApart is how many days apart makes no more difference.
const farApart = 30

// daysApart is how many days lie between two; many where one is not known.
func daysApart(a, b string) int {
	x, ok1 := parseDay(a)
	y, ok2 := parseDay(b)
	if !ok1 || !ok2 {
		return farApart
	}
	return max(x-y, y-x)
}
