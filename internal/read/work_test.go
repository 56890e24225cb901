package read_test

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"firsthand/internal/report"
)

// counted are the packages whose statements are counted. The command's own has to be among them, because it writes the
// counts when it ends.
const counted = "firsthand/internal/read/...,firsthand/internal/report/...,firsthand/cmd/firsthand"

// Work grows with the text and not with its square, whatever the text is.
//
// Time cannot be asserted on a machine that does other things. So the reader is built with the counters that Go has for
// test coverage, and what is compared is how many statements it executes for a text and for one four times as long:
// four times as many, on any machine the same. And no single block of the source may grow by twice its share, however
// little it weighs yet: a square that is lost in a text of 32 KiB is all that is left in one of 4 MiB. What the
// standard library does inside one call is not counted.
func TestWorkIsLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: it builds the reader with counters and runs it a hundred times")
	}
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("skipped: there is no go tool to build the reader with counters")
	}
	binary := filepath.Join(t.TempDir(), "firsthand")
	build := exec.Command(goTool, "build", "-cover", "-covermode=atomic", "-coverpkg="+counted, "-o", binary, "firsthand/cmd/firsthand")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the reader with counters: %v\n%s", err, out)
	}

	const (
		times = 4
		// most is how much more than its share a longer text may cost: names and numbers that are written out get
		// longer too, and maps grow in steps.
		most = 1.05
	)
	idle := work(t, goTool, binary, "")
	for _, h := range hostileTexts {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			size := 1 << 13
			if h.make != nil {
				size = 1 << 16 // so much that what is looked back on is full in the shorter text too
			}
			short, long := work(t, goTool, binary, h.text(size)), work(t, goTool, binary, h.text(times*size))
			growth := float64(long.total-idle.total) / float64(short.total-idle.total)
			t.Logf("%d statements a byte; %.3f times as many for %d times the text", (long.total-idle.total)/int64(times*size), growth, times)
			if growth > most*times {
				t.Errorf("%.2f times the work for %d times the text. What grows most beyond that:\n%s", growth, times, beyond(short, long, times, 0))
			}
			if blocks := beyond(short, long, 2*times, int64(times*size/8)); blocks != "" {
				t.Errorf("for %d times the text, what follows grows by more than %d times:\n%s", times, 2*times, blocks)
			}
		})
	}
}

// tally is how many statements were executed, in all and in each block of the source.
type tally struct {
	total  int64
	blocks map[string]int64
}

// work reads a text with the reader that counts.
func work(t *testing.T, goTool, binary, text string) tally {
	t.Helper()
	in, err := json.Marshal(report.Report{ID: "a", Text: text, Publisher: "Halden Wire", Published: "2016-12-13"})
	if err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp(filepath.Dir(binary), "counts-") // a name without commas, which the tool takes for a list
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command(binary, "read", "--ndjson")
	run.Env = append(os.Environ(), "GOCOVERDIR="+dir, "FIRSTHAND_LEDGER=")
	run.Stdin = strings.NewReader(string(in))
	run.Stderr = os.Stderr
	if err := run.Run(); err != nil {
		t.Fatalf("run the reader: %v", err)
	}
	profile := filepath.Join(dir, "profile")
	if out, err := exec.Command(goTool, "tool", "covdata", "textfmt", "-i="+dir, "-o="+profile).CombinedOutput(); err != nil {
		t.Fatalf("print the counts: %v\n%s", err, out)
	}
	return readTally(t, profile)
}

// readTally reads lines of "file:from,to statements count".
func readTally(t *testing.T, profile string) tally {
	t.Helper()
	f, err := os.Open(profile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sum := tally{blocks: map[string]int64{}}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) != 3 {
			continue
		}
		statements, err1 := strconv.ParseInt(fields[1], 10, 64)
		count, err2 := strconv.ParseInt(fields[2], 10, 64)
		if err1 != nil || err2 != nil {
			t.Fatalf("no count: %q", lines.Text())
		}
		sum.blocks[fields[0]] += statements * count
		sum.total += statements * count
	}
	if sum.total == 0 {
		t.Fatal("nothing was counted")
	}
	return sum
}

// beyond names the blocks that were executed by more than so many statements beyond so many times as often, a line
// each, those by most first. It is "" for none.
func beyond(short, long tally, times, more int64) string {
	type block struct {
		at   string
		more int64
	}
	var blocks []block
	for at, n := range long.blocks {
		if b := (block{at, n - times*short.blocks[at]}); b.more > more {
			blocks = append(blocks, b)
		}
	}
	slices.SortFunc(blocks, func(a, b block) int { return cmp.Or(cmp.Compare(b.more, a.more), strings.Compare(a.at, b.at)) })
	var b strings.Builder
	for _, x := range blocks[:min(8, len(blocks))] {
		fmt.Fprintf(&b, "  %12d more at %s\n", x.more, x.at)
	}
	return b.String()
}
