package format

import (
	"bufio"
	"errors"
	"io"
)

// ErrLongLine is the error of a line beyond the limit.
var ErrLongLine = errors.New("line too long")

// Lines reads lines of a bounded length, and goes on after one that is longer.
type Lines struct {
	in     *bufio.Reader
	most   int
	buf    []byte
	number int
}

// NewLines reads lines of at most so many bytes.
func NewLines(in io.Reader, most int) *Lines {
	return &Lines{in: bufio.NewReaderSize(in, 64<<10), most: most}
}

// Next gives the next line without its end (LF or CR LF) and its number, from 1. The bytes are good until the next
// call. The error is io.EOF after the last line, ErrLongLine for a line that is too long, which is then passed, or that
// of the reader.
func (l *Lines) Next() (line []byte, number int, err error) {
	l.buf = l.buf[:0]
	l.number++
	long := false
	for {
		part, err := l.in.ReadSlice('\n')
		if !long {
			l.buf = append(l.buf, part...)
			long = len(l.buf) > l.most+len("\r\n")
		}
		switch {
		case err == bufio.ErrBufferFull:
			continue
		case err == io.EOF && len(l.buf) > 0:
		case err != nil:
			return nil, l.number, err
		}
		break
	}
	line = trimLineEnd(l.buf)
	if long || len(line) > l.most {
		return nil, l.number, ErrLongLine
	}
	return line, l.number, nil
}

func trimLineEnd(line []byte) []byte {
	n := len(line)
	if n > 0 && line[n-1] == '\n' {
		n--
		if n > 0 && line[n-1] == '\r' {
			n--
		}
	}
	return line[:n]
}
