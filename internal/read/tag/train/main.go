// Command train learns the weights of the tagger from Universal Dependencies treebanks:
//
//	go run ./internal/read/tag/train -out internal/read/tag/weights.bin.gz -dev ewt/dev.conllu,gum/dev.conllu ewt/train.conllu gum/train.conllu
//
// The same files give the same weights. It prints how many of the words of -dev get the right tags.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"

	"firsthand/internal/read/tag"
	"firsthand/internal/read/treebank"
)

func main() {
	out := flag.String("out", "", "file to write the weights to")
	dev := flag.String("dev", "", "treebanks to score on, parted by commas")
	rounds := flag.Int("rounds", 12, "how often to go through the training sentences")
	flag.Parse()
	if err := run(*out, *dev, *rounds, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(out, dev string, rounds int, files []string) error {
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
	var b bytes.Buffer
	if err := tag.Train(treebank.Variants(sentences), nil, rounds, 1).Encode(&b); err != nil {
		return fmt.Errorf("encode the weights: %w", err)
	}
	m, err := tag.Decode(bytes.NewReader(b.Bytes()))
	if err != nil {
		return fmt.Errorf("read back the weights: %w", err)
	}
	fmt.Printf("%d bytes\n", b.Len())
	for name := range strings.SplitSeq(dev, ",") {
		if name == "" {
			continue
		}
		s, err := load(name)
		if err != nil {
			return err
		}
		var gold, ours []treebank.Tokens
		for _, x := range s {
			gold = append(gold, x.Gold())
			if o, ok := x.Ours(); ok {
				ours = append(ours, o)
			}
		}
		print(name+", the treebank's tokens", m.Score(gold))
		print(name+", our tokens", m.Score(ours))
	}
	if out == "" {
		return nil
	}
	if err := os.WriteFile(out, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write the weights: %w", err)
	}
	return nil
}

func print(name string, s tag.Score) {
	percent := func(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
	fmt.Printf("%s: UPOS %.2f %% of %d, Penn %.2f %% of %d words\n", name, percent(s.UPOS, s.Tokens), s.Tokens, percent(s.Penn, s.Words), s.Words)
}

func load(name string) ([]treebank.Sentence, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open treebank: %w", err)
	}
	defer f.Close()
	return treebank.Read(f)
}
