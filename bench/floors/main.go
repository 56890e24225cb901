// Command floors holds what bench/scores.sh prints against the floors in a file, so that no change trades a score away unseen:
//
//	bench/scores.sh bin/firsthand ../shared | go run ./bench/floors bench/floors.txt
//
// It passes on what it reads, prints each floor beside the number reached, and exits with 1 where one is missed or was not printed at all.
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

// floor is one number that must be reached: in the part of the scores under "== corpus", on the line that begins with line, the number after key.
type floor struct {
	corpus, line, key string
	least             float64
}

// readFloors reads lines of "corpus | line | key | least"; "#" begins a comment.
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
		least, err := strconv.ParseFloat(f[3], 64)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, n, err)
		}
		out = append(out, floor{f[0], f[1], f[2], least})
	}
	return out, nil
}

var number = regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)

// hold prints each floor with what was reached, and tells whether all of the corpora that were scored hold theirs. A corpus that is not there has no part in the scores.
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
			fmt.Fprintf(out, "  NOT PRINTED %s: %s %s, floor %g\n", f.corpus, f.line, f.key, f.least)
			all = false
		case got < f.least:
			fmt.Fprintf(out, "  BELOW       %s: %s %s %g, floor %g\n", f.corpus, f.line, f.key, got, f.least)
			all = false
		default:
			fmt.Fprintf(out, "  holds       %s: %s %s %g, floor %g\n", f.corpus, f.line, f.key, got, f.least)
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
		rest, ok := strings.CutPrefix(lines.Text(), f.line)
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
