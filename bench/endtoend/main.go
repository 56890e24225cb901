// Command endtoend measures what a person who runs Firsthand would feel: how fast it reads, how much memory that takes,
// how long adding ten thousand reports takes, how large the ledger and the program are. docs/performance.md holds the
// numbers of the day.
//
// It runs the built binary as a person does and measures from outside: the clock, and the kernel's account of the
// process. Reading is pinned to one processor where taskset is there, and to one Go processor in any case.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func main() {
	binary := flag.String("binary", "bin/firsthand", "the program to measure")
	corpus := flag.String("corpus", "../shared/data/fa-kes/dev.jsonl", "reports to read, one JSON object a line with a text")
	reports := flag.Int("reports", 10_000, "how many generated reports to add")
	flag.Parse()
	if err := run(*binary, *corpus, *reports); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(binary, corpus string, reports int) error {
	binary, err := filepath.Abs(binary)
	if err != nil {
		return err
	}
	info, err := os.Stat(binary)
	if err != nil {
		return fmt.Errorf("%w (make build)", err)
	}
	say("binary", "%.1f MB", float64(info.Size())/1e6)

	dir, err := os.MkdirTemp("", "firsthand-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)

	if err := measureReading(binary, corpus); err != nil {
		return err
	}
	return measureAdding(binary, dir, reports)
}

// measureReading reads the corpus, repeated until there are at least two million words, so that starting the program
// hardly counts.
func measureReading(binary, corpus string) error {
	lines, err := os.ReadFile(corpus)
	if errors.Is(err, fs.ErrNotExist) {
		say("reading", "skipped: %s is not there", corpus)
		return nil
	}
	if err != nil {
		return err
	}
	words, err := countWords(lines)
	if err != nil {
		return fmt.Errorf("%s: %w", corpus, err)
	}
	if words == 0 {
		return fmt.Errorf("%s: it holds no words", corpus)
	}
	times := max(1, 2_000_000/words)
	lines = bytes.TrimRight(lines, "\n")
	input := bytes.Repeat(append(lines, '\n'), times)
	words *= times

	args := []string{binary, "read", "--ndjson"}
	pinned := "GOMAXPROCS=1"
	if taskset, err := exec.LookPath("taskset"); err == nil {
		args = append([]string{taskset, "-c", "0"}, args...)
		pinned += ", taskset -c 0"
	}
	took, peak, err := measure(args, bytes.NewReader(input), "GOMAXPROCS=1")
	if err != nil {
		return err
	}
	say("reading", "%d words in %.2f s on one core (%s): %.0f words/s", words, took.Seconds(), pinned, float64(words)/took.Seconds())
	say("reading, peak memory", "%.0f MB", float64(peak)/1e6)
	return nil
}

func countWords(lines []byte) (int, error) {
	words := 0
	in := bufio.NewScanner(bytes.NewReader(lines))
	in.Buffer(nil, 64<<20)
	for in.Scan() {
		var report struct{ Text string }
		if err := json.Unmarshal(in.Bytes(), &report); err != nil {
			return 0, err
		}
		words += len(strings.Fields(report.Text))
	}
	return words, in.Err()
}

// measureAdding adds generated reports to a new ledger, adds them again, which must change nothing, verifies it, and
// weighs it for an export.
func measureAdding(binary, dir string, reports int) error {
	input := filepath.Join(dir, "reports.ndjson")
	if err := os.WriteFile(input, generate(reports), 0o600); err != nil {
		return err
	}
	ledger := filepath.Join(dir, "ledger")
	for _, what := range []string{"adding", "adding the same again"} {
		took, peak, err := measure([]string{binary, "add", "--ledger", ledger, input}, nil)
		if err != nil {
			return err
		}
		say(what, "%d reports in %.2f s, sealed and read: %.0f reports/s, peak memory %.0f MB",
			reports, took.Seconds(), float64(reports)/took.Seconds(), float64(peak)/1e6)
	}
	onDisk, err := sizeOf(ledger)
	if err != nil {
		return err
	}
	captured, err := sizeOf(input)
	if err != nil {
		return err
	}
	say("ledger on the disk", "%.0f bytes a report, of which %.0f are the report as captured", float64(onDisk)/float64(reports), float64(captured)/float64(reports))

	for _, verb := range [][]string{{"verify"}, {"export", "--format", "json"}} {
		took, peak, err := measure(append(append([]string{binary}, verb...), "--ledger", ledger), nil)
		if err != nil {
			return err
		}
		say(verb[0], "%.2f s, peak memory %.0f MB", took.Seconds(), float64(peak)/1e6)
	}
	return nil
}

// measure runs a command to its end and gives the time it took and the most memory it held, in bytes.
func measure(args []string, in *bytes.Reader, env ...string) (time.Duration, int64, error) {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), env...)
	if in != nil {
		cmd.Stdin = in
	}
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return 0, 0, fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, complaint.Bytes())
	}
	took := time.Since(start)
	usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return took, 0, errors.New("the system does not tell how much memory a process held")
	}
	return took, usage.Maxrss * maxrssUnit, nil
}

// sizeOf is the bytes in a file or in all files of a folder.
func sizeOf(path string) (int64, error) {
	var total int64
	err := filepath.WalkDir(path, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		total += info.Size()
		return nil
	})
	return total, err
}

func say(what, format string, args ...any) {
	fmt.Printf("%-24s%s\n", what, fmt.Sprintf(format, args...))
}
