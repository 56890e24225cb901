package where

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"firsthand/internal/read/core/segment"
)

// sample is ordinary prose with as many names as news has.
const sample = `On Tuesday the council of Idlib said that two buses had left Saraqib, three days after the first agreement. Residents of Bustan al-Qasr who spoke to the station
late on Monday described a night without shelling. "We have waited since November for this," one of them said, adding that the road to Aleppo had been closed for most of the past year
and that aid from Turkey and the United States had not arrived. John Carter, who teaches in Paris, Texas, asked why. `

func BenchmarkFind(b *testing.B) {
	text := segment.Split(strings.Repeat(sample, 40))
	words := len(strings.Fields(text.Raw))
	b.ReportAllocs()
	for b.Loop() {
		Find(text)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*words), "ns/word")
}

// BenchmarkCorpus reads real reports where they lie beside the repository.
func BenchmarkCorpus(b *testing.B) {
	f, err := os.Open("../../../../../shared/data/fa-kes/dev.jsonl")
	if err != nil {
		b.Skip("no corpus: ", err)
	}
	defer f.Close()
	var texts []*segment.Text
	words := 0
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		var r struct{ Text string }
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			b.Fatal(err)
		}
		texts = append(texts, segment.Split(r.Text))
		words += len(strings.Fields(r.Text))
	}
	for b.Loop() {
		for _, t := range texts {
			Find(t)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*words), "ns/word")
}
