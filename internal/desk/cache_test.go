package desk

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"firsthand/internal/desk/desktest"
	"firsthand/internal/report"
)

// slowly weighs in a second, and counts how often, and how often at once.
type slowly struct {
	runs, now, most atomic.Int32
}

func (s *slowly) weigh(context.Context) (report.Weighing, error) {
	s.runs.Add(1)
	if n := s.now.Add(1); n > s.most.Load() {
		s.most.Store(n)
	}
	defer s.now.Add(-1)
	time.Sleep(time.Second)
	return report.Weighing{Reports: int(s.runs.Load())}, nil
}

func TestManyRequestsShareOneWeighing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, _ := desktest.Example()
		var s slowly
		c := cacheOf(t, l, s.weigh)
		var wg sync.WaitGroup
		for range 50 {
			wg.Go(func() {
				if _, err := c.get(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if _, err := c.get(t.Context()); err != nil {
			t.Error(err)
		}
		if got := s.runs.Load(); got != 1 {
			t.Errorf("weighed %d times for one version, want once", got)
		}
	})
}

func TestANewVersionIsWeighedAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &versioned{}
		var s slowly
		c := cacheOf(t, l, s.weigh)
		first, err := c.get(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		l.version.Add(1)
		var wg sync.WaitGroup
		wg.Go(func() { c.get(t.Context()) }) // begins to weigh version 1
		synctest.Wait()
		l.version.Add(1)
		for range 10 {
			wg.Go(func() {
				got, err := c.get(t.Context()) // must not be given what was weighed for version 1
				if err != nil || got.version < 2 {
					t.Errorf("got version %v, %v", got, err)
				}
			})
		}
		wg.Wait()
		if first.version != 0 || s.runs.Load() != 3 || s.most.Load() != 1 {
			t.Errorf("first version %d, %d weighings, %d at once; want 0, 3, 1", first.version, s.runs.Load(), s.most.Load())
		}
	})
}

// A reader who gives up does not take the weighing away from those who wait on.
func TestAWeighingOutlivesTheRequestThatBeganIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, _ := desktest.Example()
		var s slowly
		c := cacheOf(t, l, s.weigh)
		short, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := c.get(short); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("an impatient reader got %v", err)
		}
		if _, err := c.get(t.Context()); err != nil {
			t.Error(err)
		}
		if got := s.runs.Load(); got != 1 {
			t.Errorf("weighed %d times, want once", got)
		}
	})
}

func TestAFailedWeighingIsTriedAgain(t *testing.T) {
	l, _ := desktest.Example()
	fail := true
	c := cacheOf(t, l, func(context.Context) (report.Weighing, error) {
		if fail {
			return report.Weighing{}, errors.New("out of paper")
		}
		return report.Weighing{Reports: 1}, nil
	})
	if _, err := c.get(t.Context()); err == nil {
		t.Error("no error")
	}
	fail = false
	if s, err := c.get(t.Context()); err != nil || s.weighing.Reports != 1 {
		t.Errorf("then got %v, %v", s, err)
	}
}

// versioned is an empty ledger whose version a test sets.
type versioned struct {
	desktest.Ledger
	version atomic.Int64
}

func (l *versioned) Version(context.Context) (int64, error) { return l.version.Load(), nil }

func cacheOf(t *testing.T, l Ledger, weigh func(context.Context) (report.Weighing, error)) *cache {
	t.Helper()
	c, err := newCache(l, weigh)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.index.Close() })
	return c
}
