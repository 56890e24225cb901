// Command wink reads the same reports with Firsthand and with wink-nlp, in one run and on one processor each, and
// prints the ratio of their speeds.
//
// wink-nlp (https://winkjs.org) is the fastest general reader of English that we know of in a language without threads
// of its own: with its full pipe it finds sentences, parts of speech, negation, sentiment and entities. It attributes
// nothing and resolves no place, so that the two do not do the same work; it is a yardstick of what a desk's machine
// can be asked for.
//
// Both are programs that read NDJSON from standard input and print something for each report. Both are measured from
// outside, on the same input; what each takes for the first report alone, which is nearly all start, is taken off. A
// word is what stands between white space. They take turns, so that a busy machine is busy for both; the time of the
// processor, which other programs cannot take, is printed beside the clock's.
//
// Each report is read once. With -words the corpus is repeated, and the speeds are others: wink-nlp keeps the words it
// has met, and its engine compiles what runs long, so that texts that come again suit it better than news does.
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
	words := flag.Int("words", 0, "repeat the corpus until it has so many words")
	turns := flag.Int("turns", 5, "how often each reads them; the fastest turn counts")
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

	first := input[:bytes.IndexByte(input, '\n')+1]
	readers := []reader{
		{name: "firsthand", args: []string{binary, "read", "--ndjson"}},
		{name: "wink-nlp", args: []string{node, filepath.Join(folder, "read.js")}},
	}
	for range turns {
		for i := range readers {
			r := &readers[i]
			if err := r.turn(first, &r.start); err != nil {
				return err
			}
			if err := r.turn(input, &r.all); err != nil {
				return err
			}
		}
	}
	fmt.Printf("%d words a turn, %d turns, on one processor\n", words, turns)
	for _, r := range readers {
		net := r.net()
		fmt.Printf("%-10s %8.0f words/s   %8.0f words/s of the processor's own time   start %.2f s\n",
			r.name, perSecond(words, net.clock), perSecond(words, net.processor), r.start.processor.Seconds())
	}
	ours, theirs := readers[0].net(), readers[1].net()
	fmt.Printf("firsthand reads %.2f times as fast as wink-nlp; %.2f times by the processor's own time\n",
		theirs.clock.Seconds()/ours.clock.Seconds(), theirs.processor.Seconds()/ours.processor.Seconds())
	return nil
}

func skip(format string, args ...any) error {
	fmt.Println("wink-nlp: skipped, " + fmt.Sprintf(format, args...))
	return nil
}

// reader is a program and its fastest turns.
type reader struct {
	name       string
	args       []string
	start, all took // on the first report, and on all of them
}

// took is the least time that anything took, by the clock and by the processor.
type took struct{ clock, processor time.Duration }

// net is the time that the reports took without the start.
func (r reader) net() took {
	return took{r.all.clock - r.start.clock, r.all.processor - r.start.processor}
}

// turn runs the program once over the input, on one processor: pinned where the system can, and with one thread of Go
// or of node's pool in any case.
func (r *reader) turn(input []byte, best *took) error {
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
	if best.clock == 0 || clock < best.clock {
		best.clock = clock
	}
	if best.processor == 0 || processor < best.processor {
		best.processor = processor
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
	times := max(1, (least+words-1)/words)
	return bytes.Repeat(input, times), words * times, nil
}
