package format

import (
	"errors"
	"io/fs"
	"strconv"
)

// What an [Error] wraps, for errors.Is.
var (
	ErrEmpty    = errors.New("no text in it")
	ErrTooLarge = errors.New("too large")
	ErrKind     = errors.New("not a kind of file that can be read")
	ErrEncoding = errors.New("the encoding of its letters is unknown or broken")
	ErrForm     = errors.New("not well formed")
)

// Error says why bytes could not be read. It holds the place and never the words, so that it can be shown and logged
// without telling who is quoted in a report.
type Error struct {
	Name string // the file as the user named it, or found below the folder that the user named; "" for bytes without a name
	Line int    // from 1; 0 where no line is meant
	Err  error  // lower case, without the name
	Hint string // what to do about it; may be ""
}

// Error gives "name: line 3: why".
func (e *Error) Error() string {
	s := e.Err.Error()
	if e.Line > 0 {
		s = "line " + strconv.Itoa(e.Line) + ": " + s
	}
	if e.Name != "" {
		s = e.Name + ": " + s
	}
	return s
}

// Unwrap gives the reason.
func (e *Error) Unwrap() error { return e.Err }

// In gives the error its file.
func (e *Error) In(name string) *Error {
	e.Name = name
	return e
}

// At gives the error its line.
func (e *Error) At(line int) *Error {
	e.Line = line
	return e
}

// reason is one of the errors above with its circumstances.
type reason struct {
	kind error
	text string
}

func (r reason) Error() string { return r.text }
func (r reason) Unwrap() error { return r.kind }

// Refuse makes an error of a kind.
func Refuse(kind error, text, hint string) *Error {
	return &Error{Err: reason{kind: kind, text: text}, Hint: hint}
}

// FileError makes an error of one that the file system gave, without the path.
func FileError(err error) *Error {
	hint := ""
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		err = p.Err
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		hint = "check the name; - stands for standard input"
	case errors.Is(err, fs.ErrPermission):
		hint = "ask for the right to read it"
	}
	return &Error{Err: err, Hint: hint}
}
