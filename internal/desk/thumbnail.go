package desk

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"firsthand/internal/report"
)

// thumbnail is the origins picture at the size of a line: a tick for each report on top, a dot for each origin at the
// foot, threads between them. Many ticks over one dot is what the desk is there to show. The words beside it say the
// same.
type thumbnail struct {
	Width, Height float64
	Ticks         string // SVG path
	Threads       string // SVG path, to origins with a name
	Faint         string // SVG path, to those without
	Dots          []dot
	Ring          *ring // around the origins without a name, where there are several: they count as one
}

// ring is a box with round ends.
type ring struct{ X, Y, Width, Height float64 }

// dot is an origin.
type dot struct {
	X, Y, R float64
	Class   string // "witness", "named" or "unnamed"
}

const (
	thumbnailWidth  = 132.0
	thumbnailHeight = 34.0
	thumbnailTicks  = 44 // more reports than this share ticks
	thumbnailDots   = 16 // origins beyond this are not drawn
)

// thumbnailOf draws an incident's origins and reports small.
func thumbnailOf(in *report.Incident) thumbnail {
	m := thumbnail{Width: thumbnailWidth, Height: thumbnailHeight}
	origins := slices.Clone(in.Origins)
	slices.SortStableFunc(origins, func(a, b report.Origin) int { // those without a name last, side by side
		return map[bool]int{false: 1}[a.Named] - map[bool]int{false: 1}[b.Named]
	})
	origins = origins[:min(len(origins), thumbnailDots)]

	// The reports in the order of their first origin, so that the threads of an origin stay together.
	rank := map[string]int{}
	var ids []string
	for _, o := range origins {
		for _, id := range o.Reports {
			if _, ok := rank[id]; !ok {
				rank[id] = len(ids)
				ids = append(ids, id)
			}
		}
	}
	for _, id := range reportsOf(in) {
		if _, ok := rank[id]; !ok {
			rank[id] = len(ids)
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return m
	}
	ticks := min(len(ids), thumbnailTicks)
	const left = 6.0
	step := math.Min(9, (thumbnailWidth-2*left)/float64(max(ticks-1, 1)))
	x := func(id string) float64 { return left + step*float64(rank[id]*ticks/len(ids)) }

	var b strings.Builder
	for i := range ticks {
		move(&b, left+step*float64(i), 2, left+step*float64(i), 9)
	}
	m.Ticks = b.String()

	// Each dot under the middle of its reports, none nearer to the last than room allows.
	apart := math.Min(11, (thumbnailWidth-10)/float64(max(len(origins), 1)))
	at := make([]float64, len(origins))
	last := left - apart
	for i, o := range origins {
		sum := 0.0
		for _, id := range o.Reports {
			sum += x(id)
		}
		if n := len(o.Reports); n > 0 {
			sum /= float64(n)
		}
		at[i] = math.Max(sum, last+apart)
		last = at[i]
	}
	for i, limit := len(at)-1, thumbnailWidth-left; i >= 0; i, limit = i-1, limit-apart {
		at[i] = math.Min(at[i], limit)
	}
	var named, faint strings.Builder
	for i, o := range origins {
		to, dt := &named, dot{X: round(at[i]), Y: thumbnailHeight - 6, R: 3.5, Class: "named"}
		switch {
		case !o.Named:
			to, dt.Class = &faint, "unnamed"
		case o.Hand == report.Witness:
			dt.Class = "witness"
		}
		drawn := map[float64]bool{}
		for _, id := range o.Reports {
			if from := x(id); !drawn[from] {
				drawn[from] = true
				move(to, from, 10, at[i], thumbnailHeight-10)
			}
		}
		m.Dots = append(m.Dots, dt)
	}
	if n := slices.IndexFunc(origins, func(o report.Origin) bool { return !o.Named }); n >= 0 && n < len(origins)-1 {
		from, to := m.Dots[n], m.Dots[len(m.Dots)-1]
		m.Ring = &ring{round(from.X - 5.5), round(from.Y - 5.5), round(to.X - from.X + 11), 11}
	}
	m.Threads, m.Faint = named.String(), faint.String()
	return m
}

// move writes a straight stroke.
func move(b *strings.Builder, x1, y1, x2, y2 float64) {
	for i, v := range []float64{x1, y1, x2, y2} {
		b.WriteByte("M L "[i])
		b.WriteString(strconv.FormatFloat(round(v), 'f', -1, 64))
	}
}

// round keeps a tenth of a unit.
func round(v float64) float64 { return math.Round(v*10) / 10 }
