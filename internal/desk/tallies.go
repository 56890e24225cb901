package desk

import (
	"slices"

	"firsthand/internal/decide"
	"firsthand/internal/report"
	"firsthand/internal/report/ref"
	"firsthand/internal/weigh"
)

// sideOf is the side of the source that a node stands for; "" where none is set.
func (s *snapshot) sideOf(node string) string {
	if x := s.sources[decide.Node(node)]; x != nil {
		return x.Side
	}
	return ""
}

// tallyView is figures side by side.
type tallyView struct {
	figureLine
	Rule   string
	Sides  []sideLine // what each side says, where sources of more than one give a figure
	Rivals []rivalView
	Parts  []rivalView
}

// sideLine is the figures of one side together.
type sideLine struct{ Side, Range string }

// bySide gathers what each side says, those of no known side left out. One side alone is no disagreement between sides.
func (s *snapshot) bySide(rivals []report.Rival) []sideLine {
	type reach struct {
		low  int64
		high *int64
	}
	said := map[string]*reach{}
	var sides []string
	for _, r := range rivals {
		side := s.sideOf(r.Node)
		if side == "" || r.Replaced {
			continue
		}
		x := said[side]
		if x == nil {
			said[side] = &reach{r.Figure.Low, r.Figure.High}
			sides = append(sides, side)
			continue
		}
		x.low = min(x.low, r.Figure.Low)
		if x.high != nil && (r.Figure.High == nil || *r.Figure.High > *x.high) {
			x.high = r.Figure.High
		}
	}
	if len(sides) < 2 {
		return nil
	}
	slices.Sort(sides)
	var out []sideLine
	for _, side := range sides {
		out = append(out, sideLine{side, span(said[side].low, said[side].high)})
	}
	return out
}

// rivalView is one figure with the sentence it stands in, whose it is, where and when.
type rivalView struct {
	Figure   string // "at least 31"
	Measure  string
	Sentence marked
	Origin   string
	Side     string
	Since    string // what became of the words: "taken back since"
	Day      string
	Replaced bool
	From     reportName
	Href     string
	Same     []quotation // other reports that carry it
}

func (s *snapshot) tallyView(tally report.Tally, list []*weigh.Retraction, t *texts) tallyView {
	v := tallyView{figureLine: figureLines([]report.Tally{tally})[0], Sides: s.bySide(tally.Rivals)}
	v.Rule = sentence(tally.Rule.Bare().String())
	rivals := slices.Clone(tally.Rivals) // the best first, those that were replaced last
	slices.SortStableFunc(rivals, func(a, b report.Rival) int { return standing(tally, a) - standing(tally, b) })
	for _, r := range rivals {
		v.Rivals = append(v.Rivals, s.rivalView(r, list, t))
	}
	for _, r := range tally.Parts {
		v.Parts = append(v.Parts, s.rivalView(r, list, t))
	}
	return v
}

// standing orders the figures of a tally for the eye.
func standing(tally report.Tally, r report.Rival) int {
	switch {
	case r.Replaced:
		return 2
	case isBest(tally, r.Figure):
		return 0
	}
	return 1
}

func (s *snapshot) rivalView(r report.Rival, list []*weigh.Retraction, t *texts) rivalView {
	at := report.StatementRef{Report: r.Report, Statement: r.Figure.Statement, Span: r.Figure.Span}
	v := rivalView{
		Figure: figure(r.Figure), Measure: measure(figure(r.Figure), r.Figure.Measure, r.Figure.Who), Origin: r.Origin, Day: day(r.Day),
		Replaced: r.Replaced, From: s.reportName(r.Report), Href: wordsHref(at),
		Side: s.sideOf(r.Node), Since: since(list, string(ref.ReportNode(r.Report))),
		Sentence: t.around(r.Report, r.Figure.Sentence, r.Figure.Span),
	}
	for _, same := range r.Same {
		q := quotation{Href: wordsHref(same)}
		if h := s.heads[same.Report]; h != nil {
			q.From, q.Day = h.Publisher, day(h.Day())
		}
		v.Same = append(v.Same, q)
	}
	return v
}
