package corefer

import (
	"slices"
	"strings"

	"firsthand/internal/report"
	"firsthand/internal/weigh/scene"
)

// Statements lists what the report attributes on the event. A report that gives the event's toll by somebody's word
// often goes on to speak of other violence in the same place. So where a statement carries a telltale figure of the
// event, only those are taken that are surely about it: those that carry one of its figures, or name its day or a
// quarter in it, and those of witnesses that name no other time. Where no statement does, all are taken.
func (t *Mention) Statements() []*report.Statement {
	all, tolls := t.Attributed(), map[*report.Statement]bool(nil)
	claims := len(t.Doc.Reading.Claims) > 0
	if claims {
		all, tolls = t.claimed()
	}
	if !slices.ContainsFunc(all, func(s *report.Statement) bool { return t.carries(s, telltale) }) {
		return all
	}
	return slices.DeleteFunc(all, func(s *report.Statement) bool {
		seen := s.Hand == report.Witness && !t.namesOtherTime(s)
		return !tolls[s] && !t.carries(s, 0) && !t.namesDay(s) && !t.namesQuarter(s) && !seen
	})
}

// Attributed lists the statements that the event and its figures name, else those inside the sentences that tell of it.
func (t *Mention) Attributed() []*report.Statement {
	var found []*report.Statement
	seen := make(map[*report.Statement]bool)
	add := func(s *report.Statement) {
		if s != nil && len(s.Hops) > 0 && onWhatHappened(s) && !seen[s] {
			seen[s] = true
			found = append(found, s)
		}
	}
	for _, id := range t.Event.Statements {
		add(t.Doc.Statement(id))
	}
	for _, f := range t.Event.Figures {
		add(t.Doc.Statement(f.Statement))
	}
	if len(t.Event.Statements) > 0 {
		return found
	}
	for i := range t.Doc.Reading.Statements {
		if s := &t.Doc.Reading.Statements[i]; slices.ContainsFunc(t.Event.Evidence, func(e report.Span) bool { return holds(s, e) }) {
			add(s)
		}
	}
	return found
}

func onWhatHappened(s *report.Statement) bool {
	return s.Stance == "" || s.Stance == report.Confirmed || s.Stance == report.Acknowledged
}

// holds tells whether the words of a statement share any with a span.
func holds(s *report.Statement, span report.Span) bool {
	return slices.ContainsFunc(s.Content(), span.Overlaps)
}

// carries tells whether the statement gives one of the event's figures: any from least upwards, parts included only
// where least is 0.
func (t *Mention) carries(s *report.Statement, least int64) bool {
	return slices.ContainsFunc(t.Event.Figures, func(f report.Figure) bool {
		if f.Low < least || least > 0 && (f.Part || f.Of != "") {
			return false
		}
		return f.Statement == s.ID || holds(s, f.Span)
	})
}

func (t *Mention) namesDay(s *report.Statement) bool {
	return slices.ContainsFunc(t.Doc.Reading.Times, func(tm report.Time) bool {
		day, ok := dayOf(tm)
		return ok && t.Days.Known && t.Days.From <= day && day <= t.Days.To && holds(s, tm.Span)
	})
}

// namesQuarter tells whether the statement names a part of the event's place, or the place itself where that is smaller
// than a city.
func (t *Mention) namesQuarter(s *report.Statement) bool {
	return slices.ContainsFunc(t.Doc.Reading.Places, func(p report.Place) bool {
		if !holds(s, p.Span) {
			return false
		}
		place := scene.NewPlace(report.Where{Name: p.Name, ID: p.ID, Precision: p.Precision})
		return place.Fine() && (place.Key == t.Place.Key || scene.Contains(t.Place, place))
	})
}

// namesOtherTime tells whether the statement speaks of a day that is not the event's or next to it, of another month or
// year, or of weeks and years ("for five years").
func (t *Mention) namesOtherTime(s *report.Statement) bool {
	return slices.ContainsFunc(t.Doc.Reading.Times, func(tm report.Time) bool {
		if !holds(s, tm.Span) {
			return false
		}
		if day, ok := dayOf(tm); ok {
			return !t.Days.Known || day < t.Days.From-1 || day > t.Days.To+1
		}
		if tm.Type == "DURATION" {
			return strings.HasPrefix(tm.Value, "P") && strings.ContainsAny(tm.Value, "YMW") && !strings.HasPrefix(tm.Value, "PT")
		}
		return isYear(tm.Value) && !strings.HasPrefix(scene.IsoDay(t.Days.From), tm.Value)
	})
}

// dayOf is the day of a TIMEX3 date or time of day.
func dayOf(tm report.Time) (int, bool) {
	if len(tm.Value) < len("2006-01-02") {
		return 0, false
	}
	return scene.ParseDay(tm.Value[:len("2006-01-02")])
}

// isYear tells whether a TIMEX3 value is a year, or a year and a month.
func isYear(value string) bool {
	if len(value) != len("2006") && len(value) != len("2006-01") {
		return false
	}
	return !strings.ContainsFunc(value, func(r rune) bool { return r != '-' && (r < '0' || r > '9') })
}
