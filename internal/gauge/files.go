package gauge

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
	"unicode/utf8"

	"firsthand/internal/report"
)

// maxLine is the longest line of JSON that is taken, in bytes.
const maxLine = 64 << 20

// errLong is met on a line that is longer.
var errLong = fmt.Errorf("the line is longer than %d MiB", maxLine>>20)

// readText reads a file of UTF-8.
func readText(path string) (string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read file: %w", err)
	}
	if !utf8.Valid(raw) {
		return "", fmt.Errorf("%s:%d: not UTF-8", path, 1+bytes.Count(raw[:validPrefix(raw)], []byte{'\n'}))
	}
	return string(raw), nil
}

// validPrefix is the number of bytes before the first that is not UTF-8.
func validPrefix(b []byte) int {
	n := 0
	for n < len(b) {
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		n += size
	}
	return n
}

// rowsIn parses a file of NDJSON, one value a line; blank lines are none.
func rowsIn[T any](path string) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read file: %w", err)
	}
	defer f.Close()
	return rows[T](f, path)
}

// rows parses NDJSON. Errors name the file and the line, and never repeat words of it.
func rows[T any](r io.Reader, name string) ([]T, error) {
	var out []T
	for number, line := range lines(r) {
		row, err := parseRow[T](line)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, number, err)
		}
		out = append(out, row)
	}
	return out, nil
}

// row is a line, or why there is none.
type row struct {
	bytes []byte
	err   error
}

// lines yields the lines that are not blank with their numbers, counted from 1. After an error there are none.
func lines(r io.Reader) iter.Seq2[int, row] {
	return func(yield func(int, row) bool) {
		in := bufio.NewScanner(r)
		in.Buffer(make([]byte, 0, 64<<10), maxLine)
		number := 0
		for in.Scan() {
			number++
			if len(bytes.TrimSpace(in.Bytes())) > 0 && !yield(number, row{bytes: in.Bytes()}) {
				return
			}
		}
		if err := in.Err(); errors.Is(err, bufio.ErrTooLong) {
			yield(number+1, row{err: errLong})
		} else if err != nil {
			yield(number+1, row{err: fmt.Errorf("read line: %w", err)})
		}
	}
}

func parseRow[T any](line row) (T, error) {
	var v T
	if line.err != nil {
		return v, line.err
	}
	if !utf8.Valid(line.bytes) {
		return v, errors.New("parse JSON: not UTF-8")
	}
	if first := bytes.TrimLeft(line.bytes, " \t\r"); first[0] != '{' {
		return v, errors.New("parse JSON: the line is no object")
	}
	if err := json.Unmarshal(line.bytes, &v); err != nil {
		return v, fmt.Errorf("parse JSON: %w", err)
	}
	return v, nil
}

// ParseReadings reads what `firsthand read --ndjson` prints, one reading a line. Of two readings of one report the last
// counts. Name is what errors call the input.
func ParseReadings(r io.Reader, name string) (Answers, error) {
	readings, err := rows[report.Reading](r, name)
	if err != nil {
		return Answers{}, fmt.Errorf("read readings: %w", err)
	}
	a := Answers{Readings: make(map[string]report.Reading, len(readings))}
	for _, g := range readings {
		a.Readings[g.ID] = g
	}
	return a, nil
}

// ParseLinks reads what `firsthand link --ndjson` prints, one {"id","incident"} a line. Of two lines on one report the
// last counts.
func ParseLinks(r io.Reader, name string) (Answers, error) {
	links, err := rows[struct{ ID, Incident string }](r, name)
	if err != nil {
		return Answers{}, fmt.Errorf("read links: %w", err)
	}
	a := Answers{Incidents: make(map[string]string, len(links))}
	for _, l := range links {
		a.Incidents[l.ID] = l.Incident
	}
	return a, nil
}

// byteOffsets gives, for each character of the text and for its end, the byte that it begins at: corpora count
// characters, readings count bytes.
func byteOffsets(text string) []int {
	at := make([]int, 0, len(text)+1)
	for i := range text {
		at = append(at, i)
	}
	return append(at, len(text))
}

// bytesOf turns a pair of character offsets into a span.
func bytesOf(at []int, start, end int) (report.Span, error) {
	if start < 0 || end < start || end >= len(at) {
		return report.Span{}, fmt.Errorf("characters %d to %d, of a text of %d", start, end, len(at)-1)
	}
	return report.Span{Start: at[start], End: at[end]}, nil
}

// day is the first ten characters: the calendar day of an ISO 8601 time.
func day(s string) string {
	const length = len("2006-01-02")
	s = strings.TrimSpace(s)
	if len(s) > length && utf8.ValidString(s[:length]) {
		return s[:length]
	}
	return s
}
