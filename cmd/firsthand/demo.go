package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"firsthand/examples"
	"firsthand/internal/capture"
)

// visitor is in whose name whoever tries the demo decides.
const visitor = "a visitor"

// demoVerb shows what Firsthand is for, with the reports in examples/reports.
func (a *app) demoVerb() *cobra.Command {
	var addr string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Show what Firsthand does, with reports that it brings along",
		Long: `Make a ledger in a temporary folder from the reports in examples/, read and weigh them, say
what came of it, and serve the desk until Ctrl-C. Then the folder is removed.

The reports retell public facts of Aleppo, December 2016, in words written for this
project, as outlets that do not exist. Nothing is opened on the network but the one address.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.demo(cmd.Context(), addr) },
	}
	addrFlag(cmd, &addr)
	return cmd
}

func (a *app) demo(ctx context.Context, addr string) (err error) {
	dir, err := os.MkdirTemp("", "firsthand-demo-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()

	reports := filepath.Join(dir, "reports")
	if err := writeExamples(reports); err != nil {
		return err
	}
	l, err := a.initNamed(ctx, filepath.Join(dir, "ledger"))
	if err != nil {
		return err
	}
	defer l.Close()
	server, key, err := a.listen(ctx, l, addr, visitor)
	if err != nil {
		return err
	}
	defer server.Close()

	came, err := a.takeIn(ctx, l, capture.Walk(ctx, []string{reports}, nil, "", capture.Meta{}, capture.DefaultLimits()))
	if err != nil {
		return err
	}
	if _, failed, err := a.readStale(ctx, l); err != nil || failed+came.refused > 0 {
		return errors.Join(err, errRefused)
	}
	w, err := a.weighAll(ctx, l)
	if err != nil {
		return err
	}
	a.printSummary(w)
	fmt.Fprintf(a.stdout, "\nThe desk is at %s\n", server.URL())
	a.tellKey(server, visitor, key)
	fmt.Fprintf(a.stdout, "Press Ctrl-C to stop; the demo's ledger in %s is removed then.\n", dir)
	return server.Serve(ctx)
}

// writeExamples writes the reports that the program carries into a new folder.
func writeExamples(folder string) error {
	if err := os.CopyFS(folder, examples.Reports()); err != nil {
		return fmt.Errorf("write examples: %w", err)
	}
	return nil
}
