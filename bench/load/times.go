package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// times are how long something took.
type times []time.Duration

func (t times) String() string {
	sorted := slices.Sorted(slices.Values(t))
	at := func(percent int) float64 { return sorted[min(len(sorted)-1, len(sorted)*percent/100)].Seconds() }
	return fmt.Sprintf("%d times, half within %.2f s, 95 in 100 within %.2f s, all within %.2f s", len(t), at(50), at(95), at(100))
}

// answers are how long those of the desk took, by status; 0 is none at all.
type answers struct{ kinds[int] }

// verbs are how long those of the command line took, by name.
type verbs struct{ kinds[string] }

type kinds[K int | string] struct {
	mu sync.Mutex
	of map[K]times
}

func (k *kinds[K]) note(which K, took time.Duration) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.of == nil {
		k.of = make(map[K]times)
	}
	k.of[which] = append(k.of[which], took)
}

func (k *kinds[K]) String() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	var b strings.Builder
	for _, which := range slices.Sorted(maps.Keys(k.of)) {
		fmt.Fprintf(&b, "%v: %s\n", which, k.of[which])
	}
	return strings.TrimSuffix(b.String(), "\n")
}
