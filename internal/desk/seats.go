package desk

import (
	"context"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"
)

// How many requests a desk works on at once, how many more may wait for their turn, and for how long. A page takes
// milliseconds, so fifty people who read are seldom more than a few requests. Beyond these bounds a desk says so at
// once: an answer that comes after a minute helps nobody, and those who are inside must not become slow for it.
const (
	maxAtOnce  = 64
	maxWaiting = 256
	timeToWait = 5 * time.Second
	retryAfter = "5" // seconds
)

// seats are the places for requests that are worked on.
type seats struct {
	taken   *semaphore.Weighted
	waiting atomic.Int64
	most    int64
	wait    time.Duration
}

func newSeats(atOnce, waiting int64, wait time.Duration) *seats {
	return &seats{taken: semaphore.NewWeighted(atOnce), most: waiting, wait: wait}
}

// sit waits for a place, not long, and gives what frees it; false where there is none.
func (s *seats) sit(ctx context.Context) (leave func(), ok bool) {
	leave = func() { s.taken.Release(1) }
	if s.taken.TryAcquire(1) {
		return leave, true
	}
	defer s.waiting.Add(-1)
	if s.waiting.Add(1) > s.most {
		return nil, false
	}
	ctx, cancel := context.WithTimeout(ctx, s.wait)
	defer cancel()
	return leave, s.taken.Acquire(ctx, 1) == nil
}

// full answers who finds no place.
func (d *desk) full(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Retry-After", retryAfter)
	f := &fault{status: http.StatusServiceUnavailable, told: "more is asked of this desk at once than it can answer; ask again in a few seconds"}
	if r.Method == http.MethodPost {
		f.told = "more is asked of this desk at once than it can answer; nothing was decided, send it again in a few seconds"
	}
	if strings.HasPrefix(r.URL.Path, "/api/") {
		d.data(func(http.ResponseWriter, *http.Request) error { return f }).ServeHTTP(w, r)
		return
	}
	d.fail(w, r, f)
}
