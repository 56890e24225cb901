package desk

import (
	"slices"
	"strings"

	"firsthand/internal/report"
)

// sayerView is somebody who says a part of an incident, with the sentence that says it.
type sayerView struct {
	Name, Href string
	Class      string // of the dot: "witness", "named" or "unnamed"
	Seen       bool   // claims to have seen it
	Relay      bool   // is no origin of the incident: has it from others
	Side       string
	Sentence   marked
	From       reportName
	More       []quotation // where else it says so
}

// accusedView is a party that is said to have done it.
type accusedView struct {
	Name string
	By   []sayerView
}

// figureBy is one figure with everybody whose latest word it is.
type figureBy struct {
	Figure string
	Best   bool
	By     []string
}

// tollView is what is said of one thing that is counted.
type tollView struct {
	figureLine
	Figures []figureBy
}

// firstSayers is how many a part shows before the rest are folded away.
const firstSayers = 5

// sayersView is everybody who says a part.
type sayersView struct{ First, Rest []sayerView }

func foldSayers(list []sayerView) sayersView {
	if len(list) <= firstSayers+1 {
		return sayersView{First: list}
	}
	return sayersView{list[:firstSayers], list[firstSayers:]}
}

// Folded is those of a part for its list.
func (a accusedView) Folded() sayersView { return foldSayers(a.By) }

// Happened, Denies and Comment are the parts of an incident for their lists.
func (p partsView) Happened() sayersView { return foldSayers(p.Occurrence) }
func (p partsView) Denies() sayersView   { return foldSayers(p.Denied) }
func (p partsView) Comment() sayersView  { return sayersView{First: p.Comments} }

// partsView is who says which part of an incident.
type partsView struct {
	Occurrence []sayerView
	Tolls      []tollView
	Accused    []accusedView
	Denied     []sayerView
	Comments   []sayerView
}

// Any reports whether there is anything to show.
func (p partsView) Any() bool {
	return len(p.Occurrence)+len(p.Tolls)+len(p.Accused)+len(p.Denied)+len(p.Comments) > 0
}

// mostMore is how many further passages of one sayer a page links to.
const mostMore = 12

func (s *snapshot) partsView(in *report.Incident, t *texts) partsView {
	origins := map[string]report.Hand{}
	for _, o := range in.Origins {
		origins[o.Node] = o.Hand
	}
	views := func(list []report.Sayer) []sayerView {
		var out []sayerView
		for _, x := range list {
			v := s.sayerView(x, t)
			v.Seen = x.Named && origins[x.Node] == report.Witness
			if v.Seen {
				v.Class = "witness"
			}
			out = append(out, v)
		}
		return out
	}
	p := partsView{Occurrence: views(in.Claims.Occurrence), Denied: views(in.Denied), Comments: views(in.Comments)}
	for i, x := range in.Claims.Occurrence {
		_, origin := origins[x.Node]
		p.Occurrence[i].Relay = !origin
	}
	slices.SortStableFunc(p.Occurrence, func(a, b sayerView) int { return first(a.Relay) - first(b.Relay) })
	for _, a := range in.Accused {
		p.Accused = append(p.Accused, accusedView{Name: a.Name, By: views(a.By)})
	}
	for _, tally := range in.Tallies {
		p.Tolls = append(p.Tolls, tollOf(tally).on(in))
	}
	return p
}

func (s *snapshot) sayerView(x report.Sayer, t *texts) sayerView {
	v := sayerView{Name: x.Name, Class: "named", Side: s.sideOf(x.Node)}
	if !x.Named {
		v.Class = "unnamed"
	}
	if len(x.Words) == 0 {
		return v
	}
	v.Href, v.From = wordsHref(x.Words[0]), s.reportName(x.Words[0].Report)
	v.Sentence = t.sentence(x.Words[0])
	told := map[string]bool{v.Href: true}
	for _, ref := range x.Words[1:] {
		q := quotation{Href: wordsHref(ref)}
		if told[q.Href] || len(v.More) == mostMore {
			continue
		}
		told[q.Href] = true
		n := s.reportName(ref.Report)
		q.From, q.Day = n.Publisher, n.Day
		v.More = append(v.More, q)
	}
	return v
}

// tollOf groups the figures of a tally by what they say: the best first, then the others as they come. Those that their
// own origin replaced stand in the table of figures alone.
func tollOf(tally report.Tally) tollView {
	v := tollView{figureLine: lineOf(tally)}
	at := map[string]int{}
	for _, r := range tally.Rivals {
		if r.Replaced {
			continue
		}
		f := figure(r.Figure)
		i, known := at[f]
		if !known {
			i = len(v.Figures)
			at[f] = i
			v.Figures = append(v.Figures, figureBy{Figure: f, Best: isBest(tally, r.Figure)})
		}
		who := r.Origin
		if who == "" {
			who = "origin not made out"
		}
		if !slices.Contains(v.Figures[i].By, who) {
			v.Figures[i].By = append(v.Figures[i].By, who)
		}
	}
	slices.SortStableFunc(v.Figures, func(a, b figureBy) int { return first(b.Best) - first(a.Best) })
	return v
}

// on leaves the day out where it is the incident's own.
func (v tollView) on(in *report.Incident) tollView {
	v.figureLine = v.figureLine.on(in)
	return v
}

// isBest reports whether a figure is the one that the tally takes for the best.
func isBest(tally report.Tally, f report.Figure) bool {
	return tally.Best != nil && f.Low == *tally.Best && (f.High == nil || *f.High == f.Low)
}

func first(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// clause is a piece of the sentence that says what is known, with the way to the words that bear it out.
type clause struct{ Text, Href string }

// How many figures and how many of the accused the sentences tell; the others stand below.
const (
	leadFigures = 2
	leadAccused = 3
)

// lead says in a few sentences what is known of an incident, each with the way to its words, and what is not.
func lead(in *report.Incident, p partsView) []clause {
	var out []clause
	for i, toll := range p.Tolls {
		if i == leadFigures {
			break
		}
		text := toll.Range + " " + toll.Measure
		switch {
		case toll.Others != "" && toll.Best != "":
			text += " is the best figure; " + toll.Others
		case toll.Others != "":
			text += ", " + toll.Others
		}
		out = append(out, clause{sentence(text), "#figures"})
	}
	if from := origins(p.Occurrence); len(from) > 0 {
		out = append(out, clause{sentence(sayers(from) + " that it happened" + sawIt(from)), "#part-occurrence"})
	}
	for i, a := range p.Accused {
		if i == leadAccused && len(p.Accused) > leadAccused+1 {
			out = append(out, clause{sentence(count(len(p.Accused)-i, "other") + " are blamed"), "#part-blame"})
			break
		}
		out = append(out, clause{sentence("blamed by " + names(a.By) + ": " + a.Name), "#part-blame"})
	}
	switch n := len(p.Denied); {
	case n == 1:
		out = append(out, clause{sentence(p.Denied[0].Name + " denies it"), "#part-denied"})
	case n > 1:
		out = append(out, clause{sentence(names(p.Denied) + " deny it"), "#part-denied"})
	}
	return append(out, unknown(in, p)...)
}

// unknown says which part of an incident no report tells of.
func unknown(in *report.Incident, p partsView) []clause {
	if !p.Any() {
		return nil
	}
	var out []clause
	if len(p.Accused) == 0 && harms(in) {
		out = append(out, clause{Text: "Who did it, no report says."})
	}
	if len(p.Tolls) == 0 {
		out = append(out, clause{Text: "How many were harmed, no report says."})
	}
	return out
}

// harms reports whether an incident is one of those that somebody does to others.
func harms(in *report.Incident) bool {
	switch in.Kind {
	case report.Accident, report.Disaster, report.Displacement, report.Evacuation, report.Aid, report.Protest, report.Ceasefire:
		return false
	}
	return true
}

// origins leaves out who only passes it on.
func origins(list []sayerView) []sayerView {
	return slices.DeleteFunc(slices.Clone(list), func(v sayerView) bool { return v.Relay })
}

// sayers says how many say something, as the beginning of a sentence: "2 named origins and people nobody names say".
func sayers(list []sayerView) string {
	named, fog := 0, false
	for _, x := range list {
		if x.Class == "unnamed" {
			fog = true
		} else {
			named++
		}
	}
	switch {
	case named == 0:
		return "only people nobody names say"
	case fog:
		return count(named, "named origin") + " and people nobody names say"
	case named == 1:
		return list[0].Name + " alone says"
	}
	return count(named, "named origin") + " say"
}

// sawIt goes on with how many of them claim to have seen it.
func sawIt(list []sayerView) string {
	n := 0
	for _, x := range list {
		n += first(x.Seen)
	}
	switch {
	case n == 0:
		return "; none of them claims to have seen it"
	case n == 1 && len(list) == 1:
		return " and claims to have seen it"
	case n == 1:
		return "; 1 of them claims to have seen it"
	}
	return "; " + num(int64(n)) + " of them claim to have seen it"
}

// namedInLead is how many names a sentence tells before it counts the others.
const namedInLead = 3

// names joins names for a sentence: "A, B and C", "A, B, C and 4 others".
func names(list []sayerView) string {
	var out []string
	for i, x := range list {
		if i == namedInLead && len(list) > namedInLead+1 {
			return strings.Join(out, ", ") + " and " + count(len(list)-i, "other")
		}
		out = append(out, x.Name)
	}
	if n := len(out); n > 1 {
		return strings.Join(out[:n-1], ", ") + " and " + out[n-1]
	}
	return strings.Join(out, "")
}
