package desk

import (
	"cmp"
	"math"
	"net/http"
	"slices"
	"time"

	"firsthand/internal/desk/outline"
	"firsthand/internal/report"
)

// mapPage is what the template "map" shows: the incidents that a filter keeps, where they took place and when, and the
// same as a list.
type mapPage struct {
	incidentsPage
	View     outline.View
	Land     string // SVG path
	Marks    []mapMark
	Labels   []mapLabel
	Nowhere  int       // incidents of which nobody knows where they took place
	Outside  int       // that lie beside what the map shows
	Moves    []mapMove // nearer, farther, and to the sides
	World    string    // address of the map of the whole world
	Strip    []bar
	Span     string // what a bar of the strip stands for
	From, To string // its ends
}

// mapMark is one incident, or several that stand too close to be told apart.
type mapMark struct {
	X, Y, R float64
	Class   string // of the grade; "many" for several; with it "region" where it stands for an area
	Count   int
	Href    string
	Name    string // what a screen reader says, and a pointer shows

	place string
}

// mapLabel is the name of a place.
type mapLabel struct {
	X, Y float64
	Text string
}

// mapMove is a way to another part of the map.
type mapMove struct{ Label, Sign, Href string }

// bar is a bar of the strip of time.
type bar struct {
	X, Y, Width, Height float64
	Name, Href          string
}

// The sheet of the map and of the strip, in units of SVG.
const (
	mapWidth, mapHeight     = 1200.0, 560.0
	stripWidth, stripHeight = 1200.0, 60.0
	tooClose                = 26.0 // marks nearer than this are one
	mostLabels              = 24
)

// showMap answers GET /map.
func (d *desk) showMap(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	f := parseFilter(r.URL.Query())
	t := d.texts(r.Context())
	p := mapPage{incidentsPage: s.incidentsPage("/map", f, t)}
	p.frame = d.frame(r, "Map", "map")
	if t.failed != nil {
		d.note(r, &fault{http.StatusOK, "a text that the list quotes cannot be read", t.failed})
	}
	everywhere := f
	everywhere.Area = ""
	var rows []*row
	for i := range s.rows {
		if !everywhere.keeps(&s.rows[i]) {
			continue
		}
		if s.rows[i].Where.Lat == nil || s.rows[i].Where.Lon == nil {
			p.Nowhere++
			continue
		}
		rows = append(rows, &s.rows[i])
	}
	p.draw(f, rows)
	p.World = inArea(f, theWorld).href("/map", 1)
	timeless := f
	timeless.From, timeless.To = "", ""
	p.strip(s, timeless)
	return d.pages.render(w, http.StatusOK, part(r, "map", "map-results"), p)
}

// draw places the incidents on the sheet.
func (p *mapPage) draw(f filter, rows []*row) {
	area := f.area
	if f.Area == "" {
		area = around(most(rows))
	}
	p.View = outline.NewView(area, mapWidth, mapHeight)
	p.Land = p.View.Land()
	moves := []struct {
		label, sign        string
		times, right, down float64
	}{{"Nearer", "+", 2, 0, 0}, {"Farther", "−", 0.5, 0, 0}, {"West", "←", 1, -0.4, 0}, {"North", "↑", 1, 0, -0.4}, {"South", "↓", 1, 0, 0.4}, {"East", "→", 1, 0.4, 0}}
	for _, m := range moves {
		if to := p.View.Zoomed(m.times, m.right, m.down); to.Valid() {
			p.Moves = append(p.Moves, mapMove{m.label, m.sign, inArea(f, to).href("/map", 1)})
		}
	}
	p.Outside = len(rows)
	for _, group := range p.groups(rows) {
		p.Outside -= len(group)
		p.Marks = append(p.Marks, p.mark(f, group))
	}
	slices.SortStableFunc(p.Marks, func(a, b mapMark) int { return cmp.Compare(b.R, a.R) }) // small ones on top
	for _, m := range p.Marks {
		p.label(m)
	}
}

// theWorld is the part of it in which people live.
var theWorld = outline.Area{West: -170, South: -56, East: 180, North: 75}

// Where many incidents are, a few that lie far from the others do not make the map small: so many at each end are left
// beside it.
const (
	manyOnMap = 20
	farOut    = 0.06
)

// most is those of many incidents that lie together.
func most(rows []*row) []*row {
	if len(rows) < manyOnMap {
		return rows
	}
	within := func(rows []*row, of func(*row) float64) []*row {
		values := make([]float64, 0, len(rows))
		for _, r := range rows {
			values = append(values, of(r))
		}
		slices.Sort(values)
		cut := int(farOut * float64(len(values)))
		low, high := values[cut], values[len(values)-1-cut]
		return slices.DeleteFunc(slices.Clone(rows), func(r *row) bool { return of(r) < low || of(r) > high })
	}
	rows = within(rows, func(r *row) float64 { return *r.Where.Lat })
	return within(rows, func(r *row) float64 { return *r.Where.Lon })
}

// inArea narrows a filter to an area.
func inArea(f filter, a outline.Area) filter {
	f.Area, f.area = a.String(), a
	return f
}

// around is the area of all incidents with some room around it; the world where there is none.
func around(rows []*row) outline.Area {
	if len(rows) == 0 {
		return theWorld
	}
	a := outline.Area{West: 180, South: 90, East: -180, North: -90}
	for _, r := range rows {
		a.West, a.East = math.Min(a.West, *r.Where.Lon), math.Max(a.East, *r.Where.Lon)
		a.South, a.North = math.Min(a.South, *r.Where.Lat), math.Max(a.North, *r.Where.Lat)
	}
	padX, padY := math.Max(0.5, (a.East-a.West)*0.08), math.Max(0.5, (a.North-a.South)*0.08)
	return outline.Area{
		West: math.Max(-180, a.West-padX), East: math.Min(180, a.East+padX),
		South: math.Max(-84, a.South-padY), North: math.Min(84, a.North+padY),
	}
}

// groups puts the incidents that the view shows together where they stand too close, those that repay a look first.
func (p *mapPage) groups(rows []*row) [][]*row {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b *row) int { return cmp.Compare(b.Attention, a.Attention) })
	type spot struct{ x, y float64 }
	var groups [][]*row
	var at []spot
	cells := map[[2]int][]int{} // groups by cell, so that each is held against its neighbours alone
	for _, r := range rows {
		x, y := p.View.At(*r.Where.Lat, *r.Where.Lon)
		if x < 0 || y < 0 || x > mapWidth || y > mapHeight {
			continue
		}
		cell := [2]int{int(x / tooClose), int(y / tooClose)}
		found := -1
		for dx := -1; dx <= 1 && found < 0; dx++ {
			for dy := -1; dy <= 1 && found < 0; dy++ {
				for _, g := range cells[[2]int{cell[0] + dx, cell[1] + dy}] {
					if math.Hypot(at[g].x-x, at[g].y-y) < tooClose {
						found = g
						break
					}
				}
			}
		}
		if found < 0 {
			found = len(groups)
			groups, at = append(groups, nil), append(at, spot{x, y})
			cells[cell] = append(cells[cell], found)
		}
		groups[found] = append(groups[found], r)
	}
	return groups
}

// mark draws a group where its first incident stands, and names its place where there is room.
func (p *mapPage) mark(f filter, group []*row) mapMark {
	lead := group[0]
	m := mapMark{Count: len(group)}
	m.X, m.Y = p.View.At(*lead.Where.Lat, *lead.Where.Lon)
	same := true
	for _, r := range group {
		same = same && *r.Where.Lat == *lead.Where.Lat && *r.Where.Lon == *lead.Where.Lon
	}
	m.R = math.Min(24, 6+1.6*math.Sqrt(lead.Killed))
	place := cmp.Or(lead.Where.Name, "a place without a name")
	if len(group) == 1 {
		m.Class, m.Href, m.Name = lead.Grade.Value, incidentHref(lead.ID), lead.Title+", "+lead.Grade.Value
		if len(lead.Figures) > 0 {
			m.Name += ", " + lead.Figures[0].Range + " " + lead.Figures[0].Measure
		}
		if lead.Where.Precision == report.Region || lead.Where.Precision == report.Country {
			m.Class += " region"
			m.Name += ", somewhere in " + place
			m.R = math.Max(m.R, 18)
		}
	} else {
		m.R = math.Min(24, 9+2*math.Sqrt(float64(len(group))))
		m.Class, m.Name = "many", count(len(group), "incident")+" at and near "+place
		to := around(group)
		m.Href = inArea(f, to).href("/map", 1)
		if same || to.East-to.West <= 1.1 && f.Area != "" && f.area.East-f.area.West < 1.5 { // no nearer map tells them apart
			m.Href = inArea(f, to).href("/", 1)
		}
	}
	m.place = place
	return m
}

// label writes a place's name beside its mark unless that would run into another name or another mark.
func (p *mapPage) label(m mapMark) {
	const height, perRune = 18.0, 7.4
	l := mapLabel{m.X + m.R + 4, m.Y + 5, m.place}
	width := perRune * float64(len([]rune(m.place)))
	if len(p.Labels) == mostLabels || l.X+width > mapWidth {
		return
	}
	for _, o := range p.Labels {
		if math.Abs(o.Y-l.Y) < height && o.X < l.X+width && l.X < o.X+perRune*float64(len([]rune(o.Text))) {
			return
		}
	}
	for _, o := range p.Marks {
		x, y := math.Max(l.X, math.Min(o.X, l.X+width)), math.Max(l.Y-14, math.Min(o.Y, l.Y+2)) // the nearest of the name
		if (o.X != m.X || o.Y != m.Y) && math.Hypot(o.X-x, o.Y-y) < o.R {
			return
		}
	}
	p.Labels = append(p.Labels, l)
}

// strip draws how many incidents took place when, those in view: by day, month or year, whichever fits.
func (p *mapPage) strip(s *snapshot, f filter) {
	byDay := map[string]int{}
	for i := range s.rows {
		if r := &s.rows[i]; r.Start != "" && f.keeps(r) {
			byDay[r.Start]++
		}
	}
	for _, unit := range []struct {
		name   string
		length int // of an ISO day's beginning
	}{{"day", 10}, {"month", 7}, {"year", 4}} {
		periods := periodsOf(byDay, unit.length)
		if len(periods) == 0 || len(periods) > mostBars && unit.length > 4 {
			continue
		}
		periods = periods[max(0, len(periods)-mostBars):]
		p.Span, p.From, p.To = unit.name, sayPeriod(periods[0].from, unit.length), sayPeriod(periods[len(periods)-1].from, unit.length)
		p.Strip = bars(periods, f, unit.length)
		return
	}
}

// sayPeriod writes a period for people, by its first day.
func sayPeriod(from string, length int) string {
	t, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return from
	}
	return t.Format(map[int]string{10: "2 Jan 2006", 7: "Jan 2006", 4: "2006"}[length])
}

// mostBars is how many bars a strip has room for, and widestBar how many units of it a bar takes where there are few.
const (
	mostBars  = 120
	widestBar = 48.0
)

// period is the incidents of a day, a month or a year.
type period struct {
	from, to string // first and last day
	count    int
}

// bars draws periods side by side.
func bars(periods []period, f filter, length int) []bar {
	most := 1
	for _, x := range periods {
		most = max(most, x.count)
	}
	width := stripWidth / float64(len(periods))
	var out []bar
	for i, x := range periods {
		height := stripHeight * float64(x.count) / float64(most)
		if x.count > 0 {
			height = math.Max(height, 3)
		}
		to := f
		to.From, to.To = x.from, x.to
		out = append(out, bar{
			X: width * float64(i), Width: math.Min(widestBar, math.Max(1, width-1)), Y: stripHeight - height, Height: height, Href: to.href("/map", 1),
			Name: sayPeriod(x.from, length) + ": " + count(x.count, "incident"),
		})
	}
	return out
}
