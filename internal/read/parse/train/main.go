// Command train learns the weights of the parser from Universal Dependencies treebanks:
//
//	go run ./internal/read/parse/train -out internal/read/parse/weights.bin.gz -dev ewt/dev.conllu,gum/dev.conllu ewt/train.conllu gum/train.conllu
//
// It trains on tags that taggers gave which had not seen the sentence, as the parser meets them in reports. The same files give the same
// weights. It prints how many words of -dev get the right head and relation, with the tags of the tagger that is built in.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"sync"

	"firsthand/internal/read/parse"
	"firsthand/internal/read/segment"
	"firsthand/internal/read/tag"
	"firsthand/internal/read/treebank"
)

func main() {
	out := flag.String("out", "", "file to write the weights to")
	dev := flag.String("dev", "", "treebanks to score on, parted by commas")
	rounds := flag.Int("rounds", 10, "how often to go through the training sentences")
	verbose := flag.Bool("v", false, "score after every round")
	flag.Parse()
	if err := run(*out, *dev, *rounds, *verbose, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

// set is a named set of examples to score on.
type set struct {
	name     string
	examples []parse.Example
}

func run(out, dev string, rounds int, verbose bool, files []string) error {
	var sentences []treebank.Sentence
	for _, name := range files {
		s, err := load(name)
		if err != nil {
			return err
		}
		sentences = append(sentences, s...)
	}
	if len(sentences) == 0 {
		return fmt.Errorf("train: no sentences to train on")
	}
	var sets []set
	for name := range strings.SplitSeq(dev, ",") {
		if name == "" {
			continue
		}
		s, err := load(name)
		if err != nil {
			return err
		}
		gold, ours := set{name: name + ", the treebank's tokens"}, set{name: name + ", our tokens"}
		for _, x := range s {
			gold.examples = append(gold.examples, tagged(x.Gold(), tag.FindBoth))
			if o, ok := x.Ours(); ok {
				ours.examples = append(ours.examples, tagged(o, tag.FindBoth))
			}
		}
		sets = append(sets, gold, ours)
	}
	report := func(round int, m *parse.Model) {
		fmt.Println("round", round+1)
		print(sets, m)
	}
	if !verbose {
		report = nil
	}
	var b bytes.Buffer
	if err := parse.Train(crossTagged(sentences), rounds, 1, report).Encode(&b); err != nil {
		return fmt.Errorf("encode the weights: %w", err)
	}
	m, err := parse.Decode(bytes.NewReader(b.Bytes()))
	if err != nil {
		return fmt.Errorf("read back the weights: %w", err)
	}
	fmt.Printf("%d bytes\n", b.Len())
	print(sets, m)
	if out == "" {
		return nil
	}
	if err := os.WriteFile(out, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write the weights: %w", err)
	}
	return nil
}

// folds is how many taggers are trained, each on all sentences but those that it then tags.
const folds = 5

// crossTagged are the sentences' variants with tags of taggers that have not seen them.
func crossTagged(sentences []treebank.Sentence) []parse.Example {
	const run = 100 // sentences in a row stay together, because documents repeat their words
	parts := make([][]parse.Example, folds)
	var wait sync.WaitGroup
	limit := make(chan struct{}, 2)
	for f := range folds {
		wait.Go(func() {
			limit <- struct{}{}
			defer func() { <-limit }()
			var seen, unseen []treebank.Sentence
			for i, s := range sentences {
				if i/run%folds == f {
					unseen = append(unseen, s)
				} else {
					seen = append(seen, s)
				}
			}
			m := tag.Train(treebank.Variants(seen), nil, 12, 1)
			for _, x := range treebank.Variants(unseen) {
				parts[f] = append(parts[f], tagged(x, m.Find))
			}
		})
	}
	wait.Wait()
	var out []parse.Example
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

func print(sets []set, m *parse.Model) {
	for _, s := range sets {
		r := m.Score(s.examples)
		percent := func(n int) float64 { return 100 * float64(n) / float64(max(r.Tokens, 1)) }
		fmt.Printf("%s: UAS %.2f, LAS %.2f, with subtypes %.2f of %d\n", s.name, percent(r.Heads), percent(r.Labels), percent(r.Subtypes), r.Tokens)
	}
}

func load(name string) ([]treebank.Sentence, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open treebank: %w", err)
	}
	defer f.Close()
	return treebank.Read(f)
}

func tagged(x treebank.Tokens, find func(*segment.Text) ([]tag.Tag, []tag.UPOS)) parse.Example {
	tags, upos := find(x.Text)
	return parse.Example{Tokens: x, Tags: tags, UPOS: upos}
}
