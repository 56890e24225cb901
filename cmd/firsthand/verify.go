package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"firsthand/internal/keep"
	"firsthand/internal/report"
)

// verifyVerb holds everything in a ledger against its seal.
func (a *app) verifyVerb() *cobra.Command {
	var asJSON bool
	var held []string
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Hold everything in the ledger against its seal",
		Long: `Hash every original again, recompute the log from the records, check its signatures, and
name every record and file that is not what was sealed.

Somebody who can write to the whole folder, and has its key, could replace it by another
ledger that agrees with itself. Only a checkpoint that was kept elsewhere tells of that: copy
the file seal/checkpoint out of the ledger now and then, and give the copies to --checkpoint.`,
		Example: `  firsthand verify
  firsthand verify --checkpoint 2026-01-31.checkpoint --json`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.verify(cmd.Context(), held, asJSON) },
	}
	cmd.Flags().StringArrayVar(&held, "checkpoint", nil, "a `file` with a checkpoint of this ledger that was kept elsewhere; may be given again")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return cmd
}

func (a *app) verify(ctx context.Context, held []string, asJSON bool) error {
	var checkpoints [][]byte
	for _, name := range held {
		b, err := os.ReadFile(name)
		if err != nil {
			return fail(exitUsage, "give --checkpoint a file that was copied from seal/checkpoint", "read checkpoint: %w", err)
		}
		checkpoints = append(checkpoints, b)
	}
	l, err := a.openLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()

	found, err := a.verifyLedger(ctx, l, checkpoints)
	if err != nil {
		return err
	}
	records, originals, err := holdings(ctx, l)
	if err != nil && found.Clean() {
		return a.aboutLedger(err)
	}
	if !asJSON {
		a.printFindings(found, records, originals)
	} else if err := a.printFindingsJSON(found, records, originals); err != nil {
		return err
	}
	if !found.Clean() {
		return fail(exitLedger, "keep the folder as it is, work on a copy of it, and compare both with a backup",
			"the ledger is not what was sealed")
	}
	return nil
}

// verifyLedger runs the check with a bar for its progress.
func (a *app) verifyLedger(ctx context.Context, l *keep.Ledger, checkpoints [][]byte) (keep.Findings, error) {
	var add func(int)
	wipe := func() {}
	before := 0
	found, err := l.Verify(ctx, func(done, total int) {
		if add == nil {
			add, wipe = a.progress("verifying", int64(total))
		}
		add(done - before)
		before = done
	}, checkpoints...)
	wipe()
	return found, err
}

// holdings counts the records in the log and the different originals that the reports name.
func holdings(ctx context.Context, l *keep.Ledger) (records int64, originals int, err error) {
	if records, err = l.Size(ctx); err != nil {
		return 0, 0, err
	}
	digests := make(map[report.Digest]bool)
	for r, err := range l.Reports(ctx) {
		if err != nil {
			return records, len(digests), err
		}
		digests[r.Original] = true
	}
	return records, len(digests), nil
}

func (a *app) printFindings(found keep.Findings, records int64, originals int) {
	differences := 0
	for _, f := range found {
		fmt.Fprintf(a.stdout, "%s.\n", printable(f.String()))
		if !f.Harmless() {
			differences++
		}
	}
	if differences > 0 {
		fmt.Fprintf(a.stdout, "%s: not everything agrees with the seal.\n", count(differences, "difference", "differences"))
		return
	}
	fmt.Fprintf(a.stdout, "%s and %s agree with the seal.\n", count(int(records), "record", "records"), count(originals, "original", "originals"))
}

// verdict is what verify --json prints.
type verdict struct {
	Agrees    bool            `json:"agrees"`
	Records   int64           `json:"records"`
	Originals int             `json:"originals"`
	Findings  []verdictDetail `json:"findings"`
}

type verdictDetail struct {
	Problem  keep.Problem `json:"problem"`
	Thing    keep.Thing   `json:"thing"`
	Which    string       `json:"which"`
	Field    string       `json:"field,omitempty"`
	Expected string       `json:"expected,omitempty"`
	Found    string       `json:"found,omitempty"`
	Harmless bool         `json:"harmless,omitempty"`
	Sentence string       `json:"sentence"`
}

func (a *app) printFindingsJSON(found keep.Findings, records int64, originals int) error {
	v := verdict{Agrees: found.Clean(), Records: records, Originals: originals, Findings: make([]verdictDetail, 0, len(found))}
	for _, f := range found {
		v.Findings = append(v.Findings, verdictDetail{f.Problem, f.Thing, f.Which, f.Field, f.Expected, f.Found, f.Harmless(), f.String()})
	}
	out := json.NewEncoder(a.stdout)
	out.SetIndent("", "  ")
	if err := out.Encode(v); err != nil {
		return fmt.Errorf("print findings: %w", err)
	}
	return nil
}
