// Command train rebuilds the tagger's weights from treebanks in CoNLL-U:
//
//	go run ./internal/read/tag/train -out internal/read/tag/weights.bin.gz -dev DEV.conllu TRAIN.conllu …
//
// The same files give the same weights. It prints how many of the words of -dev get the right tag.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"

	"firsthand/internal/read/segment"
	"firsthand/internal/read/tag"
)

func main() {
	out := flag.String("out", "", "file to write the weights to")
	dev := flag.String("dev", "", "treebanks to score on, parted by commas")
	rounds := flag.Int("rounds", 8, "how often to go through the training sentences")
	flag.Parse()
	if err := run(*out, *dev, *rounds, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(out, dev string, rounds int, files []string) error {
	var examples []tag.Example
	for _, name := range files {
		e, err := load(name)
		if err != nil {
			return err
		}
		examples = append(examples, e...)
	}
	if len(examples) == 0 {
		return fmt.Errorf("train: no sentences to train on")
	}
	whole := len(examples)
	for i := 0; i < whole; i += 3 {
		examples = append(examples, stripped(examples[i]))
	}
	var b bytes.Buffer
	if err := tag.Train(examples, rounds, 1).Encode(&b); err != nil {
		return fmt.Errorf("encode the weights: %w", err)
	}
	m, err := tag.Decode(bytes.NewReader(b.Bytes()))
	if err != nil {
		return fmt.Errorf("read back the weights: %w", err)
	}
	for name := range strings.SplitSeq(dev, ",") {
		if name == "" {
			continue
		}
		e, err := load(name)
		if err != nil {
			return err
		}
		right, all := m.Score(e)
		fmt.Printf("%s: %d of %d words right, %.2f %%\n", name, right, all, 100*float64(right)/float64(max(all, 1)))
	}
	if out == "" {
		return nil
	}
	if err := os.WriteFile(out, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write the weights: %w", err)
	}
	return nil
}

func load(name string) ([]tag.Example, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open treebank: %w", err)
	}
	defer f.Close()
	return tag.ReadCoNLLU(f)
}

// stripped is an example without its commas, because some outlets' archives lose their punctuation.
func stripped(e tag.Example) tag.Example {
	var text strings.Builder
	var gold []tag.Tag
	for i, k := range e.Text.Tokens {
		if k.Kind == segment.Punct && e.Text.Word(i) == "," {
			continue
		}
		if i > 0 && e.Text.Tokens[i-1].End < k.Start {
			text.WriteByte(' ')
		}
		text.WriteString(e.Text.Word(i))
		gold = append(gold, e.Gold[i])
	}
	t := segment.Split(text.String())
	if len(t.Tokens) != len(gold) {
		return e // two tokens ran together: leave the sentence whole
	}
	return tag.Example{Text: t, Gold: gold}
}
