package bind

import (
	"testing"

	"firsthand/internal/report"
)

func TestSpokenFor(t *testing.T) {
	for _, c := range []struct {
		hop  report.Hop
		want string
	}{
		{report.Hop{Name: "Ama Sela", Role: "spokeswoman", Of: "Harbour Police"}, "Harbour Police"},
		{report.Hop{Name: "Ama Sela", Role: "Communication head", Of: "Ministry of Works"}, "Ministry of Works"},
		{report.Hop{Name: "Ama Sela", Role: "spokeswoman"}, "Ama Sela"},
		{report.Hop{Name: "Ama Sela", Role: "governor", Of: "Norvik"}, "Ama Sela"},
		{report.Hop{Name: "unnamed", Role: "spokesman", Of: "Harbour Police"}, ""},
	} {
		if got := SpokenFor(c.hop); got != c.want {
			t.Errorf("%q, %s of %q, speaks for %q, want %q", c.hop.Name, c.hop.Role, c.hop.Of, got, c.want)
		}
	}
}
