package main

import (
	"io"
	"testing"
)

const scores = `== seeds (seeds.json)
CHAIN   000-01 ['x'] | statements found 0
statements found 46/47   chains right 42/47
== polnear (dev.jsonl)
content, overlap >= 0.5            P  70.4  R  41.7  F  52.4
`

func TestHold(t *testing.T) {
	for _, c := range []struct {
		name string
		f    floor
		want bool
	}{
		{"reached", floor{"seeds (seeds.json)", "statements found", "", 46}, true},
		{"the number after the key", floor{"polnear (dev.jsonl)", "content, overlap >= 0.5", "F", 52.4}, true},
		{"missed by a little", floor{"polnear (dev.jsonl)", "content, overlap >= 0.5", "F", 52.5}, false},
		{"a later number of the line", floor{"seeds (seeds.json)", "statements found", "right", 43}, false},
		{"not printed, though the corpus was scored", floor{"polnear (dev.jsonl)", "content and source", "F", 1}, false},
		{"a corpus that is not there holds nothing back", floor{"links (dev.jsonl)", "B-cubed", "F", 99}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := hold(io.Discard, []floor{c.f}, scores); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}
