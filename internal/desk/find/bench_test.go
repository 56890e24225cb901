package find

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkSearch searches reports of twenty statements each; b.N searches, and the slowest twentieth is reported as
// p95.
func BenchmarkSearch(b *testing.B) {
	const reports = 50_000 // a million statements
	r := rand.New(rand.NewPCG(1, 2))
	names := []string{"Tell Zahra", "Khan Shaykhun", "Old Harbour", "Rasd Group", "Amber Post", "Saraqib", "Port Aren"}
	verbs := []string{"killed", "injured", "shelled", "bombed", "said", "denied", "reported", "evacuated"}
	x, err := New()
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = x.Close() })
	var docs []Doc
	for i := range reports {
		var text strings.Builder
		for range 20 {
			fmt.Fprintf(&text, "%d people were %s near %s, %s of the council of village%d said. ", r.IntN(400), verbs[r.IntN(len(verbs))], names[r.IntN(len(names))], names[r.IntN(len(names))], r.IntN(5000))
		}
		docs = append(docs, Doc{ID: fmt.Sprint(i), Head: "Report", Text: text.String()})
		if len(docs) == 500 {
			if err := x.Add(b.Context(), docs); err != nil {
				b.Fatal(err)
			}
			docs = docs[:0]
		}
	}
	for _, query := range []string{"village77", "Khan Sheikhoun village77", `"killed near Saraqib" village12*`, "killed", "council denied -bombed"} {
		b.Run(query, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				begun := time.Now()
				if _, err := x.Search(b.Context(), Parse(query)); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(begun))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100].Milliseconds()), "p95-ms")
		})
	}
}
