package main

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const scores = `== seeds (seeds.json)
CHAIN   000-01 ['x'] | statements found 0
statements found 46/47   chains right 42/47
== polnear (dev.jsonl)
content, overlap >= 0.5            P  70.4  R  41.7  F  52.4
== messages
direct 10
  asks for help                    P  75.0  R   0.9  F   1.7   (342)
news 10
  asks for help                    P  66.7  R   3.6  F   6.8   (56)
== muc
spurious 48.5% of 1310 events   in the 684 reports without incident 0.56 a report
`

func TestHold(t *testing.T) {
	for _, c := range []struct {
		name string
		f    floor
		want bool
	}{
		{"reached", floor{"seeds (seeds.json)", "statements found", "", 46, false}, true},
		{"the number after the key", floor{"polnear (dev.jsonl)", "content, overlap >= 0.5", "F", 52.4, false}, true},
		{"missed by a little", floor{"polnear (dev.jsonl)", "content, overlap >= 0.5", "F", 52.5, false}, false},
		{"a later number of the line", floor{"seeds (seeds.json)", "statements found", "right", 43, false}, false},
		{"not printed, though the corpus was scored", floor{"polnear (dev.jsonl)", "content and source", "F", 1, false}, false},
		{"a line that stands further in", floor{"messages", "asks for help", "F", 1.7, false}, true},
		{"the first of two lines", floor{"messages", "asks for help", "F", 1.8, false}, false},
		{"under the ceiling", floor{"muc", "spurious", "", 48.5, true}, true},
		{"over the ceiling", floor{"muc", "spurious", "", 48.4, true}, false},
		{"a corpus that is not there holds nothing back", floor{"links (dev.jsonl)", "B-cubed", "F", 99, false}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := hold(io.Discard, []floor{c.f}, scores); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestReadFloors(t *testing.T) {
	file := filepath.Join(t.TempDir(), "floors.txt")
	if err := os.WriteFile(file, []byte("# what must hold\n\nmuc | incidents found | place | 80.5\nmuc | spurious | | < 49\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := readFloors(file)
	want := []floor{{"muc", "incidents found", "place", 80.5, false}, {"muc", "spurious", "", 49, true}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, error %v", got, err)
	}
	for _, bad := range []string{"muc | spurious | 49", "muc | spurious | | <"} {
		if err := os.WriteFile(file, []byte("\n"+bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readFloors(file); err == nil || !strings.Contains(err.Error(), "floors.txt:2: ") {
			t.Errorf("%q: error %v", bad, err)
		}
	}
}
