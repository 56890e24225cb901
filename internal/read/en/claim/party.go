package claim

import (
	"strings"

	"firsthand/internal/report"
)

// sameParty reports whether two names may be of one party: the words of the shorter are all in the longer.
func sameParty(a, b string) bool {
	x, y := words(a), words(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return false
	}
	for w := range x {
		if !y[w] {
			return false
		}
	}
	return true
}

func words(name string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.SplitSeq(report.SourceID(name), "-") {
		if w != "" && w != "of" && w != "the" {
			set[w] = true
		}
	}
	return set
}
