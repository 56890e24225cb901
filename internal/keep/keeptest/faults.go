// Package keeptest holds every engine of a ledger to what the ledger's rules need of it. [Run] is one suite for all of
// them: what a store, a place for originals and an anchor must do, and what a ledger on them must still do when any
// step of its work fails: the begin, a write, a sync, a rename, the commit, with what was written torn in half, on a
// disk that is slow, that is full, or that is gone.
package keeptest

import (
	"sync"
	"time"
)

// Faults makes one step of the work fail, or that one and all after it. The zero Faults let everything pass; so does a
// nil one.
type Faults struct {
	mu      sync.Mutex
	armed   bool
	err     error
	at      int  // the step that fails
	forGood bool // and every step after it
	step    int
	fired   string
	delay   time.Duration
}

// Arm makes the n-th step from now fail with err, counted from 0, and with forGood every step after it too.
func (f *Faults) Arm(n int, err error, forGood bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.armed, f.at, f.err, f.forGood, f.step, f.fired = true, n, err, forGood, 0, ""
}

// Slow makes every step take a while.
func (f *Faults) Slow(d time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.delay = d
}

// Disarm lets everything pass again, and says which step failed; "" where none came to it.
func (f *Faults) Disarm() (fired string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.armed, f.delay = false, 0
	return f.fired
}

// At is called by an engine, or by what stands around one, where it is about to take a step. The step must not be
// taken, or must be taken by half, where At returns an error.
func (f *Faults) At(name string) error {
	if f == nil {
		return nil
	}
	f.mu.Lock()
	delay := f.delay
	failing := f.armed && (f.step == f.at || f.forGood && f.step > f.at)
	if failing && f.fired == "" {
		f.fired = name
	}
	f.step++
	err := f.err
	f.mu.Unlock()
	time.Sleep(delay)
	if !failing {
		return nil
	}
	return &Fault{name, err}
}

// Fault is the error of a step that was made to fail.
type Fault struct {
	Step string
	Err  error
}

func (f *Fault) Error() string { return f.Step + " failed: " + f.Err.Error() }
func (f *Fault) Unwrap() error { return f.Err }
