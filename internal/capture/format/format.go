// Package format is the door through which every kind of file enters: what a kind of file is called, how it is known by
// its first bytes, and how the reports in it are read.
//
// Each kind lies in a folder of its own below this one and knows only this package. Package capture holds the list of
// them, asks each in turn whether it knows the bytes, and gives what it reads its dates, names and IDs, so that a
// format only has to say what the bytes say.
package format

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"

	"firsthand/internal/capture/date"
	"firsthand/internal/report"
)

// Format is one kind of file.
type Format interface {
	// Name is what people call it: "a web page".
	Name() string

	// Sniff reports whether a file that begins with head is of this kind. head is the whole file where that is shorter
	// than [HeadSize].
	Sniff(head []byte) bool

	// Read reads the reports in a file, in order. What cannot be read is yielded as an error with an empty item, and
	// reading goes on where it can. Whatever the bytes are, it takes linear time and keeps to the limits.
	Read(ctx context.Context, in io.Reader, lim Limits) iter.Seq2[Item, *Error]
}

// HeadSize is how many bytes of a file a format is shown.
const HeadSize = 64 << 10

// Item is one report as a format read it. Its fields stand as they were found: package capture brings them to the form
// they are kept in, and sets ID, Original and Name.
type Item struct {
	Report   report.Report
	Original []byte // the bytes it was captured from: the line, or the whole file, the same slice for all of its parts

	// Dates are times of publication as written, the most trustworthy first, where a file gives several. They are asked
	// when Report.Published is "".
	Dates []string

	Order date.Order // of day and month in its dates, where the rest of the file tells

	Inner *Inner // a file in the file, which is read as one by itself; what the report says then holds for its reports

	Line     int            // where it begins, from 1; 0 where lines mean nothing
	Lines    map[string]int // where a field stands, by its name in JSON, when not on Line
	Warnings []*Error       // what was passed over
}

// Inner is a file that lies in another: the document in an archive of the web, a file in an archive.
type Inner struct {
	Name  string // for people and errors; nothing is concluded from it
	Data  []byte
	Own   bool // whether it is an original by itself, and not a part of the file around it
	Quiet bool // whether it is passed over and counted, where it is no report, because most of its kind are none
}

// LineOf is the line on which a field stands, 0 where that is not known.
func (i Item) LineOf(field string) int {
	if line, ok := i.Lines[field]; ok {
		return line
	}
	return i.Line
}

// Limits bound what is read, so that no input can exhaust the machine.
type Limits struct {
	Original int // bytes of an original
	Text     int // bytes of a report's text
	Line     int // bytes of a line of JSON
	Files    int // files in one walk
	Page     PageLimits
}

// PageLimits bound what a page may hold.
type PageLimits struct {
	Nodes      int // elements and runs of text
	Depth      int // of elements in elements
	Attributes int // of one element
}

// DefaultLimits are far beyond what a report needs: the text limit is that of a book, the page limits are ten times
// what the largest news pages hold.
func DefaultLimits() Limits {
	return Limits{
		Original: 32 << 20, Text: 4 << 20, Line: 8 << 20, Files: 1_000_000,
		Page: PageLimits{Nodes: 500_000, Depth: 512, Attributes: 1000},
	}
}

// ReadAll reads a file that is read whole.
func ReadAll(in io.Reader, lim Limits) ([]byte, *Error) {
	data, err := io.ReadAll(io.LimitReader(in, int64(lim.Original)+1))
	switch {
	case err != nil:
		return nil, FileError(err)
	case len(data) > lim.Original:
		return nil, Refuse(ErrTooLarge, "larger than "+Size(lim.Original),
			"split it, or keep one JSON object a line, which has no limit on the number of lines")
	case len(bytes.TrimSpace(data)) == 0:
		return nil, Refuse(ErrEmpty, "empty", "")
	}
	return data, nil
}

// Whole is the sequence of a file that is read whole before its reports are given.
func Whole(in io.Reader, lim Limits, read func(data []byte, yield func(Item, *Error) bool)) iter.Seq2[Item, *Error] {
	return func(yield func(Item, *Error) bool) {
		data, problem := ReadAll(in, lim)
		if problem != nil {
			yield(Item{}, problem)
			return
		}
		read(data, yield)
	}
}

// One is the sequence of a file that is one report, or none.
func One(read func() (Item, *Error)) iter.Seq2[Item, *Error] {
	return func(yield func(Item, *Error) bool) { yield(Guard(read)) }
}

// Guard makes an error of a panic: a parser, of ours or of others, that fails on one report must not end the batch.
func Guard(read func() (Item, *Error)) (item Item, problem *Error) {
	defer func() {
		if recover() != nil {
			item, problem = Item{}, fault()
		}
	}()
	return read()
}

// Guarded is seq with a panic in it made the error that ends it. A panic of whoever takes the items is not touched.
func Guarded(seq iter.Seq2[Item, *Error]) iter.Seq2[Item, *Error] {
	return func(yield func(Item, *Error) bool) {
		outside, wanted := false, true
		defer func() {
			if outside {
				return
			}
			if recover() != nil && wanted {
				yield(Item{}, fault())
			}
		}()
		seq(func(item Item, problem *Error) bool {
			outside = true
			wanted = yield(item, problem)
			outside = false
			return wanted
		})
	}
}

func fault() *Error {
	return Refuse(ErrForm, "reading it failed, which is a fault of the program", "report the fault, with the file if it can be shared")
}

// Blank reports whether nobody would see anything of s.
func Blank(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cc, unicode.Cf) }) < 0
}

// Size writes a number of bytes for people.
func Size(n int) string {
	if n >= 1<<20 && n%(1<<20) == 0 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

// TrimStart takes the mark of UTF-8 and white space off the beginning of a file.
func TrimStart(data []byte) []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(data, markUTF8), " \t\r\n\f")
}

// TrimMark takes the mark of UTF-8 off the beginning of a file.
func TrimMark(data []byte) []byte { return bytes.TrimPrefix(data, markUTF8) }

// HasPrefixFold reports whether data begins with prefix in any case.
func HasPrefixFold(data []byte, prefix string) bool {
	return len(data) >= len(prefix) && bytes.EqualFold(data[:len(prefix)], []byte(prefix))
}

// Word reports whether s is one word of ASCII letters and hyphens.
func Word(s string) bool {
	for _, c := range []byte(s) {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' {
			return false
		}
	}
	return s != ""
}

// LooksLikeObject reports whether the bytes begin as a JSON object does. Plain text may begin with a brace, but not
// with this.
func LooksLikeObject(data []byte) bool {
	rest, ok := bytes.CutPrefix(TrimStart(data), []byte("{"))
	rest = bytes.TrimLeft(rest, " \t\r\n")
	return ok && len(rest) > 0 && (rest[0] == '"' || rest[0] == '}')
}

// Forwarded marks words that somebody passed on, as messengers show it, so that reading can tell whose they are.
func Forwarded(from, words string) string { return "Forwarded from " + from + ":\n" + words }
