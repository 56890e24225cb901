// Command wink reads the same reports with Firsthand and with wink-nlp, in one run and on one processor each, and prints the ratio of their speeds.
//
// wink-nlp (https://winkjs.org) is the fastest general reader of English that we know of in a language without threads of its own: with its full
// pipe it finds sentences, parts of speech, negation, sentiment and entities. It attributes nothing and resolves no place, so that the two do
// not do the same work; it is a yardstick of what a desk's machine can be asked for.
//
// Both are programs that read NDJSON from standard input and print something for each report. Both are measured from outside, from start to
// end, on the same input, repeated until the start hardly counts. A word is what stands between white space. They take turns, so that a busy machine is busy
// for both; the time of the processor, which other programs cannot take, is printed beside the clock's.
//
//	npm --prefix bench/wink ci
//	go run ./bench/wink -binary bin/firsthand -corpus reports.ndjson
//
// Without node, without the packages or without a corpus, it says so and measures nothing.
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
	"time"
)

func main() {
	binary := flag.String("binary", "bin/firsthand", "Firsthand's program")
	folder := flag.String("wink", "bench/wink", "the folder with read.js and node_modules")
	corpus := flag.String("corpus", "../shared/data/fa-kes/dev.jsonl", "reports, one JSON object a line with a text")
	words := flag.Int("words", 1_000_000, "read at least so many words a turn")
	turns := flag.Int("turns", 3, "how often each reads them; the fastest turn counts")
	flag.Parse()
	if err := run(*binary, *folder, *corpus, *words, *turns); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func run(binary, folder, corpus string, least, turns int) error {
	binary, err := filepath.Abs(binary)
	if err != nil {
		return err
	}
	if _, err := os.Stat(binary); err != nil {
		return fmt.Errorf("%w (make build)", err)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		return skip("node is not here")
	}
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "wink-nlp")); err != nil {
		return skip("wink-nlp is not here: npm --prefix %s ci", folder)
	}
	reports, err := os.ReadFile(corpus)
	if errors.Is(err, fs.ErrNotExist) {
		return skip("%s is not here", corpus)
	}
	if err != nil {
		return err
	}
	input, words, err := repeat(reports, least)
	if err != nil {
		return fmt.Errorf("%s: %w", corpus, err)
	}

	readers := []reader{
		{name: "firsthand", args: []string{binary, "read", "--ndjson"}},
		{name: "wink-nlp", args: []string{node, filepath.Join(folder, "read.js")}},
	}
	for range turns {
		for i := range readers {
			if err := readers[i].turn(input); err != nil {
				return err
			}
		}
	}
	fmt.Printf("%d words a turn, %d turns, on one processor\n", words, turns)
	for _, r := range readers {
		fmt.Printf("%-10s %8.0f words/s   %8.0f words/s of the processor's own time\n", r.name, perSecond(words, r.clock), perSecond(words, r.processor))
	}
	ours, theirs := readers[0], readers[1]
	fmt.Printf("firsthand reads %.2f times as fast as wink-nlp; %.2f times by the processor's own time\n",
		theirs.clock.Seconds()/ours.clock.Seconds(), theirs.processor.Seconds()/ours.processor.Seconds())
	return nil
}

func skip(format string, args ...any) error {
	fmt.Println("wink-nlp: skipped, " + fmt.Sprintf(format, args...))
	return nil
}

// reader is a program and its fastest turn.
type reader struct {
	name             string
	args             []string
	clock, processor time.Duration
}

// turn runs the program once over the input, on one processor: pinned where the system can, and with one thread of Go or of node's pool in any case.
func (r *reader) turn(input []byte) error {
	args := r.args
	if taskset, err := exec.LookPath("taskset"); err == nil {
		args = append([]string{taskset, "-c", "0"}, args...)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1", "UV_THREADPOOL_SIZE=1")
	cmd.Stdin = bytes.NewReader(input)
	answers := &counter{}
	var complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = answers, &complaint
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("run %s: %w\n%s", r.name, err, complaint.Bytes())
	}
	clock, processor := time.Since(start), cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime()
	if want := bytes.Count(input, []byte{'\n'}); answers.lines != want {
		return fmt.Errorf("run %s: it answered %d of %d reports", r.name, answers.lines, want)
	}
	if r.clock == 0 || clock < r.clock {
		r.clock = clock
	}
	if r.processor == 0 || processor < r.processor {
		r.processor = processor
	}
	return nil
}

// counter counts lines, and keeps nothing.
type counter struct{ lines int }

func (c *counter) Write(b []byte) (int, error) {
	c.lines += bytes.Count(b, []byte{'\n'})
	return len(b), nil
}

func perSecond(words int, took time.Duration) float64 { return float64(words) / took.Seconds() }

// repeat gives the reports so often that they have at least that many words, and how many words those are.
func repeat(reports []byte, least int) (input []byte, words int, err error) {
	in := bufio.NewScanner(bytes.NewReader(reports))
	in.Buffer(nil, 64<<20)
	for line := 1; in.Scan(); line++ {
		if len(bytes.TrimSpace(in.Bytes())) == 0 {
			continue
		}
		var report struct{ Text string }
		if err := json.Unmarshal(in.Bytes(), &report); err != nil {
			return nil, 0, fmt.Errorf("line %d: %w", line, err)
		}
		words += len(strings.Fields(report.Text))
		input = append(append(input, in.Bytes()...), '\n')
	}
	if err := in.Err(); err != nil {
		return nil, 0, err
	}
	if words == 0 {
		return nil, 0, errors.New("it holds no words")
	}
	times := (least + words - 1) / words
	return bytes.Repeat(input, times), words * times, nil
}
