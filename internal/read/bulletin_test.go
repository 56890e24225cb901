package read

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"firsthand/internal/report"
)

//go:embed testdata/bulletins.txt
var bulletins string

// Each entry of a bulletin is read where and when its head says, whatever stands in the entries around it.
func TestBulletins(t *testing.T) {
	for _, b := range strings.Split(bulletins, "\n= ")[1:] {
		name, rest, _ := strings.Cut(b, "\n")
		text, want, _ := strings.Cut(rest, "\n> ")
		t.Run(name, func(t *testing.T) {
			events := Read(report.Report{Title: "Note", Published: "2024-05-15T14:00:00Z", Text: text}).Events
			for w := range strings.SplitSeq(strings.TrimSpace(want), "\n") {
				f := strings.Split(strings.TrimPrefix(w, "> "), " | ")
				if !slices.ContainsFunc(events, func(e report.Event) bool {
					return e.Kind == f[0] && e.Where.Name == f[1] && e.When.Start == f[2]
				}) {
					t.Errorf("%s is not among %+v", w, events)
				}
			}
		})
	}
}

// What begins a line is no head where it is one alone, where a transcript names who speaks, or where all is written in
// capitals.
func TestNoBulletin(t *testing.T) {
	for name, test := range map[string]struct{ text, place string }{
		"a dateline":           {"KOSTI - Drones struck a fuel depot in Nyala on Monday, killing nine people, doctors said.", "Nyala"},
		"a label of a speaker": {"GOVERNOR: Nine people were killed in Nyala on Monday.\n\nMAYOR: Nobody told us.", "Nyala"},
		"all in capitals":      {"KOSTI. NINE PEOPLE WERE KILLED IN NYALA ON MONDAY.\nZALINGEI. NOTHING IS KNOWN.", "Nyala"},
	} {
		t.Run(name, func(t *testing.T) {
			events := Read(report.Report{Title: "Note", Published: "2024-05-15T14:00:00Z", Text: test.text}).Events
			if len(events) == 0 || !strings.EqualFold(events[0].Where.Name, test.place) {
				t.Errorf("read as %+v", events)
			}
		})
	}
}
