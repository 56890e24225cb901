// Command train writes the corpora as the program that trains the network reads them: one JSON object a line, with the
// forms of the tokens, so that training and reading see the same.
//
//	go run ./internal/read/train trees ewt/train.conllu gum/train.conllu > trees.train
//	go run ./internal/read/train -gold trees ewt/dev.conllu > trees.dev
//	go run ./internal/read/train attributions polnear/train.jsonl > attributions.train
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/core/treebank"
	"firsthand/internal/read/en/attribute/label"
)

func main() {
	gold := flag.Bool("gold", false, "write the treebank's own words only, as scores are taken on them")
	flag.Parse()
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	err := run(out, *gold, flag.Args())
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(out io.Writer, gold bool, args []string) error {
	if len(args) < 2 {
		return fmt.Errorf("prepare: want trees or attributions, then files")
	}
	write := map[string]func(*json.Encoder, io.Reader, bool) error{"trees": trees, "attributions": attributions}[args[0]]
	if write == nil {
		return fmt.Errorf("prepare: %q is neither trees nor attributions", args[0])
	}
	for _, name := range args[1:] {
		f, err := os.Open(name)
		if err != nil {
			return fmt.Errorf("open corpus: %w", err)
		}
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		err = write(enc, f, gold)
		f.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// sentence is one sentence of a treebank. Heads count from 1; 0 is the root. Names, where known, are B-, I- and O of
// person, organization and place.
type sentence struct {
	Forms [][5]string `json:"forms"`
	UPOS  []string    `json:"upos"`
	XPOS  []string    `json:"xpos"`
	Heads []int       `json:"heads"`
	Rels  []string    `json:"rels"`
	Names []string    `json:"names,omitempty"`
}

func trees(out *json.Encoder, in io.Reader, gold bool) error {
	sentences, err := treebank.Read(in)
	if err != nil {
		return err
	}
	for i := range sentences {
		variants := treebank.Variants(sentences[i : i+1])
		if i%3 != 0 && len(variants) > 2 {
			variants = variants[:2]
		}
		if gold {
			variants = variants[:1]
		}
		for _, v := range variants {
			s := sentence{Forms: forms(v.Text, 0, len(v.Text.Tokens))}
			for _, w := range v.Words {
				s.UPOS, s.XPOS = append(s.UPOS, w.UPOS), append(s.XPOS, w.XPOS)
				s.Heads, s.Rels = append(s.Heads, w.Head+1), append(s.Rels, w.Rel)
			}
			if sentences[i].HasNames() {
				s.Names = bio(v.Names, len(v.Words))
			}
			if err := out.Encode(s); err != nil {
				return err
			}
		}
	}
	return nil
}

func bio(names []treebank.Name, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = "O"
	}
	for _, m := range names {
		for i := m.First; i < m.Last; i++ {
			out[i] = "I-" + m.Kind
		}
		out[m.First] = "B-" + m.Kind
	}
	return out
}

func forms(t *segment.Text, lo, hi int) [][5]string {
	out := make([][5]string, 0, hi-lo)
	for i := lo; i < hi; i++ {
		f := syntax.FormOf(t.Word(i))
		out = append(out, [5]string{f.Word, f.Ending, f.Last, f.Start, f.Shape})
	}
	return out
}

// document is one document of PolNeAR by one annotator. Starts are the first tokens of its sentences; Quoted is 1 for
// tokens within quotation marks.
type document struct {
	Forms      [][5]string `json:"forms"`
	Starts     []int       `json:"starts"`
	Paragraphs []int       `json:"paragraphs"` // of each sentence
	Quoted     []int       `json:"quoted"`     // for each token the number of its quotation, from 1; 0 outside
	Kinds      []int       `json:"kinds"`
	Low        []int       `json:"low"`  // for each token where its window begins, were it a cue
	High       []int       `json:"high"` // and where it ends
	Links      []link      `json:"links"`
}

type link struct {
	Head    int      `json:"head"`
	Cue     [][2]int `json:"cue"`
	Source  [][2]int `json:"source"`
	Content [][2]int `json:"content"`
}

func attributions(out *json.Encoder, in io.Reader, _ bool) error {
	documents, err := label.ReadPolNeAR(in)
	if err != nil {
		return err
	}
	for _, d := range documents {
		x := document{Forms: forms(d.Text, 0, len(d.Text.Tokens)), Links: []link{}}
		for _, s := range d.Text.Sentences {
			x.Starts, x.Paragraphs = append(x.Starts, s.First), append(x.Paragraphs, s.Paragraph)
		}
		for i, k := range d.Text.Tokens {
			lo, hi := label.Window(d.Text, i)
			x.Low, x.High = append(x.Low, lo), append(x.High, hi)
			x.Quoted, x.Kinds = append(x.Quoted, d.Text.Quoted(i)+1), append(x.Kinds, int(k.Kind))
		}
		for _, g := range d.Gold {
			x.Links = append(x.Links, link{Head: g.Cue, Cue: pairs(g.Words), Source: pairs(g.Source), Content: pairs(g.Content)})
		}
		if err := out.Encode(x); err != nil {
			return err
		}
	}
	return nil
}

func pairs(runs []label.Run) [][2]int {
	out := [][2]int{}
	for _, r := range runs {
		out = append(out, [2]int{r.Lo, r.Hi})
	}
	return out
}
