// Package picture lays out who had it from whom, as columns of boxes with curves between them.
//
// It knows nothing of reports: it takes boxes with labels and links between them, and gives back places. A box stands
// one column further than the furthest box that points at it, so that reading goes from the origins on one side to the
// reports on the other. The layout follows Sugiyama, Tagawa and Toda (1981): columns, invisible way-points where a link
// skips columns, an order in each column that keeps crossings few, and then the positions. All of it is deterministic:
// the same boxes and links in the same order give the same drawing, on any machine.
package picture

// Box is one thing to draw.
type Box struct {
	Label string // wrapped over at most [Style.Lines] lines; may be empty
	Note  string // smaller, under it, on at most two lines; may be empty
}

// Link points from one box to another by their indices.
type Link struct{ From, To int }

// Style gives the sizes of a drawing, in SVG user units (pixels at scale one).
type Style struct {
	Width   float64 // of a box
	Gap     float64 // between columns
	Row     float64 // between boxes of a column
	Pad     float64 // inside a box, beside the text
	Margin  float64 // around the drawing
	Size    float64 // of the label's type
	Leading float64 // from one line to the next
	Lines   int     // of a label, at most; the last ends in "…" if it did not fit

	Room     float64 // the width that the drawing keeps to, by narrowing gaps and then boxes, as far as …
	MinGap   float64
	MinWidth float64 // … these allow; beyond that it grows
}

// The two styles of the desk: for a desk and for a phone, where three columns fit in 358 pixels.
var (
	Wide   = Style{Width: 224, Gap: 84, Row: 14, Pad: 12, Margin: 6, Size: 14, Leading: 18, Lines: 2, Room: 1160, MinGap: 36, MinWidth: 128}
	Narrow = Style{Width: 104, Gap: 16, Row: 10, Pad: 6, Margin: 6, Size: 11.5, Leading: 14, Lines: 4, Room: 356, MinGap: 14, MinWidth: 100}
)

// Drawing is where everything goes. All coordinates lie in [0, Width] and [0, Height].
type Drawing struct {
	Width, Height float64
	Boxes         []Placed // in reading order: by column, then from top to bottom
	Curves        []Curve  // in the order of the links they draw
}

// Placed is a box with its place.
type Placed struct {
	Box        int // index of the [Box]
	Column     int // 0 for a box that nothing points at
	X, Y, W, H float64
	Label      []Text
	Note       []Text // none when the box has no note
}

// Text is one line of words; X and Y are where its base line starts.
type Text struct {
	X, Y  float64
	Words string
}

// Curve is a link as an SVG path.
type Curve struct {
	Link int // index of the [Link]
	Path string
}

// Lay places boxes and links. Links that point outside boxes or at their own box are not drawn, nor is a second link
// between the same two boxes. If the links form a cycle, it is broken at the box that comes first in boxes.
func Lay(boxes []Box, links []Link, s Style) Drawing {
	links, index := usable(len(boxes), links)
	column := columns(len(boxes), links)
	g := newGrid(boxes, links, column, s.fit(column))
	g.order()
	g.place()
	return g.draw(index)
}

// fit narrows the style until the columns find room.
func (s Style) fit(column []int) Style {
	n := 0.0
	for _, c := range column {
		n = max(n, float64(c)+1)
	}
	room := s.Room - 2*s.Margin
	if n > 1 && n*s.Width+(n-1)*s.Gap > room {
		s.Gap = tenth(max(s.MinGap, (room-n*s.Width)/(n-1)))
	}
	if n > 0 && n*s.Width+(n-1)*s.Gap > room {
		s.Width = tenth(max(s.MinWidth, (room-(n-1)*s.Gap)/n))
	}
	return s
}

// usable returns the links that can be drawn, and for each its index in links.
func usable(n int, links []Link) (out []Link, index []int) {
	seen := make(map[Link]bool, len(links))
	for i, l := range links {
		if l.From < 0 || l.From >= n || l.To < 0 || l.To >= n || l.From == l.To || seen[l] {
			continue
		}
		seen[l] = true
		out = append(out, l)
		index = append(index, i)
	}
	return out, index
}

// columns gives every box its column: the length of the longest path that ends there.
func columns(n int, links []Link) []int {
	next := make([][]int, n)
	waits := make([]int, n) // links into the box whose start has no column yet
	for _, l := range links {
		next[l.From] = append(next[l.From], l.To)
		waits[l.To]++
	}
	column := make([]int, n)
	done := make([]bool, n)
	queue := make([]int, 0, n)
	for i := range n {
		if waits[i] == 0 {
			queue = append(queue, i)
			done[i] = true
		}
	}
	unbroken := 0 // boxes before this one all have a column
	for placed := 0; placed < n; placed++ {
		if len(queue) == 0 { // a cycle: break it
			for done[unbroken] {
				unbroken++
			}
			queue = append(queue, unbroken)
			done[unbroken] = true
		}
		i := queue[0]
		queue = queue[1:]
		for _, j := range next[i] {
			if done[j] {
				continue
			}
			column[j] = max(column[j], column[i]+1)
			if waits[j]--; waits[j] == 0 {
				done[j] = true
				queue = append(queue, j)
			}
		}
	}
	return column
}
