package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/keep/shared"
)

// copyVerb moves a ledger from one place to another.
func (a *app) copyVerb() *cobra.Command {
	var to string
	var move bool
	cmd := &cobra.Command{
		Use:   "copy --to LEDGER",
		Short: "Copy a ledger to another folder, or to a server, and verify the copy",
		Long: `Copy all that a ledger holds to a place that has none: from a folder to a database and an
object store that several machines share, back, or to another of the same kind. Records,
proofs, decisions, readings, time stamps and cosignatures are the same there, and all that
was written is read again and verified.

One ledger goes on: the private key stays where it is, and the copy can be read and
verified. With --move the key goes to the copy once that is verified, and the ledger that
was copied is the one that can only be read. End what has it open first.

A shared ledger is written postgres://HOST/DATABASE?originals=s3://BUCKET/PREFIX; the
handbook of operations says where its passwords and keys belong.`,
		Example: `  firsthand copy --ledger aleppo --to "postgres://db.example/desk?originals=s3://desk/aleppo" --move
  firsthand copy --ledger "postgres://db.example/desk?originals=s3://desk/aleppo" --to a-copy-to-take-along`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if to == "" {
				return fail(exitUsage, "firsthand help copy", "name the place to copy to with --to")
			}
			return a.copyLedger(cmd.Context(), to, move)
		},
	}
	cmd.Flags().StringVar(&to, "to", "", "the `ledger` that is made: a folder, or an address")
	cmd.Flags().BoolVar(&move, "move", false, "hand the private key over: the copy goes on, what was copied can be read")
	return cmd
}

func (a *app) copyLedger(ctx context.Context, to string, move bool) error {
	if err := a.checkName(to); err != nil {
		return err
	}
	from, err := a.lookAtLedger(ctx)
	if err != nil {
		return err
	}
	defer from.Close()
	public, err := from.PublicKey()
	if err != nil {
		return a.aboutLedger(err)
	}
	var copied keep.Copied
	tick, wipe := func(int) {}, func() {}
	defer func() { wipe() }()
	before := -1
	fill := func(ctx context.Context, parts keep.Parts) (err error) {
		copied, err = from.CopyTo(ctx, parts, func(done, total int) {
			if before < 0 {
				before = 0
				tick, wipe = a.progress("copying", int64(total))
			}
			tick(done - before)
			before = done
		})
		return err
	}
	if shared.Is(to) {
		err = shared.Receive(ctx, to, public+"\n", fill)
	} else {
		err = folder.Receive(ctx, to, public+"\n", fill)
	}
	if err != nil {
		return aboutNamed(to, err)
	}
	wipe()
	fmt.Fprintf(a.stdout, "copied %s, %s and %s to %s; all that was written was read again and is what was sealed\n",
		count(int(copied.Records), "record", "records"), count(copied.Originals, "original", "originals"),
		count(copied.Readings, "reading", "readings"), printable(shownName(to)))
	if !move {
		fmt.Fprintln(a.stdout, "The copy can be read and verified. The private key stays where it was; --move hands it over.")
		return nil
	}
	return a.handOver(ctx, from, to, public, copied.Records)
}

// handOver gives the copy the private key, and takes it away from what was copied.
func (a *app) handOver(ctx context.Context, from *keep.Ledger, to, public string, records int64) error {
	if size, err := from.Size(ctx); err != nil || size != records {
		if err == nil {
			err = fmt.Errorf("the ledger has grown while it was copied; the key stays where it is")
		}
		return a.aboutLedger(err)
	}
	private := privateKeyOf(a.ledger)
	if private.Err != nil {
		return fail(exitLedger, "copy from a machine that has it", "%s: its private key is not here; the copy can be read and verified", shownName(a.ledger))
	}
	if err := putPrivateKey(to, private.Text, public+"\n"); err != nil {
		return aboutNamed(to, err)
	}
	if err := removePrivateKey(a.ledger); err != nil {
		return fail(exitFailed, "remove it by hand: two ledgers that go on with one key contradict each other", "%s: %w", shownName(a.ledger), err)
	}
	fmt.Fprintf(a.stdout, "The private key is with the copy now. %s can be read and verified; nothing can be added to it.\n", printable(shownName(a.ledger)))
	return nil
}

func privateKeyOf(name string) keep.KeyFile {
	if shared.Is(name) {
		return shared.PrivateKey(name)
	}
	return folder.PrivateKey(name)
}

func putPrivateKey(name, private, public string) error {
	if shared.Is(name) {
		return shared.PutPrivateKey(name, private, public)
	}
	return folder.PutPrivateKey(name, private)
}

func removePrivateKey(name string) error {
	if shared.Is(name) {
		return shared.RemovePrivateKey(name)
	}
	return folder.RemovePrivateKey(name)
}
