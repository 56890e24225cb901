package weigh

import (
	"cmp"
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
	"firsthand/internal/weigh/same"
)

// Item is one report with its reading. Report.Text may be empty: copied words are then found from Reading.Sketch alone,
// and less exactly. Where Report names no publisher, day or title, the reading's Head does.
type Item struct {
	Report  report.Report
	Reading report.Reading
}

// Weigh builds the incidents of all items and says what stands behind each. The items' IDs are unique; of several items
// with one ID only one is weighed. Decisions are applied in order of their time and ID: those on incidents as decide says,
// those on sources and edges as judge says. A decision on what is no longer there changes nothing.
func Weigh(items []Item, decisions []report.Decision) report.Weighing {
	judged := judge(decisions)
	docs := prepare(items, judged.joined)
	copies := findCopies(docs)
	groups := decide(cluster(docs, copies, same.Fitted), decisions)

	w := report.Weighing{Incidents: make([]report.Incident, 0, len(groups)), Reports: len(docs)}
	cases := make([]*incident, 0, len(groups))
	byDoc := make(map[*doc][]*incident)
	for _, g := range groups {
		c := newIncident(g, copies, judged)
		cases = append(cases, c)
		for _, d := range c.docs {
			byDoc[d] = append(byDoc[d], c)
		}
	}
	placeStances(docs, byDoc)
	placeStates(docs, byDoc)
	for _, c := range cases {
		w.Incidents = append(w.Incidents, c.weigh())
	}
	slices.SortFunc(w.Incidents, func(a, b report.Incident) int {
		return cmp.Or(
			cmp.Compare(b.When.Start, a.When.Start),
			cmp.Compare(b.Counts.Reports, a.Counts.Reports),
			cmp.Compare(a.ID, b.ID),
		)
	})
	r := gatherSources(docs, copies, cases)
	w.Situations = situations(docs, copies, r, judged, cases)
	w.Calls = calls(docs, copies)
	w.Silences = silences(docs, copies, r)
	w.Sources, w.Hints = r.report(judged)
	w.Publishers = publishers(docs)
	w.Origins = countAll(cases, docs)
	return w
}

// Link names the incident of each reading's main event, by report ID. A reading that tells of no event takes part with
// its words alone, as one of which no more than the title is left. Without texts and decisions it may part from [Weigh]
// where only the exact words could tell whether one report copies another.
func Link(readings []report.Reading) map[string]string { return LinkWith(readings, same.Fitted) }

// LinkWith is [Link] with another scorer. Whoever fits one measures it with this.
func LinkWith(readings []report.Reading, scorer *same.Scorer) map[string]string {
	items := make([]Item, len(readings))
	for i, r := range readings {
		if len(r.Events) == 0 {
			r.Events = []report.Event{{Main: true}}
		}
		items[i].Reading = r
	}
	docs := prepare(items, nil)
	links := make(map[string]string, len(docs))
	for _, d := range docs {
		links[d.id] = identify("report", d.id)
	}
	for _, g := range cluster(docs, findCopies(docs), scorer) {
		for _, t := range g.tellings {
			if t.event == t.doc.reading.MainEvent() {
				links[t.doc.id] = g.id
			}
		}
	}
	return links
}

// Sketch makes the sketch by which copied words are found; see package sketch.
func Sketch(text string) report.Sketch { return sketch.Of(text) }

// countAll counts origins over all incidents together: one who stands behind two incidents is one origin.
func countAll(cases []*incident, docs []*doc) report.Counts {
	origins := make(map[string]report.Origin)
	for _, c := range cases {
		for _, o := range c.origins {
			if known, ok := origins[o.Node]; ok && known.Hand == report.Witness {
				continue
			}
			origins[o.Node] = o
		}
	}
	all := make([]report.Origin, 0, len(origins))
	for _, o := range origins {
		all = append(all, o)
	}
	return count(all, docs)
}

// count follows the definitions on [report.Counts].
func count(origins []report.Origin, docs []*doc) report.Counts {
	n := report.Counts{Reports: len(docs), Publishers: publishers(docs)}
	for _, o := range origins {
		switch {
		case !o.Named:
			n.Unnamed++
		default:
			n.Named++
			if o.Hand == report.Witness {
				n.Witnesses++
			}
		}
	}
	n.Distinct = n.Named
	if n.Unnamed > 0 {
		n.Distinct++
	}
	return n
}

func publishers(docs []*doc) int {
	keys := make(map[string]bool)
	for _, d := range docs {
		if d.publisherKey != "" {
			keys[d.publisherKey] = true
		}
	}
	return len(keys)
}
