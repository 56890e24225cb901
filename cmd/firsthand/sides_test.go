package main

import (
	"strings"
	"testing"

	"firsthand/internal/report"
)

// Whatever a table holds, each of its lines is taken or told, and what is taken can be decided.
func FuzzSides(f *testing.F) {
	f.Add("# who is who\nthe government\tSANA; Syrian army\n\nthe opposition\tSyrian Coalition\r\n")
	f.Add("\ufeffa\tb;b;;c\n\td\ne\t\n")
	f.Add("a\tb\xff")
	f.Fuzz(func(t *testing.T, table string) {
		lines, wrong := parseSides(table)
		if len(lines) == 0 && len(wrong) == 0 {
			t.Fatal("nothing was taken and nothing told")
		}
		keys := map[string]bool{}
		for _, l := range lines {
			if l.side == "" || len(l.names) == 0 || l.number < 1 || l.number > strings.Count(table, "\n")+1 {
				t.Fatalf("line %+v", l)
			}
			for _, name := range l.names {
				if key := report.SourceID(name); len(wrong) == 0 && (key == "" || keys[key]) {
					t.Fatalf("%q has no key, or one that stood there before", name)
				} else {
					keys[key] = true
				}
			}
		}
	})
}
