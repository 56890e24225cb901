package desk_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"firsthand/internal/desk"
)

// client is an HTTP client that leaves no connection behind.
func client(t *testing.T) *http.Client {
	tr := &http.Transport{DisableKeepAlives: true}
	t.Cleanup(tr.CloseIdleConnections)
	return &http.Client{Transport: tr}
}

func TestServeAnswersUntilItsContextEnds(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	s, err := desk.Listen(ctx, "127.0.0.1:0", example(t), false, nil)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx) }()
	r, err := client(t).Get(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	if r.StatusCode != http.StatusOK {
		t.Errorf("GET %s: %s", s.URL(), r.Status)
	}
	body(t, r)
	stop()
	if err := <-done; err != nil {
		t.Errorf("serve: %v", err)
	}
	if _, err := client(t).Get(s.URL()); err == nil {
		t.Error("it still answers")
	}
}

// A request under way is answered although the end was asked for meanwhile.
func TestServeLetsRequestsFinish(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		stop()
		<-ctx.Done()
		fmt.Fprint(w, "done")
	})
	s, err := desk.Listen(ctx, "127.0.0.1:0", h, false, nil)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx) }()
	r, err := client(t).Get(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	if got := body(t, r); got != "done" {
		t.Errorf("answered %q", got)
	}
	if err := <-done; err != nil {
		t.Errorf("serve: %v", err)
	}
}

func TestListenKeepsToThisMachine(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0"} {
		s, err := desk.Listen(t.Context(), addr, http.NotFoundHandler(), false, nil)
		if !errors.Is(err, desk.ErrPublic) {
			t.Errorf("listen on %s: %v, want ErrPublic", addr, err)
			if err == nil {
				s.Close()
			}
		}
	}
	s, err := desk.Listen(t.Context(), "0.0.0.0:0", http.NotFoundHandler(), true, nil)
	if err != nil {
		t.Fatalf("listen in public where that is meant: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestListenTellsOfAnAddressInUse(t *testing.T) {
	s, err := desk.Listen(t.Context(), "127.0.0.1:0", http.NotFoundHandler(), false, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	u, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := desk.Listen(t.Context(), u.Host, http.NotFoundHandler(), false, nil); err == nil {
		t.Errorf("a second desk listens on %s", u.Host)
	}
}
