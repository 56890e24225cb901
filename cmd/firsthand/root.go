package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"firsthand/internal/keep/durable"
	"firsthand/internal/read"
)

// ledgerVariable is the one environment variable of Firsthand, and defaultLedger the folder where neither it nor
// --ledger is given.
const (
	ledgerVariable = "FIRSTHAND_LEDGER"
	defaultLedger  = "firsthand-ledger"
)

// app is what a verb needs of the world outside: streams, environment, the folder of the ledger, a log.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string

	ledger  string // --ledger
	named   bool   // whether --ledger or the environment names it
	verbose bool   // --verbose
	log     *slog.Logger

	lock   sync.Mutex   // of reader
	reader *read.Reader // with the ledger's places, once it was asked for

	lastHint string // that refuse gave
	makeRoom func() // takes a progress bar off its line before something else is written there; nil where there is none
}

// run does what args ask for, without the program's name, and gives the exit code.
func (a *app) run(ctx context.Context, args []string) int {
	out := &sticky{Writer: a.stdout}
	a.stdout = out
	root := a.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil && out.err != nil { // whatever was done, nobody was told
		err = fmt.Errorf("write to standard output: %w", durable.WithoutPath(out.err))
	}
	return a.finish(ctx, err)
}

// sticky is a writer that remembers that writing failed.
type sticky struct {
	io.Writer
	err error
}

// Write implements io.Writer.
func (s *sticky) Write(b []byte) (int, error) {
	n, err := s.Writer.Write(b)
	if err != nil && s.err == nil {
		s.err = err
	}
	return n, err
}

const (
	short = "Who said it, who did they have it from, and how many say that they saw it?"
	long  = `Firsthand reads reports from a crisis and keeps the chain behind every claim: who said
it, who they had it from, and how many people behind all the reports say that they saw
it themselves.

A first look:              firsthand demo
Reports of your own:       firsthand add FILE… ; firsthand serve

A ledger is one folder: the reports as they were captured, what was read from them, and
a seal that shows whether anything was altered since. It is the folder named by --ledger,
else by the environment variable ` + ledgerVariable + `, else ./` + defaultLedger + `.`
)

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "firsthand",
		Short: short,
		Long:  long,
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return unknownVerb(cmd, args[0])
		},
		PersistentPreRun: func(*cobra.Command, []string) { a.setUp() },
		SilenceErrors:    true,
		SilenceUsage:     true,

		SuggestionsMinimumDistance: 2,
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	root.CompletionOptions.HiddenDefaultCmd = true
	root.PersistentFlags().StringVar(&a.ledger, "ledger", "", "the `folder` of the ledger, or the address of a shared one (default $"+ledgerVariable+", else ./"+defaultLedger+")")
	root.PersistentFlags().BoolVarP(&a.verbose, "verbose", "v", false, "log to standard error what is being done")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fail(exitUsage, "firsthand help "+strings.TrimPrefix(cmd.CommandPath(), "firsthand "), "%w", err)
	})
	root.SetHelpTemplate(helpTemplate)
	root.AddCommand(a.readVerb(), a.linkVerb(), a.evalVerb(), a.addVerb(), a.fetchVerb(), a.watchVerb(), a.serveVerb(), a.demoVerb(), a.decideVerb(), a.sidesVerb(), a.placesVerb(), a.verifyVerb(), a.stampVerb(), a.sealVerb(), a.witnessVerb(), a.casefileVerb(), a.custodyVerb(), a.exportVerb(), a.copyVerb(), a.studyVerb(), a.versionVerb())
	for _, verb := range root.Commands() {
		verb.Flags().SortFlags = false
		if check := verb.Args; check != nil {
			verb.Args = func(cmd *cobra.Command, args []string) error {
				if err := check(cmd, args); err != nil {
					return fail(exitUsage, cmp.Or(hintOf(err), "firsthand help "+cmd.Name()), "%w", err)
				}
				return nil
			}
		}
	}
	return root
}

// setUp fills in what flags and environment leave open, once the flags are known.
func (a *app) setUp() {
	if a.ledger == "" {
		a.ledger = a.getenv(ledgerVariable)
	}
	if a.named = a.ledger != ""; !a.named {
		a.ledger = defaultLedger
	}
	level := slog.LevelWarn
	if a.verbose {
		level = slog.LevelInfo
	}
	a.log = slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: level}))
}

func unknownVerb(root *cobra.Command, word string) error {
	hint := "firsthand help lists the verbs"
	if near := root.SuggestionsFor(word); len(near) > 0 {
		hint = "did you mean firsthand " + near[0] + "?"
	}
	return fail(exitUsage, hint, "there is no verb %q", word)
}

// noArguments is for verbs that take flags alone.
func noArguments(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%q is one argument too many", args[0])
	}
	return nil
}

// helpTemplate is cobra's, with the exit codes at the end.
const helpTemplate = `{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}
{{end}}
Usage:
{{- if and .Runnable (not .HasAvailableSubCommands)}}
  {{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}
  {{.CommandPath}} VERB [flags]

Verbs:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasExample}}

Examples:
{{.Example}}{{end}}{{if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

Flags of every verb:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}

` + exitTable
