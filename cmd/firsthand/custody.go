package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"firsthand/internal/export"
	"firsthand/internal/keep"
	"firsthand/internal/report"
)

// custodyVerb holds the verbs that take down what became of reports outside of the program.
func (a *app) custodyVerb() *cobra.Command {
	var by, why string
	cmd := &cobra.Command{
		Use:   "custody",
		Short: "Take down whom a report came from, who was given it, and what was agreed; or list that",
		Long: `Take down what happens to reports outside of the program, so that a court can follow each from hand to hand: from whom
they were received, to whom they were handed over, what the giver agreed to, who may see them. How they were captured is sealed
with each report already, and every packet that is made is taken down by firsthand casefile. docs/evidence.md says what is
asked for and what is not covered.

Each entry is sealed like a decision, changes nothing that is counted, and is never edited. firsthand custody list ID shows
the chain of one report.`,
		Example: `  firsthand custody received 325717ea… --from "a nurse, known to us as M." --by "M. Kerr" --reason "By hand, on a memory card"
  firsthand custody restricted 325717ea… --to "the legal team" --by "M. Kerr" --reason "The source asked for it"`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().StringVar(&by, "by", "", "the `name` of whoever takes it down")
	cmd.PersistentFlags().StringVar(&why, "reason", "", "how and why, in `words`")
	for _, entry := range []struct {
		act              report.Act
		flag, use, short string
	}{
		{report.ReceivedFrom, "from", "whom they came from", "Reports were received from somebody"},
		{report.HandedOver, "to", "whom they were given to", "Reports were handed over to somebody"},
		{report.Consented, "to", "what the giver agreed to", "Whoever gave the reports agreed to something"},
		{report.Restricted, "to", "who may see them", "Reports may be seen by some people only"},
		{report.Viewed, "by-whom", "who looked at them", "Somebody looked at reports that are restricted"},
	} {
		var whom string
		verb := &cobra.Command{
			Use: string(entry.act) + " ID… --" + entry.flag + " WORDS", Short: entry.short,
			Args: func(_ *cobra.Command, args []string) error {
				switch {
				case len(args) == 0:
					return usage("name at least one report by its ID")
				case strings.TrimSpace(whom) == "":
					return usage("say %s, with --%s WORDS", entry.use, entry.flag)
				case strings.TrimSpace(by) == "" || strings.TrimSpace(why) == "":
					return usage("say who takes it down, with --by NAME, and how and why, with --reason WORDS")
				}
				return cmp.Or(checkPerson("by", by), checkPerson(entry.flag, whom))
			},
			RunE: func(cmd *cobra.Command, args []string) error {
				return a.custody(cmd.Context(), args, report.Decision{By: strings.TrimSpace(by), Act: entry.act, Value: strings.TrimSpace(whom), Reason: strings.TrimSpace(why)})
			},
		}
		verb.Flags().StringVar(&whom, entry.flag, "", entry.use+", in `words`")
		cmd.AddCommand(verb)
	}
	cmd.AddCommand(&cobra.Command{
		Use: "list ID", Short: "Show the chain of custody of one report",
		Args: named("name one report by its ID", 1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.listCustody(cmd.Context(), args[0]) },
	})
	cmd.AddCommand(&cobra.Command{
		Use: "export [ID…]", Short: "Write the chains of custody of these reports, or of all, as PROV-O (JSON-LD)",
		RunE: func(cmd *cobra.Command, args []string) error { return a.exportCustody(cmd.Context(), args) },
	})
	return cmd
}

// custody takes an entry down about reports that the ledger holds.
func (a *app) custody(ctx context.Context, ids []string, d report.Decision) error {
	l, err := a.openLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	for _, id := range ids {
		if _, err := a.reportOf(ctx, l, id); err != nil {
			return err
		}
		d.On = append(d.On, "report:"+id)
	}
	sealed, err := l.Decide(ctx, d, keep.AnyVersion)
	if err != nil {
		return a.aboutLedger(err)
	}
	fmt.Fprintf(a.stdout, "entry %s is sealed\n", sealed.ID)
	return nil
}

// reportOf is the report of an ID, which must be whole.
func (a *app) reportOf(ctx context.Context, l *keep.Ledger, id string) (report.Report, error) {
	r, err := l.Report(ctx, id)
	if errors.Is(err, keep.ErrNotFound) {
		return r, fail(exitUsage, "the desk shows the ID of each report", "the ledger holds no report of the ID %q", id)
	}
	return r, a.aboutLedger(err)
}

// listCustody prints the chain of one report, from its capture on.
func (a *app) listCustody(ctx context.Context, id string) error {
	l, err := a.openLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	r, err := a.reportOf(ctx, l, id)
	if err != nil {
		return err
	}
	sealed, err := l.Sealed(ctx, id)
	if err != nil {
		return a.aboutLedger(err)
	}
	c := r.Capture
	if !c.At.IsZero() {
		fmt.Fprintf(a.stdout, "%s  captured with %s\n", c.At.UTC().Format(time.RFC3339), printable(strings.Join(slices.DeleteFunc([]string{c.Tool, c.Version, c.Operator, c.From}, func(s string) bool { return s == "" }), ", ")))
	}
	fmt.Fprintf(a.stdout, "%s  sealed as number %d of the log\n", sealed.Added.Format(time.RFC3339), sealed.Leaf)
	for d, err := range l.Decisions(ctx) {
		if err != nil {
			return a.aboutLedger(err)
		}
		if slices.Contains(d.On, "report:"+id) && slices.Contains(report.CustodyActs, d.Act) {
			fmt.Fprintf(a.stdout, "%s  %s %s; %s: %s\n", d.At.Format(time.RFC3339), d.Act, printable(d.Value), printable(d.By), printable(d.Reason))
		}
	}
	return nil
}

// exportCustody writes chains for programs of others.
func (a *app) exportCustody(ctx context.Context, ids []string) error {
	l, err := a.lookAtLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	if len(ids) == 0 {
		for r, err := range l.Reports(ctx) {
			if err != nil {
				return a.aboutLedger(err)
			}
			ids = append(ids, r.ID)
		}
	}
	entries := make(map[string][]report.Decision)
	for d, err := range l.Decisions(ctx) {
		if err != nil {
			return a.aboutLedger(err)
		}
		for _, on := range d.On {
			if slices.Contains(report.CustodyActs, d.Act) {
				entries[on] = append(entries[on], d)
			}
		}
	}
	var chains []export.Chain
	for _, id := range ids {
		r, err := a.reportOf(ctx, l, id)
		if err != nil {
			return err
		}
		sealed, err := l.Sealed(ctx, id)
		if err != nil {
			return a.aboutLedger(err)
		}
		chains = append(chains, export.Chain{Report: r, Leaf: sealed.Leaf, Sealed: sealed.Added, Entries: entries["report:"+id]})
	}
	if err := export.Provenance(a.stdout, chains); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}
