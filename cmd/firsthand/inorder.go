package main

import (
	"context"
	"iter"
	"runtime"
)

// inOrder does work on every item of in, on as many goroutines as there are processors, and yields the results in the
// order of the items.
//
// It streams: no more than eight items a processor are held at a time, however long in is. When ctx ends, or the caller
// stops, it yields nothing more and returns at once, even if in waits for input that never comes.
func inOrder[T, R any](ctx context.Context, in iter.Seq[T], work func(T) R) iter.Seq[R] {
	return func(yield func(R) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()

		workers := runtime.GOMAXPROCS(0)
		queue := make(chan chan R, 8*workers) // one place for each item, in order; each holds the item's result when it is done
		free := make(chan struct{}, workers)
		go func() {
			defer close(queue)
			for item := range in {
				result := make(chan R, 1)
				select {
				case queue <- result:
				case <-ctx.Done():
					return
				}
				select {
				case free <- struct{}{}:
				case <-ctx.Done():
					return
				}
				go func() {
					result <- work(item)
					<-free
				}()
			}
		}()

		for {
			select {
			case <-ctx.Done():
				return
			case result, more := <-queue:
				if !more {
					return
				}
				select {
				case <-ctx.Done():
					return
				case r := <-result:
					if !yield(r) {
						return
					}
				}
			}
		}
	}
}
