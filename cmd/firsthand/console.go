package main

import (
	"encoding/json"
	"io"
	"os"
	"strings"

	"github.com/rivo/uniseg"
	"golang.org/x/term"

	"firsthand/internal/report"
)

// terminal tells whether w is one that a person sees.
func terminal(w io.Writer) bool {
	f, ok := beneath(w).(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// beneath is what a writer that remembers failures writes to.
func beneath(w io.Writer) io.Writer {
	if s, ok := w.(*sticky); ok {
		return s.Writer
	}
	return w
}

// columnsOf is how wide text on w may be: the terminal's width, or 100 columns where w is a file or a pipe.
func columnsOf(w io.Writer) int {
	if f, ok := beneath(w).(*os.File); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width >= 40 {
			return min(width, 120)
		}
	}
	return 100
}

// ink colours words on a terminal and leaves them alone everywhere else.
type ink bool

// inkOn gives colour to a terminal that has not asked for none (no-color.org).
func (a *app) inkOn(w io.Writer) ink {
	return ink(terminal(w) && a.getenv("NO_COLOR") == "" && a.getenv("TERM") != "dumb")
}

func (i ink) bold(s string) string { return i.wrap("1", s) }
func (i ink) dim(s string) string  { return i.wrap("2", s) }
func (i ink) blue(s string) string { return i.wrap("34", s) }

func (i ink) wrap(code, s string) string {
	if !i {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// plain maps a rune that could command a terminal or reorder a line to a space, and keeps every other. Marks of
// direction that a script needs inside a word are kept; overrides, which can make a line read as something else
// (CVE-2021-42574), are not.
func plain(r rune) rune {
	if report.Commands(r) {
		return ' '
	}
	return r
}

// jsonOut writes JSON to standard output, in which no word of a report can command a terminal or a viewer (see
// [report.EscapeJSON]).
func (a *app) jsonOut() *json.Encoder {
	out := json.NewEncoder(escaping{a.stdout})
	out.SetEscapeHTML(false)
	return out
}

// escaping passes JSON on, escaped. An encoder writes each value at once, so no rune is cut in two.
type escaping struct{ out io.Writer }

func (e escaping) Write(text []byte) (int, error) {
	if _, err := e.out.Write(report.EscapeJSON(text)); err != nil {
		return 0, err
	}
	return len(text), nil
}

// checkPerson refuses what a flag gives as the name of a person and could be read as another.
func checkPerson(flag, name string) error {
	if err := report.CheckName(name); err != nil {
		return usage("--%s gives no name that can stand beside what somebody did: %w", flag, err)
	}
	return nil
}

// wrapped breaks words into lines of at most width columns, each with indent in front. A word wider than a line has one
// of its own.
func wrapped(words string, indent string, width int) string {
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(strings.Map(plain, words)) {
		n := uniseg.StringWidth(word)
		switch {
		case column == 0:
			b.WriteString(indent)
			column = len(indent)
		case column+1+n > width:
			b.WriteString("\n" + indent)
			column = len(indent)
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String()
}

// padded fills s with spaces up to width columns.
func padded(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-uniseg.StringWidth(s)))
}

// count writes a number with its noun: "1 report", "12 reports".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(int64(n)) + " " + many
}

// grouped writes a number with a comma between thousands: "15,000".
func grouped(n int64) string {
	if n < 0 {
		return "-" + grouped(-n)
	}
	digits := []byte(nil)
	for i := 0; ; i++ {
		if i > 0 && i%3 == 0 {
			digits = append([]byte{','}, digits...)
		}
		digits = append([]byte{byte('0' + n%10)}, digits...)
		if n /= 10; n == 0 {
			return string(digits)
		}
	}
}
