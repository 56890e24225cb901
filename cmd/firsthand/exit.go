package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"firsthand/internal/capture"
)

// The exit codes. exitTable, which every help text ends with, tells them to people.
const (
	exitDone        = 0
	exitRefused     = 1
	exitUsage       = 2
	exitLedger      = 3
	exitAddress     = 4
	exitFailed      = 5
	exitInterrupted = 130 // 128 + SIGINT, as shells have it
)

const exitTable = `Exit codes:
    0  done
    1  some input could not be read; the rest was
    2  a flag or an argument is wrong; nothing was done
    3  there is no ledger there, or it is damaged, or verify found a difference
    4  the address to serve on cannot be had
    5  something else failed: a full disk, a folder that may not be written
  130  interrupted; what was acknowledged by then is kept
`

// failure is an error with the code that the program ends with and, where there is one, a way out.
type failure struct {
	code int
	err  error
	hint string
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

// fail makes a failure. The hint may be empty.
func fail(code int, hint, format string, args ...any) error {
	return &failure{code: code, err: fmt.Errorf(format, args...), hint: hint}
}

// usage makes the failure of a wrong flag or argument.
func usage(format string, args ...any) error {
	return fail(exitUsage, "", format, args...)
}

// errRefused ends a verb that has already said on standard error which input it could not read.
var errRefused = errors.New("some input could not be read")

// finish tells err to the person, if there is anything left to tell, and gives the exit code.
func (a *app) finish(ctx context.Context, err error) int {
	var f *failure
	switch {
	case err == nil:
		return exitDone
	case ctx.Err() != nil:
		a.complain(errors.New("interrupted"), "")
		return exitInterrupted
	case errors.Is(err, errRefused):
		return exitRefused
	case errors.As(err, &f):
		a.complain(f.err, f.hint)
		return f.code
	}
	a.complain(err, hintOf(err))
	return exitFailed
}

// refuse tells of input that could not be read or kept, while the rest goes on. A hint that was just given is not given
// again.
func (a *app) refuse(err error) {
	hint := hintOf(err)
	if hint == a.lastHint {
		hint = ""
	} else {
		a.lastHint = hint
	}
	a.complain(err, hint)
}

// hintOf is the way out that an error of a room below knows, or "".
func hintOf(err error) string {
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		return hinted.Hint()
	}
	var unread *capture.Error
	if errors.As(err, &unread) {
		return unread.Hint
	}
	return ""
}

// complain writes an error and a hint to standard error. Names of files and words of reports may stand in them, so they
// are made printable: no byte from outside may command the terminal.
func (a *app) complain(err error, hint string) { a.say("error", err, hint) }

func (a *app) say(kind string, err error, hint string) {
	if a.makeRoom != nil {
		a.makeRoom()
	}
	fmt.Fprintf(a.stderr, "%s: %s\n", kind, printable(err.Error()))
	if hint != "" {
		fmt.Fprintf(a.stderr, "hint: %s\n", printable(hint))
	}
}

// printable replaces every control and formatting character with a space, and line breaks with "; ".
func printable(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "\n", "; ")
	return strings.Map(plain, s)
}
