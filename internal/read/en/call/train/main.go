// Command train fits the classifiers of calls for help to messages of a corpus, or says how well they tell messages
// held back.
//
//	train MESSAGES.jsonl > weights.bin
//	train -cv MESSAGES.jsonl
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"slices"

	"firsthand/internal/read/core/plea"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/en/call"
)

// What was found by holding back: the cost of an error, and how much a sentence of news counts beside a message.
const (
	cost = 0.5
	news = 0.3
)

// message is a line of the corpus.
type message struct {
	Text    string   `json:"text"`
	Genre   string   `json:"genre"`
	Request bool     `json:"request"`
	Needs   []string `json:"needs"`
	Direct  bool     `json:"direct_report"`
}

func main() {
	log.SetFlags(0)
	check := flag.Bool("cv", false, "say how well messages that are held back in turn are told")
	flag.Parse()
	if err := run(flag.Arg(0), *check, os.Stdout); err != nil {
		log.Fatal("error: ", err)
	}
}

func run(path string, check bool, out io.Writer) error {
	messages, err := read(path)
	if err != nil {
		return fmt.Errorf("read messages: %w", err)
	}
	labels := append([]string{call.Asks, call.There}, call.Needs...)
	examples := make([]plea.Example, len(messages))
	for i, m := range messages {
		examples[i] = example(m)
	}
	if check {
		return cross(messages, examples, labels, out)
	}
	m, err := plea.Fit(labels, examples, plea.Settings{Cost: cost})
	if err != nil {
		return err
	}
	_, err = out.Write(m.Bytes())
	return err
}

// example is a message as the classifiers see it. A sentence of news is an example of what does not ask; where it is
// marked as asking it is none.
func example(m message) plea.Example {
	x := segment.Split(m.Text)
	e := plea.Example{Features: call.Features(x, 0, len(x.Tokens)), Has: []bool{m.Request, m.Direct}}
	for _, n := range call.Needs {
		e.Has = append(e.Has, slices.Contains(m.Needs, n))
	}
	e.Weight = slices.Repeat([]float64{1}, len(e.Has))
	if m.Genre != "news" {
		return e
	}
	for l := range e.Weight {
		e.Weight[l] = news
		if l < 2 && e.Has[l] {
			e.Weight[l] = 0
		}
	}
	return e
}

// tally counts what was said against what is so.
type tally struct{ hit, said, have int }

func (t *tally) add(said, has bool) {
	if said {
		t.said++
	}
	if has {
		t.have++
	}
	if said && has {
		t.hit++
	}
}

func (t tally) String() string {
	p, r := float64(t.hit)/float64(max(1, t.said)), float64(t.hit)/float64(max(1, t.have))
	return fmt.Sprintf("P %5.1f  R %5.1f  F %5.1f  (%d)", 100*p, 100*r, 200*p*r/max(1e-9, p+r), t.have)
}

// cross fits on four fifths and judges the fifth, in turn. Needs are counted for the messages that ask, as the score of
// the corpus does.
func cross(messages []message, examples []plea.Example, labels []string, out io.Writer) error {
	const folds = 5
	counts := map[string]tally{}
	count := func(key string, said, has bool) {
		t := counts[key]
		t.add(said, has)
		counts[key] = t
	}
	for fold := range folds {
		var seen []plea.Example
		for i, e := range examples {
			if i%folds != fold {
				seen = append(seen, e)
			}
		}
		m, err := plea.Fit(labels, seen, plea.Settings{Cost: cost})
		if err != nil {
			return err
		}
		for i := fold; i < len(examples); i += folds {
			margins := m.Margins(examples[i].Features)
			for l, label := range labels {
				has := examples[i].Has[l]
				switch {
				case l < 2:
					count(messages[i].Genre+" "+label, margins[l] > 0, has)
				case messages[i].Request:
					count(messages[i].Genre+" needs", margins[0] > 0 && margins[l] > 0, has)
					count(messages[i].Genre+" needs "+label, margins[0] > 0 && margins[l] > 0, has)
				}
			}
		}
	}
	keys := make([]string, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		if _, err := fmt.Fprintf(out, "%-24s %v\n", k, counts[k]); err != nil {
			return err
		}
	}
	return nil
}

func read(path string) (out []message, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var m message
		if err := json.Unmarshal(in.Bytes(), &m); err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, in.Err()
}
