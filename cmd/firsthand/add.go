package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"firsthand/internal/capture"
)

// addVerb puts reports into the ledger: captured, sealed, read.
func (a *app) addVerb() *cobra.Command {
	var meta capture.Meta
	var witnesses []string
	cmd := &cobra.Command{
		Use:   "add FILE… | DIR | -",
		Short: "Add reports to the ledger: seal them, then read them",
		Long: `Add reports to the ledger. Every report is sealed as it was captured before anything is
read from it; a report that the ledger holds already is not added twice. The ledger is made
where its folder does not exist yet or is empty.

A FILE is plain text, a web page, .ndjson with one report a line, a chat, mail, a feed, a table
or subtitles (docs/formats.md has them all); a folder stands for
the files in it and - for standard input. What a file is, is told from its bytes and not from
its name. A file that cannot be read gets an error that names it; the others go on. Plain
text may begin with lines such as "Publisher: …", "Published: …" and "Title: …", which end
with an empty line; the flags say the same for one FILE.

Authorities for time (firsthand stamp) and witnesses (firsthand seal witness) that the ledger
knows are asked for their word at the end; where they do not answer, it is said, and the next
add or serve asks again.

If the work is interrupted, what was acknowledged is kept, and the next add or serve reads
what is not read yet.`,
		Example: `  firsthand add reports/
  firsthand add page.html --publisher "The Umberlane Courier" --published 2016-12-13
  curl -s https://news.example/story | firsthand add -`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fmt.Errorf("name at least one FILE or DIR, or - for standard input")
			}
			return checkMeta(meta, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.add(cmd.Context(), args, meta, witnesses) },
	}
	metaFlags(cmd, &meta)
	witnessFlag(cmd, &witnesses)
	return cmd
}

func witnessFlag(cmd *cobra.Command, witnesses *[]string) {
	cmd.Flags().StringArrayVar(witnesses, "witness", nil, "a witness to be asked from now on: `URL#KEY`, or the URL of one that is known")
}

func (a *app) add(ctx context.Context, args []string, meta capture.Meta, witnesses []string) error {
	l, err := a.openOrInit(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	for _, w := range witnesses {
		if err := a.knowWitness(ctx, l, w); err != nil {
			return err
		}
	}

	came, err := a.takeIn(ctx, l, capture.Walk(ctx, args, a.input(ctx), a.ledgerFolder(), meta, capture.DefaultLimits()))
	if err == nil {
		var done, failed int
		done, failed, err = a.readStale(ctx, l)
		a.log.Info("read", "reports", done, "failed", failed)
		came.refused += failed
	}
	if came.added > 0 {
		a.fetchWords(ctx, l)
	}
	fmt.Fprintln(a.stdout, came)
	if lacks := came.lacks(); lacks != "" {
		a.say("kept", errors.New(lacks), lacksHint)
	}
	if err != nil {
		return err
	}
	if came.refused > 0 {
		return errRefused
	}
	return nil
}

// String says it in a line: "added 12 reports, 3 were there already, 1 could not be read".
func (i intake) String() string {
	parts := []string{"added " + count(i.added, "report", "reports")}
	if i.known == 1 {
		parts = append(parts, "1 was there already")
	} else if i.known > 1 {
		parts = append(parts, grouped(int64(i.known))+" were there already")
	}
	if i.refused > 0 {
		parts = append(parts, grouped(int64(i.refused))+" could not be read")
	}
	return strings.Join(parts, ", ")
}

// lacksHint says what to do about reports that lack something.
const lacksHint = "add the file with --published, --publisher or --title, or write them into it; " +
	"without a day a report has no place in time, without a publisher it is nobody's"

// lacks says what the reports that were added do not say of themselves: "3 without a day, 1 without a publisher".
func (i intake) lacks() string {
	var parts []string
	for _, l := range []struct {
		n    int
		what string
	}{{i.undated, "a day"}, {i.unpublished, "a publisher"}, {i.untitled, "a title"}} {
		if l.n > 0 {
			parts = append(parts, grouped(int64(l.n))+" without "+l.what)
		}
	}
	return strings.Join(parts, ", ")
}
