package main

import (
	"context"
	"fmt"
	"iter"

	"github.com/spf13/cobra"
	"golang.org/x/sync/semaphore"

	"firsthand/internal/capture"
	"firsthand/internal/read"
	"firsthand/internal/report"
)

// readVerb reads reports and prints their readings. It keeps nothing.
func (a *app) readVerb() *cobra.Command {
	var meta capture.Meta
	var asJSON, ndjson, explain bool
	cmd := &cobra.Command{
		Use:   "read FILE… | --ndjson",
		Short: "Read reports and print who says what in them; keep nothing",
		Long: `Read reports and print what was read: every statement with its chain, its hand and its
words, and the figures, places and events. Nothing is kept and no ledger is needed; where one is
named by --ledger or $` + ledgerVariable + `, its imported places are known.

A FILE is plain text, a web page, .ndjson with one report a line, a chat, mail, a feed, a table
or subtitles (docs/formats.md has them all); a folder stands for
the files in it and - for standard input. With --ndjson, reports come on standard input
as JSON, one a line, and readings go to standard output the same way, in the same order:
  in   {"id","text","title"?,"publisher"?,"published"?,"url"?,"lang"?}
  out  the shape that docs/reading.md describes and docs/reading.schema.json checks
A line that is not a report gets an error that names it; the others go on.

With --explain it prints, below each reading, by which rules, word lists and weights each
statement, event and figure was read; docs/explain.md has every rule by its name.`,
		Example: `  firsthand read article.html
  firsthand read note.txt --publisher "The Umberlane Courier" --published 2016-12-13
  firsthand read --explain article.html
  firsthand read --ndjson < reports.ndjson > readings.ndjson`,
		Args: func(_ *cobra.Command, args []string) error {
			if ndjson && len(args) > 0 {
				return fmt.Errorf("--ndjson reads standard input and takes no FILE, but %q is given", args[0])
			}
			if explain && ndjson {
				return fmt.Errorf("--explain is for FILEs, and --ndjson reads none")
			}
			if !ndjson && len(args) == 0 {
				return fmt.Errorf("name at least one FILE, or - for standard input, or --ndjson")
			}
			return checkMeta(meta, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if ndjson {
				return a.readLines(cmd.Context())
			}
			return a.readFiles(cmd.Context(), args, meta, printing{asJSON: asJSON, explain: explain})
		},
	}
	cmd.Flags().BoolVar(&ndjson, "ndjson", false, "read reports from standard input, print a reading for each")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print readings as JSON, one a line, instead of a table")
	cmd.Flags().BoolVar(&explain, "explain", false, "tell what each statement, event and figure rests on")
	metaFlags(cmd, &meta)
	return cmd
}

// metaFlags adds the flags that tell what a file does not say of itself.
func metaFlags(cmd *cobra.Command, meta *capture.Meta) {
	cmd.Flags().StringVar(&meta.Publisher, "publisher", "", "the `name` of who published the FILE, where it does not say so itself")
	cmd.Flags().StringVar(&meta.Published, "published", "", "the `day` it was published, 2016-12-13, or a time, 2016-12-13T20:00:00Z")
	cmd.Flags().StringVar(&meta.Title, "title", "", "its `title`")
	cmd.Flags().StringVar(&meta.Columns, "map", "", "which column of a table is which `FIELD=COLUMN,…`: text=Notes,published=When")
	order := func(name string, order capture.Order, example string) {
		cmd.Flags().BoolFunc(name, "dates in figures alone, such as 03/04/2016, are "+example, func(string) error {
			meta.Order = order
			return nil
		})
	}
	order("day-first", capture.DayFirst, "written with the day first")
	order("month-first", capture.MonthFirst, "written with the month first")
	cmd.MarkFlagsMutuallyExclusive("day-first", "month-first")
}

// checkMeta holds that what the flags say can be read, and that what they say of one file is not said of several.
func checkMeta(meta capture.Meta, args []string) error {
	ofOne := meta
	ofOne.Order, ofOne.Columns = capture.UnknownOrder, ""
	if len(args) > 1 && ofOne != (capture.Meta{}) {
		return fmt.Errorf("--publisher, --published and --title tell of one FILE, but %d are given", len(args))
	}
	if meta.Publisher != "" {
		if err := checkPerson("publisher", meta.Publisher); err != nil {
			return err
		}
	}
	// Tried on a text of one letter, a day that cannot be read is told before any file is opened.
	_, err := capture.Bytes("", []byte("a"), meta, capture.DefaultLimits())
	return err
}

// result is what came of one report of the input.
type result struct {
	report  report.Report
	reading report.Reading
	notes   []read.Note
	err     error
}

// printing is what is printed of each reading.
type printing struct{ asJSON, explain bool }

// readFiles prints the reading of every report in the files.
func (a *app) readFiles(ctx context.Context, args []string, meta capture.Meta, as printing) error {
	doubts := a.newDoubts()
	defer doubts.close()
	files := func(yield func(result) bool) {
		for item, err := range capture.Walk(ctx, args, a.input(ctx), a.ledgerFolder(), meta, capture.DefaultLimits()) {
			doubts.tell(item.Warnings, 0)
			if !yield(result{report: item.Report, err: err}) {
				return
			}
		}
	}
	return a.printReadings(ctx, files, as)
}

// readLines prints a reading for every report on standard input.
func (a *app) readLines(ctx context.Context) error {
	limit := capture.DefaultLimits().Line
	doubts := a.newDoubts()
	defer doubts.close()
	reports := func(yield func(result) bool) {
		for l := range lines(a.input(ctx), limit) {
			var r result
			if r.err = l.err; r.err == nil {
				var item capture.Item
				item, r.err = capture.ParseLine(l.bytes)
				r.report = item.Report
				doubts.tell(item.Warnings, l.number)
			}
			if r.err != nil {
				r.err = fmt.Errorf("line %d: %w", l.number, r.err)
			}
			if !yield(r) {
				return
			}
		}
	}
	return a.printReadings(ctx, reports, printing{asJSON: true})
}

// printReadings reads in parallel and prints in order. Input that could not be read is told and counted; the rest goes
// on.
func (a *app) printReadings(ctx context.Context, in iter.Seq[result], as printing) error {
	reader, err := a.readerHere(ctx)
	if err != nil {
		return err
	}
	refused := 0
	out := a.jsonOut()
	with := readWith
	if as.explain {
		with = explainWith
	}
	table := readingTable{out: a.stdout, ink: a.inkOn(a.stdout), width: columnsOf(a.stdout)}
	for r := range inOrder(ctx, in, with(reader)) {
		if r.err != nil {
			refused++
			a.refuse(r.err)
			continue
		}
		var err error
		switch {
		case as.asJSON && as.explain:
			err = out.Encode(explained{r.reading, listed(r.notes)})
		case as.asJSON:
			err = out.Encode(r.reading)
		default:
			err = table.print(r.report, r.reading)
		}
		if err == nil && as.explain && !as.asJSON {
			err = table.explain(r.report.Text, r.reading, r.notes)
		}
		if err != nil {
			return fmt.Errorf("print reading: %w", err)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if refused > 0 {
		return errRefused
	}
	return nil
}

// readWith gives the function that reads one report with a reader.
func readWith(reader *read.Reader) func(result) result {
	return func(r result) result {
		if r.err == nil {
			r.reading, r.err = safely(reader, r.report)
		}
		return r
	}
}

// tokensAtOnce is how many words and marks all reports that are being read may have together. Reading takes up to some
// 2 KB for each: a machine with many processors must not run out of memory because many long reports come at once.
const tokensAtOnce = 5 * read.MaxTokens

var underWay = semaphore.NewWeighted(tokensAtOnce)

// safely reads one report. A fault of the reader itself becomes a reading that says so, and an error that names the
// report by its ID, so that one strange text cannot keep a desk from reading all the others. The reading is to be kept:
// the same reader would fail again.
func safely(reader *read.Reader, r report.Report) (report.Reading, error) {
	if err := underWay.Acquire(context.Background(), tokensOf(r)); err != nil {
		return report.Reading{}, err // does not happen: nothing ends that context
	}
	defer underWay.Release(tokensOf(r))
	return reader.Attempt(r)
}

// tokensOf is how many tokens a report has at most: each has a byte at least.
func tokensOf(r report.Report) int64 { return int64(min(len(r.Text), read.MaxTokens)) }
