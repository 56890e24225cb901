package capture

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"firsthand/internal/capture/format"
	"firsthand/internal/capture/format/page"
)

// reading is the reading of one file, with the files that lie in it.
type reading struct {
	*capturer
	ctx   context.Context
	name  string
	yield func(Item, error) bool
	done  bool

	held   *Item // the last report of a file with others in it, held back for what is to be said at the end
	passed int   // files in it that are no reports
	bytes  int   // of all files in it so far
}

// mostInner is how deep files may lie in each other: a page in an archive of the web in an archive. mostBytes bounds
// what all of them come to together.
const (
	mostInner = 3
	mostBytes = 2 << 30
)

// file reads a file, or one that lies in others, outermost first. It reports whether to go on.
func (r *reading) file(f format.Format, in io.Reader, around []format.Item) bool {
	for found, problem := range format.Guarded(f.Read(r.ctx, in, r.lim)) {
		switch {
		case problem == nil && found.Inner != nil:
			if !r.inner(append(around, found)) {
				return false
			}
			continue
		case problem == nil:
			found = within(around, found)
			var item Item
			item, problem = r.finish(nameWithin(r.name, around), found)
			if problem == nil {
				if !r.give(item, len(around) > 0) {
					return false
				}
				continue
			}
			if problem.Line == 0 {
				problem.Line = found.Line
			}
		}
		if !r.refuse(around, problem) {
			return false
		}
	}
	return true
}

// inner reads a file that lies in another.
func (r *reading) inner(around []format.Item) bool {
	in := around[len(around)-1].Inner
	if len(around) > mostInner {
		return r.refuse(around, format.Refuse(format.ErrTooLarge, "an archive in archives, too deep", "unpack it first"))
	}
	if r.bytes += len(in.Data); r.bytes > mostBytes {
		r.refuse(around[:0], format.Refuse(format.ErrTooLarge, "archives that unpack to more than "+format.Size(mostBytes), "unpack them first"))
		return false
	}
	f, problem := r.choose(in.Data[:min(len(in.Data), format.HeadSize)])
	if problem != nil {
		return r.refuse(around, problem)
	}
	return r.file(f, bytes.NewReader(in.Data), around)
}

// within gives the report of a file that lies in others what they say of it: its original, which part of that it is,
// its address, and how it was captured.
func within(around []format.Item, found format.Item) format.Item {
	for i := len(around) - 1; i >= 0; i-- {
		outer := around[i]
		if outer.Inner.Own {
			break
		}
		found.Original = outer.Original
		r, o := &found.Report, outer.Report
		r.Part = strings.TrimSuffix(o.Part+", "+r.Part, ", ")
		if r.URL == "" {
			r.URL = o.URL
		}
		if r.Publisher == "" {
			r.Publisher = page.Host(r.URL)
		}
		if !o.Capture.IsZero() {
			r.Capture = o.Capture
		}
		found.Line = 0
	}
	return found
}

// nameWithin is the name of a file that lies in others: its own where it is an original by itself.
func nameWithin(name string, around []format.Item) string {
	for _, outer := range around {
		if outer.Inner.Own && outer.Inner.Name != "" {
			name = outer.Inner.Name
		}
	}
	return name
}

// refuse gives an error, or counts the file where that says nothing.
func (r *reading) refuse(around []format.Item, problem *format.Error) bool {
	name := r.name
	for _, outer := range around {
		if outer.Inner.Quiet {
			r.passed++
			return true
		}
		if outer.Inner.Name != "" {
			name += ": " + outer.Inner.Name
		}
	}
	r.done = !r.yield(Item{}, problem.In(name))
	return !r.done
}

// give gives a report. One of a file with others in it waits for the next.
func (r *reading) give(item Item, inner bool) bool {
	if !inner {
		r.done = !r.yield(item, nil)
		return !r.done
	}
	last := r.held
	r.held = &item
	if last != nil {
		r.done = !r.yield(*last, nil)
	}
	return !r.done
}

// end gives what was held back, and says how many files were passed over.
func (r *reading) end() {
	var passed *format.Error
	if r.passed > 0 {
		passed = format.Refuse(format.ErrKind, fmt.Sprintf("%d documents in it are no reports", r.passed), "").In(r.name)
	}
	switch {
	case r.done:
	case r.held != nil:
		if passed != nil {
			r.held.Warnings = append(r.held.Warnings, passed)
		}
		r.yield(*r.held, nil)
	case passed != nil:
		r.yield(Item{}, passed)
	}
}
