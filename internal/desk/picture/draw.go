package picture

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// draw turns the grid's slots into places. index gives, for each of the grid's links, its index as the caller counts.
func (g *grid) draw(index []int) Drawing {
	s := g.style
	d := Drawing{Width: 2 * s.Margin, Height: 2 * s.Margin}
	if n := len(g.cols); n > 0 {
		d.Width = tenth(d.Width + float64(n)*s.Width + float64(n-1)*s.Gap)
	}
	for _, col := range g.cols {
		for _, i := range col {
			slot := &g.slots[i]
			d.Height = max(d.Height, tenth(slot.y+slot.height+s.Margin))
			if slot.box >= 0 {
				d.Boxes = append(d.Boxes, g.placed(slot))
			}
		}
	}
	for n, way := range g.ways {
		d.Curves = append(d.Curves, Curve{Link: index[n], Path: g.path(way)})
	}
	return d
}

func (g *grid) placed(slot *slot) Placed {
	s := g.style
	p := Placed{Box: slot.box, Column: slot.column, X: g.left(slot.column), Y: tenth(slot.y), W: s.Width, H: tenth(slot.height)}
	base := p.Y + s.Pad + s.Size*0.95
	line := func(words string) Text {
		t := Text{X: p.X + s.Pad, Y: tenth(base), Words: words}
		base += s.Leading
		return t
	}
	for _, words := range slot.label {
		p.Label = append(p.Label, line(words))
	}
	for _, words := range slot.note {
		p.Note = append(p.Note, line(words))
	}
	return p
}

// A note's type size as a share of the label's, and its most lines.
const (
	noteSize  = 0.88
	noteLines = 2
)

// room is how many ems of a label's type fit beside each other in a box.
func (s Style) room() float64 { return (s.Width - 2*s.Pad) / s.Size }

// left is the x of a column's boxes.
func (g *grid) left(column int) float64 {
	return tenth(g.style.Margin + float64(column)*(g.style.Width+g.style.Gap))
}

// path draws a link through its way-points: curves in the gaps between columns, straight lines across them.
func (g *grid) path(way []int) string {
	var b strings.Builder
	at := func(cmd string, xy ...float64) {
		b.WriteString(cmd)
		for i, v := range xy {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(strconv.FormatFloat(tenth(v), 'f', -1, 64))
		}
	}
	right := g.left(len(g.cols)-1) + g.style.Width + g.style.Margin
	from := &g.slots[way[0]]
	x, y := g.left(from.column)+g.style.Width, from.y+from.height/2
	at("M", x, y)
	for _, i := range way[1:] {
		to := &g.slots[i]
		toX, toY := g.left(to.column), to.y+to.height/2
		bend := max(math.Abs(toX-x)/2, g.style.Gap/2)
		at("C", min(x+bend, right), y, max(toX-bend, 0), toY, toX, toY)
		x, y = toX, toY
		if to.box < 0 {
			x += g.style.Width
			at("H", x)
		}
	}
	return b.String()
}

// tenth rounds to a tenth of a unit, which keeps the drawing small and the same on every machine.
func tenth(v float64) float64 { return math.Round(v*10) / 10 }

// wrap breaks words into at most most lines of room ems each.
func wrap(label string, room float64, most int) []string {
	var lines []string
	line := ""
	words := strings.Fields(label)
	for n, word := range words {
		joined := word
		if line != "" {
			joined = line + " " + word
		}
		if ems(joined) <= room {
			line = joined
			continue
		}
		if len(lines) == most-1 { // the last line takes what is left, as far as it fits
			rest := strings.Join(words[n:], " ")
			if line != "" {
				rest = line + " " + rest
			}
			return append(lines, fit(rest, room))
		}
		if line != "" {
			lines = append(lines, line)
		}
		line = word
		if ems(word) > room && len(lines) < most {
			line = fit(word, room)
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// fit shortens words to room ems, with an ellipsis where something was left out.
func fit(words string, room float64) string {
	if ems(words) <= room {
		return words
	}
	width := ems("…")
	for i, r := range words {
		if width += em(r); width > room {
			return strings.TrimRightFunc(words[:i], unicode.IsSpace) + "…"
		}
	}
	return words
}

// ems guesses the width of words in ems. Nobody can know which fonts a reader has, so it guesses on the wide side.
func ems(words string) float64 {
	sum := 0.0
	for _, r := range words {
		sum += em(r)
	}
	return sum
}

func em(r rune) float64 {
	switch {
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		return 0
	case strings.ContainsRune("iljtfrI.,:;'|!()[] ’‘", r):
		return 0.36
	case strings.ContainsRune("mwMW@%—…", r):
		return 0.98
	case unicode.IsUpper(r):
		return 0.75
	case r < 0x2e80:
		return 0.6
	default: // scripts of square characters
		return 1.05
	}
}
