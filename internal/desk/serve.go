package desk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"time"
)

// Server is a handler on an address. It listens from the moment it is made and answers while [Server.Serve] runs.
type Server struct {
	listener net.Listener
	http     *http.Server
}

// ErrPublic is the answer to an address that others than this machine can reach: the desk asks nobody who they are.
var ErrPublic = errors.New("the address is open to other machines, and the desk has no sign-in")

// Listen takes addr, "host:port" with port 0 for any free one, for h. It refuses, with an error that wraps [ErrPublic],
// every address but loopback ones unless public says that this is meant. The logger may be nil.
func Listen(ctx context.Context, addr string, h http.Handler, public bool, log *slog.Logger) (*Server, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	if at, err := netip.ParseAddrPort(l.Addr().String()); !public && (err != nil || !at.Addr().Unmap().IsLoopback()) {
		return nil, errors.Join(fmt.Errorf("listen on %s: %w", addr, ErrPublic), l.Close())
	}
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Server{listener: l, http: &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      timeToAnswer + 30*time.Second, // a large original to a slow reader
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}}, nil
}

// Addr is the address that was taken.
func (s *Server) Addr() net.Addr { return s.listener.Addr() }

// URL is where a browser on this machine finds the desk.
func (s *Server) URL() string { return "http://" + s.listener.Addr().String() + "/" }

// Close gives the address back without having served.
func (s *Server) Close() error { return s.http.Close() }

// grace is how long requests under way may go on after the end was asked for. It is more than the five seconds for
// which net/http takes a connection that a browser opened ahead of need, and on which it has asked nothing yet, for one
// at work.
const grace = 8 * time.Second

// Serve answers until ctx ends, lets requests under way finish, and returns nil; or it returns why it could not go on.
func (s *Server) Serve(ctx context.Context) error {
	failed := make(chan error, 1)
	go func() { failed <- s.http.Serve(s.listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := s.http.Shutdown(last); err != nil {
		err = errors.Join(err, s.http.Close())
		<-failed
		return fmt.Errorf("shut down: %w", err)
	}
	<-failed
	return nil
}
