package report

import "unicode/utf8"

// Span is a half-open interval [Start, End) of UTF-8 byte offsets into a report's text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the number of bytes the span covers.
func (s Span) Len() int { return s.End - s.Start }

// Empty tells whether the span covers nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Covers tells whether t lies wholly inside s.
func (s Span) Covers(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps tells whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Valid tells whether the span is non-empty, lies inside text and starts and ends on rune boundaries.
func (s Span) Valid(text string) bool {
	if s.Start < 0 || s.End > len(text) || s.Empty() {
		return false
	}
	return utf8.RuneStart(text[s.Start]) && (s.End == len(text) || utf8.RuneStart(text[s.End]))
}

// In returns the words of text that the span covers, or "" where it does not fit the text.
func (s Span) In(text string) string {
	if !s.Valid(text) {
		return ""
	}
	return text[s.Start:s.End]
}

// Hull is the smallest span that covers all of spans; the zero span for none.
func Hull(spans []Span) Span {
	if len(spans) == 0 {
		return Span{}
	}
	h := spans[0]
	for _, s := range spans[1:] {
		h.Start = min(h.Start, s.Start)
		h.End = max(h.End, s.End)
	}
	return h
}
