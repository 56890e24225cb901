package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"firsthand/internal/capture"
	"firsthand/internal/gauge"
	"firsthand/internal/read"
	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// evalVerb measures reading against annotations.
func (a *app) evalVerb() *cobra.Command {
	var asJSON, inputs bool
	var only []string
	cmd := &cobra.Command{
		Use:   "eval CORPUS PATH [READINGS]",
		Short: "Measure reading against annotations, public ones or your own",
		Long: `Read the reports of an annotated corpus and print how well the reading agrees with the
annotations. With READINGS, a file or - for standard input, nothing is read: what
firsthand read --ndjson printed is scored (for links, what firsthand link --ndjson printed;
for worlds, one {"world", "export"} a line, with what firsthand export --format json printed).

CORPUS says how PATH is annotated and what is measured:
` + corporaTable() + `
docs/evaluation.md defines each format and each measure. Annotate reports of your own in
one of these formats, and you have the numbers that count for you.`,
		Example: `  firsthand eval polnear dev.jsonl
  firsthand eval fa-kes dev.jsonl --inputs | firsthand read --ndjson > readings
  firsthand eval fa-kes dev.jsonl readings --json
  firsthand eval worlds worlds/ --only w01,w03 --verbose`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) < 2:
				return fmt.Errorf("name a CORPUS, one of %s, and the PATH of its annotations", corpusNames())
			case len(args) > 3:
				return fmt.Errorf("%q is one argument too many", args[3])
			case inputs && len(args) == 3:
				return fmt.Errorf("--inputs prints what is to be read and takes no READINGS, but %q is given", args[2])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if args[0] == conllu {
				return a.evalTreebank(args[1:], inputs, asJSON)
			}
			corpus, err := gauge.Open(args[0], args[1])
			if err == nil && len(only) > 0 {
				corpus, err = corpus.Only(only)
			}
			if err != nil {
				return fail(exitUsage, "firsthand help eval", "%w", err)
			}
			if inputs {
				return a.printInputs(corpus)
			}
			return a.eval(cmd.Context(), corpus, args[2:], asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the scores as one JSON object, unrounded")
	cmd.Flags().StringSliceVar(&only, "only", nil, "score these `IDs` alone, of worlds or of reports; not every kind of corpus can be taken apart")
	cmd.Flags().BoolVar(&inputs, "inputs", false, "print the corpus's reports as firsthand read --ndjson takes them, and score nothing")
	return cmd
}

// conllu is the kind of corpus of which no reports are read: its words and sentences are given.
const conllu = "conllu"

// corporaTable lists the kinds of corpus for people.
func corporaTable() string {
	var b strings.Builder
	for _, k := range gauge.Kinds() {
		fmt.Fprintf(&b, "  %-9s%s\n", k.Name, k.About)
	}
	fmt.Fprintf(&b, "  %-9s%s\n", conllu, "parts of speech, trees and names, in CoNLL-U as Universal Dependencies and GUM have it")
	return b.String()
}

// evalTreebank scores what reading makes of the words of a treebank.
func (a *app) evalTreebank(args []string, inputs, asJSON bool) error {
	if inputs || len(args) > 1 {
		return fail(exitUsage, "firsthand help eval", "a treebank has no reports: %s takes neither READINGS nor --inputs", conllu)
	}
	f, err := os.Open(args[0])
	if err != nil {
		return fail(exitUsage, "", "open treebank: %w", err)
	}
	defer f.Close()
	g, err := read.ScoreTreebank(f)
	if err != nil {
		return fail(exitUsage, "", "%s: %w", args[0], err)
	}
	if err := a.printScores(gauge.Treebank(g).Scores(), asJSON); err != nil {
		return fmt.Errorf("print scores: %w", err)
	}
	return nil
}

func corpusNames() string {
	var names []string
	for _, k := range gauge.Kinds() {
		names = append(names, k.Name)
	}
	return strings.Join(append(names, conllu), ", ")
}

func (a *app) printInputs(corpus *gauge.Corpus) error {
	out := json.NewEncoder(a.stdout)
	out.SetEscapeHTML(false)
	for _, in := range corpus.Inputs() {
		if err := out.Encode(in); err != nil {
			return fmt.Errorf("print report: %w", err)
		}
	}
	return nil
}

// eval scores the readings in the file that is named, or reads the corpus itself where none is.
func (a *app) eval(ctx context.Context, corpus *gauge.Corpus, readings []string, asJSON bool) error {
	var answers gauge.Answers
	var refused bool
	var err error
	switch {
	case len(readings) == 1:
		answers, err = a.answersIn(ctx, readings[0], corpus.Kind())
	case corpus.Kind().Whole:
		answers, refused, err = a.picturesOf(ctx, corpus)
	default:
		answers, refused, err = a.answersOf(ctx, corpus)
	}
	if err != nil {
		return err
	}
	if err := a.printScores(corpus.Score(answers), asJSON); err != nil {
		return fmt.Errorf("print scores: %w", err)
	}
	if refused {
		return errRefused
	}
	return nil
}

// answersIn takes answers from a file, or from standard input for "-".
func (a *app) answersIn(ctx context.Context, name string, kind gauge.Kind) (gauge.Answers, error) {
	var in io.Reader
	if name == "-" {
		in, name = a.input(ctx), "standard input"
	} else {
		f, err := os.Open(name)
		if err != nil {
			return gauge.Answers{}, fail(exitUsage, "", "read readings: %w", err)
		}
		defer f.Close()
		in = f
	}
	parse := gauge.ParseReadings
	switch {
	case kind.Links:
		parse = gauge.ParseLinks
	case kind.Whole:
		parse = gauge.ParsePictures
	}
	answers, err := parse(in, name)
	if ctx.Err() != nil {
		return answers, ctx.Err()
	}
	if err != nil {
		return answers, fail(exitUsage, "", "%w", err)
	}
	return answers, nil
}

// answersOf reads the corpus. Its reports come in by the same door as those of firsthand read --ndjson, so that both
// give the same readings. A report that cannot be read is told, and counts as one in which nothing was found.
func (a *app) answersOf(ctx context.Context, corpus *gauge.Corpus) (answers gauge.Answers, refused bool, err error) {
	reader, err := a.readerHere(ctx)
	if err != nil {
		return answers, false, err
	}
	inputs := corpus.Inputs()
	reports := func(yield func(result) bool) {
		for i, in := range inputs {
			line, err := json.Marshal(in)
			var r result
			if r.err = err; err == nil {
				var item capture.Item
				item, r.err = capture.ParseLine(line)
				r.report = item.Report
			}
			if r.err != nil {
				r.err = fmt.Errorf("report %d of the corpus: %w", i+1, r.err)
			}
			if !yield(r) {
				return
			}
		}
	}
	tick, wipe := a.progress("reading", int64(len(inputs)))
	defer wipe()
	var all []report.Reading
	for r := range inOrder(ctx, reports, readWith(reader)) {
		tick(1)
		if r.err != nil {
			refused = true
			a.refuse(r.err)
			continue
		}
		all = append(all, r.reading)
	}
	if err := ctx.Err(); err != nil {
		return answers, refused, err
	}
	answers.Readings = make(map[string]report.Reading, len(all))
	for _, g := range all {
		answers.Readings[g.ID] = g
	}
	if corpus.Kind().Links {
		answers.Incidents = weigh.Link(all)
	}
	return answers, refused, nil
}

// printScores prints what was wrong, where --verbose asks for it, and the scores.
func (a *app) printScores(scores gauge.Scores, asJSON bool) error {
	if !a.verbose {
		scores.Faults = nil
	}
	if !asJSON {
		_, err := io.WriteString(a.stdout, scores.FaultList()+scores.String())
		return err
	}
	return a.jsonOut().Encode(scores)
}
