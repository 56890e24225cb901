package situation

import (
	"cmp"
	"slices"
	"time"

	"firsthand/internal/report"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/registry"
	"firsthand/internal/weigh/roster"
	"firsthand/internal/weigh/scene"
)

// The model of silences: a source has a rhythm when it spoke often enough, and has fallen silent when the time since is
// several times its usual gap and longer than any gap before.
const (
	leastTimes  = 4         // times a source must have spoken
	silentAfter = 3         // times its median gap
	oneBreath   = time.Hour // times closer than that are one: several reports carry one statement
)

// utterance is a time at which a source spoke.
type utterance struct {
	at    time.Time
	timed bool // to the hour, not to the day
	words report.StatementRef
}

// Silences finds the named sources that had a rhythm and broke it. Time is told by the newest report, never by a clock.
func Silences(docs []*corefer.Document, r roster.Entries) []report.Silence {
	var now corefer.Stamp
	spoke := make(map[string][]utterance)
	for _, d := range docs {
		if d.Published.Day == "" {
			continue
		}
		if now.Day == "" || now.At.Before(d.Published.At) {
			now = d.Published
		}
		if d.Copied() {
			continue // words are spoken once, however often they are printed
		}
		at := utterance{at: d.Published.At, timed: d.Published.Timed}
		heard := make(map[string]bool)
		hear := func(key string, words report.StatementRef) {
			if key != "" && !heard[key] {
				heard[key] = true
				at.words = words
				spoke[key] = append(spoke[key], at)
			}
		}
		hear(d.PublisherKey, report.StatementRef{Report: d.ID})
		for i := range d.Reading.Statements {
			s := &d.Reading.Statements[i]
			if h := s.Origin(); len(s.Hops) > 0 && registry.Named(h) {
				hear(d.Hop(h).Key, report.StatementRef{Report: d.ID, Statement: s.ID, Span: report.Hull(s.Content())})
			}
		}
	}
	list := []report.Silence{}
	for key, times := range spoke {
		if s, ok := silence(times, now); ok {
			e := r[key]
			s.Source, s.Name = key, e.Name()
			s.Kind, _ = e.Kind()
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b report.Silence) int {
		return cmp.Or(cmp.Compare(b.Last, a.Last), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Source, b.Source))
	})
	return list
}

// silence judges the times at which one source spoke, in their order. Where any of them, or the newest report, is known
// by the day only, all are taken by the day.
func silence(times []utterance, now corefer.Stamp) (report.Silence, bool) {
	byDay := !now.Timed || slices.ContainsFunc(times, func(u utterance) bool { return !u.timed })
	end, apart := now.At, oneBreath
	if byDay {
		end, apart = end.Truncate(scene.DayLength), scene.DayLength
	}
	var distinct []utterance
	for _, u := range times {
		if byDay {
			u.at = u.at.Truncate(scene.DayLength)
		}
		if n := len(distinct); n > 0 && u.at.Sub(distinct[n-1].at) < apart {
			distinct[n-1].words = u.words
			continue
		}
		distinct = append(distinct, u)
	}
	if len(distinct) < leastTimes {
		return report.Silence{}, false
	}
	gaps := make([]time.Duration, 0, len(distinct)-1)
	for i, u := range distinct[1:] {
		gaps = append(gaps, u.at.Sub(distinct[i].at))
	}
	slices.Sort(gaps)
	usual, longest := median(gaps), gaps[len(gaps)-1]
	last := distinct[len(distinct)-1]
	since := end.Sub(last.at)
	if since <= silentAfter*usual || since <= longest {
		return report.Silence{}, false
	}
	s := report.Silence{
		Times: len(distinct), Last: last.at.Format(time.RFC3339), Usual: int64(usual.Seconds()), Longest: int64(longest.Seconds()),
		Since: int64(since.Seconds()), Words: last.words,
	}
	day := last.at.Format(time.DateOnly)
	heard := report.Because("silence.at", report.Days{Start: day, End: day}, last.at.Format("15:04"))
	if byDay {
		s.Last = last.at.Format(time.DateOnly)
		heard = report.Because("silence.on", report.Days{Start: day, End: day})
	}
	s.Reason = report.Because("silence", heard, sayLength(since), sayEvery(usual), len(distinct), sayLength(longest))
	return s, true
}

// median is the middle of sorted lengths; of two in the middle the mean.
func median(sorted []time.Duration) time.Duration {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// sayLength writes a length of time with as much precision as it bears: "50 minutes", "six hours", "one day".
func sayLength(d time.Duration) report.Reason {
	switch {
	case d < 2*time.Hour:
		return report.Because("length.minutes", int(d.Round(time.Minute)/time.Minute))
	case d < 2*scene.DayLength && d%scene.DayLength != 0:
		return report.Because("length.hours", int(d.Round(time.Hour)/time.Hour))
	}
	return report.Because("length.days", int(d.Round(scene.DayLength)/scene.DayLength))
}

// sayEvery writes how often: "every day", "every six hours".
func sayEvery(d time.Duration) report.Reason {
	if d == scene.DayLength {
		return report.Because("every.day")
	}
	return sayLength(d)
}
