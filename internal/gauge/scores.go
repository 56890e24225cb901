package gauge

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Scores is what came of comparing answers with annotations.
type Scores struct {
	Corpus     string      `json:"corpus"`
	Agreements []Agreement `json:"agreements,omitempty"`
	Shares     []Share     `json:"shares,omitempty"`
	Misses     []Miss      `json:"misses,omitempty"`
	Read       int         `json:"statements_read,omitempty"` // how many statements the reader gave, where only recall is measured
	Faults     []Fault     `json:"faults,omitempty"`          // what was missed, found where nothing is, or read as something else

	lines []string
}

// Agreement is how far two sets agree: what was found, and what the annotators hold to be there. All three are between
// 0 and 1.
type Agreement struct {
	Name      string  `json:"name"`
	Precision float64 `json:"precision"` // the share of what was found that is right
	Recall    float64 `json:"recall"`    // the share of what is there that was found
	F         float64 `json:"f"`         // their harmonic mean (van Rijsbergen 1979), 0 where both are 0
}

// Share is how many of a number of things were right.
type Share struct {
	Name  string `json:"name"`
	Right int    `json:"right"`
	Of    int    `json:"of"`
}

// percent is 0 of nothing.
func (s Share) percent() float64 {
	if s.Of == 0 {
		return 0
	}
	return float64(100*s.Right) / float64(s.Of)
}

// Miss is an annotated statement that was not found, or whose chain was not read as it was annotated.
type Miss struct {
	ID    string   `json:"id"`
	Found bool     `json:"found"`
	Want  []string `json:"want"` // the chain's names as annotated
	Got   []string `json:"got"`  // and as read
}

// Fault is one thing that is not as the annotators have it, and of what kind it is.
type Fault struct {
	Kind string `json:"kind"` // "MISSED event"
	In   string `json:"in"`   // ID of the report or the world
	What string `json:"what"` // in words of the corpus and of the reading
}

// FaultList is the faults for people, one a line, and below them how many there are of each kind.
func (s Scores) FaultList() string {
	var b strings.Builder
	of := map[string]int{}
	for _, f := range s.Faults {
		fmt.Fprintln(&b, harmless(fmt.Sprintf("%-18s %s  %s", f.Kind, f.In, strings.Join(strings.Fields(f.What), " "))))
		of[f.Kind]++
	}
	kinds := slices.SortedFunc(maps.Keys(of), func(a, b string) int { return cmp.Or(of[b]-of[a], strings.Compare(a, b)) })
	for _, kind := range kinds {
		fmt.Fprintf(&b, "%6d %s\n", of[kind], kind)
	}
	return b.String()
}

// String is the scores for people, a measure a line, in percent.
func (s Scores) String() string {
	if len(s.lines) == 0 {
		return ""
	}
	return strings.Join(s.lines, "\n") + "\n"
}

// count is how many things were found, how many are there, and how many of the found are there.
type count struct{ right, found, there int }

// agreement is precision, recall and F of counts. Nothing found, or nothing there, is 0 and not an error.
func (c count) agreement(name string) Agreement {
	p, r := ratio(c.right, c.found), ratio(c.right, c.there)
	return Agreement{name, p, r, harmonic(p, r)}
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func (s *Scores) agree(a Agreement) {
	s.Agreements = append(s.Agreements, a)
	s.line("%-34s P %5.1f  R %5.1f  F %5.1f", a.Name, 100*a.Precision, 100*a.Recall, 100*a.F)
}

// share adds a share, and a line for people that begins with name.
func (s *Scores) share(share Share, name string) {
	s.Shares = append(s.Shares, share)
	s.line("%-34s %6.1f %%   %d of %d", name, share.percent(), share.Right, share.Of)
}

func (s *Scores) fault(kind, in, what string, args ...any) {
	s.Faults = append(s.Faults, Fault{kind, in, fmt.Sprintf(what, args...)})
}

// line adds a line for people.
func (s *Scores) line(format string, args ...any) {
	s.lines = append(s.lines, harmless(fmt.Sprintf(format, args...)))
}

// harmless blanks every character by which words of a corpus could command a terminal.
func harmless(line string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf) && r != '\n' && r != '\t' {
			return ' '
		}
		return r
	}, line)
}
