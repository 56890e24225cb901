package read_test

import (
	"encoding/json"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"firsthand/internal/read"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// What one report may cost, whatever it is: the process that reads it and nothing else.
const (
	budgetMemory  = 300 << 20 // bytes
	budgetSeconds = 10        // of one processor
	longest       = 4 << 20   // bytes of text: capture takes no longer one
)

var everyHostile = flag.Bool("hostile", false, "read all hostile texts at their full length, not only the costliest")

// threeLines are three lines of quotation marks and commas: they once took 2.3 GB.
func threeLines(size int) string {
	line := strings.Repeat(`"',`, size/9)
	return line + "\n" + line + "\n" + line
}

// costliest are the hostile texts that take the most memory or time, found by reading all of them with -hostile.
var costliest = map[string]bool{"three lines of marks": true, "parts of figures": true, "ever new names": true}

// No report takes more memory or time than the budget, so that a report that was sealed cannot end every later run. The
// corpus is made by [hostileTexts] alone.
func TestBudget(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: it builds the command and reads texts of 4 MiB")
	}
	if !canMeasure {
		t.Skip("skipped: this system does not tell how much memory a process had")
	}
	binary := filepath.Join(t.TempDir(), "firsthand")
	if out, err := exec.Command("go", "build", "-o", binary, "firsthand/cmd/firsthand").CombinedOutput(); err != nil {
		t.Fatalf("build the command: %v\n%s", err, out)
	}
	for _, h := range hostileTexts {
		if !costliest[h.name] && !*everyHostile {
			continue
		}
		t.Run(h.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "report.ndjson")
			in, err := json.Marshal(report.Report{ID: "a", Text: h.text(longest - 1<<10), Publisher: "Halden Wire", Published: "2016-12-13"})
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, in, 0o600); err != nil {
				t.Fatal(err)
			}
			run := exec.Command(binary, "read", "--json", file)
			run.Env = append(os.Environ(), "GOMAXPROCS=1", "FIRSTHAND_LEDGER=")
			run.Stdout = io.Discard
			if err := run.Run(); err != nil {
				t.Fatalf("read it: %v", err)
			}
			memory, seconds := mostMemory(run.ProcessState), run.ProcessState.UserTime().Seconds()
			t.Logf("%d MB, %.1f s", memory>>20, seconds)
			if memory > budgetMemory || seconds > budgetSeconds {
				t.Errorf("it took %d MB and %.1f s, of %d MB and %d s", memory>>20, seconds, budgetMemory>>20, budgetSeconds)
			}
		})
	}
}

// Of a long report the beginning is read, and the reading says from where on nothing was.
func TestALongReport(t *testing.T) {
	const one = "The council said that nobody was inside.\n\n"
	most := read.MaxTokens / len(segment.Split(one).Tokens)
	r := read.Read(report.Report{ID: "a", Text: strings.Repeat(one, most+1)})
	if len(r.Statements) != most {
		t.Errorf("%d statements, want %d", len(r.Statements), most)
	}
	if r.Unread == nil || r.Unread.Why != report.TooLong || r.Unread.From != most*len(one)-2 {
		t.Errorf("unread: %+v, want from byte %d", r.Unread, most*len(one)-2)
	}
}
