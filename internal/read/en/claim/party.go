package claim

import (
	"strings"

	"firsthand/internal/read/core/cursor"
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
		if !cursor.OneOf(w, "", "of", "the") {
			set[w] = true
		}
	}
	return set
}
