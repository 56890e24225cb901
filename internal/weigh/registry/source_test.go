package registry

import (
	"strings"
	"testing"

	"firsthand/internal/report"
)

func TestIdentifySource(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"UN", "source:united-nations"},
		{"the U.N.", "source:united-nations"},
		{"UN envoy for the region", "source:united-nations"},
		{"OHCHR", "source:united-nations"},
		{"Unity Press", "source:unity-press"},
		{"White Helmets", "source:syria-civil-defence"},
		{"AFP", "source:agence-france-presse"},
		{"the Guardian", "source:the-guardian"},
		{"Lantern Group", "source:lantern-group"},
		{"", ""},
	} {
		want := strings.Replace(c.want, "the-guardian", report.SourceID("The Guardian"), 1)
		if got := Identify(c.name, "").Key; got != want {
			t.Errorf("%q is %q, want %q", c.name, got, want)
		}
	}
}

func TestTrailWords(t *testing.T) {
	for _, c := range []struct{ words, key string }{
		{"", "reports"}, {"unnamed", "reports"}, {"deeply disturbing reports", "reports"}, {"its own sources", "reports"},
		{"activists", "activists"}, {"medical teams in the city", "medical-teams-in-the-city"},
	} {
		if key, name := TrailWords(report.Hop{Name: c.words}); key != c.key || name == "" {
			t.Errorf("%q: key %q and name %q, want key %q", c.words, key, name, c.key)
		}
	}
}
