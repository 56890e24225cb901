package inorder

import (
	"cmp"
	"firsthand/internal/report"
	"slices"
)

// Bools puts false before true.
func Bools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// Refs puts references to statements in order, each once.
func Refs(refs []report.StatementRef) []report.StatementRef {
	slices.SortFunc(refs, func(a, b report.StatementRef) int {
		return cmp.Or(cmp.Compare(a.Report, b.Report), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), cmp.Compare(a.Statement, b.Statement))
	})
	return slices.Compact(refs)
}

// Keys lists what a set holds, in order.
func Keys(set map[string]bool) []string {
	keys := make([]string, 0, len(set))
	for k := range set {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
