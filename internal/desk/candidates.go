package desk

import (
	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// mostOthers is how many incidents a form offers.
const mostOthers = 40

// othersLike lists the incidents that one could be merged with, the likeliest first. Href holds the ID.
func (s *snapshot) othersLike(in *report.Incident) []incidentName {
	var out []incidentName
	for _, x := range weigh.MergeCandidates(&s.weighing, in, mostOthers) {
		out = append(out, incidentName{x.Title, x.ID})
	}
	return out
}
