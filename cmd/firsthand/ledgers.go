package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/keep/shared"
)

// This file is the one place where a ledger is opened or made: in a folder, or shared by several machines where its
// name is an address.

// openNamed opens the ledger of that name. Who only looks leaves everything there as it is.
func (a *app) openNamed(ctx context.Context, name string, look bool) (*keep.Ledger, error) {
	if err := a.checkName(name); err != nil {
		return nil, err
	}
	if shared.Is(name) {
		return shared.Open(ctx, name, shared.Options{Log: a.log, Look: look})
	}
	return folder.OpenWith(ctx, name, folder.Options{Log: a.log, Look: look})
}

// initNamed makes a new ledger of that name and opens it.
func (a *app) initNamed(ctx context.Context, name string) (*keep.Ledger, error) {
	if shared.Is(name) {
		return shared.Init(ctx, name, shared.Options{Log: a.log})
	}
	dir, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	return folder.InitWith(ctx, dir, folder.Options{Log: a.log})
}

// checkName refuses a password among the arguments: every user of the machine sees them in its list of processes.
func (a *app) checkName(name string) error {
	if !shared.Is(name) {
		return nil
	}
	address, err := shared.Parse(name)
	if err != nil {
		return fail(exitUsage, hintOf(err), "%w", err)
	}
	if address.Password && name != a.getenv(ledgerVariable) {
		return fail(exitUsage, "put it into ~/.pgpass or $PGPASSWORD, or the whole address into $"+ledgerVariable,
			"a password among the arguments can be seen by everybody on this machine")
	}
	return nil
}

// shownName is the name of a ledger as it can be shown: without a user, a password, or what else stands in an address.
func shownName(name string) string {
	if !shared.Is(name) {
		return name
	}
	address, err := shared.Parse(name)
	if err != nil {
		return "the ledger"
	}
	return address.String()
}

// ledgerFolder is the folder of the ledger, which is no input for it; "" where it is none.
func (a *app) ledgerFolder() string {
	if shared.Is(a.ledger) {
		return ""
	}
	return a.ledger
}

// openLedger opens the ledger that the flags and the environment name.
func (a *app) openLedger(ctx context.Context) (*keep.Ledger, error) {
	l, err := a.openNamed(ctx, a.ledger, false)
	return l, a.aboutLedger(err)
}

// lookAtLedger opens it and leaves everything there as it is.
func (a *app) lookAtLedger(ctx context.Context) (*keep.Ledger, error) {
	l, err := a.openNamed(ctx, a.ledger, true)
	return l, a.aboutLedger(err)
}

// openOrInit opens the ledger, and makes it first where there is none: where its folder does not exist, is empty, or
// holds what a first command left that ended on its way.
func (a *app) openOrInit(ctx context.Context) (*keep.Ledger, error) {
	l, err := a.openNamed(ctx, a.ledger, false)
	if !errors.Is(err, keep.ErrNotLedger) {
		return l, a.aboutLedger(err)
	}
	l, failed := a.initNamed(ctx, a.ledger)
	if errors.Is(failed, keep.ErrExists) { // it holds something else, or another process was first
		l, err := a.openNamed(ctx, a.ledger, false)
		if errors.Is(err, keep.ErrNotLedger) {
			err = errors.Join(err, failed)
		}
		return l, a.aboutLedger(err)
	}
	if failed == nil {
		fmt.Fprintf(a.stderr, "made a new ledger in %s\n", printable(shownName(a.ledger)))
	}
	return l, a.aboutLedger(failed)
}

// aboutLedger gives an error of a ledger its name, an exit code and a hint.
func (a *app) aboutLedger(err error) error { return aboutNamed(a.ledger, err) }

func aboutNamed(name string, err error) error {
	name = shownName(name)
	var told *failure
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.As(err, &told):
		return err
	case errors.Is(err, keep.ErrNotLedger):
		return fail(exitLedger, "add reports first: firsthand add FILE…; or name the folder of a ledger with --ledger", "%s: %w", name, err)
	case errors.Is(err, keep.ErrDamaged), errors.Is(err, keep.ErrNewer), errors.Is(err, keep.ErrExists), errors.Is(err, keep.ErrReplaced):
		return fail(exitLedger, hintOf(err), "%s: %w", name, err)
	}
	return fail(exitFailed, hintOf(err), "%s: %w", name, err)
}
