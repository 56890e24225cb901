package provenance

import (
	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
	"firsthand/internal/weigh/corefer"
)

// sharedPassages finds the passages that two texts share.
func sharedPassages(from, to *corefer.Document) *corefer.Passages {
	c := new(corefer.Passages)
	if from.Text == "" || to.Text == "" {
		return c
	}
	c.Exact = true
	fromHashes, fromSpans := gramList(from.Text)
	toHashes, toSpans := gramList(to.Text)
	at := make(map[uint32][]int, len(fromHashes))
	for i, h := range fromHashes {
		at[h] = append(at[h], i)
	}
	best := 0
	for i := 0; i < len(toHashes); {
		n := 0
		for i+n < len(toHashes) && at[toHashes[i+n]] != nil {
			n++
		}
		if n >= passageMin {
			passage := report.Span{Start: toSpans[i].Start, End: toSpans[i+n-1].End}
			c.Spans = append(c.Spans, passage)
			if n > best {
				best, c.Longest = n, passage
				c.Source = whereStands(toHashes[i:i+n], fromHashes, fromSpans, at)
			}
		}
		i += max(n, 1)
	}
	return c
}

func gramList(text string) ([]uint32, []report.Span) {
	var hashes []uint32
	var spans []report.Span
	for h, s := range sketch.Grams(text) {
		hashes, spans = append(hashes, h), append(spans, s)
	}
	return hashes, spans
}

// starts bounds how many places of a repeated phrase are tried, so that a text that says one thing a thousand times
// costs no more.
const starts = 16

// whereStands finds the longest part of a run of grams that stands in one piece in another text, beginning where the
// run begins.
func whereStands(run, hashes []uint32, spans []report.Span, at map[uint32][]int) report.Span {
	var best report.Span
	longest := 0
	places := at[run[0]]
	for _, i := range places[:min(len(places), starts)] {
		n := 0
		for n < len(run) && i+n < len(hashes) && hashes[i+n] == run[n] {
			n++
		}
		if n > longest {
			longest, best = n, report.Span{Start: spans[i].Start, End: spans[i+n-1].End}
		}
	}
	return best
}

// covers tells whether most of the words of spans stand in the report they were copied from. Without texts the whole of
// a report that is a copy for the greater part is taken to be copied.
func (c *copying) covers(spans []report.Span) bool {
	if !c.Exact {
		return c.share > corefer.CopyShare
	}
	all, in := 0, 0
	for _, s := range spans {
		all += s.Len()
		for _, p := range c.Spans {
			in += max(0, min(s.End, p.End)-max(s.Start, p.Start))
		}
	}
	return all > 0 && 2*in >= all
}
