package fetch

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"time"

	"golang.org/x/net/proxy"
)

// connection is a connection to the machine that answers, or to a proxy that passes on.
type connection struct {
	net.Conn
	machine  string               // the address that was connected to, "" where a proxy resolved the name
	proxied  bool                 // there is a proxy between
	absolute bool                 // the request has to name the whole address, for a proxy
	state    *tls.ConnectionState // nil without TLS
}

const dialTimeout = 20 * time.Second

// connect connects to the machine of an address.
func (f *Fetcher) connect(ctx context.Context, at *url.URL) (*connection, error) {
	c, err := f.reach(ctx, at)
	if err != nil {
		return nil, err
	}
	if at.Scheme != "https" {
		return c, nil
	}
	over := tls.Client(c.Conn, &tls.Config{ServerName: at.Hostname(), RootCAs: f.Roots, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}})
	if err := over.HandshakeContext(ctx); err != nil {
		c.Conn.Close()
		return nil, fmt.Errorf("agree on encryption: %w", err)
	}
	state := over.ConnectionState()
	c.Conn, c.state = over, &state
	return c, nil
}

// reach connects directly or through the proxy that is set for the address.
func (f *Fetcher) reach(ctx context.Context, at *url.URL) (*connection, error) {
	host, port := at.Hostname(), portOf(at)
	allowed := f.allows(host)
	var through *url.URL
	if f.Proxy != nil {
		var err error
		if through, err = f.Proxy(at); err != nil {
			return nil, fmt.Errorf("find the proxy: %w", err)
		}
	}
	if through == nil {
		machine, conn, err := f.dial(ctx, host, port, allowed)
		if err != nil {
			return nil, err
		}
		return &connection{Conn: conn, machine: machine}, nil
	}
	// The proxy resolves the name, so that what can be checked here is only what the address says itself.
	if ip, err := netip.ParseAddr(host); !allowed && (err == nil && !public(ip) || err != nil && localName(host)) {
		return nil, ErrPrivate
	}
	return f.proxied(ctx, through, at, net.JoinHostPort(host, port))
}

// proxied connects through a proxy, of HTTP or of SOCKS.
func (f *Fetcher) proxied(ctx context.Context, through, at *url.URL, target string) (*connection, error) {
	plain := &net.Dialer{Timeout: dialTimeout}
	if strings.HasPrefix(through.Scheme, "socks5") {
		d, err := proxy.FromURL(through, plain)
		if err != nil {
			return nil, fmt.Errorf("use the proxy: %w", err)
		}
		conn, err := d.(proxy.ContextDialer).DialContext(ctx, "tcp", target)
		if err != nil {
			return nil, fmt.Errorf("connect through the proxy: %w", err)
		}
		return &connection{Conn: conn, proxied: true}, nil
	}
	if through.Scheme != "http" {
		return nil, fmt.Errorf("use the proxy: its kind is not known")
	}
	conn, err := plain.DialContext(ctx, "tcp", net.JoinHostPort(through.Hostname(), portOf(through)))
	if err != nil {
		return nil, fmt.Errorf("connect to the proxy: %w", err)
	}
	if at.Scheme == "http" {
		return &connection{Conn: conn, proxied: true, absolute: true}, nil
	}
	if err := tunnel(ctx, conn, through, target); err != nil {
		conn.Close()
		return nil, err
	}
	return &connection{Conn: conn, proxied: true}, nil
}

// tunnel asks a proxy for a connection to a machine.
func tunnel(ctx context.Context, conn net.Conn, through *url.URL, target string) error {
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	request := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: target}, Host: target, Header: http.Header{}}
	if through.User != nil {
		password, _ := through.User.Password()
		signed := http.Request{Header: http.Header{}}
		signed.SetBasicAuth(through.User.Username(), password)
		request.Header.Set("Proxy-Authorization", signed.Header.Get("Authorization"))
	}
	if err := request.Write(conn); err != nil {
		return fmt.Errorf("ask the proxy: %w", err)
	}
	response, err := http.ReadResponse(bufio.NewReaderSize(oneByte{conn}, 16), request)
	if err != nil {
		return fmt.Errorf("ask the proxy: %w", err)
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the proxy refuses: %s", http.StatusText(response.StatusCode))
	}
	return nil
}

// oneByte reads a byte at a time, so that nothing is read that comes after an answer.
type oneByte struct{ net.Conn }

func (o oneByte) Read(p []byte) (int, error) { return o.Conn.Read(p[:min(len(p), 1)]) }

// dial connects to a host. Its name is resolved once, every address is checked, and the one that was checked is
// connected to.
func (f *Fetcher) dial(ctx context.Context, host, port string, allowed bool) (string, net.Conn, error) {
	var addresses []netip.Addr
	if ip, err := netip.ParseAddr(host); err == nil {
		addresses = []netip.Addr{ip}
	} else if addresses, err = f.resolver().LookupNetIP(ctx, "ip", host); err != nil {
		return "", nil, fmt.Errorf("find the machine: %w", withoutName(err))
	}
	if !allowed && slices.ContainsFunc(addresses, func(ip netip.Addr) bool { return !public(ip) }) {
		return "", nil, ErrPrivate
	}
	d := net.Dialer{Timeout: dialTimeout, ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
		if at, err := netip.ParseAddrPort(address); err != nil || !allowed && !public(at.Addr()) {
			return ErrPrivate
		}
		return nil
	}}
	err := error(ErrAddress)
	for _, ip := range addresses[:min(len(addresses), 4)] {
		var conn net.Conn
		if conn, err = d.DialContext(ctx, "tcp", net.JoinHostPort(ip.Unmap().String(), port)); err == nil {
			return ip.Unmap().String(), conn, nil
		}
	}
	return "", nil, fmt.Errorf("connect: %w", err)
}

func (f *Fetcher) resolver() *net.Resolver {
	if f.Resolver != nil {
		return f.Resolver
	}
	return net.DefaultResolver
}

// withoutName is why a name cannot be resolved, without the name.
func withoutName(err error) error {
	if found, ok := err.(*net.DNSError); ok {
		return fmt.Errorf("%s", found.Err)
	}
	return err
}

func portOf(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	case strings.HasPrefix(u.Scheme, "socks"):
		return "1080"
	}
	return "80"
}

// allows reports whether a host was allowed by name.
func (f *Fetcher) allows(host string) bool {
	return slices.ContainsFunc(f.Allow, func(name string) bool { return strings.EqualFold(strings.TrimSuffix(name, "."), host) })
}

// localName reports whether a name is one of this machine or of a local network, whoever resolves it.
func localName(host string) bool {
	host = strings.ToLower(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || strings.HasSuffix(host, ".local") || strings.HasSuffix(host, ".internal") ||
		!strings.Contains(host, ".")
}

// special are the networks that are not public and that package netip does not name (RFC 6890 and its successors).
var special = func() []netip.Prefix {
	var out []netip.Prefix
	for _, s := range []string{"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "fec0::/10"} {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}()

// public reports whether an address is one that anybody may ask.
func public(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && !slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(ip) })
}
