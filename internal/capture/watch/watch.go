// Package watch keeps a list of addresses that are asked again and again, and what is known of each: when it was asked,
// what it answered, when to ask it next. It asks nothing itself.
//
// The list is a file beside the ledger. It says what somebody is interested in, so it is nobody else's to read, and it
// is no part of what is sealed: what came of asking is.
package watch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Entry is one address and what is known of it.
type Entry struct {
	Address  string    `json:"address"`
	Since    time.Time `json:"since"`
	Asked    time.Time `json:"asked,omitzero"`   // when it was asked last
	Changed  time.Time `json:"changed,omitzero"` // when it last answered something new
	Next     time.Time `json:"next,omitzero"`    // when it is asked again
	Failures int       `json:"failures,omitempty"`
	Problem  string    `json:"problem,omitempty"` // why it could not be captured when it was asked last
	Gone     time.Time `json:"gone,omitzero"`     // since when it answers that it is not there

	ETag     string   `json:"etag,omitempty"`
	Modified string   `json:"modified,omitempty"`
	Body     string   `json:"body,omitempty"` // SHA-256 of what it answered
	Seen     []string `json:"seen,omitempty"` // digests of the reports that it held, newest last
}

// mostSeen is how many reports of one address are remembered: a feed has some dozens at a time.
const mostSeen = 2000

// List is the list of a ledger.
type List struct {
	Entries []*Entry `json:"watched"`
	file    string
}

// fileName is the name of the list in the folder of a ledger.
const fileName = "watch.json"

// Open reads the list of the ledger in a folder; one that is not there is empty.
func Open(dir string) (*List, error) {
	l := &List{file: filepath.Join(dir, fileName)}
	data, err := os.ReadFile(l.file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return l, nil
	case err != nil:
		return nil, fmt.Errorf("read the list of what is watched: %w", withoutPath(err))
	}
	if err := json.Unmarshal(data, l); err != nil || slices.Contains(l.Entries, nil) {
		return nil, errors.New("read the list of what is watched: it is no list")
	}
	return l, nil
}

// Save writes the list, so that it is whole whenever the program ends.
func (l *List) Save() error {
	data, err := json.MarshalIndent(l, "", " ")
	if err == nil {
		err = os.WriteFile(l.file+".new", append(data, '\n'), 0o600)
	}
	if err == nil {
		err = os.Rename(l.file+".new", l.file)
	}
	if err != nil {
		return fmt.Errorf("write the list of what is watched: %w", withoutPath(err))
	}
	return nil
}

func withoutPath(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	if p, ok := errors.AsType[*os.LinkError](err); ok {
		return p.Err
	}
	return err
}

// Add adds an address; it reports whether it was not there yet.
func (l *List) Add(address string, now time.Time) bool {
	if l.find(address) >= 0 {
		return false
	}
	l.Entries = append(l.Entries, &Entry{Address: address, Since: now})
	return true
}

// Remove takes an address away; it reports whether it was there.
func (l *List) Remove(address string) bool {
	i := l.find(address)
	if i >= 0 {
		l.Entries = slices.Delete(l.Entries, i, i+1)
	}
	return i >= 0
}

func (l *List) find(address string) int {
	return slices.IndexFunc(l.Entries, func(e *Entry) bool { return e.Address == address })
}

// Due is the entry that is to be asked first, nil for an empty list; wait is how long that is from now, 0 or less where
// it is due.
func (l *List) Due(now time.Time) (e *Entry, wait time.Duration) {
	for _, other := range l.Entries {
		if e == nil || other.Next.Before(e.Next) {
			e = other
		}
	}
	if e == nil {
		return nil, 0
	}
	return e, e.Next.Sub(now)
}

// How long to wait after failures, and for what is gone.
const (
	longestWait = 24 * time.Hour
	mostDouble  = 10
)

// Same notes that an address answered what it had answered before.
func (e *Entry) Same(now, next time.Time) {
	e.Asked, e.Next, e.Failures, e.Problem, e.Gone = now, next, 0, "", time.Time{}
}

// New notes that an address answered something new.
func (e *Entry) New(now, next time.Time, etag, modified, body string) {
	e.Same(now, next)
	e.Changed, e.ETag, e.Modified, e.Body = now, etag, modified, body
}

// Vanished notes that an address answered that it is not there; it reports whether that is new.
func (e *Entry) Vanished(now time.Time) bool {
	fresh := e.Gone.IsZero()
	if fresh {
		e.Gone = now
	}
	e.Asked, e.Next, e.Problem, e.ETag, e.Modified, e.Body = now, now.Add(longestWait), "", "", "", ""
	return fresh
}

// Failed notes that an address could not be captured, and waits twice as long after each failure, at least as long as
// the server asks for.
func (e *Entry) Failed(now time.Time, every, asked time.Duration, why string) {
	e.Failures++
	wait := every << min(e.Failures, mostDouble)
	if wait <= 0 || wait > longestWait {
		wait = longestWait
	}
	e.Asked, e.Problem = now, why
	e.Next = now.Add(max(wait, min(asked, longestWait)))
}

// Knows reports whether a report was among those of an earlier answer, by its digest, and remembers it.
func (e *Entry) Knows(digest string) bool {
	if slices.Contains(e.Seen, digest) {
		return true
	}
	e.Seen = append(e.Seen, digest)
	if len(e.Seen) > mostSeen {
		e.Seen = slices.Clone(e.Seen[len(e.Seen)-mostSeen:])
	}
	return false
}
