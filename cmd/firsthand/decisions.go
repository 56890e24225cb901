package main

import (
	"firsthand/internal/decide"
	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// obey carries out what analysts decided about reports and their words, and gives what is left to weigh: the items without those
// that were rejected, with readings as they were corrected, and the decisions that stand. The decisions come in the order in which
// the ledger took them down; see [decide.Standing]. The items that were given are not changed.
func obey(items []weigh.Item, all []report.Decision) ([]weigh.Item, []report.Decision) {
	standing := decide.Standing(all)
	changes := decide.ChangesOf(standing)
	left := make([]weigh.Item, 0, len(items))
	for _, item := range items {
		if _, out := changes.Left(item.Report.ID); out {
			continue
		}
		item.Reading = changes.Reading(item.Reading)
		left = append(left, item)
	}
	return left, standing
}
