package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"firsthand/internal/capture"
	"firsthand/internal/capture/fetch"
	"firsthand/internal/capture/watch"
	"firsthand/internal/keep"
)

// watchVerb keeps a list of addresses that are asked again and again.
func (a *app) watchVerb() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "watch add URL… | add --opml FILE | list | remove URL… | run",
		Short: "Ask a list of pages and feeds again and again, and add what is new",
		Long: `Keep a list of pages and feeds beside the ledger, ask each of them again and again, and add
what is new: of a feed the entries that were not there before, of a page that changed a new
version as a report of its own. That a page is gone, or cannot be captured, is said.

Each address is asked with what it answered last, so that a server can say that nothing
changed; at most one request in two seconds goes to a host; after a failure the wait
doubles, up to a day. Whatever fetch promises holds here too.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	change := func(use, short string, do func(l *watch.List, address string) bool, done, not string) *cobra.Command {
		return &cobra.Command{Use: use, Short: short, Args: cobra.MinimumNArgs(1), RunE: func(cmd *cobra.Command, args []string) error {
			return a.changeWatched(cmd.Context(), args, do, done, not)
		}}
	}
	cmd.AddCommand(
		a.watchAddVerb(),
		&cobra.Command{Use: "list", Short: "Show what is watched, and how it stands", Args: noArguments, RunE: func(cmd *cobra.Command, _ []string) error {
			return a.listWatched(cmd.Context())
		}},
		change("remove URL…", "Watch addresses no more; what was captured stays", (*watch.List).Remove, "no longer watched", "not watched"),
		a.watchRunVerb(),
	)
	return cmd
}

// watchAddVerb puts addresses on the list: those that are given, and those of the feeds in a list that another program
// wrote.
func (a *app) watchAddVerb() *cobra.Command {
	var file string
	cmd := &cobra.Command{Use: "add URL…", Short: "Watch addresses", RunE: func(cmd *cobra.Command, addresses []string) error {
		if file != "" {
			feeds, err := feedsIn(file)
			if err != nil {
				return err
			}
			for _, address := range feeds {
				if err := fetch.Check(address); err != nil {
					fmt.Fprintf(a.stderr, "warning: %s: %v; it is passed over\n", printable(address), err)
					continue
				}
				addresses = append(addresses, address)
			}
		}
		if len(addresses) == 0 {
			return fail(exitUsage, "firsthand watch add https://news.example/feed", "no address is given")
		}
		add := func(l *watch.List, address string) bool { return l.Add(address, time.Now().UTC()) }
		return a.changeWatched(cmd.Context(), addresses, add, "watched", "watched already")
	}}
	cmd.Flags().StringVar(&file, "opml", "", "add the feeds in this list, as programs that read feeds write it out")
	return cmd
}

// feedsIn are the addresses in a list of feeds.
func feedsIn(file string) ([]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fail(exitRefused, "", "open the list of feeds: %w", cause(err))
	}
	defer f.Close()
	feeds, err := watch.Feeds(f)
	if err != nil {
		return nil, fail(exitRefused, "write the list of feeds out again as OPML", "%w", err)
	}
	return feeds, nil
}

func (a *app) watchRunVerb() *cobra.Command {
	var how asking
	var every time.Duration
	var once bool
	cmd := &cobra.Command{
		Use: "run", Short: "Ask what is due, now and later, until interrupted", Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if every < time.Minute {
				return fail(exitUsage, "as --every 15m", "--every is less than a minute")
			}
			f, err := how.fetcher()
			if err != nil {
				return err
			}
			w := watcher{app: a, f: f, every: every, once: once}
			return w.run(cmd.Context())
		},
	}
	cmd.Flags().DurationVar(&every, "every", 15*time.Minute, "the `time` between two requests for one address")
	cmd.Flags().BoolVar(&once, "once", false, "ask what is due now, and end")
	how.flags(cmd)
	return cmd
}

// openWatched opens the ledger, which is made where there is none, and its list.
func (a *app) openWatched(ctx context.Context) (*keep.Ledger, *watch.List, error) {
	if a.ledgerFolder() == "" {
		return nil, nil, fail(exitUsage, "watch into a ledger in a folder, and firsthand copy", "what is watched is listed in a ledger's folder, and this ledger has none")
	}
	l, err := a.openOrInit(ctx)
	if err != nil {
		return nil, nil, err
	}
	list, err := watch.Open(a.ledger)
	if err != nil {
		l.Close()
		return nil, nil, err
	}
	return l, list, nil
}

func (a *app) changeWatched(ctx context.Context, addresses []string, do func(*watch.List, string) bool, done, not string) error {
	l, list, err := a.openWatched(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	for _, address := range addresses {
		if err := fetch.Check(address); err != nil {
			return fail(exitUsage, "write it as https://news.example/story", "%s: %w", printable(address), err)
		}
		said := done
		if !do(list, address) {
			said = not
		}
		fmt.Fprintf(a.stdout, "%s: %s\n", printable(address), said)
	}
	return list.Save()
}

func (a *app) listWatched(ctx context.Context) error {
	l, list, err := a.openWatched(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	for _, e := range list.Entries {
		state := "not asked yet"
		switch {
		case !e.Gone.IsZero():
			state = "gone since " + e.Gone.Format(time.RFC3339)
		case e.Problem != "":
			state = fmt.Sprintf("failed %d times, last: %s", e.Failures, printable(e.Problem))
		case !e.Asked.IsZero():
			state = "asked " + e.Asked.Format(time.RFC3339) + ", changed " + e.Changed.Format(time.RFC3339)
		}
		fmt.Fprintf(a.stdout, "%s: %s\n", printable(e.Address), state)
	}
	return nil
}

// watcher asks what is on a list.
type watcher struct {
	*app
	f     *fetch.Fetcher
	every time.Duration
	once  bool

	last   string // the host that was asked last
	failed bool
}

func (w *watcher) run(ctx context.Context) error {
	l, list, err := w.openWatched(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	if len(list.Entries) == 0 {
		return fail(exitUsage, "firsthand watch add URL…", "nothing is watched")
	}
	for ctx.Err() == nil {
		e, later := list.Due(time.Now())
		if later > 0 {
			if w.once {
				break
			}
			if !wait(ctx, later) {
				return ctx.Err()
			}
		}
		if host := hostOf(e.Address); host == w.last && !wait(ctx, pause()) {
			return ctx.Err()
		} else {
			w.last = host
		}
		if err := w.ask(ctx, l, e); err != nil {
			return err
		}
		if err := list.Save(); err != nil {
			return err
		}
	}
	if ctx.Err() == nil && w.failed {
		return errRefused
	}
	return ctx.Err()
}

// ask asks one address and notes what came of it. An error is one of the ledger; one of the address is told and noted.
func (w *watcher) ask(ctx context.Context, l *keep.Ledger, e *watch.Entry) error {
	got, err := w.f.Fetch(ctx, e.Address, fetch.Known{ETag: e.ETag, Modified: e.Modified})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	now := time.Now().UTC().Truncate(time.Second)
	next := now.Add(w.every + rand.N(w.every/5) - w.every/10) // not all at once, and not by the clock
	switch {
	case err != nil:
		w.fail(e, now, 0, err)
	case got.Status == http.StatusNotModified, got.Status == http.StatusOK && got.Body == e.Body:
		e.Same(now, next)
	case got.Status == http.StatusNotFound || got.Status == http.StatusGone:
		if e.Vanished(now) {
			fmt.Fprintf(w.stdout, "%s: gone, it answers %d %s\n", printable(e.Address), got.Status, http.StatusText(got.Status))
		}
	case got.Status != http.StatusOK:
		seconds, _ := strconv.Atoi(got.Header.Get("Retry-After"))
		w.fail(e, now, time.Duration(max(0, min(seconds, 1<<20)))*time.Second, fmt.Errorf("it answered %d %s", got.Status, http.StatusText(got.Status)))
	default:
		return w.take(ctx, l, e, got, now, next)
	}
	return nil
}

func (w *watcher) fail(e *watch.Entry, now time.Time, asked time.Duration, err error) {
	w.failed = true
	e.Failed(now, w.every, asked, err.Error())
	w.refuse(fetchError(e.Address, err))
}

// take adds what is new in an answer. It is noted after it is kept, so that what a crash cuts off is asked for again.
func (w *watcher) take(ctx context.Context, l *keep.Ledger, e *watch.Entry, got fetch.Capture, now, next time.Time) error {
	items, problem := archived(got)
	if problem != nil && len(items) == 0 {
		w.fail(e, now, 0, problem)
		return nil
	}
	var fresh []capture.Item
	for _, item := range items {
		if !e.Knows(digestOf(item)) {
			fresh = append(fresh, item)
		}
	}
	came, err := w.takeIn(ctx, l, sequence(fresh))
	if err == nil {
		_, _, err = w.readStale(ctx, l)
	}
	if err != nil {
		return err
	}
	again := !e.Changed.IsZero()
	e.New(now, next, got.Header.Get("ETag"), got.Header.Get("Last-Modified"), got.Body)
	if said := "new"; came.added > 0 {
		if again && len(items) == 1 {
			said = "changed"
		}
		fmt.Fprintf(w.stdout, "%s: %s, %s\n", printable(e.Address), said, came)
	}
	return nil
}

// digestOf tells whether a report was there before: the same words under the same title and address. Which part of its
// original it is, changes with every answer.
func digestOf(item capture.Item) string {
	r := item.Report
	sum := sha256.Sum256([]byte(r.URL + "\x00" + r.Title + "\x00" + r.Text))
	return hex.EncodeToString(sum[:16])
}

func sequence(items []capture.Item) iter.Seq2[capture.Item, error] {
	return func(yield func(capture.Item, error) bool) {
		for _, item := range items {
			if !yield(item, nil) {
				return
			}
		}
	}
}
