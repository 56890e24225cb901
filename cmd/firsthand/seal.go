package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"firsthand/internal/ask"
	"firsthand/internal/keep"
	"firsthand/internal/keep/seal"
	"firsthand/internal/witness"
)

// sealVerb is about the log of the ledger: giving it away, proving from it, having it witnessed.
func (a *app) sealVerb() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "seal",
		Short: "Prove that something stands in the log, give the log away, have it witnessed, change its key",
		Args:  noArguments,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.sealExport(), a.sealProve(), a.sealCheck(), a.sealWitness(), a.sealCosign(), a.sealRekey(), a.sealKeys())
	return cmd
}

func (a *app) sealExport() *cobra.Command {
	return &cobra.Command{
		Use:   "export DIR",
		Short: "Write the log, which shows no word, as tiles that tools of others read",
		Long: `Write the log into a folder, to be given to anybody: the signed root with the signatures of witnesses, the
key, the hashes and records as c2sp.org/tlog-tiles has them, and the records once more as text.`,
		Args: named("name the DIR", 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := a.lookAtLedger(cmd.Context())
			if err != nil {
				return err
			}
			defer l.Close()
			return a.aboutLedger(l.ExportSeal(cmd.Context(), args[0]))
		},
	}
}

func (a *app) sealProve() *cobra.Command {
	return &cobra.Command{
		Use:   "prove ID",
		Short: "Print the proof that a report or decision stands in the log",
		Long: `Print the proof that the record of a report or decision stands in the log (c2sp.org/tlog-proof), with the
signed root and the signatures of witnesses. firsthand seal check verifies it with nothing but public keys.`,
		Example: `  firsthand seal prove 325717ea81a8ba92a3e2590593b1bcaa > report.proof
  firsthand seal check report.proof --key key.pub`,
		Args: named("name the ID of a report or decision", 1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.prove(cmd.Context(), args[0]) },
	}
}

func (a *app) prove(ctx context.Context, id string) error {
	l, err := a.lookAtLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	sealed, err := l.Sealed(ctx, id)
	if errors.Is(err, keep.ErrNotFound) {
		return fail(exitUsage, "the desk shows the ID of each report; firsthand decide lists decisions", "the ledger holds no report and no decision of that ID")
	}
	if err != nil {
		return a.aboutLedger(err)
	}
	p, err := l.InclusionProof(ctx, sealed.Leaf)
	if err != nil {
		return a.aboutLedger(err)
	}
	if p.Checkpoint, err = l.CosignaturesOn(ctx, p.Checkpoint); err != nil {
		return a.aboutLedger(err)
	}
	_, err = a.stdout.Write(p.Encode())
	return err
}

func (a *app) sealCheck() *cobra.Command {
	var key string
	var witnesses []string
	cmd := &cobra.Command{
		Use:   "check PROOF --key FILE",
		Short: "Verify a proof with nothing but public keys",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || key == "" {
				return usage("name the PROOF, and with --key a file with the ledger's public key")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.check(args[0], key, witnesses) },
	}
	cmd.Flags().StringVar(&key, "key", "", "a `file` with the ledger's public key")
	cmd.Flags().StringArrayVar(&witnesses, "witness", nil, "a `file` with the public key of a witness who must have signed too; may be given again")
	return cmd
}

func (a *app) check(file, key string, witnesses []string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return fail(exitUsage, "", "read the proof: %w", err)
	}
	line, err := os.ReadFile(key)
	if err != nil {
		return fail(exitUsage, "", "read the key: %w", err)
	}
	chain, err := seal.ParseChain(line)
	if err != nil {
		return usage("%s does not hold the public key of a ledger, or keys that do not follow each other", key)
	}
	p, err := seal.ParseInclusion(data)
	if err != nil {
		return fail(exitRefused, "", "%w", err)
	}
	if err := p.Check(chain); err != nil {
		return fail(exitLedger, "", "%w", err)
	}
	if chain, err = chain.FollowAll(p.Keys); err != nil {
		return fail(exitLedger, "", "%w", err)
	}
	record, err := seal.Parse(p.Record)
	if err != nil {
		return fail(exitLedger, "", "%w", err)
	}
	c, err := chain.Open(p.Checkpoint)
	if err != nil {
		return err
	}
	for _, k := range chain.Changes() {
		fmt.Fprintf(a.stdout, "its key was changed at number %d, %s, %s by the ledger's clock\n", k.Leaf, k.Reason, k.Added.Format(time.RFC3339))
	}
	fmt.Fprintf(a.stdout, "a %s, number %d of the %s in the log of %s, added %s by the ledger's clock\n", record.Kind, p.Leaf, count(int(c.Size), "record", "records"), c.Origin, record.Added.Format(time.RFC3339))
	for _, file := range witnesses {
		line, err := os.ReadFile(file)
		if err != nil {
			return fail(exitUsage, "", "read the key of a witness: %w", err)
		}
		w, err := seal.NewWitness(strings.TrimSpace(string(line)))
		if err != nil {
			return usage("%s does not hold the public key of a witness", file)
		}
		_, at, err := seal.OpenCosigned(p.Checkpoint, chain.Of(p.Checkpoint), w)
		if err != nil {
			return fail(exitLedger, "", "%s: %w", w.Name(), err)
		}
		fmt.Fprintf(a.stdout, "%s saw it on %s, going on from all that it saw before\n", printable(w.Name()), at.Format(time.RFC3339))
	}
	return nil
}

func (a *app) sealWitness() *cobra.Command {
	return &cobra.Command{
		Use:   "witness [URL KEYFILE]",
		Short: "Have a witness known, who is asked from then on; or list those that are",
		Long: `Have the ledger know a witness by its address and public key. From then on add, serve and seal cosign show it
each new checkpoint and keep its signature. Give the witness the file seal/key.pub of this ledger. Without
arguments, list the witnesses and what each saw last.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 0 && len(args) != 2 {
				return usage("name the witness's URL and a file with its public key")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.listWitnesses(cmd.Context())
			}
			key, err := os.ReadFile(args[1])
			if err != nil {
				return fail(exitUsage, "", "read the key of a witness: %w", err)
			}
			l, err := a.openOrInit(cmd.Context())
			if err != nil {
				return err
			}
			defer l.Close()
			return a.knowWitness(cmd.Context(), l, args[0]+"#"+strings.TrimSpace(string(key)))
		},
	}
}

func (a *app) listWitnesses(ctx context.Context) error {
	l, err := a.lookAtLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	known, err := l.Witnesses(ctx)
	if err != nil {
		return a.aboutLedger(err)
	}
	for _, w := range known {
		c, err := l.Cosigned(ctx, w)
		switch {
		case errors.Is(err, keep.ErrNotFound):
			fmt.Fprintf(a.stdout, "%s at %s has seen nothing yet\n", printable(w.Name()), printable(w.URL))
		case err != nil:
			return a.aboutLedger(err)
		default:
			fmt.Fprintf(a.stdout, "%s at %s saw %s on %s\n", printable(w.Name()), printable(w.URL), count(int(c.Size), "record", "records"), c.At.Format(time.RFC3339))
		}
	}
	return nil
}

func (a *app) sealCosign() *cobra.Command {
	return &cobra.Command{
		Use:   "cosign",
		Short: "Show every witness the newest checkpoint now",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			l, err := a.openLedger(cmd.Context())
			if err != nil {
				return err
			}
			defer l.Close()
			done, err := a.cosignNewest(cmd.Context(), l, ask.Client{})
			for _, c := range done {
				fmt.Fprintf(a.stdout, "%s saw %s on %s\n", printable(c.Witness.Name()), count(int(c.Size), "record", "records"), c.At.Format(time.RFC3339))
			}
			if err != nil {
				return fail(exitRefused, forkHint(err), "%w", err)
			}
			return nil
		},
	}
}

// forkHint says what to do where a witness remembers something else.
func forkHint(err error) string {
	if errors.Is(err, ask.ErrForked) {
		return "keep the folder as it is. Ask the witness for what it signed last, and give that to firsthand verify --checkpoint. A backup that was put back explains it as well as a rewritten log"
	}
	return "run firsthand seal cosign again; firsthand seal witness lists who saw what"
}

// knowWitness has a ledger know the witness of "URL#KEY", or of the URL of one that it knows.
func (a *app) knowWitness(ctx context.Context, l *keep.Ledger, text string) error {
	address, key, keyed := strings.Cut(text, "#")
	if err := ask.CheckAddress(address); err != nil {
		return usage("%w", err)
	}
	if keyed {
		if err := l.PutWitness(ctx, keep.Witness{URL: address, Key: key}); errors.Is(err, keep.ErrInvalid) {
			return usage("%w", err)
		} else if err != nil {
			return a.aboutLedger(err)
		}
		return nil
	}
	known, err := l.Witnesses(ctx)
	if err != nil {
		return a.aboutLedger(err)
	}
	for _, w := range known {
		if w.URL == address {
			return nil
		}
	}
	return fail(exitUsage, "give its public key too, as URL#KEY, or know it first: firsthand seal witness URL KEYFILE", "the ledger knows no witness at %s", address)
}

// cosignNewest shows the newest checkpoint to every witness that has not seen it yet.
func (a *app) cosignNewest(ctx context.Context, l *keep.Ledger, client ask.Client) (done []keep.Cosigned, failed error) {
	known, err := l.Witnesses(ctx)
	if err != nil || len(known) == 0 {
		return nil, err
	}
	size, err := l.Size(ctx)
	if err != nil || size == 0 {
		return nil, err
	}
	for _, w := range known {
		last, err := l.Cosigned(ctx, w)
		if err == nil && last.Size == size {
			continue
		}
		if err != nil {
			last.Size = 0
		}
		client.Changed = func(old int64) (witness.KeyRequest, int64, error) {
			checkpoint, size, proof, changes, err := l.GrowthAndKeys(ctx, old)
			return witness.KeyRequest{Changes: changes, Request: witness.Request{Old: old, Proof: proof, Checkpoint: checkpoint}}, size, err
		}
		checkpoint, lines, err := client.Cosign(ctx, w.URL, last.Size, func(old int64) ([]byte, int64, []string, error) { return l.Growth(ctx, old) })
		var c keep.Cosigned
		if err == nil {
			c, err = l.PutCosignature(ctx, w, checkpoint, lines)
		}
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", w.Name(), err))
			continue
		}
		done = append(done, c)
	}
	return done, failed
}
