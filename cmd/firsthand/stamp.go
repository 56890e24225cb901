package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"firsthand/internal/ask"
	"firsthand/internal/keep"
	"firsthand/internal/keep/stamp"
)

// stampVerb asks authorities for time stamps over the newest checkpoint.
func (a *app) stampVerb() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "stamp",
		Short: "Have the newest checkpoint stamped by authorities for time",
		Long: `Ask each authority that the ledger knows for a time stamp (RFC 3161) over the newest checkpoint, and keep the
answers, checked, beside the log. A stamp shows that everything sealed so far existed before its time, by
that authority's word. It shows nothing else. What leaves this machine is a digest of the checkpoint.

Authorities are made known with firsthand stamp authority. From then on add and serve ask them by
themselves. Where no network may be used, firsthand stamp request writes the question into a file, and
firsthand stamp take reads the answer from one.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.stamp(cmd.Context()) },
	}
	cmd.AddCommand(a.stampAuthority(), a.stampList(), a.stampRequest(), a.stampTake())
	return cmd
}

func (a *app) stampAuthority() *cobra.Command {
	var roots string
	cmd := &cobra.Command{
		Use:   "authority NAME [URL]",
		Short: "Make an authority known, or change what is known of it",
		Long: `Make an authority known to the ledger under a NAME of your choice, with the certificates that its stamps must
lead to. Get them from the authority itself, and compare the fingerprint that is printed with the one that it
publishes: whoever chooses the certificate chooses whose word counts.

Without a URL it is not asked over the network. Give the NAME again without a URL to stop asking.`,
		Example: `  firsthand stamp authority freetsa https://freetsa.org/tsr --root freetsa.pem`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case len(args) < 1 || len(args) > 2:
				return usage("name one authority, and where it answers")
			case roots == "":
				return usage("give --root a file with the authority's certificates in PEM")
			case len(args) == 2:
				if err := ask.CheckAddress(args[1]); err != nil {
					return usage("%w", err)
				}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			known := keep.Authority{Name: args[0]}
			if len(args) == 2 {
				known.URL = args[1]
			}
			return a.putAuthority(cmd.Context(), known, roots)
		},
	}
	cmd.Flags().StringVar(&roots, "root", "", "a `file` with the certificates that its stamps must lead to, in PEM")
	return cmd
}

func (a *app) putAuthority(ctx context.Context, known keep.Authority, roots string) error {
	pem, err := os.ReadFile(roots)
	if err != nil {
		return fail(exitUsage, "", "read certificates: %w", err)
	}
	parsed, err := stamp.ParseRoots(pem)
	if err != nil {
		return fail(exitUsage, "give --root a file of PEM certificates", "%w", err)
	}
	known.Roots = pem
	l, err := a.openOrInit(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	if err := l.PutAuthority(ctx, known); errors.Is(err, keep.ErrInvalid) {
		return fail(exitUsage, "", "%w", err)
	} else if err != nil {
		return err
	}
	for _, c := range parsed {
		fmt.Fprintf(a.stdout, "%s is trusted for time stamps: %s, SHA-256 %x\n", known.Name, printable(c.Subject.String()), stamp.Print(c))
	}
	return nil
}

func (a *app) stampList() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "List the time stamps, each checked anew, and who has not stamped yet",
		Args:  noArguments,
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.listStamps(cmd.Context()) },
	}
}

func (a *app) listStamps(ctx context.Context) error {
	l, err := a.lookAtLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	all, err := l.Stamps(ctx)
	if err != nil {
		return a.aboutLedger(err)
	}
	broken := 0
	for _, s := range all {
		if s.Err != nil {
			broken++
			fmt.Fprintf(a.stdout, "%s by %s: shows nothing: %s\n", count(int(s.Size), "record", "records"), s.By, printable(s.Err.Error()))
			continue
		}
		fmt.Fprintf(a.stdout, "%s existed before %s, by the word of %s: %s under %s, SHA-256 %x\n", count(int(s.Size), "record", "records"),
			s.Before().Format(time.RFC3339), s.By, printable(s.Authority), printable(s.Root), s.RootPrint)
	}
	_, missing, err := l.Unstamped(ctx)
	if err != nil {
		return a.aboutLedger(err)
	}
	for _, m := range missing {
		fmt.Fprintf(a.stdout, "%s has not stamped the newest records yet\n", m.Name)
	}
	if broken > 0 {
		return fail(exitLedger, "firsthand verify says more", "%s", count(broken, "time stamp shows nothing", "time stamps show nothing"))
	}
	return nil
}

func (a *app) stampRequest() *cobra.Command {
	return &cobra.Command{
		Use:   "request FILE",
		Short: "Write the question for a time stamp into a file, for a machine that may use a network",
		Example: `  firsthand stamp request question.tsq
  curl -H 'Content-Type: application/timestamp-query' --data-binary @question.tsq -o answer.tsr https://freetsa.org/tsr
  firsthand stamp take freetsa answer.tsr`,
		Args: named("name the FILE", 1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.writeRequest(cmd.Context(), args[0]) },
	}
}

func (a *app) writeRequest(ctx context.Context, file string) error {
	l, err := a.openLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	note, err := l.AwaitStamp(ctx)
	if err != nil {
		return a.aboutLedger(err)
	}
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 63))
	if err != nil {
		return err
	}
	question, err := stamp.Request(note, nonce)
	if err != nil {
		return err
	}
	if err := os.WriteFile(file, question, 0o600); err != nil {
		return fmt.Errorf("write the question: %w", err)
	}
	return nil
}

func (a *app) stampTake() *cobra.Command {
	return &cobra.Command{
		Use:   "take NAME FILE",
		Short: "Take an authority's answer from a file",
		Args:  named("name the authority and the FILE", 2),
		RunE:  func(cmd *cobra.Command, args []string) error { return a.takeStamp(cmd.Context(), args[0], args[1]) },
	}
}

func (a *app) takeStamp(ctx context.Context, by, file string) error {
	answer, err := os.ReadFile(file)
	if err != nil {
		return fail(exitUsage, "", "read the answer: %w", err)
	}
	l, err := a.openLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	s, err := l.TakeStamp(ctx, by, answer)
	if err != nil {
		return fail(exitRefused, hintOf(err), "%s: %w", by, err)
	}
	a.tellStamp(s)
	return nil
}

// named wants so many arguments, and says which.
func named(which string, n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) != n {
			return fail(exitUsage, "firsthand help "+strings.TrimPrefix(cmd.CommandPath(), "firsthand "), "%s", which)
		}
		return nil
	}
}

func (a *app) tellStamp(s keep.Stamped) {
	fmt.Fprintf(a.stdout, "%s existed before %s, by the word of %s\n", count(int(s.Size), "record", "records"), s.Before().Format(time.RFC3339), s.By)
}

func (a *app) stamp(ctx context.Context) error {
	l, err := a.openLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	known, err := l.Authorities(ctx)
	if err != nil {
		return a.aboutLedger(err)
	}
	if len(known) == 0 {
		return fail(exitUsage, "firsthand stamp authority NAME URL --root FILE", "the ledger knows no authority")
	}
	stamps, failed := a.stampNewest(ctx, l, ask.Client{})
	for _, s := range stamps {
		a.tellStamp(s)
	}
	if failed != nil {
		return fail(exitRefused, "run firsthand stamp again; firsthand stamp list says who has not stamped yet", "%w", failed)
	}
	if len(stamps) == 0 {
		fmt.Fprintln(a.stdout, "every authority has stamped the newest records already")
	}
	return nil
}

// stampNewest asks every authority that has not stamped the newest checkpoint yet. Those that fail do not keep the
// others from it.
func (a *app) stampNewest(ctx context.Context, l *keep.Ledger, client ask.Client) (done []keep.Stamped, failed error) {
	note, missing, err := l.Unstamped(ctx)
	if err != nil {
		return nil, err
	}
	for _, m := range missing {
		answer, err := client.Stamp(ctx, m.URL, note)
		var s keep.Stamped
		if err == nil {
			s, err = l.PutStamp(ctx, m.Name, note, answer)
		}
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", m.Name, err))
			continue
		}
		done = append(done, s)
	}
	return done, failed
}

// fetchWords has authorities and witnesses give their word on what was just sealed, where the ledger knows any. That
// they do not answer takes nothing from what is sealed: it is told, and done by the next command.
func (a *app) fetchWords(ctx context.Context, l *keep.Ledger) {
	if l.ReadOnly() || ctx.Err() != nil {
		return
	}
	if _, err := a.stampNewest(ctx, l, ask.Client{Tries: 2, Pause: 200 * time.Millisecond}); err != nil {
		a.say("not stamped yet", err, "what was added is sealed; the next add, serve or firsthand stamp asks again")
	}
	if _, err := a.cosignNewest(ctx, l, ask.Client{Tries: 2, Pause: 200 * time.Millisecond}); err != nil {
		a.say("not witnessed yet", err, forkHint(err))
	}
}

// keepFetching asks for words on what is sealed while the desk is open: soon after something was sealed, and ever more
// seldom after failures.
func (a *app) keepFetching(ctx context.Context, l *keep.Ledger, every time.Duration) {
	const longest = time.Hour
	pause, seen := every, int64(-1)
	for {
		size, err := l.Size(ctx)
		if err == nil && size != seen {
			_, unstamped := a.stampNewest(ctx, l, ask.Client{Tries: 1})
			_, unseen := a.cosignNewest(ctx, l, ask.Client{Tries: 1})
			if err = errors.Join(unstamped, unseen); err == nil {
				seen, pause = size, every
			} else if ctx.Err() == nil {
				a.log.Warn("not stamped or witnessed yet", "error", err, "again in", pause)
				pause = min(2*pause, longest)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}
