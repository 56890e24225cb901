package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"firsthand/internal/keep/seal"
)

// sealRekey changes the key that signs the ledger.
func (a *app) sealRekey() *cobra.Command {
	var by, why string
	because := string(seal.KeyPlanned)
	cmd := &cobra.Command{
		Use:   "rekey --by NAME --reason WORDS [--because WHAT]",
		Short: "Change the key that signs the ledger, and seal that it was changed",
		Long: `Make a new signing key, seal a record that names it, signed by both the old key and the new one, and sign with
the new one from then on. The old private key is overwritten. Whoever has the old public key follows the
record to the new one; a checkpoint of more records that the old key signed is refused by everybody who
has seen the record. The record is open: it shows both public keys and --because. Who changed the key
and --reason are sealed like a decision.

Where a key was stolen, change it at once and have witnesses see it (firsthand seal cosign): a thief who is
faster with them names a key of his own. docs/operations.md has what to do step by step.`,
		Example: `  firsthand seal rekey --because stolen --by "M. Kerr" --reason "The laptop was taken at the border"`,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case strings.TrimSpace(by) == "" || strings.TrimSpace(why) == "":
				return usage("say who changes the key, with --by NAME, and why, with --reason WORDS")
			case !slices.Contains(seal.KeyReasons, seal.KeyReason(because)):
				return usage("--because is one of %s, %s and %s", seal.KeyPlanned, seal.KeyStolen, seal.KeyHanded)
			}
			return cmp.Or(checkPerson("by", by), noArguments(cmd, args))
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.rekey(cmd.Context(), seal.KeyReason(because), strings.TrimSpace(by), strings.TrimSpace(why))
		},
	}
	cmd.Flags().StringVar(&by, "by", "", "the `name` of whoever changes it")
	cmd.Flags().StringVar(&why, "reason", "", "why, in `words`")
	cmd.Flags().StringVar(&because, "because", because, "`what` everybody may know of it: planned, stolen or handed-over")
	return cmd
}

func (a *app) rekey(ctx context.Context, because seal.KeyReason, by, why string) error {
	l, err := a.openLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	k, err := l.ChangeKey(ctx, because, by, why)
	if err != nil {
		return a.aboutLedger(err)
	}
	fmt.Fprintf(a.stdout, "The key is changed, by record %d of the log. The new one is\n%s\n", k.Leaf, k.New)
	fmt.Fprintln(a.stdout, "Show it to witnesses now: firsthand seal cosign. Whoever has the old key follows the record: firsthand seal keys")
	return nil
}

// sealKeys lists the keys.
func (a *app) sealKeys() *cobra.Command {
	var text bool
	cmd := &cobra.Command{
		Use:   "keys",
		Short: "List the keys that the ledger has had; with --text, for somebody else",
		Long: `List the keys that the ledger has had, from the first on. With --text they are printed as a file for a stranger:
the first key, and every record that names the next. firsthand seal check --key and firsthand verify
--casefile --key take it in the place of a single key.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			l, err := a.lookAtLedger(cmd.Context())
			if err != nil {
				return err
			}
			defer l.Close()
			chain, all, err := l.Keys(cmd.Context())
			if err != nil {
				return a.aboutLedger(err)
			}
			if text {
				_, err := a.stdout.Write(all)
				return err
			}
			first, err := l.PublicKey()
			if err != nil {
				return a.aboutLedger(err)
			}
			fmt.Fprintf(a.stdout, "%s  from the beginning\n", first)
			for _, k := range chain.Changes() {
				fmt.Fprintf(a.stdout, "%s  from record %d on, %s, %s by the ledger's clock\n", k.New, k.Leaf+1, k.Reason, k.Added.Format(time.RFC3339))
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&text, "text", false, "print them as a file that can be followed")
	return cmd
}
