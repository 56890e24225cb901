package where

import (
	"strings"

	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/en/calendar"
)

// headMark is the mark behind a name that begins its line, by which a bulletin sets a place off from what happened
// there: ':' for "Hays:", '-' for "KOSTI –", '(' for "Sarmin (Idlib)", ',' for "Taiz, 12 May", '.', '|', ']', or 'e'
// where the line ends. It is 0 where the name opens no line or goes on.
func headMark(t *segment.Text, start, end int) byte {
	if !opensLine(t, start) {
		return 0
	}
	rest := t.Raw[end:]
	line, _, _ := strings.Cut(rest[:min(len(rest), 8)], "\n")
	trimmed := strings.TrimLeft(line, " *_")
	switch {
	case trimmed == "":
		return 'e'
	case strings.HasPrefix(trimmed, "–"), strings.HasPrefix(trimmed, "—"), strings.HasPrefix(trimmed, "- "):
		return '-'
	case strings.IndexByte(":(,.|]", trimmed[0]) >= 0:
		return trimmed[0]
	}
	return 0
}

// opensLine reports whether nothing but a number, a bullet or a date stands before the byte start on its line.
func opensLine(t *segment.Text, start int) bool {
	const longest = 24 // bytes
	begin := strings.LastIndexByte(t.Raw[max(0, start-longest):start], '\n') + 1
	if begin == 0 && start > longest {
		return false
	}
	begin += max(0, start-longest)
	for _, w := range strings.Fields(t.Raw[begin:start]) {
		if upper(w, 0) && !calendar.Month(strings.ToLower(strings.Trim(w, ",.:"))) || w[0] >= 'a' && w[0] <= 'z' {
			return false
		}
	}
	return true
}

// heads raises the names that begin a line in the way in which others in the report do that are surely places: in a
// bulletin of "Zabid: …", "Mukalla: …" a line "Hays: …" is of a place, too, whatever else the word means.
func (f *finder) heads() {
	const known, several = 2.0, 5.0
	good := map[byte]int{}
	marks := make([]byte, len(f.mentions))
	for i := range f.mentions {
		m := &f.mentions[i]
		if !labels[f.t.Fold(m.first)] {
			marks[i] = headMark(f.t, m.span.Start, m.span.End)
		}
		if marks[i] != 0 && m.only == gazetteer.None && f.g.Flags(m.name)&(gazetteer.Common|gazetteer.Given) == 0 && f.g.Kind(f.first(m.name)) != gazetteer.Country {
			good[marks[i]]++
		}
	}
	for i := range f.mentions {
		m := &f.mentions[i]
		if marks[i] == 0 {
			continue
		}
		n := good[marks[i]]
		if f.g.Flags(m.name)&(gazetteer.Common|gazetteer.Given) == 0 {
			n--
		}
		switch {
		case n >= 2:
			m.score += several
		case n == 1:
			m.score += known
		}
	}
}

// lists are how many lines begin with a known place, by the mark behind it.
func (v *surveyor) lists() map[byte]int {
	n := map[byte]int{}
	for _, p := range v.known {
		if mark := headMark(v.t, p.Start, p.End); mark != 0 {
			n[mark]++
		}
	}
	return n
}

// labels begin the lines of cards and sheets and are no places.
var labels = sets.Of("labels")
