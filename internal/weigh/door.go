package weigh

import (
	"firsthand/internal/report"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/provenance"
)

// Item is one report with its reading; see [corefer.Item].
type Item = corefer.Item

// Likely is two incidents that may be one; see [corefer.Likely].
type Likely = corefer.Likely

// Retraction is words that somebody took back or corrected, and everything that rests on them.
type Retraction = provenance.Retraction

// Known is what finding retractions needs to know of a ledger beside the incident.
type Known = provenance.Known

// Retractions finds what was taken back or corrected in an incident; see [provenance.Retractions].
func Retractions(in *report.Incident, known Known) []*Retraction {
	return provenance.Retractions(in, known)
}

// MergeCandidates lists the incidents that one could be merged with; see [corefer.MergeCandidates].
func MergeCandidates(w *report.Weighing, in *report.Incident, most int) []*report.Incident {
	return corefer.MergeCandidates(w, in, most)
}

// MergeSuggestions lists pairs of incidents that may be one; see [corefer.MergeSuggestions].
func MergeSuggestions(w *report.Weighing, most int) []Likely {
	return corefer.MergeSuggestions(w, most)
}
