package desk

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"
)

// policy is the Content-Security-Policy of every page: nothing from anywhere but this desk, no inline script, no inline
// style, no frame around it, and no form that leaves it.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// timeToAnswer bounds the work for one request.
const timeToAnswer = 60 * time.Second

// guard stands before every handler. In this order it
//
//   - sets the headers that keep a page to itself,
//   - turns away names that are not this desk's: a page of another site whose name is made to point at 127.0.0.1 (DNS
//     rebinding) would otherwise be "the same site" as the desk and could read every report,
//   - turns away requests that other sites' pages make, other than following a link to a page,
//   - turns away every method but GET and HEAD, and every body, but for the one form of a desk that takes decisions,
//   - bounds the time of the rest and how many are worked on at once (see seats.go), and survives their panics.
func (d *desk) guard(next http.Handler, hosts []string) http.Handler {
	known := make(map[string]bool, len(hosts))
	for _, h := range hosts {
		known[strings.ToLower(h)] = true
	}
	inner := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), timeToAnswer)
		defer cancel()
		r = r.WithContext(ctx)
		defer func() {
			if p := recover(); p != nil {
				if err, ok := p.(error); ok && errors.Is(err, http.ErrAbortHandler) {
					panic(p)
				}
				d.fail(w, r, &fault{http.StatusInternalServerError, "something went wrong here", fmt.Errorf("panic: %v", p)})
			}
		}()
		leave, ok := d.seats.sit(ctx)
		if !ok {
			d.full(w, r)
			return
		}
		defer leave()
		switch {
		case !ours(r, known):
			d.fail(w, r, &fault{status: http.StatusMisdirectedRequest, told: "the desk does not answer under this name"})
		case intrudes(r):
			d.fail(w, r, &fault{status: http.StatusForbidden, told: "another site's page asked for this"})
		case d.decide != nil && r.Method == http.MethodPost && r.URL.Path == decisionsPath:
			next.ServeHTTP(w, r) // takeDecision asks for the key and bounds the body
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			d.fail(w, r, &fault{status: http.StatusMethodNotAllowed, told: "pages can only be read"})
		case r.ContentLength != 0:
			d.fail(w, r, &fault{status: http.StatusRequestEntityTooLarge, told: "nothing may be sent with a request for a page"})
		default:
			next.ServeHTTP(w, r)
		}
	})
	// What changes something has to come from a page of this desk, whatever else is asked of it.
	protected := http.NewCrossOriginProtection().Handler(inner)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Embedder-Policy", "require-corp")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		h.Set("X-Robots-Tag", "noindex, nofollow")
		h.Set("Cache-Control", "no-store")
		protected.ServeHTTP(w, r)
	})
}

// ours tells whether the request asks for a name of this desk: a loopback name or address, the very address that the
// request arrived at, or a name that the operator gave. An address cannot be rebound, a name can.
func ours(r *http.Request, known map[string]bool) bool {
	host := r.Host
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"))
	if host == "localhost" || known[host] {
		return true
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	addr = addr.Unmap()
	if addr.IsLoopback() {
		return true
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return false
	}
	at, err := netip.ParseAddrPort(local.String())
	return err == nil && at.Addr().Unmap().WithZone("") == addr.WithZone("")
}

// intrudes tells whether a page of another site makes the request, by what browsers say of it (Fetch Metadata).
// Following a link to a page of the desk is allowed; fetching one, framing one or loading one as a picture is not.
func intrudes(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "same-origin", "none":
		return false
	}
	return r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document"
}
