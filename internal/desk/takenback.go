package desk

import (
	"firsthand/internal/report"
	"firsthand/internal/report/ref"
	"firsthand/internal/weigh"
)

// retractionsOf finds what was taken back or corrected in an incident.
func (s *snapshot) retractionsOf(in *report.Incident) []*weigh.Retraction {
	return weigh.Retractions(in, weigh.Known{
		Report: func(id string) (publisher, published string, ok bool) {
			h := s.heads[id]
			if h == nil {
				return "", "", false
			}
			return h.Publisher, h.Published, true
		},
		Others: func(source string) []string {
			if x := s.sources[source]; x != nil {
				return x.Others
			}
			return nil
		},
	})
}

// What may have become of words.
const (
	backSince     = "taken back since"
	restsOnBack   = "rests on words taken back"
	beforeSince   = "from before a correction"
	restsOnBefore = "rests on words from before a correction"
)

// since says in a few words what became of a node's words: "taken back since", "rests on words from before a
// correction"; "" for nothing. Which words a correction means is seldom said so that a program could tell, so nothing
// is called corrected that only came before one.
func since(list []*weigh.Retraction, id string) string {
	for _, stance := range []string{report.Retracted, report.Corrected} { // the graver first
		for _, t := range list {
			switch {
			case t.Stance != stance:
			case t.Roots[id] && stance == report.Retracted:
				return backSince
			case t.Roots[id]:
				return beforeSince
			case t.Below[id] && stance == report.Retracted:
				return restsOnBack
			case t.Below[id]:
				return restsOnBefore
			}
		}
	}
	return ""
}

// retractionView is the warning at the top of an incident.
type retractionView struct {
	Who, Did  string
	Rest      string // "3 reports rest on it."
	Quotation quotation
}

func (s *snapshot) retractionViews(in *report.Incident, list []*weigh.Retraction, t *texts) []retractionView {
	var out []retractionView
	for _, x := range list {
		v := retractionView{Who: x.Who, Did: "took words of this back"}
		n := len(x.Below) + reports(x.Roots)
		v.Rest = count(n, "report") + " of this incident rest on them and are marked."
		if n == 1 {
			v.Rest = "1 report of this incident rests on them and is marked."
		}
		if x.Stance == report.Corrected {
			v.Did = "corrected earlier words of this"
			v.Rest = "Which, its own words say. What rests on words from before is marked: " + count(n, "report") + " of this incident."
		}
		for _, st := range in.Stances {
			if st.Who == x.Who && st.Stance.Stance == x.Stance && st.Report == x.On {
				v.Quotation = s.quotation(report.StatementRef{Report: st.Report, Span: st.Span}, t)
				break
			}
		}
		out = append(out, v)
	}
	return out
}

// reports counts the nodes that are reports.
func reports(ids map[string]bool) int {
	n := 0
	for id := range ids {
		if ref.NodeID(id).Report() != "" {
			n++
		}
	}
	return n
}
