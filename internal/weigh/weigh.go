package weigh

import (
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
	"firsthand/internal/weigh/corefer/words"
)

// Weigh builds the incidents of all items and says what stands behind each. The items' IDs are unique; of several items
// with one ID only one is weighed. Decisions are applied in order of their time and ID: those on incidents as decide says,
// those on sources and edges as judge says. A decision on what is no longer there changes nothing.
//
// It is [Weigher] with everything put on them at once.
func Weigh(items []Item, decisions []report.Decision) report.Weighing {
	s := NewWeigher(decisions)
	s.Add(items...)
	return s.Weighing()
}

// Link names the incident of each reading's main event, by report ID. A reading that tells of no event takes part with
// its words alone, as one of which no more than the title is left. Without texts and decisions it may part from [Weigh]
// where only the exact words could tell whether one report copies another.
func Link(readings []report.Reading) map[string]string { return LinkWith(readings, words.Fitted) }

// LinkWith is [Link] with another scorer. Whoever fits one measures it with this.
func LinkWith(readings []report.Reading, scorer *words.Scorer) map[string]string {
	newest := make(map[string]*Item, len(readings))
	for _, r := range readings {
		if len(r.Events) == 0 {
			r.Events = []report.Event{{Main: true}}
		}
		it := &Item{Reading: r}
		if known := newest[r.ID]; known == nil || it.newer(known) {
			newest[r.ID] = it
		}
	}
	docs := make([]*document, 0, len(newest))
	for _, it := range newest {
		docs = append(docs, newDocument(it, nil))
	}
	slices.SortFunc(docs, (*document).compare)
	l := newLinker(scorer, newCopyFinder())
	made, _, _ := l.add(docs)
	links := make(map[string]string, len(l.docs))
	for _, x := range made {
		id := x.id()
		for _, c := range x.clusters {
			for _, b := range c.buckets {
				for _, t := range b.mentions {
					if t == t.doc.main {
						links[t.doc.id] = id
					}
				}
			}
		}
	}
	return links
}

// Copy is two reports that share words: more than 60 % of the 5-grams of one of them stand in the other.
type Copy struct {
	Report string  // ID of the one that has the words
	From   string  // from this one, as far as times and credits tell
	Share  float64 // part of its 5-grams that stand in the other, from 0 to 1
}

// Copies finds the reports that share words, as [Weigh] does, and gives the pairs in order of publication.
func Copies(items []Item) []Copy {
	finder := newCopyFinder()
	l := newLinker(words.Fitted, finder)
	docs := make([]*document, len(items))
	for i := range items {
		docs[i] = newDocument(&items[i], nil)
	}
	slices.SortFunc(docs, (*document).compare)
	l.insert(docs)
	for _, d := range docs {
		finder.Add(d)
	}
	var list []Copy
	for _, d := range docs {
		for _, p := range d.parents {
			list = append(list, Copy{Report: d.id, From: p.doc.id, Share: p.share})
		}
	}
	return list
}

// Sketch makes the sketch by which copied words are found; see package sketch.
func Sketch(text string) report.Sketch { return sketch.Of(text) }

// count follows the definitions on [report.Counts].
func count(origins []report.Origin, docs []*document) report.Counts {
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

func publishers(docs []*document) int {
	keys := make(map[string]bool)
	for _, d := range docs {
		if d.publisherKey != "" {
			keys[d.publisherKey] = true
		}
	}
	return len(keys)
}
