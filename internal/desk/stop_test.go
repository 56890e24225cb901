package desk_test

import (
	"context"
	"net"
	"net/http"
	"testing"

	"firsthand/internal/desk"
)

// A browser opens connections ahead of need. One on which nothing was asked yet keeps no desk from an orderly end.
func TestADeskEndsBesideAConnectionThatAsksNothing(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	s, err := desk.Listen(ctx, "127.0.0.1:0", http.NotFoundHandler(), false, nil)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx) }()
	if resp, err := http.Get(s.URL()); err != nil { // it serves
		t.Fatal(err)
	} else {
		resp.Body.Close()
	}
	c, err := net.Dial("tcp", s.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if resp, err := http.Get(s.URL()); err != nil { // by now it has taken that connection
		t.Fatal(err)
	} else {
		resp.Body.Close()
	}
	stop()
	if err := <-done; err != nil {
		t.Errorf("serve ends with %v", err)
	}
}
