package situation

import (
	"cmp"
	"slices"
	"strings"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/inorder"
	"firsthand/internal/weigh/provenance"
	"firsthand/internal/weigh/registry"
	"firsthand/internal/weigh/roster"
	"firsthand/internal/weigh/scene"
)

// claim is one reading's word that a situation had a state.
type claim struct {
	report.State
	doc         *corefer.Document
	place       scene.Place
	attribution provenance.Attribution
	day         string
	dated       bool

	declared bool // the report says in its own words that somebody announced it
}

// timeline is a situation while it is gathered.
type timeline struct {
	kind   string
	places []scene.Place // no two of which contradict each other
	claims []*claim
}

// stateOrder is the order in which the states of a situation follow each other where nothing else tells.
var stateOrder = []string{"agreed", "begun", report.Taken, "in force", report.Held, "violated", "suspended", "resumed", report.NotTaken, "ended", "collapsed"}

// opposed tells whether two states cannot both hold: one says that the situation goes on, the other that it does not.
func opposed(a, b string) bool { return holdsOn(a) != 0 && holdsOn(a) == -holdsOn(b) }

// holdsOn is 1 for states in which a situation goes on, -1 for those in which it does not.
func holdsOn(state string) int {
	switch state {
	case "agreed", "begun", report.Taken, "in force", report.Held, "resumed":
		return 1
	case "violated", "suspended", report.NotTaken, "ended", "collapsed":
		return -1
	}
	return 0
}

// Of gathers the changes of state of all readings by situation and place.
func Of(docs []*corefer.Document, r roster.Entries, judged *registry.Verdicts, cases []*corefer.Incident) []report.Situation {
	newest, known := newestDay(docs)
	under := incidentsOfStates(cases)
	list := []report.Situation{}
	for _, t := range gatherTimelines(docs) {
		s := t.report(r, judged)
		incidents := make(map[string]bool)
		for _, c := range t.claims {
			if id := under[stateKey{c.doc, c.State}]; id != "" {
				incidents[id] = true
			}
		}
		s.Incidents = inorder.Keys(incidents)
		if day, ok := scene.ParseDay(s.Day); ok && known {
			age := max(0, newest-day)
			s.Age = &age
		}
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b report.Situation) int {
		return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(a.Title, b.Title), cmp.Compare(a.ID, b.ID))
	})
	return list
}

// newestDay is the newest day on which any of the reports was published.
func newestDay(docs []*corefer.Document) (day int, known bool) {
	for _, d := range docs {
		if n, ok := scene.ParseDay(d.Published.Day); ok && (!known || n > day) {
			day, known = n, true
		}
	}
	return day, known
}

type stateKey struct {
	doc *corefer.Document
	report.State
}

// incidentsOfStates tells under which incident each change of state stands.
func incidentsOfStates(cases []*corefer.Incident) map[stateKey]string {
	under := make(map[stateKey]string)
	for _, c := range cases {
		for _, s := range c.States {
			under[stateKey{s.Doc, s.State}] = c.ID
		}
	}
	return under
}

// gatherTimelines puts claims of one situation in places that fit each other together. The place that most claims name
// comes first, so what a timeline holds does not depend on the order of reports. A claim without a place is alone with
// those of its report.
func gatherTimelines(docs []*corefer.Document) []*timeline {
	type spot struct{ kind, key string }
	claims := make(map[spot][]*claim)
	for _, d := range docs {
		for _, s := range d.Reading.States {
			c := &claim{State: s, doc: d, place: scene.NewPlace(d.WhereIs(s.Where, s.Span)), attribution: provenance.AttributionOf(d, s.Statement), day: s.Day, dated: true}
			if who := d.Source(s.AnnouncedBy, ""); s.Statement == "" && who.Key != "" && who.Key != d.PublisherKey {
				c.attribution = provenance.Attribution{Key: who.Key, Name: cmp.Or(who.Body, who.Name), Named: true, Via: c.attribution.Name}
				c.declared = true
			}
			if _, ok := scene.ParseDay(c.day); !ok {
				c.day, c.dated = d.Published.Day, false
			}
			key := c.place.Key
			if key == "" {
				key = ref.ReportPrefix + d.ID
			}
			claims[spot{s.Situation, key}] = append(claims[spot{s.Situation, key}], c)
		}
	}
	spots := make([]spot, 0, len(claims))
	for s := range claims {
		spots = append(spots, s)
	}
	slices.SortFunc(spots, func(a, b spot) int {
		return cmp.Or(inorder.Bools(claims[a][0].place.Key == "", claims[b][0].place.Key == ""), cmp.Compare(len(claims[b]), len(claims[a])), cmp.Compare(a.kind, b.kind), cmp.Compare(a.key, b.key))
	})
	known := make(map[string]*scene.Nearby[*timeline])
	var list []*timeline
	for _, s := range spots {
		p := claims[s][0].place
		if known[s.kind] == nil {
			known[s.kind] = scene.NewNearby[*timeline]()
		}
		var into *timeline
		best := 0.0
		if p.Key != "" {
			for _, t := range known[s.kind].Find(p) {
				if score := t.fits(p); score > best {
					into, best = t, score
				}
			}
		}
		if p.Key == "" {
			into = onlyOf(list, s.kind, claims[s][0].doc)
		}
		if into == nil {
			into = &timeline{kind: s.kind}
			list = append(list, into)
		}
		if p.Key != "" || len(into.places) == 0 {
			into.places = append(into.places, p)
		}
		into.claims = append(into.claims, claims[s]...)
		if p.Key != "" {
			known[s.kind].Add(p, into)
		}
	}
	return joinTruces(list)
}

// onlyOf is the timeline of a kind to which states without a place belong: the only one that their report tells of,
// else the only one of all, if it has a claim within a week of the report; nil where several could be meant.
func onlyOf(list []*timeline, kind string, d *corefer.Document) *timeline {
	const near = 7 // days
	day, dated := scene.ParseDay(d.Published.Day)
	var own, all []*timeline
	for _, t := range list {
		if t.kind != kind || t.places[0].Key == "" {
			continue
		}
		if slices.ContainsFunc(t.claims, func(c *claim) bool { return c.doc == d }) {
			own = append(own, t)
		}
		if slices.ContainsFunc(t.claims, func(c *claim) bool {
			n, ok := scene.ParseDay(c.day)
			return ok && dated && max(n-day, day-n) <= near
		}) {
			all = append(all, t)
		}
	}
	switch {
	case len(own) == 1:
		return own[0]
	case len(own) == 0 && len(all) == 1:
		return all[0]
	}
	return nil
}

// fits is how well a place fits all places of a timeline, by the rule for incidents; 0 where it contradicts any.
func (t *timeline) fits(p scene.Place) float64 {
	least := 1.0
	for _, q := range t.places {
		least = min(least, scene.PlaceScore(p, q))
	}
	return least
}

// report writes a timeline down. Its ID is a hash of its kind and the first place that most claims name.
func (t *timeline) report(r roster.Entries, judged *registry.Verdicts) report.Situation {
	first := t.places[0]
	s := report.Situation{
		ID: corefer.Identify("situation", t.kind, first.Key), Kind: t.kind, Where: first.Where, Now: []string{}, Steps: t.steps(r, judged),
	}
	if first.Key == "" {
		s.ID = corefer.Identify("situation", t.kind, ref.ReportPrefix+t.claims[0].doc.ID)
	}
	var inside []string
	for _, p := range t.places[1:] {
		if p.Name != first.Name {
			inside = append(inside, p.Where.Name)
		}
	}
	slices.Sort(inside)
	s.Where.Within = slices.Compact(inside)
	title := scene.Title(t.kind, s.Where.Name, report.Days{})
	if s.Where.Precision == report.Region {
		title = report.Because("title.region", title)
	}
	s.Title = title.String()
	for _, step := range s.Steps {
		if step.Day != "" { // those of unknown day come last; the last of the known ones is the newest
			s.Day, s.Now = step.Day, append([]string{step.State}, step.Rivals...)
		}
	}
	return s
}

// steps gathers claims by day and state, in the order of days and, within a day, in which states follow each other.
func (t *timeline) steps(r roster.Entries, judged *registry.Verdicts) []report.Step {
	slices.SortFunc(t.claims, func(a, b *claim) int {
		return cmp.Or(
			inorder.Bools(a.day == "", b.day == ""), cmp.Compare(a.day, b.day),
			cmp.Compare(slices.Index(stateOrder, a.State.State), slices.Index(stateOrder, b.State.State)),
			cmp.Compare(a.State.State, b.State.State),
			inorder.Bools(b.dated, a.dated),
			cmp.Compare(a.doc.Order, b.doc.Order), cmp.Compare(a.doc.ID, b.doc.ID), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End),
		)
	})
	var steps []report.Step
	var today []*claim // all claims of the day of the step at hand
	for from := 0; from < len(t.claims); {
		if from == 0 || t.claims[from].day != t.claims[from-1].day {
			today = t.claims[from:]
			if i := slices.IndexFunc(today, func(c *claim) bool { return c.day != today[0].day }); i >= 0 {
				today = today[:i]
			}
		}
		to := from
		for to < len(t.claims) && t.claims[to].day == t.claims[from].day && t.claims[to].State.State == t.claims[from].State.State {
			to++
		}
		step := report.Step{Day: t.claims[from].day, State: t.claims[from].State.State}
		for _, c := range t.claims[from:to] {
			how := report.Observed
			if c.declared || c.ObservedBy == "" && announces(c.attribution, t.kind, r, judged) {
				how = report.Announced
			}
			if r[c.attribution.Key] == nil {
				c.attribution.Key = "" // named by a report as announcing it, and quoted by none
			}
			addClaim(&step, c, how)
		}
		step.Rivals = rivals(t.claims[from:to], today)
		steps = append(steps, step)
		from = to
	}
	return steps
}

// addClaim adds a claim to a step; one that the same source makes elsewhere is the same claim.
func addClaim(step *report.Step, c *claim, how string) {
	ref := report.StatementRef{Report: c.doc.ID, Statement: c.Statement, Span: c.words()}
	for i := range step.Claims {
		k := &step.Claims[i]
		if k.Source == c.attribution.Key && k.By == c.attribution.Name && k.Via == c.attribution.Via {
			k.Same = append(k.Same, ref)
			return
		}
	}
	step.Claims = append(step.Claims, report.StateClaim{
		By: c.attribution.Name, Source: c.attribution.Key, Via: c.attribution.Via, How: how, Dated: c.dated, Words: ref,
	})
}

// words is the sentence that makes the claim: that of its statement, else that of an event it stands in, else the words
// of the claim alone.
func (c *claim) words() report.Span {
	if s := c.doc.Statement(c.Statement); s != nil && s.Sentence.Covers(c.Span) {
		return s.Sentence
	}
	best := c.Span
	for _, e := range c.doc.Reading.Events {
		for _, span := range e.Evidence {
			if span.Covers(c.Span) && (best == c.Span || span.Len() < best.Len()) {
				best = span
			}
		}
	}
	if best == c.Span {
		return sentenceAround(c.doc, best)
	}
	return best
}

// sentenceAround widens a span to the line or sentence that it stands in, as far as full stops and line ends tell.
func sentenceAround(d *corefer.Document, s report.Span) report.Span {
	if !s.Valid(d.Text) {
		return s
	}
	const reach = 400 // bytes on either side
	from, to := s.Start, s.End
	before := d.Text[max(0, s.Start-reach):s.Start]
	if i := max(strings.LastIndexByte(before, '\n'), strings.LastIndex(before, ". "), strings.LastIndex(before, "? "), strings.LastIndex(before, "! ")); i >= 0 {
		from = s.Start - len(before) + i + 1
	} else if len(before) < reach {
		from = 0
	}
	for from < s.Start && (d.Text[from] == ' ' || d.Text[from] == '\n') {
		from++
	}
	after := d.Text[s.End:min(len(d.Text), s.End+reach)]
	end := len(after)
	for _, stop := range []string{". ", "? ", "! ", ".\n", "\n"} {
		if i := strings.Index(after, stop); i >= 0 {
			end = min(end, i+len(strings.TrimRight(stop, " \n")))
		}
	}
	if end < len(after) || len(after) < reach {
		to = s.End + end
	}
	return report.Span{Start: from, End: to}
}

// rivals lists the states that contradict some claims of a day, by other sources of today. A day that a report names
// and one that its publication stands for are not held against each other: much of what a report does not date is
// background. Within one report only two named sources contradict each other: otherwise a report that tells of two
// states tells how one followed the other.
func rivals(claims, today []*claim) []string {
	found := make(map[string]bool)
	for _, o := range today {
		if found[o.State.State] || o.day == "" || !opposed(o.State.State, claims[0].State.State) {
			continue
		}
		found[o.State.State] = slices.ContainsFunc(claims, func(c *claim) bool {
			if c.dated != o.dated || c.attribution.Key == o.attribution.Key && c.attribution.Name == o.attribution.Name {
				return false
			}
			return c.doc != o.doc || c.Statement != "" && o.Statement != "" && c.attribution.Named && o.attribution.Named
		})
		if !found[o.State.State] {
			delete(found, o.State.State)
		}
	}
	if len(found) == 0 {
		return nil
	}
	list := inorder.Keys(found)
	slices.SortStableFunc(list, func(a, b string) int {
		return cmp.Compare(slices.Index(stateOrder, a), slices.Index(stateOrder, b))
	})
	return list
}

// announces tells whether a source that speaks of a situation takes part in it: an official or an armed party, whoever
// an analyst gave a side, and of an evacuation those who run it.
func announces(s provenance.Attribution, kind string, r roster.Entries, judged *registry.Verdicts) bool {
	e := r[s.Key]
	if e == nil || !s.Named {
		return false
	}
	for _, key := range append([]string{e.Key}, e.Merged...) {
		if d, ok := judged.Sides[key]; ok {
			return d.Value != ""
		}
	}
	switch k, _ := e.Kind(); k {
	case report.KindOfficial, report.KindArmed:
		return true
	case report.KindAid, report.KindMedical:
		return kind == report.Evacuation
	}
	return false
}
