package corefer

import (
	"cmp"
	"slices"
	"strings"

	"firsthand/internal/report"
	"firsthand/internal/weigh/scene"
)

// MergeCandidates lists the incidents that one could be merged with, at most so many: those of its place first, then of
// its country, the nearest days first.
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

// Likely is two incidents that may be one.
type Likely struct {
	A, B *report.Incident // A has at least as many reports
	Why  report.Reason
}

// mostApart is how many days may lie between two incidents that may be one.
const mostApart = 1

// MergeSuggestions lists pairs of incidents that may be one: of one place, at most a day apart, and told of by
// different reports, since a report that tells of both tells them apart. Those with most reports on both sides come
// first.
func MergeSuggestions(w *report.Weighing, most int) []Likely {
	at := make(map[string][]*report.Incident)
	var places []string
	for i := range w.Incidents {
		in := &w.Incidents[i]
		key := in.Where.ID
		if key == "" {
			key = in.Where.Name + "\x00" + in.Where.Country
		}
		if in.Where.Name == "" || in.When.Start == "" {
			continue
		}
		if at[key] == nil {
			places = append(places, key)
		}
		at[key] = append(at[key], in)
	}
	var list []Likely
	for _, key := range places {
		here := at[key]
		slices.SortStableFunc(here, func(a, b *report.Incident) int { return strings.Compare(a.When.Start, b.When.Start) })
		for i, a := range here {
			for _, b := range here[i+1:] {
				apart := daysApart(a.When.Start, b.When.Start)
				if apart > mostApart {
					break
				}
				if !shareReports(a, b) {
					list = append(list, mayBeOne(a, b, apart))
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Likely) int {
		return cmp.Or(cmp.Compare(b.B.Counts.Reports, a.B.Counts.Reports), cmp.Compare(b.A.Counts.Reports, a.A.Counts.Reports))
	})
	return list[:min(len(list), most)]
}

func mayBeOne(a, b *report.Incident, apart int) Likely {
	if b.Counts.Reports > a.Counts.Reports {
		a, b = b, a
	}
	code := "likely.day"
	if apart > 0 {
		code = "likely.apart"
	}
	if a.Kind == b.Kind {
		return Likely{a, b, report.Because(code, a.Where.Name)}
	}
	return Likely{a, b, report.Because(code+"kinds", a.Where.Name, scene.SayKind(a.Kind), scene.SayKind(b.Kind))}
}

// shareReports tells whether a report tells of both incidents.
func shareReports(a, b *report.Incident) bool {
	of := make(map[string]bool, len(a.Events))
	for _, e := range a.Events {
		of[e.Report] = true
	}
	return slices.ContainsFunc(b.Events, func(e report.EventRef) bool { return of[e.Report] })
}

// farApart is how many days apart makes no more difference.
const farApart = 30

// daysApart is how many days lie between two; many where one is not known.
func daysApart(a, b string) int {
	x, ok1 := scene.ParseDay(a)
	y, ok2 := scene.ParseDay(b)
	if !ok1 || !ok2 {
		return farApart
	}
	return max(x-y, y-x)
}
