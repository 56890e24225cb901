package weigh

import (
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
//
// It is [Scales] with everything put on them at once.
func Weigh(items []Item, decisions []report.Decision) report.Weighing {
	s := NewScales(decisions)
	s.Add(items...)
	return s.Weighing()
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
	l := newLinker(scorer)
	made, _, _ := l.add(docsOf(items, nil))
	links := make(map[string]string, len(l.docs))
	for _, x := range made {
		id := x.id()
		for _, c := range x.clusters {
			for _, b := range c.bundles {
				for _, t := range b.tellings {
					if t == t.doc.main {
						links[t.doc.id] = id
					}
				}
			}
		}
	}
	return links
}

// Sketch makes the sketch by which copied words are found; see package sketch.
func Sketch(text string) report.Sketch { return sketch.Of(text) }

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
	n.Distinct = n.Named + min(1, n.Unnamed)
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
