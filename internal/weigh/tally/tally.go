package tally

import (
	"cmp"
	"slices"
	"strings"

	"firsthand/internal/report"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/inorder"
	"firsthand/internal/weigh/provenance"
	"firsthand/internal/weigh/scene"
)

// measures in the order in which tallies are shown; others follow in the order of the alphabet.
var measures = []string{"killed", "injured", "missing", "detained", "abducted", "trapped", "displaced", "evacuated"}

// moves are measures that count who left so far: what is counted later takes the place of what was counted before, also
// in a situation.
var moves = map[string]bool{"displaced": true, "evacuated": true}

// figureSort is what figures must share to be held against each other.
type figureSort struct {
	measure, who string
	total        bool
}

// line is who is counted, as far as figures must agree in it to stand in one line: reports say people, residents and
// civilians of the same dead.
func line(f report.Figure) string {
	switch w := corefer.Who(f); w {
	case "civilians", "residents", "men":
		return ""
	default:
		return w
	}
}

// lineWho is who is counted in a line: what all its figures say, else people of any sort.
func lineWho(figures []carried, otherwise string) string {
	for i, f := range figures {
		if w := corefer.Who(f.figure); i > 0 && w != corefer.Who(figures[0].figure) {
			return otherwise
		}
	}
	if len(figures) == 0 {
		return otherwise
	}
	return corefer.Who(figures[0].figure)
}

// rival is one figure of one origin on one day, with all reports that carry it.
type rival struct {
	report.Rival
	first *corefer.Document // the earliest report that carries it
	named bool
	hand  report.Hand
}

// carried is a figure as one report carries it.
type carried struct {
	figure report.Figure
	doc    *corefer.Document
	day    string
	voice  provenance.Attributed
}

// table is an incident's figures while they are put side by side.
type table struct{ *provenance.Trace }

// Of puts the incident's figures side by side: one tally for each sort of figure that can be compared.
func Of(t *provenance.Trace) []report.Tally { return table{t}.all() }

// all puts the incident's figures side by side: one tally for each sort of figure that can be compared.
func (c table) all() []report.Tally {
	totals := make(map[figureSort][]carried)
	parts := make(map[figureSort][]carried)
	figures := c.figures()
	for _, f := range figures {
		if f.figure.Part || f.figure.Of != "" {
			s := c.wholeOf(f)
			parts[s] = append(parts[s], f)
			continue
		}
		s := sortOf(f.figure)
		if s.total && ownTotal(f, figures) {
			s.total = false
		}
		whole, share := c.holds(f, figures)
		if !share && single(f) {
			whole, share = c.manyBeside(f, figures)
		}
		if share {
			parts[whole] = append(parts[whole], f)
			continue
		}
		totals[s] = append(totals[s], f)
	}
	for s, list := range totals {
		if !slices.ContainsFunc(list, func(f carried) bool { return !f.figure.Former }) {
			delete(totals, s) // what everybody took back is nobody's word
		}
	}
	keys := make([]figureSort, 0, len(totals))
	for s := range totals {
		keys = append(keys, s)
	}
	for s := range parts {
		if _, ok := totals[s]; !ok {
			keys = append(keys, s)
		}
	}
	slices.SortFunc(keys, compareSorts)
	tallies := make([]report.Tally, 0, len(keys))
	for _, s := range keys {
		tallies = append(tallies, c.tally(s, totals[s], parts[s]))
	}
	return tallies
}

func sortOf(f report.Figure) figureSort { return figureSort{f.Measure, line(f), f.Total} }

// groupsWithin are the groups that a count of people holds: their figures are no rivals of it and no tally of their own
// beside it.
var groupsWithin = map[string]bool{"children": true, "women": true, "elderly": true, "medics": true, "journalists": true, "aid workers": true,
	"teachers": true, "students": true, "activists": true}

// holds finds the line of people that a figure of one group of them is a share of: some origin counts as many people of
// the same measure or more.
func (c table) holds(f carried, figures []carried) (figureSort, bool) {
	if !groupsWithin[line(f.figure)] || f.figure.Total {
		return figureSort{}, false
	}
	for _, g := range figures {
		if whole := g.figure; whole.Measure == f.figure.Measure && line(whole) == "" && !whole.Part && whole.Of == "" && !whole.Total && !whole.Former && whole.Low >= f.figure.Low && whole.Low > 1 {
			return sortOf(whole), true
		}
	}
	return figureSort{}, false
}

// single reports whether a figure is one person of whom a report tells and whom it does not count: "a man of 44 died",
// "the driver".
func single(f carried) bool {
	g := f.figure
	if g.Low != 1 || g.High == nil || *g.High != 1 || g.Bound != report.ExactBound || g.Total || g.Former || g.Empty() || g.End > len(f.doc.Text) {
		return false
	}
	first, _, _ := strings.Cut(strings.ToLower(g.In(f.doc.Text)), " ")
	return first != "one" && !strings.ContainsAny(first, "0123456789")
}

// manyBeside finds the line in which one person is one of several that somebody counts.
func (c table) manyBeside(f carried, figures []carried) (figureSort, bool) {
	const several = 3 // of two that are counted, one may be what somebody else counts
	for _, g := range figures {
		if h := g.figure; h.Measure == f.figure.Measure && line(h) == line(f.figure) && !h.Part && h.Of == "" && !h.Total && !h.Former && h.Low >= several {
			return sortOf(h), true
		}
	}
	return figureSort{}, false
}

// ownTotal reports whether a cumulative figure ("bringing the toll to 17") is the toll of this event and not of a month
// or a war: it is no more than [grown] times what others give for the event.
func ownTotal(total carried, figures []carried) bool {
	most := int64(0)
	for _, f := range figures {
		g := f.figure
		if !g.Total && !g.Part && g.Of == "" && g.Measure == total.figure.Measure && line(g) == line(total.figure) {
			most = max(most, g.Low)
		}
	}
	return most > 0 && total.figure.Low <= grown*most
}

// grown is how many times its first figure the toll of one event may grow to.
const grown = 3

func compareSorts(a, b figureSort) int {
	rank := func(s figureSort) int {
		if i := slices.Index(measures, s.measure); i >= 0 {
			return i
		}
		return len(measures)
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.measure, b.measure), cmp.Compare(a.who, b.who), inorder.Bools(a.total, b.total))
}

// figures lists the figures of the incident's events in order of publication, each once.
func (c table) figures() []carried {
	var list []carried
	for _, t := range c.Mentions {
		seen := make(map[report.Span]bool)
		for _, f := range t.Event.Figures {
			if corefer.OfWar(t.Event, f) || f.Low < 0 || f.Low == 0 && f.High != nil && *f.High == 0 || f.High != nil && *f.High < f.Low || seen[f.Span] && !f.Empty() {
				continue
			}
			seen[f.Span] = true
			list = append(list, carried{f, t.Doc, c.asOf(t, f), c.AttributedTo(t.Doc, f.Statement)})
		}
	}
	c.lend(list)
	return list
}

// lend gives figures that a report states in its own words, without being an origin, to the origin that gives the same
// figure elsewhere in the incident: the report has it from there, as far as anybody can tell.
func (c table) lend(list []carried) {
	for i, f := range list {
		n := c.Graph.Nodes[f.voice.Node]
		if f.figure.Statement != "" || n.Kind == report.OriginNode && n.Named && f.voice.Node == f.doc.PublisherKey {
			continue
		}
		for _, g := range list {
			from := c.Graph.Nodes[g.voice.Node]
			same := g.figure.Measure == f.figure.Measure && line(g.figure) == line(f.figure) && g.figure.Low == f.figure.Low
			if same && g.doc != f.doc && from.Kind == report.OriginNode && g.doc.Order <= f.doc.Order {
				list[i].voice = g.voice
				break
			}
		}
	}
}

// asOf is the day a figure holds for: the one its report states; else of a situation the day the report tells of, of
// anything else the day of the incident; else the day of publication.
func (c table) asOf(t *corefer.Mention, f report.Figure) string {
	switch {
	case f.AsOf != "":
		return f.AsOf
	case scene.Lasting(c.Kind) && !t.Undated:
		return scene.IsoDay(t.Days.To)
	case !scene.Lasting(c.Kind) && c.Days.Known:
		return scene.IsoDay(c.Days.To)
	}
	return t.Doc.Published.Day
}

// wholeOf finds the sort of figure that a part belongs to: that of the figure it names; else of the largest figure of
// the same measure in its report; else of the largest in the incident; else it is a sort of its own, for people of any
// kind.
func (c table) wholeOf(part carried) figureSort {
	for _, f := range part.doc.Reading.Figures {
		if f.ID != "" && f.ID == part.figure.Of {
			return sortOf(f)
		}
	}
	var largest *report.Figure
	consider := func(t *corefer.Mention) {
		for i := range t.Event.Figures {
			f := &t.Event.Figures[i]
			if f.Measure == part.figure.Measure && !f.Part && f.Of == "" && f.Low >= part.figure.Low && (largest == nil || f.Low > largest.Low) {
				largest = f
			}
		}
	}
	for _, t := range c.ByDoc[part.doc] {
		consider(t)
	}
	if largest == nil {
		for _, t := range c.Mentions {
			consider(t)
		}
	}
	if largest == nil {
		return figureSort{measure: part.figure.Measure}
	}
	return sortOf(*largest)
}

// tally weighs figures of one sort against each other.
func (c table) tally(s figureSort, totals, parts []carried) report.Tally {
	rivals := c.rivals(totals)
	replace(rivals)
	t := report.Tally{Measure: s.measure, Who: lineWho(totals, s.who), Total: s.total, Day: sharedDay(rivals), Rivals: make([]report.Rival, 0, len(rivals))}
	for _, r := range rivals {
		t.Rivals = append(t.Rivals, r.Rival)
	}
	for _, r := range c.rivals(parts) {
		t.Parts = append(t.Parts, r.Rival)
	}
	if len(rivals) == 0 {
		for _, p := range t.Parts {
			t.Low = max(t.Low, p.Figure.Low)
		}
		t.Rule = report.Because("tally.parts")
		return t
	}
	current := slices.DeleteFunc(slices.Clone(rivals), func(r *rival) bool { return r.Replaced })
	current = withoutPlurals(current)
	t.Low, t.High = bounds(current)
	t.Best, t.Rule = best(current, scene.Lasting(c.Kind) && !moves[s.measure])
	return t
}

// rivals brings together what is one figure of one origin for one day, in order of publication.
func (c table) rivals(figures []carried) []*rival {
	type same struct {
		node, who string
		low, high int64
		bound     report.Bound
		day       string
	}
	type carrier struct {
		*rival
		*corefer.Document
	}
	byKey := make(map[same]*rival)
	counted := make(map[carrier]bool)
	var list []*rival
	for _, f := range figures {
		key := same{f.voice.Node, corefer.Who(f.figure), f.figure.Low, corefer.HighOr(f.figure, -1), f.figure.Bound, f.day}
		if r := byKey[key]; r != nil {
			if !counted[carrier{r, f.doc}] {
				r.Same = append(r.Same, report.StatementRef{Report: f.doc.ID, Statement: f.figure.Statement, Span: f.figure.Span})
			}
			counted[carrier{r, f.doc}] = true
			continue
		}
		node := c.Graph.Nodes[f.voice.Node]
		r := &rival{
			Rival: report.Rival{Figure: f.figure, Report: f.doc.ID, Origin: f.voice.Name, Node: f.voice.Node, Day: f.day},
			first: f.doc,
			named: node.Named && node.Kind != report.ReportNode,
			hand:  node.Hand,
		}
		byKey[key] = r
		counted[carrier{r, f.doc}] = true
		list = append(list, r)
	}
	return list
}

// replace marks the figures of an origin that a later one of its own replaced. A figure is as old as the day it holds
// for and the first report that carries it: a late repetition of an old figure does not make it new.
//
// All who are not named have one voice. What one origin says in one report at several numbers for one day is how the
// toll grew, or what it adds up from: the greatest is its word.
func replace(rivals []*rival) {
	byNode := make(map[string][]*rival)
	for _, r := range rivals {
		if r.Figure.Former {
			r.Replaced = true
			continue
		}
		node := r.Node
		if !r.named {
			node = ""
		}
		byNode[node] = append(byNode[node], r)
	}
	for _, own := range byNode {
		for _, old := range own {
			old.Replaced = slices.ContainsFunc(own, func(r *rival) bool {
				return later(r, old) && r.Figure.Low != old.Figure.Low || r.first == old.first && r.Day == old.Day && r.Node == old.Node && r.Figure.Low > old.Figure.Low
			})
		}
	}
}

// later tells whether a figure is surely newer than another.
func later(a, b *rival) bool {
	if a.Day != b.Day && a.Day != "" && b.Day != "" {
		return a.Day > b.Day
	}
	return b.first.Published.Before(a.first.Published)
}

// withoutPlurals leaves out who says no more than "dozens" where somebody gives a number that may be meant: the 24 of
// it is our reading, and nobody's count.
func withoutPlurals(current []*rival) []*rival {
	most := int64(-1)
	for _, r := range current {
		if !plural(r) {
			most = max(most, corefer.HighOr(r.Figure, r.Figure.Low))
		}
	}
	return slices.DeleteFunc(slices.Clone(current), func(r *rival) bool { return plural(r) && r.Figure.Low <= most })
}

// plural reports whether the words of a figure are a mere plural: "dozens", "hundreds of people".
func plural(r *rival) bool {
	if r.Figure.Bound != report.AtLeast || r.Figure.High != nil {
		return false
	}
	words := strings.ToLower(r.Figure.In(r.first.Text))
	for _, w := range [...]string{"dozens", "scores", "tens", "hundreds", "thousands", "millions"} {
		if strings.Contains(words, w) {
			return true
		}
	}
	return false
}

// sharedDay is the day all figures hold for, "" where they differ.
func sharedDay(rivals []*rival) string {
	if len(rivals) == 0 {
		return ""
	}
	day := rivals[0].Day
	for _, r := range rivals {
		if r.Day != day {
			return ""
		}
	}
	return day
}

// bounds are the least and the most that anybody says now. There is no most where anybody says "at least".
func bounds(current []*rival) (low int64, high *int64) {
	low, most, open := int64(-1), int64(0), false
	for _, r := range current {
		if n := least(r.Figure); low < 0 || n < low {
			low = n
		}
		most = max(most, corefer.HighOr(r.Figure, 0))
		open = open || r.Figure.High == nil
	}
	if open {
		return low, nil
	}
	return low, &most
}

// least is the number that a figure gives: of "up to 60" it is 60, which nobody would call none.
func least(f report.Figure) int64 {
	if f.Bound == report.AtMost && f.High != nil {
		return *f.High
	}
	return f.Low
}

// choice is a number and what speaks for it.
type choice struct {
	low, high int64 // equal unless the figure is a range
	named     map[string]bool
	unnamed   bool
	hand      report.Hand
	newest    corefer.Stamp
}

// origins counts who gives the number. All who are not named count as one.
func (v *choice) origins() int {
	n := len(v.named)
	if v.unnamed {
		n++
	}
	return n
}

// best finds the figure to show where only one can be shown, and says by which rule.
func best(current []*rival, lasting bool) (*int64, report.Reason) {
	if days := daysOf(current); lasting && len(days) > 1 {
		return nil, report.Because("tally.days", days)
	}
	choices := weighChoices(current)
	if exact := slices.DeleteFunc(slices.Clone(choices), func(v *choice) bool { return v.low != v.high }); len(exact) > 0 {
		choices = exact // no number inside a range is better than another
	}
	if len(choices) == 1 {
		v := choices[0]
		if n := v.origins(); n > 1 {
			return v.pick(report.Because("tally.all", n))
		}
		return v.pick(report.Because("tally.only"))
	}
	steps := []struct {
		more func(a, b *choice) int
		say  func(v *choice) report.Reason
	}{
		{
			func(a, b *choice) int { return cmp.Compare(a.origins(), b.origins()) },
			func(v *choice) report.Reason { return report.Because("tally.most", v.origins()) },
		},
		{
			func(a, b *choice) int {
				return cmp.Compare(slices.Index(provenance.Hands, a.hand), slices.Index(provenance.Hands, b.hand))
			},
			func(v *choice) report.Reason { return report.Because("tally.hand", v.hand) },
		},
		{
			func(a, b *choice) int {
				switch {
				case b.newest.Before(a.newest):
					return 1
				case a.newest.Before(b.newest):
					return -1
				}
				return 0
			},
			func(v *choice) report.Reason { return report.Because("tally.newest", len(choices)) },
		},
	}
	for _, s := range steps {
		top := slices.MaxFunc(choices, s.more)
		left := slices.DeleteFunc(slices.Clone(choices), func(v *choice) bool { return s.more(v, top) < 0 })
		if len(left) == 1 {
			return top.pick(s.say(top))
		}
		choices = left
	}
	return nil, report.Because("tally.equal", len(choices))
}

// weighChoices gathers what speaks for each number.
func weighChoices(current []*rival) []*choice {
	var choices []*choice
	byNumber := make(map[[2]int64]*choice)
	for _, r := range current {
		number := [2]int64{least(r.Figure), corefer.HighOr(r.Figure, r.Figure.Low)}
		v := byNumber[number]
		if v == nil {
			v = &choice{low: number[0], high: number[1], named: make(map[string]bool)}
			byNumber[number] = v
			choices = append(choices, v)
		}
		if r.named {
			v.named[r.Node] = true
		} else {
			v.unnamed = true
		}
		v.hand = provenance.Stronger(v.hand, r.hand)
		if v.newest.Before(r.first.Published) || v.newest.Day == "" {
			v.newest = r.first.Published
		}
	}
	return choices
}

// pick gives the number, unless it is a range: no number inside a range is better than another.
func (v *choice) pick(rule report.Reason) (*int64, report.Reason) {
	rule = report.Led(v.say(), rule)
	if v.low != v.high {
		return nil, report.Because("tally.range", rule)
	}
	return &v.low, rule
}

// say writes the choice: "82", "3 to 5".
func (v *choice) say() report.Reason {
	if v.low == v.high {
		return report.InWords(report.Grouped(v.low))
	}
	return report.Because("tally.between", report.Grouped(v.low), report.Grouped(v.high))
}

// daysOf lists the different days of figures, in order.
func daysOf(rivals []*rival) []report.Days {
	var days []report.Days
	for _, r := range rivals {
		if day := (report.Days{Start: r.Day, End: r.Day}); r.Day != "" && !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	slices.SortFunc(days, func(a, b report.Days) int { return cmp.Compare(a.Start, b.Start) })
	return days
}
