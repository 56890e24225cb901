package main

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
)

func TestRepeat(t *testing.T) {
	for _, tt := range []struct {
		name, reports string
		least         int
		words, lines  int
		broken        string
	}{
		{name: "once is enough", reports: "{\"text\":\"a b  c\"}\n", least: 3, words: 3, lines: 1},
		{name: "no wish", reports: "{\"text\":\"a\"}", words: 1, lines: 1},
		{name: "as often as needed", reports: "{\"text\":\"a b\"}\n\n{\"text\":\"c\"}", least: 7, words: 9, lines: 6},
		{name: "no words", reports: `{"text":" "}`, broken: "it holds no words"},
		{name: "no JSON", reports: "{\"text\":\"a\"}\n{", broken: "line 2: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			input, words, err := repeat([]byte(tt.reports), tt.least)
			if tt.broken != "" {
				if err == nil || !strings.HasPrefix(err.Error(), tt.broken) {
					t.Fatalf("error %v, want %s", err, tt.broken)
				}
				return
			}
			if err != nil || words != tt.words || bytes.Count(input, []byte{'\n'}) != tt.lines {
				t.Errorf("%d words in %q, error %v", words, input, err)
			}
		})
	}
}

// A program that leaves reports out is no faster for it.
func TestTurnWantsAnAnswerForEachReport(t *testing.T) {
	for program, complete := range map[string]bool{"cat": true, "true": false} {
		path, err := exec.LookPath(program)
		if err != nil {
			t.Skip("skipped: this machine has no", program)
		}
		r := reader{name: program, args: []string{path}}
		if err := r.turn([]byte("{}\n{}\n"), &r.all); (err == nil) != complete {
			t.Errorf("%s: error %v", program, err)
		}
	}
}
