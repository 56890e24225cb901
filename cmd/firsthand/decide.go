package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"firsthand/internal/decide"
	"firsthand/internal/keep"
	"firsthand/internal/kept"
	"firsthand/internal/report"
	"firsthand/internal/report/ref"
)

// decideVerb holds the verbs by which an analyst decides.
func (a *app) decideVerb() *cobra.Command {
	var who, why, id string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "decide",
		Short: "Decide what the program cannot: merge, split, grade, set sides; or list what was decided",
		Long: `Decide, or list what was decided. A decision is sealed like a report: it is never edited and
never deleted. It can be taken back, which is a decision too.

Every decision needs --by, who decides, and --reason, a sentence that somebody who asks years
later can check. What it is about is named as the desk and firsthand export name it:

  0123456789abcdef          an incident: the last part of its page's address
  source:quillfort          a source; its plain name will do, "Quillfort"
  325717ea…                 a report, by its ID
  325717ea…/s2              statement 2 of a report; /f1 is its figure 1`,
		Example: `  firsthand decide merge 0123456789abcdef fedcba9876543210 --by "M. Kerr" --reason "One strike: same street, same hour."
  firsthand decide side "the government" SANA "Syrian army" --by "M. Kerr" --reason "Organs of the state."
  firsthand decide withdraw 4f1c… --by "M. Kerr" --reason "The second strike was an hour later."`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.listDecisions(cmd.Context(), asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "list what was decided as JSON, one decision a line")
	cmd.PersistentFlags().StringVar(&who, "by", "", "the `name` of whoever decides")
	cmd.PersistentFlags().StringVar(&why, "reason", "", "why, in `words`")
	cmd.PersistentFlags().StringVar(&id, "id", "", "the `ID` of the decision, 32 hexadecimal digits; given again, nothing is decided twice")

	verb := func(use, short, long string, least int, make func(v *cobra.Command, args []string) (report.Decision, error)) *cobra.Command {
		v := &cobra.Command{
			Use: use, Short: short, Long: long,
			Args: func(cmd *cobra.Command, args []string) error {
				switch {
				case len(args) < least:
					return usage("%s needs more: firsthand decide %s", cmd.Name(), use)
				case strings.TrimSpace(who) == "":
					return usage("say who decides, with --by NAME")
				case strings.TrimSpace(why) == "":
					return usage("say why, with --reason WORDS")
				}
				return checkPerson("by", who)
			},
			RunE: func(cmd *cobra.Command, args []string) error {
				d, err := make(cmd, args)
				if err != nil {
					return err
				}
				d.ID, d.By, d.Reason = id, strings.TrimSpace(who), strings.TrimSpace(why)
				return a.decide(cmd.Context(), d)
			},
		}
		cmd.AddCommand(v)
		return v
	}
	on := func(act report.Act) func(*cobra.Command, []string) (report.Decision, error) {
		return func(_ *cobra.Command, args []string) (report.Decision, error) {
			return report.Decision{Act: act, On: args}, nil
		}
	}

	var origin, hand, figure string
	var edge bool
	verb("merge THING THING…", "Make two or more incidents one, or two or more sources",
		"Make incidents one incident, or sources one source: the others become names of the first.\nA split undoes it, and so does taking it back.", 2, on(decide.Merge))
	verb("split INCIDENT REPORT… | SOURCE SOURCE…", "Let reports leave an incident together, or merged sources part",
		"Let reports leave an incident and be an incident of their own, or let sources that were merged\ninto the first be themselves again.", 2, on(decide.Split))
	verb("grade INCIDENT GRADE", "Grade an incident: "+strings.Join(decide.Grades(), ", "),
		"Grade an incident. The grade stands before the one that the rules give, which is kept beside it.\nGrades: "+strings.Join(decide.Grades(), ", ")+".", 2,
		func(_ *cobra.Command, args []string) (report.Decision, error) {
			return report.Decision{Act: decide.Grade, On: args[:len(args)-1], Value: args[len(args)-1]}, nil
		})
	side := verb("side SIDE SOURCE…", "Say on whose side sources are in the conflict; \"\" for nobody's",
		"Say on whose side sources are in the conflict that this ledger is about. A source need not have\nspoken yet. Many at once come from a table: firsthand sides import.", 2,
		func(_ *cobra.Command, args []string) (report.Decision, error) {
			return report.Decision{Act: decide.Side, On: args[1:], Value: args[0]}, nil
		})
	side.Aliases = []string{"set-side"}
	for _, act := range []struct {
		name        report.Act
		short, long string
	}{
		{decide.Accept, "Accept what was read: words, an edge, or that two sources are one",
			"Accept, after looking, what the program made out: a statement or a figure as it was read; the edge\nbetween two nodes of the origins picture; that two sources are one, which merges them. It overrules\nwhat was rejected or corrected before."},
		{decide.Reject, "Reject what was read: a report, words, an edge, or that two sources are one",
			"Reject what the program made out. A report is then not weighed. A statement is nobody's words but\nthe report's own; a figure is none. An edge of the origins picture is cut. Two sources are kept apart."},
	} {
		v := verb(string(act.name)+" THING | SOURCE SOURCE | [INCIDENT] FROM TO", act.short, act.long, 1, func(_ *cobra.Command, args []string) (report.Decision, error) {
			d := report.Decision{Act: act.name, On: args}
			if edge {
				d.Value = decide.OnEdge
			}
			return d, nil
		})
		v.Flags().BoolVar(&edge, "edge", false, "of two sources, the edge between them is meant and not that the two are one")
	}
	correct := verb("correct STATEMENT | FIGURE", "Correct whose words a statement is, its hand, or a figure",
		"Correct what was read: of a statement its origin or its hand, of a figure its number.", 1,
		func(v *cobra.Command, args []string) (report.Decision, error) {
			d := report.Decision{Act: decide.Correct, On: args}
			given := 0
			for name, value := range map[string]string{"origin": decide.ToOrigin(origin), "hand": decide.ToHand(report.Hand(hand)), "figure": decide.ToFigure(figure)} {
				if v.Flags().Changed(name) {
					d.Value = value
					given++
				}
			}
			if given != 1 {
				return d, usage("say what it is corrected to: one of --origin, --hand and --figure")
			}
			if origin != "" {
				return d, checkPerson("origin", origin)
			}
			return d, nil
		})
	correct.Flags().StringVar(&origin, "origin", "", "the `name` of whose words they are; \"\" where nobody is named")
	correct.Flags().StringVar(&hand, "hand", "", "what the origin `claims`: witness, told, relayed or unknown")
	correct.Flags().StringVar(&figure, "figure", "", "the `number`: 82; a range, 80-100; at least, 80-")
	withdraw := verb("withdraw DECISION", "Take a decision back",
		"Take a decision back: everything is then as if it had not been made, and the record shows both.\nTaking that back restores it.", 1, on(decide.Withdraw))
	withdraw.Aliases = []string{"undo", "take-back"}
	return cmd
}

// mostTries is how often a decision is held against the ledger anew because somebody else wrote to it meanwhile.
const mostTries = 10

// decide holds a decision against the ledger, seals it and says so.
func (a *app) decide(ctx context.Context, d report.Decision) error {
	l, err := a.openLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	if _, _, err := a.readStale(ctx, l); err != nil {
		return err
	}
	if d.ID == "" {
		d.ID = keep.NewDecisionID()
	}
	weighed := a.weighed(l) // a second try weighs only what came meanwhile
	for range mostTries {
		sealed, world, err := a.decideOnce(ctx, l, weighed, d)
		switch {
		case errors.Is(err, keep.ErrMoved):
			continue
		case errors.Is(err, keep.ErrUnknown):
			return fail(exitFailed, "give the same command again with --id "+d.ID+": what was sealed already is not sealed twice", "%w", err)
		case err != nil:
			return err
		}
		fmt.Fprintf(a.stdout, "decision %s is sealed: %s %s.\n", sealed.ID, printable(sealed.By), printable(decide.Say(sealed, world.Called)))
		return nil
	}
	return fail(exitFailed, "try again", "nothing was decided: others keep writing to the ledger")
}

// decideOnce holds a decision against the ledger as it is at one version, and seals it if it is at that version still:
// keep.ErrMoved where it is not.
func (a *app) decideOnce(ctx context.Context, l *keep.Ledger, weighed *kept.Weighed, d report.Decision) (sealed report.Decision, world decide.World, err error) {
	version, err := l.Version(ctx)
	if err != nil {
		return d, world, a.aboutLedger(err)
	}
	if world, err = a.world(ctx, l, weighed); err != nil {
		return d, world, err
	}
	d.On = slices.Clone(d.On)
	for i, name := range d.On {
		d.On[i] = resolve(world, d, i, name)
	}
	held := slices.ContainsFunc(world.Decisions, func(other report.Decision) bool { return other.ID == d.ID })
	if err := world.Check(d); err != nil && !held {
		return d, world, fail(exitUsage, "firsthand help decide "+string(d.Act), "%w", err)
	}
	if sealed, err = l.Decide(ctx, d, version); err != nil {
		return d, world, a.aboutLedger(err)
	}
	return sealed, world, nil
}

// world is what the ledger holds, for decisions to be held against.
func (a *app) world(ctx context.Context, l *keep.Ledger, weighed *kept.Weighed) (decide.World, error) {
	w, err := weighed.Weigh(ctx)
	if err != nil {
		return decide.World{}, err
	}
	world := decide.World{Weighing: &w, Reading: func(id string) (report.Reading, error) { return a.readingOf(ctx, l, id) }}
	for d, err := range l.Decisions(ctx) {
		if err != nil {
			return world, a.aboutLedger(err)
		}
		world.Decisions = append(world.Decisions, d)
	}
	return world, nil
}

// resolve finds the name of what a person means by the argument at place i: a name as it is; a report's ID; a statement
// or figure by its number in the reading; a source by what it is called. What it cannot find it leaves as it is, for
// the check to refuse.
func resolve(w decide.World, d report.Decision, i int, word string) string {
	id, number, numbered := strings.Cut(word, "/")
	switch kind := decide.KindOf(word); {
	case kind == decide.Report && d.Act == decide.Split && i > 0:
		return decide.ReportOf(word)
	case kind == decide.Decided && d.Act != decide.Withdraw && (d.Act != decide.Split || i == 0):
		return decide.OnReport(word)
	case kind != decide.Unknown:
		return word
	case numbered && decide.KindOf(id) == decide.Decided:
		if name := partOf(w, id, number); name != "" {
			return name
		}
		return word
	}
	if name := w.Find(word); name != "" {
		return name
	}
	if key := report.SourceID(word); key != "" && d.Act == decide.Side {
		return ref.SourcePrefix + key
	}
	return word
}

// partOf finds the name of a statement or figure by its number in the reading of a report; "" where there is none.
func partOf(w decide.World, id, number string) string {
	reading, err := w.Reading(id)
	if err != nil {
		return ""
	}
	for _, s := range reading.Statements {
		if s.ID == number {
			return decide.OnStatement(id, s)
		}
	}
	for _, f := range reading.Figures {
		if f.ID == number {
			return decide.OnFigure(id, f)
		}
	}
	return ""
}

// listDecisions prints every decision with what became of it, oldest first.
func (a *app) listDecisions(ctx context.Context, asJSON bool) error {
	l, err := a.openLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	if asJSON {
		return a.printDecisions(ctx, l)
	}
	world, err := a.world(ctx, l, a.weighed(l))
	if err != nil {
		return err
	}
	if len(world.Decisions) == 0 {
		fmt.Fprintln(a.stdout, "nothing decided")
		return nil
	}
	gone := decide.Withdrawn(world.Decisions)
	for _, d := range world.Decisions {
		fmt.Fprintf(a.stdout, "%s  %s  %s %s\n", d.ID, d.At.Format("2006-01-02 15:04 UTC"), printable(d.By), printable(decide.Say(d, world.Called)))
		fmt.Fprintf(a.stdout, "    because: %s\n", printable(d.Reason))
		if by, ok := gone[d.ID]; ok {
			fmt.Fprintf(a.stdout, "    taken back by %s: %s\n", printable(by.By), printable(by.Reason))
		}
	}
	return nil
}

// printDecisions prints every decision as JSON, with the ID of the one that took it back, one a line.
func (a *app) printDecisions(ctx context.Context, l *keep.Ledger) error {
	var all []report.Decision
	for d, err := range l.Decisions(ctx) {
		if err != nil {
			return a.aboutLedger(err)
		}
		all = append(all, d)
	}
	gone := decide.Withdrawn(all)
	out := a.jsonOut()
	for _, d := range all {
		line := struct {
			report.Decision
			WithdrawnBy string `json:"withdrawn_by,omitempty"`
		}{d, gone[d.ID].ID}
		if err := out.Encode(line); err != nil {
			return fmt.Errorf("print decisions: %w", err)
		}
	}
	return nil
}
