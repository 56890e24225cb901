package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"

	"github.com/spf13/cobra"

	"firsthand/internal/desk"
	"firsthand/internal/keep"
	"firsthand/internal/report"
)

const defaultAddress = "127.0.0.1:8750"

// serveVerb serves the desk on a ledger.
func (a *app) serveVerb() *cobra.Command {
	var addr string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the desk: incidents, origins and reports, in a browser",
		Long: `Serve the desk on the ledger until Ctrl-C. Reports that are not read yet, or were read by
another version of the reader, are read first.

The desk opens nothing on the network but its one address, which must be of this machine:
there is no sign-in yet, so whoever can reach the address can see everything.`,
		Example: `  firsthand serve
  firsthand serve --ledger /srv/aleppo --addr 127.0.0.1:9000`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), addr) },
	}
	addrFlag(cmd, &addr)
	return cmd
}

func addrFlag(cmd *cobra.Command, addr *string) {
	cmd.Flags().StringVar(addr, "addr", defaultAddress, "the `host:port` to serve on; port 0 takes any that is free")
}

func (a *app) serve(ctx context.Context, addr string) error {
	l, err := a.openLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()

	server, err := a.listen(ctx, l, addr)
	if err != nil {
		return err
	}
	defer server.Close()
	if _, _, err := a.readStale(ctx, l); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "The desk is at %s\nPress Ctrl-C to stop.\n", server.URL())
	return server.Serve(ctx)
}

// listen takes the address for a desk on l. It is asked for before any long work, so that a port that is taken is told at once.
func (a *app) listen(ctx context.Context, l *keep.Ledger, addr string) (*desk.Server, error) {
	if err := checkAddress(addr); err != nil {
		return nil, err
	}
	handler, err := desk.New(desk.Config{
		Ledger:  l,
		Weigh:   func(ctx context.Context) (report.Weighing, error) { return a.weighAll(ctx, l) },
		Version: programVersion(),
		Logger:  a.log,
	})
	if err != nil {
		return nil, err
	}
	server, err := desk.Listen(ctx, addr, handler, false, a.log)
	switch {
	case errors.Is(err, desk.ErrPublic):
		return nil, fail(exitAddress, "serve on 127.0.0.1; to reach it from elsewhere, forward the port over ssh", "%w", err)
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fail(exitAddress, "another program, perhaps another firsthand, has it: stop that one, or take a free port with --addr 127.0.0.1:0",
			"the address %s is taken", addr)
	case err != nil:
		return nil, fail(exitAddress, "", "%w", err)
	}
	return server, nil
}

// checkAddress tells a mistyped address from one that cannot be had.
func checkAddress(addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err == nil && host == "" {
		err = errors.New("it names no host")
	}
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return fail(exitUsage, "write it as "+defaultAddress, "the address %q is not a host and a port", addr)
	}
	return nil
}
