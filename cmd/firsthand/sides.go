package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"firsthand/internal/decide"
	"firsthand/internal/keep"
	"firsthand/internal/report"
)

// sidesVerb holds the verbs about who is on whose side.
func (a *app) sidesVerb() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "sides",
		Short: "List on whose side sources are, or import a table that says so",
		Long: `List the sources of the ledger that have a side in the conflict, with who set it.

Sides are set by people. A ledger is about one conflict: a government that fights in one
may mediate in another, so each ledger has sides of its own. Until somebody sets one, the
organs of some states and parties have the side of whoever runs them, from a short list that
Firsthand carries; nobody else has any.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.listSides(cmd.Context()) },
	}
	var who, why string
	load := &cobra.Command{
		Use:   "import FILE",
		Short: "Set the sides that a table gives",
		Long: `Set sides from a table: lines of two columns with a tab between, the side and the names of
sources, a semicolon between names. Empty lines and lines that begin with # do not count.

  the government	SANA; Syrian army; Ministry of Defence
  the opposition	Syrian Coalition

Each line becomes one decision, sealed, which can be taken back: firsthand decide withdraw. What
is set so already is passed over, so a table can be imported again after it was added to. The
file is taken whole or not at all, and errors name its lines. A source need not have spoken yet.`,
		Example: `  firsthand sides import sides.tsv --by "M. Kerr" --reason "Agreed at the desk's meeting of 3 March."`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) != 1:
				return usage("name one FILE")
			case strings.TrimSpace(who) == "":
				return usage("say who decides, with --by NAME")
			case strings.TrimSpace(why) == "":
				return usage("say why, with --reason WORDS")
			}
			return checkPerson("by", who)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.importSides(cmd.Context(), args[0], strings.TrimSpace(who), strings.TrimSpace(why))
		},
	}
	load.Flags().StringVar(&who, "by", "", "the `name` of whoever decides")
	load.Flags().StringVar(&why, "reason", "", "why, in `words`")
	cmd.AddCommand(load)
	return cmd
}

// sideLine is a line of the table: a side and the names of those who are on it.
type sideLine struct {
	number int
	side   string
	names  []string
}

// mostSidesBytes bounds a table of sides.
const mostSidesBytes = 1 << 20

// parseSides reads a table of sides. Every line that is wrong is told.
func parseSides(table string) (lines []sideLine, wrong []error) {
	if !utf8.ValidString(table) {
		return nil, []error{errors.New("it is not UTF-8")}
	}
	seen := make(map[string]int)
	number := 0
	for line := range strings.Lines(strings.TrimPrefix(table, "\ufeff")) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		side, list, ok := strings.Cut(line, "\t")
		l := sideLine{number: number, side: strings.TrimSpace(side)}
		for name := range strings.SplitSeq(list, ";") {
			if name = strings.TrimSpace(name); name == "" {
				continue
			}
			key := report.SourceID(name)
			switch {
			case key == "":
				wrong = append(wrong, fmt.Errorf("line %d: %q is no name", number, name))
			case seen[key] > 0:
				wrong = append(wrong, fmt.Errorf("line %d: %q stands in line %d already", number, name, seen[key]))
			}
			seen[key] = number
			l.names = append(l.names, name)
		}
		if !ok || l.side == "" || len(l.names) == 0 {
			wrong = append(wrong, fmt.Errorf("line %d: it is not a side and names with a tab between", number))
			continue
		}
		lines = append(lines, l)
	}
	if len(lines) == 0 && len(wrong) == 0 {
		wrong = append(wrong, errors.New("it holds no line"))
	}
	return lines, wrong
}

// importSides makes a decision of every line of a table that says anything new.
func (a *app) importSides(ctx context.Context, file, who, why string) error {
	f, err := os.Open(file)
	if err != nil {
		return fail(exitUsage, "name a table of sides: firsthand help sides import", "read %s: %w", file, cause(err))
	}
	defer f.Close()
	table, err := io.ReadAll(io.LimitReader(f, mostSidesBytes+1))
	if err != nil || len(table) > mostSidesBytes {
		return fail(exitUsage, "", "%s cannot be read, or is larger than %d bytes", file, mostSidesBytes)
	}
	lines, wrong := parseSides(string(table))
	for _, err := range wrong {
		a.refuse(fmt.Errorf("%s: %w", filepath.Base(file), err))
	}
	if len(wrong) > 0 {
		return errRefused
	}
	l, err := a.openOrInit(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	if _, _, err := a.readStale(ctx, l); err != nil {
		return err
	}
	// What was set before another process wrote to the ledger stays set, and is not set again.
	sources := 0
	for range mostTries {
		set, err := a.setSides(ctx, l, lines, filepath.Base(file), report.Decision{By: who, Reason: why})
		sources += set
		if errors.Is(err, keep.ErrMoved) {
			continue
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(a.stdout, "set the side of %s\n", count(sources, "source", "sources"))
		return nil
	}
	return fail(exitFailed, "try again", "the side of %s is set, and not yet of the others: somebody else keeps writing to the ledger", count(sources, "source", "sources"))
}

// setSides decides what lines say that does not stand already, and gives the number of sources whose side was set.
// keep.ErrMoved where the ledger changed meanwhile.
func (a *app) setSides(ctx context.Context, l *keep.Ledger, lines []sideLine, file string, as report.Decision) (sources int, err error) {
	version, err := l.Version(ctx)
	if err != nil {
		return 0, a.aboutLedger(err)
	}
	world, err := a.world(ctx, l, a.weighed(l))
	if err != nil {
		return 0, err
	}
	todo, err := sidesToSet(world, lines, file, as)
	if err != nil {
		return 0, err
	}
	for i, d := range todo {
		if _, err := l.Decide(ctx, d, version+int64(i)); err != nil { // each decision is one version more
			return sources, a.aboutLedger(err)
		}
		sources += len(d.On)
	}
	return sources, nil
}

// sidesToSet are the decisions by which lines come to stand that do not stand already.
func sidesToSet(world decide.World, lines []sideLine, file string, as report.Decision) (todo []report.Decision, err error) {
	standing := sidesIn(world)
	for _, line := range lines {
		d := report.Decision{Act: decide.Side, Value: line.side, By: as.By, Reason: as.Reason}
		for i, name := range line.names {
			id := resolve(world, d, i, name)
			if last, known := standing[id]; (!known || last.Value != line.side) && !slices.Contains(d.On, id) {
				d.On = append(d.On, id)
			}
		}
		if len(d.On) == 0 {
			continue
		}
		if err := world.Check(d); err != nil {
			return nil, fail(exitUsage, "", "%s: line %d: %w", file, line.number, err)
		}
		todo = append(todo, d)
	}
	return todo, nil
}

// sidesIn are the decisions on sides that stand, by source.
func sidesIn(world decide.World) map[string]report.Decision {
	standing := make(map[string]report.Decision)
	for _, d := range decide.Standing(world.Decisions) {
		if d.Act == decide.Side {
			for _, name := range d.On {
				standing[name] = d
			}
		}
	}
	return standing
}

// listSides prints the sources that have a side, by side.
func (a *app) listSides(ctx context.Context) error {
	l, err := a.openLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	world, err := a.world(ctx, l, a.weighed(l))
	if err != nil {
		return err
	}
	var lines []string
	spoke := make(map[string]bool)
	for _, s := range world.Weighing.Sources {
		spoke[s.ID] = true
		if s.Side != "" {
			lines = append(lines, fmt.Sprintf("%s\t%s\t%s", printable(s.Side), printable(s.Name), printable(s.SideWhy.String())))
		}
	}
	for name, d := range sidesIn(world) {
		if !spoke[name] && d.Value != "" {
			lines = append(lines, fmt.Sprintf("%s\t%s\tSet by %s: %s (it has not spoken in this ledger)", printable(d.Value), printable(world.Called(name)), printable(d.By), printable(d.Reason)))
		}
	}
	if len(lines) == 0 {
		fmt.Fprintln(a.stdout, "no source has a side")
		return nil
	}
	slices.Sort(lines)
	fmt.Fprintln(a.stdout, strings.Join(lines, "\n"))
	return nil
}
