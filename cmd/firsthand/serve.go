package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"firsthand/internal/desk"
	"firsthand/internal/export"
	"firsthand/internal/keep"
	"firsthand/internal/report"
)

const defaultAddress = "127.0.0.1:8750"

// serveVerb serves the desk on a ledger.
func (a *app) serveVerb() *cobra.Command {
	var addr, analyst string
	var witnesses []string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the desk: incidents, origins and reports, in a browser",
		Long: `Serve the desk on the ledger until Ctrl-C. Reports that are not read yet, or were read by
another version of the reader, are read first.

The desk opens nothing on the network but its one address, which must be of this machine:
there is no sign-in yet, so whoever can reach the address can see everything.

It only shows, unless --as names an analyst. Then a second address is printed, with a key that
is good until the desk ends: the browser that opens it may decide, in that analyst's name, and
no other may. Whoever has that address decides in their name: show it to nobody.`,
		Example: `  firsthand serve
  firsthand serve --as "M. Kerr"
  firsthand serve --ledger /srv/aleppo --addr 127.0.0.1:9000`,
		Args: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("as") {
				if err := checkPerson("as", analyst); err != nil {
					return err
				}
			}
			return noArguments(cmd, args)
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), addr, analyst, witnesses) },
	}
	addrFlag(cmd, &addr)
	cmd.Flags().StringVar(&analyst, "as", "", "let the analyst of this `name` decide on the desk")
	witnessFlag(cmd, &witnesses)
	return cmd
}

func addrFlag(cmd *cobra.Command, addr *string) {
	cmd.Flags().StringVar(addr, "addr", defaultAddress, "the `host:port` to serve on; port 0 takes any that is free")
}

func (a *app) serve(ctx context.Context, addr, analyst string, witnesses []string) error {
	l, err := a.openLedger(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	for _, w := range witnesses {
		if err := a.knowWitness(ctx, l, w); err != nil {
			return err
		}
	}

	server, key, err := a.listen(ctx, l, addr, analyst)
	if err != nil {
		return err
	}
	defer server.Close()
	if _, _, err := a.readStale(ctx, l); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "The desk is at %s\n", server.URL())
	a.tellKey(server, analyst, key)
	fmt.Fprintln(a.stdout, "Press Ctrl-C to stop.")
	if !l.ReadOnly() {
		fetching, stop := context.WithCancel(ctx)
		var ended sync.WaitGroup
		ended.Go(func() { a.keepFetching(fetching, l, fetchEvery) })
		defer ended.Wait()
		defer stop()
	}
	return server.Serve(ctx)
}

// fetchEvery is how long after something was sealed on the desk authorities are asked for their word on it, at most.
const fetchEvery = 10 * time.Second

// tellKey prints the address by which a browser comes to decide.
func (a *app) tellKey(server *desk.Server, analyst, key string) {
	if key != "" {
		fmt.Fprintf(a.stdout, "To decide as %s, open %sas/%s and show that address to nobody.\n", printable(analyst), server.URL(), key)
	}
}

// listen takes the address for a desk on l. It is asked for before any long work, so that a port that is taken is told
// at once. With an analyst the desk takes decisions from whoever knows the key.
func (a *app) listen(ctx context.Context, l *keep.Ledger, addr, analyst string) (_ *desk.Server, key string, _ error) {
	if err := checkAddress(addr); err != nil {
		return nil, "", err
	}
	cfg := desk.Config{
		Ledger: present{l, a},
		Weigh:  a.weighed(l).Weigh,
		Export: func(out io.Writer, format string, w report.Weighing) error {
			return export.Write(out, export.Format(format), w, nil)
		},
		Version: programVersion(),
		Logger:  a.log,
		Before:  func(ctx context.Context, id string) (string, error) { return existedBefore(ctx, l, id) },
	}
	if analyst = strings.TrimSpace(analyst); analyst != "" {
		key = rand.Text()
		cfg.Decide, cfg.Analyst, cfg.Key = deskDecide(l), analyst, key
	}
	handler, err := desk.New(cfg)
	if err != nil {
		return nil, "", err
	}
	server, err := a.open(ctx, addr, handler)
	return server, key, err
}

// present is a ledger whose readings are all by the reader at hand. A reading of another reader may differ for good
// reasons or bad ones, and which cannot be told, so it is not shown: its report is read again.
type present struct {
	*keep.Ledger
	app *app
}

// Version tells the desk, too, where another ledger stands in the place of this one.
func (p present) Version(ctx context.Context) (int64, error) {
	version, err := p.Ledger.Version(ctx)
	if errors.Is(err, keep.ErrReplaced) {
		err = fmt.Errorf("%w: %w", desk.ErrReplaced, err)
	}
	return version, err
}

// Reading is the reading of the report of that ID.
func (p present) Reading(ctx context.Context, id string) (report.Reading, error) {
	return p.app.readingOf(ctx, p.Ledger, id)
}

// readingOf is the reading of a report by the reader at hand: the kept one where that made it, else a new one.
func (a *app) readingOf(ctx context.Context, l *keep.Ledger, id string) (report.Reading, error) {
	reader, err := a.readerOf(ctx, l)
	if err != nil {
		return report.Reading{}, err
	}
	kept, err := l.Reading(ctx, id)
	if err != nil || kept.Reader.Version == reader.Version() {
		return kept, err
	}
	r, err := l.Report(ctx, id)
	if err != nil {
		return report.Reading{}, err
	}
	return safely(reader, r)
}

// existedBefore says before when a report existed, by an authority's word; "" where none has given it.
func existedBefore(ctx context.Context, l *keep.Ledger, id string) (string, error) {
	sealed, err := l.Sealed(ctx, id)
	if err != nil {
		return "", err
	}
	s, found, err := l.Before(ctx, sealed.Leaf)
	if err != nil || !found {
		return "", err
	}
	return fmt.Sprintf("%s, by the time stamp of %s", s.Before().Format(time.RFC3339), s.Authority), nil
}

// deskDecide lets a desk decide in a ledger, and tells it what the ledger's errors mean.
func deskDecide(l *keep.Ledger) func(context.Context, report.Decision, int64) (report.Decision, error) {
	return func(ctx context.Context, d report.Decision, ifVersion int64) (report.Decision, error) {
		sealed, err := l.Decide(ctx, d, ifVersion)
		switch {
		case errors.Is(err, keep.ErrMoved):
			err = fmt.Errorf("%w: %w", desk.ErrMoved, err)
		case errors.Is(err, keep.ErrUnknown):
			err = fmt.Errorf("%w: %w", desk.ErrUnknown, err)
		case errors.Is(err, keep.ErrInvalid):
			err = fmt.Errorf("%w: %w", desk.ErrInvalid, err)
		}
		return sealed, err
	}
}

// open takes the address for a handler.
func (a *app) open(ctx context.Context, addr string, handler http.Handler) (*desk.Server, error) {
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
