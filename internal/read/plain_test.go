package read

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"firsthand/internal/report"
)

//go:embed testdata/plain.txt
var plainWords string

// One thing that happened is told in many ways. Each sentence of testdata/plain.txt is read as an event of the kind
// that it stands under.
func TestOneThingToldInManyWays(t *testing.T) {
	kind := ""
	for line := range strings.Lines(plainWords) {
		line = strings.TrimSpace(line)
		if heading, ok := strings.CutPrefix(line, "== "); ok {
			kind = heading
		}
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "==") {
			continue
		}
		t.Run(kind+"/"+line, func(t *testing.T) {
			events := Read(report.Report{Title: "Daily note", Published: "2024-05-15", Text: line + "\n\nNobody else could be asked at once."}).Events
			if !slices.ContainsFunc(events, func(e report.Event) bool {
				return e.Kind == kind && e.Where.Name == "Taiz" && e.When.Start == "2024-05-14"
			}) {
				t.Errorf("read as %+v", events)
			}
		})
	}
}

// What did not happen, or is not said to have, is told in the same words.
func TestWhatIsNotSaidToHaveHappened(t *testing.T) {
	for _, text := range []string{
		"Rebels threatened to storm the hospital in Taiz on Tuesday.",
		"Soldiers did not storm the clinic in Taiz on Tuesday.",
		"If shells fall on Taiz on Tuesday, nobody will be surprised.",
		"Villagers would leave Taiz on Tuesday.",
		"Buses could take 300 patients out of Taiz on Tuesday.",
		"The committee left Taiz on Tuesday.",
		"The minister reached Taiz on Tuesday.",
		"A new bridge reached Taiz on Tuesday.",
	} {
		t.Run(text, func(t *testing.T) {
			if events := Read(report.Report{Title: "Daily note", Published: "2024-05-15", Text: text}).Events; len(events) > 0 {
				t.Errorf("read as %+v", events)
			}
		})
	}
}
