package main

import (
	"context"
	"iter"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"

	"go.uber.org/goleak"
	"pgregory.net/rapid"
)

func numbers(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

// However long each item takes, results come in the order of the items and none is lost.
func TestInOrderKeepsTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 300).Draw(t, "n")
		pauses := rapid.SliceOfN(rapid.IntRange(0, 20), n, n).Draw(t, "pauses")
		work := func(i int) int {
			for range pauses[i] {
				runtime.Gosched()
			}
			return i * i
		}
		var want []int
		for i := range n {
			want = append(want, i*i)
		}
		if got := slices.Collect(inOrder(context.Background(), numbers(n), work)); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

func TestInOrderStopsWithItsCaller(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	var begun atomic.Int64
	endless := numbers(1 << 40)
	for got := range inOrder(context.Background(), endless, func(i int) int { begun.Add(1); return i }) {
		if got == 10 {
			break
		}
	}
	if held := begun.Load(); held > int64(11+10*runtime.GOMAXPROCS(0)) {
		t.Errorf("%d items were begun for 11 results: more are held than a stream may", held)
	}
}

func TestInOrderEndsWhileItsInputWaits(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	gate := make(chan struct{})
	t.Cleanup(func() { close(gate) })
	waiting := func(yield func(int) bool) {
		yield(1)
		<-gate // input that never comes
	}
	for range inOrder(ctx, waiting, func(i int) int { return i }) {
		cancel()
	}
}
