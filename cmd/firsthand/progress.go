package main

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows how far long work is, while standard error is a terminal, and nothing otherwise. total may be -1: not
// known. The function it gives takes the number of items done since the last call; done wipes the bar away.
func (a *app) progress(what string, total int64) (add func(int), done func()) {
	if !terminal(a.stderr) {
		return func(int) {}, func() {}
	}
	bar := progressbar.NewOptions64(total,
		progressbar.OptionSetDescription(what),
		progressbar.OptionSetWriter(a.stderr),
		progressbar.OptionSetWidth(24),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
	)
	// A bar that cannot be drawn is no reason to stop the work that it tells of.
	a.makeRoom = func() { _ = bar.Clear() }
	return func(n int) { _ = bar.Add(n) }, func() {
		_ = bar.Finish()
		a.makeRoom = nil
	}
}
