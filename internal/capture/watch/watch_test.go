package watch

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

var start = time.Date(2016, 12, 13, 8, 0, 0, 0, time.UTC)

// The list is what was saved last, readable by its owner alone, and a broken one is an error.
func TestTheListIsKept(t *testing.T) {
	dir := t.TempDir()
	l, err := Open(dir)
	if err != nil || len(l.Entries) != 0 {
		t.Fatalf("a new list has %d entries, error %v", len(l.Entries), err)
	}
	if !l.Add("https://c.example/", start) || l.Add("https://c.example/", start) || !l.Add("https://d.example/", start) {
		t.Error("an address is added once")
	}
	l.Entries[0].New(start, start.Add(time.Hour), `"one"`, "then", "digest")
	if err := l.Save(); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, fileName))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, error %v", info.Mode(), err)
	}
	again, err := Open(dir)
	if err != nil || len(again.Entries) != 2 || again.Entries[0].ETag != `"one"` || !again.Entries[0].Next.Equal(start.Add(time.Hour)) {
		t.Errorf("the list came back as %+v, error %v", again, err)
	}
	if !again.Remove("https://c.example/") || again.Remove("https://c.example/") {
		t.Error("an address is removed once")
	}
	if err := os.WriteFile(filepath.Join(dir, fileName), []byte(`{"watched":[null]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir); err == nil {
		t.Error("a broken list is taken")
	}
}

func TestWhatIsDueFirst(t *testing.T) {
	l := &List{}
	if e, _ := l.Due(start); e != nil {
		t.Error("an empty list has something due")
	}
	l.Add("https://a.example/", start)
	l.Add("https://b.example/", start)
	l.Entries[0].Same(start, start.Add(time.Hour))
	if e, wait := l.Due(start); e.Address != "https://b.example/" || wait > 0 {
		t.Errorf("%s is due in %v", e.Address, wait)
	}
	l.Entries[1].Same(start, start.Add(2*time.Hour))
	if e, wait := l.Due(start); e.Address != "https://a.example/" || wait != time.Hour {
		t.Errorf("%s is due in %v", e.Address, wait)
	}
}

func TestFailuresWaitLongerEachTime(t *testing.T) {
	e := &Entry{}
	for _, want := range []time.Duration{30 * time.Minute, time.Hour, 2 * time.Hour, 4 * time.Hour, 8 * time.Hour, 16 * time.Hour, 24 * time.Hour, 24 * time.Hour} {
		e.Failed(start, 15*time.Minute, 0, "why")
		if got := e.Next.Sub(start); got != want {
			t.Errorf("after %d failures it waits %v, want %v", e.Failures, got, want)
		}
	}
	e.Same(start, start)
	e.Failed(start, time.Minute, 3*time.Hour, "busy")
	if got := e.Next.Sub(start); got != 3*time.Hour {
		t.Errorf("the server asked for three hours and it waits %v", got)
	}
}

func TestWhatIsGoneIsToldOnce(t *testing.T) {
	e := &Entry{ETag: "x"}
	if !e.Vanished(start) || e.Vanished(start.Add(time.Hour)) || !e.Gone.Equal(start) || e.ETag != "" {
		t.Errorf("entry is %+v", e)
	}
	if e.Same(start, start); !e.Gone.IsZero() {
		t.Error("what came back is still gone")
	}
}

func TestReportsAreRememberedToABound(t *testing.T) {
	e := &Entry{}
	if e.Knows("a") || !e.Knows("a") {
		t.Error("a report is new once")
	}
	for i := range 3 * mostSeen {
		e.Knows(time.Duration(i).String())
	}
	if len(e.Seen) != mostSeen || e.Knows("a") {
		t.Errorf("%d are remembered", len(e.Seen))
	}
}
