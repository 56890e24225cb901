// Command floors holds what bench/scores.sh prints against the floors in a file, so that no change trades a score away
// unseen:
//
//	bench/scores.sh bin/firsthand ../shared | go run ./bench/floors bench/floors.txt
//
// It passes on what it reads, prints each floor beside the number reached, and exits with 1 where one is missed or was
// not printed at all.
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "error: name the file of floors\nhint: bench/scores.sh BINARY SHARED | go run ./bench/floors bench/floors.txt")
		os.Exit(2)
	}
	floors, err := readFloors(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(2)
	}
	scores, err := io.ReadAll(io.TeeReader(os.Stdin, os.Stdout))
	if err != nil {
		fmt.Fprintln(os.Stderr, "error: read the scores:", err)
		os.Exit(2)
	}
	if !hold(os.Stdout, floors, string(scores)) {
		os.Exit(1)
	}
}

// floor is one number that must be reached: in the part of the scores under "== corpus", on the first line that begins
// with line, the number after key. A ceiling must not be passed.
type floor struct {
	corpus, line, key string
	least             float64
	ceiling           bool
}

func (f floor) holds(got float64) bool {
	if f.ceiling {
		return got <= f.least
	}
	return got >= f.least
}

// bound is the floor as people read it.
func (f floor) bound() string {
	if f.ceiling {
		return fmt.Sprintf("at most %g", f.least)
	}
	return fmt.Sprintf("floor %g", f.least)
}

// readFloors reads lines of "corpus | line | key | least"; "#" begins a comment, and "<" before the number makes it a
// ceiling.
func readFloors(name string) ([]floor, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read floors: %w", err)
	}
	var out []floor
	n := 0
	for line := range strings.Lines(string(raw)) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "|")
		if len(f) != 4 {
			return nil, fmt.Errorf("%s:%d: %d fields, want corpus | line | key | least", name, n, len(f))
		}
		for i := range f {
			f[i] = strings.TrimSpace(f[i])
		}
		bound, ceiling := strings.CutPrefix(f[3], "<")
		least, err := strconv.ParseFloat(strings.TrimSpace(bound), 64)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		out = append(out, floor{f[0], f[1], f[2], least, ceiling})
	}
	return out, nil
}

var number = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)

// hold prints each floor with what was reached, and tells whether all of the corpora that were scored hold theirs. A
// corpus that is not there has no part in the scores.
func hold(out io.Writer, floors []floor, scores string) bool {
	fmt.Fprintln(out, "== floors")
	all := true
	for _, f := range floors {
		part, there := section(scores, f.corpus)
		if !there {
			fmt.Fprintf(out, "  not scored  %s: %s %s\n", f.corpus, f.line, f.key)
			continue
		}
		got, ok := find(part, f)
		switch {
		case !ok:
			fmt.Fprintf(out, "  NOT PRINTED %s: %s %s, %s\n", f.corpus, f.line, f.key, f.bound())
			all = false
		case !f.holds(got):
			fmt.Fprintf(out, "  MISSED      %s: %s %s %g, %s\n", f.corpus, f.line, f.key, got, f.bound())
			all = false
		default:
			fmt.Fprintf(out, "  holds       %s: %s %s %g, %s\n", f.corpus, f.line, f.key, got, f.bound())
		}
	}
	return all
}

// section is what stands under the heading "== corpus" up to the next heading.
func section(scores, corpus string) (string, bool) {
	_, rest, ok := strings.Cut("\n"+scores, "\n== "+corpus+"\n")
	part, _, _ := strings.Cut(rest, "\n== ")
	return part, ok
}

func find(part string, f floor) (float64, bool) {
	lines := bufio.NewScanner(strings.NewReader(part))
	for lines.Scan() {
		rest, ok := strings.CutPrefix(strings.TrimLeft(lines.Text(), " "), f.line)
		if !ok {
			continue
		}
		if f.key != "" {
			if _, rest, ok = strings.Cut(rest, f.key); !ok {
				continue
			}
		}
		got, err := strconv.ParseFloat(number.FindString(rest), 64)
		return got, err == nil
	}
	return 0, false
}
