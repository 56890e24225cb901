package event

import (
	"strings"
	"time"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/en/when"
	"firsthand/internal/report"
)

// days is an interval of calendar days counted from a fixed day, so that days can be compared without parsing. The zero
// value is no day.
type days struct {
	from, to int32
}

// daysOf gives the days that a time bounds with another ("between April 27 and May 18", "the past three days"), or else
// those of its TIMEX3 value; ok is false where it is no calendar day or days.
func daysOf(t report.Time) (d days, ok bool) {
	if a, b, both := strings.Cut(t.Interval, "/"); both && len(a) == len(time.DateOnly) && len(b) == len(time.DateOnly) {
		if d, ok = between(report.Days{Start: a, End: b}); ok {
			return d, true
		}
	}
	r, ok := when.Day(t)
	if !ok {
		return days{}, false
	}
	return between(r)
}

// between counts an interval of ISO days.
func between(r report.Days) (d days, ok bool) {
	a, err := time.Parse(time.DateOnly, r.Start)
	if err != nil {
		return days{}, false
	}
	b := a
	if r.End != r.Start {
		if b, err = time.Parse(time.DateOnly, r.End); err != nil || b.Before(a) {
			return days{}, false
		}
	}
	return days{count(a), count(b)}, true
}

// offset makes every day of the years 0 to 9999 a positive number: 0 is kept for "no day".
const offset = 1_000_000

func count(t time.Time) int32 { return int32(t.Unix()/86400) + offset }

// report gives the interval as ISO days.
func (d days) report() report.Days {
	if d.none() {
		return report.Days{}
	}
	iso := func(n int32) string { return time.Unix(int64(n-offset)*86400, 0).UTC().Format(time.DateOnly) }
	a := iso(d.from)
	if d.to == d.from {
		return report.Days{Start: a, End: a}
	}
	return report.Days{Start: a, End: iso(d.to)}
}

// none tells whether no day is known.
func (d days) none() bool { return d == days{} }

// long tells whether the interval is too long to be when one event happened.
func (d days) long() bool {
	const week = 7
	return !d.none() && d.to-d.from >= week
}

// meets tells whether two intervals share a day. No day meets every day.
func (d days) meets(e days) bool {
	return d.none() || e.none() || d.from <= e.to && e.from <= d.to
}

// hull is the smallest interval that holds both.
func (d days) hull(e days) days {
	switch {
	case d.none():
		return e
	case e.none():
		return d
	}
	return days{min(d.from, e.from), max(d.to, e.to)}
}

// dayOf is the day on which the sentence says that what its trigger at token `at` tells of happened: of the times that
// are not when it was said and not where a period begins or ends, the one nearest to the trigger. A day beats a longer
// time. Where done is set, what is told of has happened, so that no day to come is its day.
func (r *reader) dayOf(s *segment.Sentence, at int, done bool) days {
	var best days
	r.datedBy = report.Span{}
	least := 1 << 30
	for _, t := range r.in.Times[r.time:] {
		if t.Start >= s.End {
			break
		}
		d, ok := daysOf(t)
		if !ok || r.doubtful && relative(t.In(r.x.Raw)) {
			continue
		}
		k := r.x.TokenAt(t.Start)
		if k >= s.Last || r.boundary(s, k) || r.saidThen(s, k) || r.stamp(s, k, t) || done && r.later(d) {
			continue
		}
		if next := r.x.TokenAt(t.End); next > k && next < s.Last && (r.tags[next].role == say && r.x.Fold(next) != "according" || r.tags[next].role == owned) {
			continue // "the office on Monday announced", "the group on Monday claimed responsibility"
		}
		cost := 2 * max(k-at, at-k)
		if k < at { // "agreed on Wednesday and ended on Thursday": a day belongs to the word before it
			cost++
		}
		cost += 2 * r.bond(at, k)
		if d.long() {
			cost += 1000
		}
		if cost < least {
			best, least, r.datedBy = d, cost, t.Span
		}
	}
	return best
}

// later tells whether days begin after the report was published, give or take a day for time zones: nothing that is
// told of as done happened then ("a rally before the June 3 poll").
func (r *reader) later(d days) bool { return !r.published.none() && d.from > r.published.to+1 }

// stamp tells whether the time at token k is a report's own date rather than a day it tells of: a whole date with its
// year that stands near the beginning without a preposition ("Wednesday 7 June 2017"), or after a word of publishing.
func (r *reader) stamp(s *segment.Sentence, k int, t report.Time) bool {
	const head, reach = 80, 4 // tokens
	if !hasYear(t.In(r.x.Raw)) {
		return false
	}
	for j := k - 1; j >= s.First && j >= k-reach; j-- {
		switch r.x.Fold(j) {
		case "published", "posted", "updated", "publication":
			return true
		}
	}
	if k >= head {
		return false
	}
	if k == s.First {
		return true
	}
	switch r.tags[k-1].role {
	case locative, of, from, by, since, until, stop, determiner:
		return false
	}
	return true
}

// dated tells whether the report bears a date of its own that is not the day it is said to be published, give or take a
// day or two. Which of the two its weekdays count from cannot be known then, so that none of them is believed.
func (r *reader) dated() (doubtful bool) {
	const slack = 2 // days: time zones, updates
	if r.published.none() || len(r.x.Sentences) == 0 {
		return false
	}
	s := &r.x.Sentences[0]
	for _, t := range r.in.Times {
		if t.Start >= s.End {
			break
		}
		k := r.x.TokenAt(t.Start)
		d, ok := daysOf(t)
		if ok && d.from == d.to && k < s.Last && r.stamp(s, k, t) {
			return d.from-r.published.from > slack || r.published.from-d.from > slack
		}
	}
	return false
}

// relative tells whether the words of a time have no number, so that their day was counted from another: "on
// Wednesday", "yesterday".
func relative(s string) bool { return !strings.ContainsAny(s, "0123456789") }

// hasYear tells whether the words of a time hold a year of four digits, by itself or run together with its day.
func hasYear(s string) bool {
	run := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] >= '0' && s[i] <= '9' {
			run++
			continue
		}
		if run >= 4 && run <= len("022017") {
			return true
		}
		run = 0
	}
	return false
}

// boundary tells whether the time at token k is where a period begins or ends: "since Monday", "until Friday", "since
// entering the town on Monday".
func (r *reader) boundary(s *segment.Sentence, k int) bool {
	const reach = 8
	for j := k - 1; j >= s.First && j >= k-reach; j-- {
		switch w := r.tags[j]; w.role {
		case since, until:
			return true
		case act, say, stop, auxiliary, and:
			return false
		}
	}
	return false
}

// saidThen tells whether the time at token k is when something was said: a word of saying stands close before it, with
// nothing between that tells of an event or begins what was said.
func (r *reader) saidThen(s *segment.Sentence, k int) bool {
	const reach = 7
	for j := k - 1; j >= s.First && j >= k-reach; j-- {
		if r.x.Quoted(j) != r.x.Quoted(k) {
			return false
		}
		switch w := r.tags[j]; w.role {
		case say:
			return r.x.Fold(j) != "according"
		case act, negation, modal, auxiliary, blame, stop, until, since:
			if r.Is(j, "to", "with", "during") {
				continue
			}
			return false
		}
		if f := r.x.Fold(j); f == "that" || f == ":" || f == "," && j < k-1 {
			return false
		}
	}
	return false
}
