package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"

	"firsthand/internal/report"
)

// generate writes n reports as NDJSON: some three hundred words each, built from sentences of the kinds that reports of
// a war are made of. The same n gives the same bytes.
func generate(n int) []byte {
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(words []string) string { return words[random.IntN(len(words))] }
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	start := time.Date(2016, 12, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		var text bytes.Buffer
		for text.Len() < 1800 {
			fmt.Fprintf(&text, sentences[random.IntN(len(sentences))], pick(places), pick(sources), 2+random.IntN(90), pick(people))
			text.WriteString(pick([]string{" ", " ", "\n\n"}))
		}
		day := start.AddDate(0, 0, i/50)
		// The encoder cannot fail on a buffer and a plain struct.
		_ = out.Encode(report.Report{
			ID:        fmt.Sprintf("generated-%d", i),
			Title:     fmt.Sprintf("Report %d from %s", i, pick(places)),
			Publisher: pick(publishers),
			Published: day.Format(time.DateOnly),
			Text:      text.String(),
		})
	}
	return b.Bytes()
}

var (
	places     = []string{"Aleppo", "Idlib", "Homs", "Hama", "Deir ez-Zor", "Daraa", "Raqqa", "Damascus", "Mosul", "Kirkuk"}
	sources    = []string{"the Tamarisk Monitor", "a doctor in the city", "the civil defence", "activists", "a spokesman for the governor", "residents", "the UN human rights office"}
	people     = []string{"civilians", "children", "women", "fighters", "patients", "farmers"}
	publishers = []string{"Quillfort", "The Umberlane Courier", "The Pellstone Herald", "Radio Vantongo", "The Dravny Dispatch"}

	// Each takes a place, a source, a number and a group of people, in this order.
	sentences = []string{
		"In %[1]s, %[2]s said on Monday that %[3]d %[4]s were killed when shells fell on a market.",
		"\"We counted %[3]d %[4]s in %[1]s,\" said %[2]s. \"Nobody came to help.\"",
		"At least %[3]d %[4]s were wounded near %[1]s, according to %[2]s, who had received word from the hospital.",
		"The roads around %[1]s stayed closed, and %[3]d %[4]s waited at the crossing, %[2]s told reporters on Friday.",
		"Government forces moved towards %[1]s on 12 December; %[2]s put the number of displaced %[4]s at about %[3]d.",
		"It could not be verified how many %[4]s, perhaps %[3]d, were still in %[1]s, %[2]s wrote.",
	}
)
