package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/net/http/httpproxy"

	"firsthand/internal/capture"
	"firsthand/internal/capture/fetch"
	"firsthand/internal/keep"
)

// asking is what the flags say of how addresses are asked.
type asking struct {
	allow   []string
	proxy   string
	agent   string
	timeout time.Duration
}

func (o *asking) flags(cmd *cobra.Command) {
	cmd.Flags().StringArrayVar(&o.allow, "allow", nil, "a `host` that may lie in a private network or on this machine; may be given again")
	cmd.Flags().StringVar(&o.proxy, "proxy", "", "the `address` of a proxy, as socks5h://127.0.0.1:9050 (default $HTTPS_PROXY and $HTTP_PROXY)")
	cmd.Flags().StringVar(&o.agent, "agent", "", "the `name` that is given to servers")
	cmd.Flags().DurationVar(&o.timeout, "timeout", time.Minute, "the longest `time` for one address")
}

// fetcher makes a fetcher of the flags.
func (o *asking) fetcher() (*fetch.Fetcher, error) {
	f := &fetch.Fetcher{Allow: o.allow, Agent: o.agent, Timeout: o.timeout, Proxy: httpproxy.FromEnvironment().ProxyFunc()}
	if o.proxy == "" {
		return f, nil
	}
	through, err := url.Parse(o.proxy)
	if err != nil || through.Host == "" || through.Scheme != "http" && through.Scheme != "socks5" && through.Scheme != "socks5h" {
		return nil, fail(exitUsage, "as --proxy socks5h://127.0.0.1:9050 or --proxy http://127.0.0.1:3128", "--proxy is not the address of a proxy")
	}
	f.Proxy = func(*url.URL) (*url.URL, error) { return through, nil }
	return f, nil
}

// fetchVerb captures addresses.
func (a *app) fetchVerb() *cobra.Command {
	var how asking
	var list string
	cmd := &cobra.Command{
		Use:   "fetch URL… | --list FILE",
		Short: "Capture addresses of the web and add them to the ledger",
		Long: `Capture addresses of the web as they answer, seal what was asked and answered as an
archive (WARC), and read the page as add does. This and watch are the only verbs that ask
the network for anything. Each address is asked once, with its redirects: no picture, no
script, nothing else. No cookie is sent. Whoever runs the site, and the network between,
can see that this machine asked; --proxy takes another way, through Tor for example.

An address that leads to a private network or to this machine is refused, also by a
redirect, unless its host is named with --allow.`,
		Example: `  firsthand fetch https://news.example/story
  firsthand fetch --list addresses.txt --proxy socks5h://127.0.0.1:9050`,
		Args: func(_ *cobra.Command, args []string) error {
			if (len(args) == 0) == (list == "") {
				return errors.New("name at least one URL, or a file of them with --list")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			f, err := how.fetcher()
			if err != nil {
				return err
			}
			if list != "" {
				if args, err = a.addresses(list); err != nil {
					return err
				}
			}
			return a.fetch(cmd.Context(), f, args)
		},
	}
	cmd.Flags().StringVar(&list, "list", "", "a `file` with an address a line; - for standard input")
	how.flags(cmd)
	return cmd
}

// mostAddresses is how many addresses a list may have.
const mostAddresses = 100_000

// addresses reads a list: an address a line, lines that begin with # and empty ones are none.
func (a *app) addresses(name string) ([]string, error) {
	in := io.Reader(a.stdin)
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("open the list: %w", err)
		}
		defer f.Close()
		in = f
	}
	var out []string
	for lines := bufio.NewScanner(in); lines.Scan() && len(out) < mostAddresses; {
		if s := strings.TrimSpace(lines.Text()); s != "" && !strings.HasPrefix(s, "#") {
			out = append(out, s)
		}
	}
	return out, nil
}

func (a *app) fetch(ctx context.Context, f *fetch.Fetcher, addresses []string) error {
	l, err := a.openOrInit(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	return a.takeInAndRead(ctx, l, a.fetched(ctx, f, addresses))
}

// takeInAndRead keeps what was captured, reads it, and says what came of it.
func (a *app) takeInAndRead(ctx context.Context, l *keep.Ledger, items iter.Seq2[capture.Item, error]) error {
	came, err := a.takeIn(ctx, l, items)
	if err == nil {
		var failed int
		_, failed, err = a.readStale(ctx, l)
		came.refused += failed
	}
	fmt.Fprintln(a.stdout, came)
	if err == nil && came.refused > 0 {
		return errRefused
	}
	return err
}

// pause is how long to wait between two requests to one host: two to three seconds.
func pause() time.Duration { return 2*time.Second + rand.N(time.Second) }

// wait waits, or reports that the context is done.
func wait(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}

// fetched captures addresses, one after the other.
func (a *app) fetched(ctx context.Context, f *fetch.Fetcher, addresses []string) iter.Seq2[capture.Item, error] {
	return func(yield func(capture.Item, error) bool) {
		last := ""
		for _, address := range addresses {
			if host := hostOf(address); host == last && !wait(ctx, pause()) {
				return
			} else {
				last = host
			}
			got, err := f.Fetch(ctx, address, fetch.Known{})
			if err == nil && got.Status != http.StatusOK {
				err = fmt.Errorf("it answered %d %s", got.Status, http.StatusText(got.Status))
			}
			if ctx.Err() != nil {
				return
			}
			if err != nil {
				if !yield(capture.Item{}, fetchError(address, err)) {
					return
				}
				continue
			}
			items, problem := archived(got)
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
			if problem != nil && !yield(capture.Item{}, fetchError(address, problem)) {
				return
			}
		}
	}
}

// archived reads the reports in what was captured.
func archived(got fetch.Capture) ([]capture.Item, error) {
	items, err := capture.Bytes(hostOf(got.Final)+".warc.gz", got.WARC, capture.Meta{}, capture.DefaultLimits())
	if err == nil && len(items) == 0 {
		err = errors.New("what it answered is no report")
	}
	return items, err
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// fetchError is an error of an address, with a way out where there is one.
func fetchError(address string, err error) error {
	hint := ""
	switch {
	case errors.Is(err, fetch.ErrPrivate):
		hint = "if it is meant, name its host with --allow"
	case errors.Is(err, fetch.ErrAddress):
		hint = "write it as https://news.example/story"
	}
	return &capture.Error{Name: printable(address), Err: err, Hint: hint}
}
