package weigh

import (
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/corefer/words"
	"firsthand/internal/weigh/provenance"
)

// Weigh builds the incidents of all items and says what stands behind each. The items' IDs are unique; of several items
// with one ID only one is weighed. Decisions are applied in order of their time and ID: those on incidents as decide
// says, those on sources and edges as judge says. A decision on what is no longer there changes nothing.
//
// It is [Weigher] with everything put on them at once.
func Weigh(items []corefer.Item, decisions []report.Decision) report.Weighing {
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
	newest := make(map[string]*corefer.Item, len(readings))
	for _, r := range readings {
		if len(r.Events) == 0 {
			r.Events = []report.Event{{Main: true}}
		}
		it := &corefer.Item{Reading: r}
		if known := newest[r.ID]; known == nil || it.Newer(known) {
			newest[r.ID] = it
		}
	}
	docs := make([]*corefer.Document, 0, len(newest))
	for _, it := range newest {
		docs = append(docs, corefer.NewDocument(it, nil))
	}
	slices.SortFunc(docs, (*corefer.Document).Compare)
	l := corefer.NewLinker(scorer, provenance.NewCopyFinder())
	made, _, _ := l.Add(docs)
	links := make(map[string]string, len(l.Docs))
	for _, x := range made {
		id := x.ID()
		for _, c := range x.Clusters {
			for _, b := range c.Buckets {
				for _, t := range b.Mentions {
					if t == t.Doc.Main {
						links[t.Doc.ID] = id
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
func Copies(items []corefer.Item) []Copy {
	finder := provenance.NewCopyFinder()
	l := corefer.NewLinker(words.Fitted, finder)
	docs := make([]*corefer.Document, len(items))
	for i := range items {
		docs[i] = corefer.NewDocument(&items[i], nil)
	}
	slices.SortFunc(docs, (*corefer.Document).Compare)
	l.Insert(docs)
	for _, d := range docs {
		finder.Add(d)
	}
	var list []Copy
	for _, d := range docs {
		for _, p := range d.Parents {
			list = append(list, Copy{Report: d.ID, From: p.Doc.ID, Share: p.Share})
		}
	}
	return list
}

// Sketch makes the sketch by which copied words are found; see package sketch.
func Sketch(text string) report.Sketch { return sketch.Of(text) }

// count follows the definitions on [report.Counts].
func count(origins []report.Origin, docs []*corefer.Document) report.Counts {
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

func publishers(docs []*corefer.Document) int {
	keys := make(map[string]bool)
	for _, d := range docs {
		if d.PublisherKey != "" {
			keys[d.PublisherKey] = true
		}
	}
	return len(keys)
}
