package gauge

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"firsthand/internal/report"
)

// openMUC reads reports with the incidents of the answer keys of MUC-3 and MUC-4 (Sundheim 1991, 1992), a report a
// line.
func openMUC(path string) (contents, error) {
	rows, err := rowsIn[mucRow](path)
	if err != nil {
		return nil, err
	}
	return muc{rows}, nil
}

type mucRow struct {
	ID, Published, Text string
	Incidents           []mucIncident
}

// mucIncident is one template of the keys. When is the first and the last day; either may be nil.
type mucIncident struct {
	Kind, Stage          string
	Optional             bool
	When                 []*string
	Country              string
	Places, Perpetrators []string
	Killed               int64
}

type muc struct{ rows []mucRow }

func (c muc) inputs() []Input {
	var out []Input
	for _, r := range c.rows {
		out = append(out, Input{ID: r.ID, Text: r.Text, Published: r.Published})
	}
	return out
}

func (c muc) only(keep func(string) bool) contents {
	return muc{slices.DeleteFunc(slices.Clone(c.rows), func(r mucRow) bool { return !keep(r.ID) })}
}

// mucKinds are the kinds of event that may stand for a kind of the keys; other kinds of the keys are not scored.
// mucCounted are those of which every event is asked whether the keys have it.
var (
	mucKinds = map[string][]string{
		"bombing": {report.Explosion, report.AirStrike, report.Shelling, report.Attack, report.Killing},
		"attack": {report.Killing, report.Attack, report.Clash, report.Execution, report.Shelling, report.Explosion, report.AirStrike,
			report.AttackMedical, report.AttackAid, report.AttackSchool},
		"kidnapping": {report.Abduction, report.Detention},
		"arson":      {report.Attack, report.Explosion},
	}
	mucCounted = []string{report.Explosion, report.Killing, report.Execution, report.Attack, report.Abduction,
		report.AttackMedical, report.AttackAid, report.AttackSchool}
)

// mucTally is what came of the reports so far.
type mucTally struct {
	found, place, killed, perpetrator Share
	spurious                          Share // of the events that count
	empty, noise                      int   // reports without incident, and spurious events in them
}

func (c muc) score(answers Answers, s *Scores) {
	t := mucTally{found: Share{Name: "incidents found"}, place: Share{Name: "place"}, killed: Share{Name: "killed"},
		perpetrator: Share{Name: "perpetrator"}, spurious: Share{Name: "spurious"}}
	for _, row := range c.rows {
		t.report(row, happenedIn(answers.Readings[row.ID]), s)
	}
	s.Shares = []Share{t.found, t.place, t.killed, t.perpetrator, t.spurious, {Name: "spurious in reports without incident", Right: t.noise, Of: t.empty}}
	s.line("incidents found %.1f%% of %d   place %.1f%% of %d   killed %.1f%% of %d   perpetrator %.1f%% of %d",
		t.found.percent(), t.found.Of, t.place.percent(), t.found.Right, t.killed.percent(), t.killed.Of, t.perpetrator.percent(), t.perpetrator.Of)
	s.line("spurious %.1f%% of %d events   in the %d reports without incident %.2f a report",
		t.spurious.percent(), t.spurious.Of, t.empty, float64(t.noise)/float64(max(t.empty, 1)))
}

// happenedIn is the events of a reading that are no history told in passing.
func happenedIn(r report.Reading) []report.Event {
	return slices.DeleteFunc(slices.Clone(r.Events), func(e report.Event) bool { return e.Background })
}

// report compares the events of one report with the keys.
func (t *mucTally) report(row mucRow, events []report.Event, s *Scores) {
	var must, may []mucIncident
	for _, g := range row.Incidents {
		switch {
		case mucKinds[g.Kind] == nil:
		case g.Stage == "accomplished" && !g.Optional:
			must = append(must, g)
		default:
			may = append(may, g)
		}
	}
	t.found.Of += len(must)
	used := t.findAll(row.ID, must, events, s)
	for j, e := range events {
		if !slices.Contains(mucCounted, e.Kind) {
			continue
		}
		fits := func(g mucIncident) bool { return g.fits(e) }
		spurious := !used[j] && !slices.ContainsFunc(may, fits) && !slices.ContainsFunc(must, fits)
		t.spurious.count(spurious)
		if spurious {
			s.fault("SPURIOUS", row.ID, "%s %s %s", e.Kind, daysOf(e.When), e.Where.Name)
			if len(row.Incidents) == 0 {
				t.noise++
			}
		}
	}
	if len(row.Incidents) == 0 {
		t.empty++
	}
}

// findAll pairs incidents with events, those with most places first, and reports which events were taken.
func (t *mucTally) findAll(id string, must []mucIncident, events []report.Event, s *Scores) map[int]bool {
	used := map[int]bool{}
	slices.SortStableFunc(must, func(a, b mucIncident) int { return len(b.Places) - len(a.Places) })
	for _, g := range must {
		best := g.best(events, used)
		if best < 0 {
			s.fault("MISSED", id, "%s %s %s killed %d", g.Kind, strings.Join(g.days(), " to "), strings.Join(g.Places, ", "), g.Killed)
			t.details(g, nil)
			continue
		}
		used[best] = true
		t.found.Right++
		t.place.count(g.placed(events[best].Where))
		t.details(g, &events[best])
	}
	return used
}

// best is the first event that fits and is free; one whose place is right goes before one whose place is not. It is -1
// where none fits.
func (g mucIncident) best(events []report.Event, used map[int]bool) int {
	best := -1
	for j, e := range events {
		if used[j] || !g.fits(e) {
			continue
		}
		if g.placed(e.Where) {
			return j
		}
		if best < 0 {
			best = j
		}
	}
	return best
}

// details counts what the keys say besides: how many were killed, and who did it.
func (t *mucTally) details(g mucIncident, e *report.Event) {
	if g.Killed != 0 {
		t.killed.count(e != nil && slices.ContainsFunc(e.Figures, func(f report.Figure) bool {
			return f.Measure == "killed" && (f.Low == g.Killed || f.High != nil && *f.High == g.Killed)
		}))
	}
	if len(g.Perpetrators) > 0 {
		t.perpetrator.count(e != nil && g.blames(e.Accused))
	}
}

func (g mucIncident) fits(e report.Event) bool {
	return slices.Contains(mucKinds[g.Kind], e.Kind) && g.daysFit(e.When) && g.countryFits(e.Where)
}

// days are the days that the key gives.
func (g mucIncident) days() []string {
	var out []string
	for _, d := range g.When {
		if d != nil && *d != "" {
			out = append(out, *d)
		}
	}
	return out
}

// daysFit allows two days between the days of the key and those of the event. A key without its first day has only a
// last one.
func (g mucIncident) daysFit(w report.Days) bool {
	const slack = 2 * 24 * time.Hour
	given := g.days()
	if len(given) == 0 || w.IsZero() {
		return true
	}
	start, errStart := mucDay(w.Start)
	end, errEnd := mucDay(w.End)
	last, errLast := mucDay(given[len(given)-1])
	if errStart != nil || errEnd != nil || errLast != nil {
		return true
	}
	if start.After(last.Add(slack)) {
		return false
	}
	if g.When[0] == nil || *g.When[0] == "" {
		return true
	}
	first, err := mucDay(given[0])
	return err != nil || !end.Before(first.Add(-slack))
}

// mucDay reads a day. A month without that day, such as a 31 June of the keys, is taken to end on the 28th.
func mucDay(s string) (time.Time, error) {
	d, err := time.Parse(time.DateOnly, day(s))
	if month := len("2006-01-"); err != nil && len(s) > month {
		return time.Parse(time.DateOnly, s[:month]+"28")
	}
	return d, err
}

func (g mucIncident) countryFits(w report.Where) bool {
	code := countryCodes[strings.ToLower(g.Country)]
	return code == "" || w.Country == "" || w.Country == code
}

// placed reports whether the event lies in one of the places of the key; where the key has none, in its country.
func (g mucIncident) placed(w report.Where) bool {
	var want []string
	for _, p := range g.Places {
		if name := plainLetters(placeWords.ReplaceAllString(strings.ToLower(p), "")); name != "" {
			want = append(want, name)
		}
	}
	if len(want) == 0 {
		code := countryCodes[strings.ToLower(g.Country)]
		return code != "" && code == w.Country
	}
	for _, name := range append([]string{w.Name, w.Admin1}, w.Within...) {
		have := plainLetters(name)
		if have != "" && slices.ContainsFunc(want, func(want string) bool { return samePlaceName(have, want) }) {
			return true
		}
	}
	return false
}

// samePlaceName takes the names of more than four letters for the same where one holds the other.
func samePlaceName(a, b string) bool {
	const short = 4
	return a == b || len(a) > short && len(b) > short && (strings.Contains(a, b) || strings.Contains(b, a))
}

// blames reports whether one of the accused is one of the perpetrators of the key.
func (g mucIncident) blames(accused []string) bool {
	const short = 3
	var names []string
	for _, who := range accused {
		names = append(names, plainLetters(who))
	}
	all := strings.Join(names, " ")
	return slices.ContainsFunc(g.Perpetrators, func(p string) bool {
		p = plainLetters(p)
		return p != "" && (strings.Contains(all, p) || slices.ContainsFunc(strings.Fields(all), func(name string) bool {
			return len(name) > short && (strings.Contains(p, name) || strings.Contains(name, p))
		}))
	})
}

var placeWords = regexp.MustCompile(`\b(department|province|district|city|neighborhood|farm|town)\b`)

var spanish = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ñ", "n", "ü", "u")

// plainLetters leaves of a name its letters a to z in lower case, those of Spanish without their marks.
func plainLetters(name string) string { return squeeze(spanish.Replace(strings.ToLower(name))) }

// countryCodes are the codes (ISO 3166-1) of the countries that the keys name.
var countryCodes = map[string]string{
	"el salvador": "SV", "colombia": "CO", "guatemala": "GT", "peru": "PE", "chile": "CL", "honduras": "HN", "bolivia": "BO",
	"ecuador": "EC", "argentina": "AR", "panama": "PA", "nicaragua": "NI", "mexico": "MX", "venezuela": "VE", "brazil": "BR",
	"costa rica": "CR", "united states": "US", "spain": "ES", "italy": "IT", "cuba": "CU", "paraguay": "PY", "uruguay": "UY",
	"dominican republic": "DO", "haiti": "HT", "lebanon": "LB", "israel": "IL", "west germany": "DE", "france": "FR",
}

func daysOf(d report.Days) string {
	if d.IsZero() {
		return "no day"
	}
	return d.Start + " to " + d.End
}
