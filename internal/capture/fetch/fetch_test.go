package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"firsthand/internal/capture"
)

const article = `<!DOCTYPE html><title>Bridge hit twice</title><article><h1>Bridge hit twice</h1>` +
	`<p>Two people were killed when a shell hit the bridge over the canal on Monday evening, the director said.</p></article>`

// here allows the servers of a test, which run on this machine.
func here() *Fetcher { return &Fetcher{Allow: []string{"127.0.0.1"}, Timeout: 20 * time.Second} }

// site is a server with an article, a redirect to it, and what goes wrong.
func site(t *testing.T, start func(http.Handler) *httptest.Server) *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("/bridge", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"one"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "b"})
		w.Header().Set("ETag", `"one"`)
		if r.Header.Get("Cookie") != "" {
			t.Error("a cookie was sent")
		}
		fmt.Fprint(w, article)
	})
	mux.Handle("/old", http.RedirectHandler("/bridge", http.StatusMovedPermanently))
	mux.Handle("/loop", http.RedirectHandler("/loop", http.StatusFound))
	mux.HandleFunc("/away", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Query().Get("to"), http.StatusFound)
	})
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 1<<20)) })
	mux.HandleFunc("/never", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	s := start(mux)
	t.Cleanup(s.Close)
	return s
}

func unpack(t *testing.T, warc []byte) string {
	z, err := gzip.NewReader(bytes.NewReader(warc))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// What is captured is read as a report, with the address that was asked for and the one that answered.
func TestAPageIsCaptured(t *testing.T) {
	s := site(t, httptest.NewServer)
	f := here()
	f.Now = func() time.Time { return time.Date(2016, 12, 13, 8, 29, 11, 0, time.UTC) }
	got, err := f.Fetch(context.Background(), s.URL+"/old#part", Known{})
	if err != nil || got.Status != 200 || got.Final != s.URL+"/bridge" {
		t.Fatalf("answered %d from %s, error %v", got.Status, got.Final, err)
	}
	items, err := capture.Bytes("a.warc.gz", got.WARC, capture.Meta{}, capture.DefaultLimits())
	if err != nil || len(items) != 1 {
		t.Fatalf("%d reports, error %v", len(items), err)
	}
	r := items[0].Report
	if c := r.Capture; r.Title != "Bridge hit twice" || c.From != s.URL+"/old" || c.Final != s.URL+"/bridge" || !c.At.Equal(f.Now()) {
		t.Errorf("report %q, captured %+v", r.Title, c)
	}
	all := unpack(t, got.WARC)
	for _, part := range []string{"GET /old HTTP/1.1\r\n", "HTTP/1.1 301 Moved Permanently\r\n", "WARC-IP-Address: 127.0.0.1\r\n", "via-proxy: false", article} {
		if !strings.Contains(all, part) {
			t.Errorf("the archive lacks %q", part)
		}
	}
	again, err := f.Fetch(context.Background(), s.URL+"/bridge", Known{ETag: got.Header.Get("ETag")})
	if err != nil || again.Status != http.StatusNotModified {
		t.Errorf("asked again: %d, error %v", again.Status, err)
	}
}

func TestCertificatesAreNoted(t *testing.T) {
	s := site(t, httptest.NewTLSServer)
	f := here()
	if _, err := f.Fetch(context.Background(), s.URL+"/bridge", Known{}); err == nil {
		t.Error("a certificate of nobody was taken")
	}
	f.Roots = x509.NewCertPool()
	f.Roots.AddCert(s.Certificate())
	got, err := f.Fetch(context.Background(), s.URL+"/bridge", Known{})
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("certificate-sha256: %x", sha256.Sum256(s.Certificate().Raw)); !strings.Contains(unpack(t, got.WARC), want) {
		t.Errorf("the archive lacks %q", want)
	}
}

// names is a resolver that answers every question with the same addresses.
func names(t *testing.T, addresses ...string) *net.Resolver {
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := server.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			m.Response, m.Additionals = true, nil
			for _, a := range addresses {
				if m.Questions[0].Type == dnsmessage.TypeA {
					m.Answers = append(m.Answers, dnsmessage.Resource{Header: dnsmessage.ResourceHeader{Name: m.Questions[0].Name, Type: dnsmessage.TypeA, Class: dnsmessage.ClassINET, TTL: 1},
						Body: &dnsmessage.AResource{A: netip.MustParseAddr(a).As4()}})
				}
			}
			if out, err := m.Pack(); err == nil {
				_, _ = server.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
}

// Nothing that is not public is asked: by its address in any form, by a name that leads there, or by a redirect.
func TestNothingPrivateIsAsked(t *testing.T) {
	var asked atomic.Int32
	private := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer private.Close()
	port := private.URL[strings.LastIndex(private.URL, ":"):]
	s := site(t, httptest.NewServer)
	away := s.URL + "/away?to="
	for _, test := range []struct {
		name, address string
		f             *Fetcher
		want          error
	}{
		{"loopback", private.URL, &Fetcher{}, ErrPrivate},
		{"loopback, version 6", "http://[::1]" + port, &Fetcher{}, ErrPrivate},
		{"loopback, version 4 in 6", "http://[::ffff:127.0.0.1]" + port, &Fetcher{}, ErrPrivate},
		{"nowhere in particular", "http://0.0.0.0" + port, &Fetcher{}, ErrPrivate},
		{"link-local", "http://169.254.169.254/latest/", &Fetcher{}, ErrPrivate},
		{"private", "http://10.0.0.1/", &Fetcher{}, ErrPrivate},
		{"a name of this machine", "http://localhost" + port, &Fetcher{}, ErrPrivate},
		{"a name that leads here", "http://news.example" + port, &Fetcher{Resolver: names(t, "127.0.0.1")}, ErrPrivate},
		{"a name that leads to both", "http://news.example" + port, &Fetcher{Resolver: names(t, "93.184.216.34", "127.0.0.1")}, ErrPrivate},
		{"a redirect to another name of this machine", away + "http://localhost" + port, here(), ErrPrivate},
		{"a redirect to a private address", away + "http://192.168.0.1/", here(), ErrPrivate},
		{"a redirect to a file", away + "file:///etc/passwd", here(), ErrAddress},
		{"a file", "file:///etc/passwd", &Fetcher{}, ErrAddress},
		{"a password", "http://a:b@news.example/", &Fetcher{}, ErrAddress},
		{"redirects without end", s.URL + "/loop", here(), ErrRedirect},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.f.Timeout = 10 * time.Second
			if _, err := test.f.Fetch(context.Background(), test.address, Known{}); !errors.Is(err, test.want) {
				t.Errorf("error %v, want %v", err, test.want)
			}
		})
	}
	if asked.Load() != 0 {
		t.Error("the private server was asked")
	}
}

func TestWhatIsPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.216.34": true, "2606:2800:220:1::1": true, "127.0.0.2": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.1.1": false,
		"100.64.0.1": false, "198.18.0.1": false, "224.0.0.1": false, "255.255.255.255": false, "::": false, "::1": false, "fe80::1": false, "fc00::1": false,
		"::ffff:10.0.0.1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::": false, "::127.0.0.1": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: public is %t", address, got)
		}
	}
}

func TestAnAnswerIsBounded(t *testing.T) {
	s := site(t, httptest.NewServer)
	f := here()
	f.Size = 64 << 10
	if _, err := f.Fetch(context.Background(), s.URL+"/large", Known{}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: error %v", err)
	}
	f.Timeout = 50 * time.Millisecond
	if _, err := f.Fetch(context.Background(), s.URL+"/never", Known{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("never: error %v", err)
	}
}

// forward copies between two connections until both are closed. What a sent is read through from, which holds what
// was already taken off a.
func forward(a net.Conn, from io.Reader, b net.Conn) {
	go func() { _, _ = io.Copy(a, b); a.Close() }()
	_, _ = io.Copy(b, from)
	b.Close()
}

// socks is a proxy of SOCKS5 that connects everything to one server and notes what it was asked for.
func socks(t *testing.T, server string, asked *atomic.Value) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			head := make([]byte, 2)
			_, _ = io.ReadFull(c, head)
			_, _ = io.ReadFull(c, make([]byte, head[1]))
			_, _ = c.Write([]byte{5, 0})
			request := make([]byte, 5)
			_, _ = io.ReadFull(c, request)
			rest := make([]byte, int(request[4])+2)
			_, _ = io.ReadFull(c, rest)
			if request[3] == 3 {
				asked.Store(string(rest[:len(rest)-2]))
			}
			_, _ = c.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
			if to, err := net.Dial("tcp", server); err == nil {
				go forward(c, c, to)
			}
		}
	}()
	return "socks5h://" + l.Addr().String()
}

// Through a proxy the name is resolved by the proxy, and still no name of this machine is asked for.
func TestProxies(t *testing.T) {
	plain, secure := site(t, httptest.NewServer), site(t, httptest.NewTLSServer)
	roots := x509.NewCertPool()
	roots.AddCert(secure.Certificate())
	var asked atomic.Value
	tunnels := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Store(r.Host)
		if r.Method != http.MethodConnect {
			fmt.Fprint(w, article)
			return
		}
		to, err := net.Dial("tcp", secure.Listener.Addr().String())
		if err != nil {
			t.Error(err)
			return
		}
		w.WriteHeader(http.StatusOK)
		c, sent, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		forward(c, sent, to) // the server may hold the first bytes of the handshake already
	}))
	defer tunnels.Close()
	for _, test := range []struct{ name, through, address, want string }{
		{"SOCKS", socks(t, plain.Listener.Addr().String(), &asked), "http://news.example/bridge", "news.example"},
		{"HTTP", tunnels.URL, "http://news.example/bridge", "news.example"},
		{"HTTP, encrypted", tunnels.URL, "https://example.com/bridge", "example.com:443"},
	} {
		t.Run(test.name, func(t *testing.T) {
			through, _ := url.Parse(test.through)
			f := &Fetcher{Proxy: func(*url.URL) (*url.URL, error) { return through, nil }, Roots: roots, Timeout: 20 * time.Second}
			got, err := f.Fetch(context.Background(), test.address, Known{})
			if err != nil || got.Status != 200 {
				t.Fatalf("answered %d, error %v", got.Status, err)
			}
			if asked.Load() != test.want {
				t.Errorf("the proxy was asked for %v, want %s", asked.Load(), test.want)
			}
			if _, err := f.Fetch(context.Background(), "http://localhost/", Known{}); !errors.Is(err, ErrPrivate) {
				t.Errorf("a name of this machine: error %v", err)
			}
		})
	}
}
