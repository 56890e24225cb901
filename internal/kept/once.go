package kept

import (
	"firsthand/internal/decide"
	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// AtOnce is what some reports come to under some decisions, weighed all at once: without the reports that were
// rejected, with readings as they were corrected, and with the decisions that stand. The decisions come in the order in
// which the ledger took them down; see [decide.Standing]. It is the definition of what [Weighed] gives.
func AtOnce(items []weigh.Item, all []report.Decision) report.Weighing {
	standing := decide.Standing(all)
	w := Weighed{changes: decide.ChangesOf(standing)}
	return weigh.Weigh(w.effective(items), standing)
}
