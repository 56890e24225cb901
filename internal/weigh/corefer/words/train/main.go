// Command train fits the scorer that says whether two reports tell of one event, and measures it:
//
//	firsthand read --ndjson < reports > readings
//	go run ./internal/weigh/corefer/words/train -gold dev.jsonl -out internal/weigh/corefer/words/scorer.json readings
//
// The gold file has a line of JSON for each report with its "id" and the "incident" that it is about. The incidents are
// dealt into five folds. For each, a scorer is fitted on the other four and the fold is linked with it, as firsthand
// link would if it had nothing else; what is printed is the mean over the five. The scorer that is written is fitted on
// all. The same files give the same weights.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/weigh"
	"firsthand/internal/weigh/corefer/words"
)

func main() {
	gold := flag.String("gold", "", "file that names the incident of each report")
	out := flag.String("out", "", "file to write the scorer to")
	corpus := flag.String("corpus", "", "what the scorer shall say that it was fitted on")
	threshold := flag.Float64("threshold", 0.28, "least average probability at which two groups become one")
	set := boosting{}
	flag.IntVar(&set.rounds, "rounds", 160, "number of trees")
	flag.Float64Var(&set.rate, "rate", 0.15, "part of each tree's answer that is taken")
	flag.IntVar(&set.depth, "depth", 2, "questions from the root of a tree to a leaf")
	flag.Parse()
	if err := run(*gold, *out, *corpus, *threshold, set, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(gold, out, corpus string, threshold float64, set boosting, files []string) error {
	if gold == "" || len(files) != 1 {
		return errors.New("train: name a gold file and one file of readings")
	}
	docs, err := load(gold, files[0])
	if err != nil {
		return err
	}
	fit := func(parts ...[]doc) (*words.Scorer, error) {
		s := set.fit(examplesOf(parts))
		s.Corpus, s.Threshold = corpus, threshold
		return reread(s)
	}
	for _, n := range []int{5, 2} {
		folds := deal(docs, n)
		var mean scores
		for i, held := range folds {
			s, err := fit(slices.Delete(slices.Clone(folds), i, i+1)...)
			if err != nil {
				return err
			}
			got := link(held, s)
			fmt.Printf("fold %d of %d, %4d reports   %v\n", i+1, n, len(held), got)
			mean = mean.plus(got.times(1 / float64(n)))
		}
		fmt.Printf("mean of %d folds            %v\n", n, mean)
	}
	s, err := fit(deal(docs, 5)...)
	if err != nil {
		return err
	}
	fmt.Printf("fitted on all, and all     %v\n", link(docs, s))
	if out == "" {
		return nil
	}
	b, err := encode(s)
	if err != nil {
		return err
	}
	return os.WriteFile(out, b, 0o644)
}

// doc is a reading with the incident that it is about.
type doc struct {
	reading  report.Reading
	incident string
}

func load(gold, readings string) ([]doc, error) {
	incidents := make(map[string]string)
	err := eachLine(gold, func(line []byte) error {
		var g struct{ ID, Incident string }
		if err := json.Unmarshal(line, &g); err != nil {
			return err
		}
		incidents[g.ID] = g.Incident
		return nil
	})
	if err != nil {
		return nil, err
	}
	var docs []doc
	seen := make(map[string]bool)
	err = eachLine(readings, func(line []byte) error {
		var d doc
		if err := json.Unmarshal(line, &d.reading); err != nil {
			return err
		}
		if d.incident = incidents[d.reading.ID]; d.incident == "" {
			return fmt.Errorf("the gold file does not name report %q", d.reading.ID)
		}
		if !seen[d.reading.ID] { // a few reports stand in the corpus twice
			seen[d.reading.ID] = true
			docs = append(docs, d)
		}
		return nil
	})
	return docs, err
}

func eachLine(name string, do func(line []byte) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewReader(f)
	for number := 1; ; number++ {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			if err := do(line); err != nil {
				return fmt.Errorf("%s, line %d: %w", name, number, err)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// deal puts the reports into n folds, all of one incident into one.
func deal(docs []doc, n int) [][]doc {
	folds := make([][]doc, n)
	for _, d := range docs {
		h := fnv.New64a()
		h.Write([]byte(d.incident))
		i := h.Sum64() >> 7 % uint64(n)
		folds[i] = append(folds[i], d)
	}
	return folds
}

// examplesOf compares the reports within each part, and within all together: what is rare, and how many others look
// alike, depends on how many reports there are, and the scorer shall do for few and for many.
func examplesOf(parts [][]doc) []example {
	var examples []example
	for _, p := range parts {
		examples = append(examples, compare(p)...)
	}
	if len(parts) > 1 {
		examples = append(examples, compare(slices.Concat(parts...))...)
	}
	return examples
}

// compare makes an example of every pair of reports that linking would compare if it had these alone.
func compare(docs []doc) []example {
	subjects := make([]*words.Subject, len(docs))
	for i := range docs {
		r := &docs[i].reading
		subjects[i] = words.NewSubject(r.ID, r, r.MainEvent())
	}
	var examples []example
	for p, f := range words.Candidates(subjects) {
		examples = append(examples, example{*f, docs[p[0]].incident == docs[p[1]].incident})
	}
	return examples
}

func link(docs []doc, s *words.Scorer) scores {
	readings := make([]report.Reading, len(docs))
	for i, d := range docs {
		readings[i] = d.reading
	}
	linked := weigh.LinkWith(readings, s)
	gold, ours := make([]string, len(docs)), make([]string, len(docs))
	for i, d := range docs {
		gold[i], ours[i] = d.incident, linked[d.reading.ID]
	}
	return score(gold, ours)
}

// reread gives the scorer as it will be read from its file.
func reread(s *words.Scorer) (*words.Scorer, error) {
	b, err := encode(s)
	if err != nil {
		return nil, err
	}
	return words.ParseScorer(b)
}
