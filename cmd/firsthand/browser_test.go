package main

import (
	"testing"

	"firsthand/internal/desk/desktest"
)

// The way a newcomer goes: the demo, its incidents, one of them, a report behind it, the sealed original; by mouse and by keyboard, at phone and desk width. A
// console error, or a request that leaves the machine, fails it.
func TestBrowserWalksTheDemo(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: the browser is left out with -short")
	}
	s := start(t, t.TempDir(), "demo", "--addr", "127.0.0.1:0")
	for _, v := range []desktest.Viewport{desktest.Phone, desktest.Wide} {
		desktest.Walk(t, s.url, v)
	}
	s.interrupt(t)
}
