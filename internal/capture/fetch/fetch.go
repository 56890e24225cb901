// Package fetch captures an address of the web as it answered: the requests and the answers byte for byte, redirects
// and all, with the addresses of the machines and the digests of the certificates, as an archive (WARC) that other
// tools read.
//
// No other place of Firsthand asks for pages, and this one asks only when somebody says so. It sends no cookie, follows
// no link but redirects, and makes no other request. What it asks is bounded in size, time and number.
//
// An address comes from outside and may be chosen to make this machine ask its own network. So no machine is asked that
// is not public, unless its name was allowed: every name is resolved once, all its addresses are checked, and the
// connection goes to the address that was checked, again after every redirect.
package fetch

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/idna"
)

// Why an address was not captured.
var (
	ErrAddress  = errors.New("not an address of the web that can be asked")
	ErrPrivate  = errors.New("leads to a private network or to this machine")
	ErrTooLarge = errors.New("answers with more than is taken")
	ErrRedirect = errors.New("leads to too many others")
)

// Fetcher captures addresses. The zero Fetcher asks public machines directly.
type Fetcher struct {
	Allow []string // hosts that may lie in a private network, by the name or address that is asked for
	Proxy func(*url.URL) (*url.URL, error)
	Roots *x509.CertPool // nil for those of the system

	Resolver *net.Resolver // nil for that of the system

	Agent   string        // how it names itself
	Size    int64         // most bytes of an answer, 0 for the default
	Timeout time.Duration // of one address with its redirects, 0 for the default

	Now func() time.Time // nil for the clock
}

const (
	defaultSize    = 24 << 20
	defaultTimeout = 60 * time.Second
	mostRedirects  = 10
	defaultAgent   = "Mozilla/5.0 (compatible; firsthand)"
)

// Known is what an earlier capture told, for an answer that says only that nothing changed.
type Known struct {
	ETag, Modified string
}

// Capture is what came of asking.
type Capture struct {
	At     time.Time
	Final  string // the address that answered
	Status int
	Header http.Header
	WARC   []byte // all requests and answers, packed
	Body   string // SHA-256 of the answer's body as it was sent
}

// Fetch captures an address.
func (f *Fetcher) Fetch(ctx context.Context, address string, known Known) (Capture, error) {
	timeout := f.Timeout
	if timeout == 0 {
		timeout = defaultTimeout
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	at, err := parse(address)
	if err != nil {
		return Capture{}, err
	}
	var archive archive
	if err := archive.begin(f.agent(), f.now()); err != nil {
		return Capture{}, err
	}
	for range mostRedirects + 1 {
		got, err := f.ask(ctx, at, known)
		if err != nil {
			return Capture{}, err
		}
		got.at = f.now()
		if err := archive.add(got); err != nil {
			return Capture{}, err
		}
		to := got.response.Header.Get("Location")
		if got.response.StatusCode/100 != 3 || got.response.StatusCode == http.StatusNotModified || to == "" {
			return Capture{At: got.at, Final: at.String(), Status: got.response.StatusCode, Header: got.response.Header, WARC: archive.bytes(), Body: got.body}, nil
		}
		next, err := at.Parse(to)
		if err != nil {
			return Capture{}, fmt.Errorf("%w: a redirect that is none", ErrAddress)
		}
		if at, err = parse(next.String()); err != nil {
			return Capture{}, err
		}
	}
	return Capture{}, ErrRedirect
}

func (f *Fetcher) now() time.Time {
	if f.Now != nil {
		return f.Now().UTC().Truncate(time.Second)
	}
	return time.Now().UTC().Truncate(time.Second)
}

func (f *Fetcher) agent() string {
	if f.Agent != "" {
		return f.Agent
	}
	return defaultAgent
}

// parse is an address that may be asked: of the web, with a host, without a password or a fragment.
func parse(address string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || len(address) > 4096 {
		return nil, ErrAddress
	}
	if u.User != nil {
		return nil, fmt.Errorf("%w: it holds a name or a password", ErrAddress)
	}
	host := strings.TrimSuffix(u.Hostname(), ".")
	if _, err := netip.ParseAddr(host); err != nil {
		if host, err = idna.Lookup.ToASCII(host); err != nil {
			return nil, ErrAddress
		}
	} else if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	u.Host, u.Fragment = host, ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}

// exchange is one request and its answer.
type exchange struct {
	address  *url.URL
	at       time.Time
	machine  string // the address that was connected to, "" behind a proxy
	proxied  bool
	request  []byte // as it was sent
	answer   []byte // as it came
	response *http.Response
	body     string // SHA-256
	tls      *tls.ConnectionState
}

// ask makes one request.
func (f *Fetcher) ask(ctx context.Context, at *url.URL, known Known) (exchange, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return exchange{}, ErrAddress
	}
	request.Header.Set("User-Agent", f.agent())
	request.Header.Set("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
	request.Header.Set("Accept-Language", "*")
	request.Header.Set("Accept-Encoding", "gzip, br")
	if known.ETag != "" {
		request.Header.Set("If-None-Match", known.ETag)
	}
	if known.Modified != "" {
		request.Header.Set("If-Modified-Since", known.Modified)
	}
	request.Close = true
	c, err := f.connect(ctx, at)
	if err != nil {
		return exchange{}, err
	}
	defer c.Close()
	stop := context.AfterFunc(ctx, func() { _ = c.SetDeadline(time.Unix(1, 0)) })
	defer stop()

	var sent, came bytes.Buffer
	write := request.Write
	if c.absolute {
		write = request.WriteProxy
	}
	if err := write(io.MultiWriter(c, &sent)); err != nil {
		return exchange{}, broken(ctx, err)
	}
	size := f.Size
	if size == 0 {
		size = defaultSize
	}
	limited := &io.LimitedReader{R: c, N: size + 1}
	response, err := http.ReadResponse(bufio.NewReader(io.TeeReader(limited, &came)), request)
	if err != nil {
		return exchange{}, broken(ctx, err)
	}
	hash := sha256.New()
	_, err = io.Copy(hash, response.Body)
	response.Body.Close()
	switch {
	case limited.N <= 0:
		return exchange{}, ErrTooLarge
	case err != nil:
		return exchange{}, broken(ctx, err)
	}
	return exchange{address: at, machine: c.machine, proxied: c.proxied, request: sent.Bytes(), answer: came.Bytes(), response: response,
		body: hex.EncodeToString(hash.Sum(nil)), tls: c.state}, nil
}

// broken is the error of a connection, or that of the time that ran out.
func broken(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("wait for an answer: %w", ctx.Err())
	}
	return fmt.Errorf("read an answer: %w", err)
}

// Check reports why an address cannot be asked, nil where it can.
func Check(address string) error {
	_, err := parse(address)
	return err
}
