package event

import (
	"testing"

	"firsthand/internal/report"
)

// Whoever stands at the end of the longer chain said it; of equals, whoever said the shorter piece around it.
func TestTighter(t *testing.T) {
	of := func(hops, size int) *report.Statement {
		st := &report.Statement{}
		for range hops {
			st.Hops = append(st.Hops, report.Hop{Content: []report.Span{{Start: 0, End: size}}})
		}
		return st
	}
	for _, tt := range []struct {
		name    string
		a, b    *report.Statement
		tighter bool
	}{
		{"a longer chain", of(2, 90), of(1, 90), true},
		{"a longer chain with more words", of(2, 90), of(1, 10), true},
		{"a shorter chain with fewer words", of(1, 10), of(2, 90), false},
		{"fewer words", of(1, 10), of(1, 11), true},
		{"more words", of(1, 11), of(1, 10), false},
		{"the same", of(1, 10), of(1, 10), false},
	} {
		if got := tighter(tt.a, tt.b); got != tt.tighter {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}
