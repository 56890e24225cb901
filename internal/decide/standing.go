package decide

import "firsthand/internal/report"

// Standing are the decisions that count: those that were not taken back, without the takings back themselves. They keep
// their order. The decisions are given in the order in which the ledger took them down, which no clock can change: a
// withdrawal reaches only what was taken down before it, and may itself be withdrawn, after which the first decision
// counts again.
func Standing(all []report.Decision) []report.Decision {
	gone := Withdrawn(all)
	var standing []report.Decision
	for _, d := range all {
		if _, no := gone[d.ID]; !no && d.Act != Withdraw {
			standing = append(standing, d)
		}
	}
	return standing
}

// Withdrawn maps the ID of every decision that was taken back to the decision that did it. Of several the first did.
func Withdrawn(all []report.Decision) map[string]report.Decision {
	at := make(map[string]int, len(all))
	for i, d := range all {
		at[d.ID] = i
	}
	gone := make(map[string]report.Decision)
	for i := len(all) - 1; i >= 0; i-- { // whether the last one counts depends on nothing but itself
		d := all[i]
		if _, no := gone[d.ID]; no || d.Act != Withdraw {
			continue
		}
		for _, id := range d.On {
			if target, known := at[id]; known && target < i {
				gone[id] = d
			}
		}
	}
	return gone
}
