package gauge

import (
	"slices"
	"strings"
	"time"

	"firsthand/internal/report"
)

// openFakes reads FA-KES (Abu Salem et al., ICWSM 2019): a report a line, with the dead, the day and the place that
// crowd workers found in it.
func openFakes(path string) (contents, error) {
	rows, err := rowsIn[incidentRow](path)
	if err != nil {
		return nil, err
	}
	return &fakes{rows}, nil
}

type incidentRow struct {
	ID, Outlet, URL, Published, Title, Text string
	Location                                string
	Civilians, Noncivilians, Children       int64
}

func (r incidentRow) input() Input {
	publisher := r.Outlet
	if publisher == "" {
		publisher = r.URL
	}
	return Input{ID: r.ID, Title: r.Title, Text: r.Text, Publisher: publisher, Published: r.Published}
}

type fakes struct{ rows []incidentRow }

func (c *fakes) inputs() []Input {
	var out []Input
	for _, r := range c.rows {
		out = append(out, r.input())
	}
	return out
}

// score looks at the event that a reading marks as the main one. What the annotators did not give, such as dead where
// there were none, is not asked.
func (c *fakes) score(answers Answers, s *Scores) {
	dead, children := Share{Name: "dead, exactly"}, Share{Name: "children dead"}
	date, place := Share{Name: "day"}, Share{Name: "place"}
	for _, r := range c.rows {
		e := mainEvent(answers.Readings[r.ID])
		if tolls := r.tolls(); len(tolls) > 0 {
			dead.count(slices.ContainsFunc(tolls, func(n int64) bool { return n == e.dead.low || n == e.dead.high }))
		}
		if r.Children != 0 {
			children.count(slices.ContainsFunc(e.Figures, func(f report.Figure) bool {
				return f.Measure == "killed" && f.Who == "children" && f.Low == r.Children
			}))
		}
		date.count(e.onDay(r.Published))
		if names := governorates[strings.ToLower(strings.TrimSpace(r.Location))]; names != nil {
			place.count(e.in(names))
		}
	}
	s.Shares = []Share{dead, children, date, place}
	s.line("dead, exactly %.1f%% of %d   children dead %.1f%% of %d   day %.1f%% of %d   place %.1f%% of %d",
		dead.percent(), dead.Of, children.percent(), children.Of, date.percent(), date.Of, place.percent(), place.Of)
}

func (s *Share) count(right bool) {
	s.Of++
	if right {
		s.Right++
	}
}

// tolls are the numbers of dead that count as right: civilians, others, and both together, where they are not 0.
func (r incidentRow) tolls() []int64 {
	all := []int64{r.Civilians, r.Noncivilians, r.Civilians + r.Noncivilians}
	return slices.DeleteFunc(all, func(n int64) bool { return n == 0 })
}

// event is a main event and the first number of dead that it has, which is no part of another; the ends are -1 where
// there is none.
type event struct {
	report.Event
	dead struct{ low, high int64 }
}

func mainEvent(r report.Reading) event {
	var e event
	e.dead.low, e.dead.high = -1, -1
	i := slices.IndexFunc(r.Events, func(e report.Event) bool { return e.Main })
	if i < 0 {
		return e
	}
	e.Event = r.Events[i]
	for _, f := range e.Figures {
		if f.Measure == "killed" && !f.Part {
			e.dead.low = f.Low
			if f.High != nil {
				e.dead.high = *f.High
			}
			break
		}
	}
	return e
}

// onDay tells whether the day lies in the days of the event, or not more than a day from the first of them: the corpus
// has the day of publication.
func (e event) onDay(published string) bool {
	if e.When.IsZero() {
		return false
	}
	if e.When.Start <= published && published <= e.When.End {
		return true
	}
	first, err := time.Parse(time.DateOnly, day(e.When.Start))
	if err != nil {
		return false
	}
	then, err := time.Parse(time.DateOnly, day(published))
	return err == nil && then.Sub(first).Abs() <= 24*time.Hour
}

// in tells whether the event is placed in a governorate, by the name of the place or of what it lies in.
func (e event) in(governorate []string) bool {
	for _, name := range []string{e.Where.Name, e.Where.Admin1} {
		letters := squeeze(name)
		if slices.ContainsFunc(governorate, func(g string) bool { return strings.Contains(letters, g) }) {
			return true
		}
	}
	return false
}

// governorates are the annotators' names of Syria's governorates, and how reports and gazetteers begin or write them,
// in the letters a to z alone.
var governorates = map[string][]string{
	"aleppo":     {"aleppo", "halab"},
	"idlib":      {"idlib", "idleb"},
	"damascus":   {"damascus", "dimashq"},
	"deir ezzor": {"deirez", "deiralz", "dayraz", "deiraz"},
	"raqqa":      {"raqqa", "raqa", "rakka"},
	"homs":       {"homs", "hims"},
	"hasakeh":    {"hasak", "hassak"},
	"hama":       {"hama"},
	"daraa":      {"daraa", "dara", "deraa"},
	"lattakia":   {"latakia", "lattakia", "ladhiqiyah"},
	"quneitra":   {"quneitra", "qunaytirah", "kuneitra"},
	"tartous":    {"tartus", "tartous"},
}

// squeeze leaves of a name its letters a to z, in lower case.
func squeeze(name string) string {
	return strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return -1
		}
		return r
	}, strings.ToLower(name))
}
