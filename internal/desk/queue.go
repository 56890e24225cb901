package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"firsthand/internal/decide"
	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// question is one thing to decide: whether two sources, or two incidents, are one.
type question struct {
	Key    string // "A B", their names in the ledger
	A, B   string
	Why    string
	On     decide.Kind
	Weight int // reports that an answer moves: those of the lesser of the two
}

// mostQuestions bounds the questions of one kind.
const mostQuestions = 2000

// questionsOf lists what is open, that first whose answer would change most.
func (s *snapshot) questionsOf() []question {
	var out []question
	for i := range s.weighing.Hints {
		h := &s.weighing.Hints[i]
		a, b := s.sources[h.A], s.sources[h.B]
		if !h.Judged.IsZero() || a == nil || b == nil || len(out) == mostQuestions {
			continue
		}
		out = append(out, question{h.A + " " + h.B, h.A, h.B, h.Reason.String(), decide.Source, min(len(a.Reports), len(b.Reports))})
	}
	for _, l := range weigh.MergeSuggestions(&s.weighing, mostQuestions) {
		out = append(out, question{l.A.ID + " " + l.B.ID, l.A.ID, l.B.ID, l.Why.String(), decide.Incident, l.B.Counts.Reports})
	}
	slices.SortStableFunc(out, func(a, b question) int { return b.Weight - a.Weight })
	return out
}

// open leaves out the questions on incidents that somebody answered with no; those on sources the weighing leaves out
// itself.
func (k *decided) open(questions []question) []question {
	apart := map[string]bool{}
	for _, d := range decide.Standing(k.all) {
		if d.Act == decide.Reject && len(d.On) == 2 {
			apart[d.On[0]+" "+d.On[1]] = true
			apart[d.On[1]+" "+d.On[0]] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(questions), func(q question) bool { return q.On == decide.Incident && apart[q.Key] })
}

// mayBe is an incident that may be the same as another.
type mayBe struct{ Title, Href, Why string }

// mayBe lists the open questions on an incident.
func (s *snapshot) mayBe(in *report.Incident, known *decided) []mayBe {
	var mine []question
	for _, q := range s.questions {
		if q.A == in.ID || q.B == in.ID {
			mine = append(mine, q)
		}
	}
	var out []mayBe
	for _, q := range known.open(mine) {
		other := q.A
		if other == in.ID {
			other = q.B
		}
		out = append(out, mayBe{s.incidents[other].Title, incidentHref(other), q.Why})
	}
	return out
}

// queuePage is what the template "queue" shows: one question with its evidence.
type queuePage struct {
	frame
	Left     int // questions, this one with them
	Question *question
	Asks     string
	Yes, No  choiceOf
	Cards    []card
	Reasons  []string // that can be taken instead of writing one
	Later    string   // address of the next question
	Undo     *decisionView
	Alike    bool // both incidents are of one kind
}

// choiceOf is an answer: what it sends and what it says.
type choiceOf struct{ Choice, Label string }

// card is one of the two that a question is about.
type card struct {
	Name, Href string
	Lines      []string
	Words      []quotation
}

// reasons for an answer that come up again and again.
var (
	reasonsForSources = []string{
		"Spellings of one name.",
		"One is short for the other.",
		"I looked it up: they are one.",
		"Alike in name only.",
		"One belongs to the other and speaks for itself.",
	}
	reasonsForIncidents = []string{
		"The same place, day and figures.",
		"One event, told at two levels of detail.",
		"The day is off by midnight or a time zone.",
		"Two events: the reports tell them apart.",
		"The places differ.",
	}
)

// showQueue answers GET /queue: the first open question, or the first behind ?after=.
func (d *desk) showQueue(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	known, err := d.decisions(r.Context())
	if err != nil {
		return err
	}
	open := known.open(s.questions)
	p := queuePage{frame: d.frame(r, "Queue", "queue"), Left: len(open)}
	p.Undo = p.lastDecided(s, known)
	if q := nextQuestion(open, s.questions, r.URL.Query().Get("after")); q != nil {
		t := d.texts(r.Context())
		p.ask(s, q, t)
		if t.failed != nil {
			d.note(r, &fault{http.StatusOK, "a text that a question quotes cannot be read", t.failed})
		}
	}
	return d.pages.render(w, http.StatusOK, "queue", p)
}

// nextQuestion is the first that is open behind another in the order of all; from the beginning where there is none
// behind it.
func nextQuestion(open, all []question, after string) *question {
	if len(open) == 0 {
		return nil
	}
	is := func(key string) func(question) bool { return func(q question) bool { return q.Key == key } }
	if at := slices.IndexFunc(all, is(after)); at >= 0 {
		for _, q := range all[at+1:] {
			if i := slices.IndexFunc(open, is(q.Key)); i >= 0 {
				return &open[i]
			}
		}
	}
	return &open[0]
}

func (p *queuePage) ask(s *snapshot, q *question, t *texts) {
	p.Question, p.Later, p.Alike = q, "/queue?after="+url.QueryEscape(q.Key), true
	if q.On == decide.Source {
		p.Asks, p.Reasons = "Is this one source?", reasonsForSources
		p.Yes, p.No = choiceOf{string(decide.Accept), "Yes, one source"}, choiceOf{string(decide.Reject), "No, two sources"}
		for _, id := range []string{q.A, q.B} {
			p.Cards = append(p.Cards, s.sourceCard(s.sources[id], t))
		}
		return
	}
	p.Asks, p.Reasons = "Are these one incident?", reasonsForIncidents
	p.Yes, p.No = choiceOf{string(decide.Merge), "Yes, one incident"}, choiceOf{string(decide.Reject), "No, two incidents"}
	p.Alike = s.incidents[q.A].Kind == s.incidents[q.B].Kind
	for _, id := range []string{q.A, q.B} {
		p.Cards = append(p.Cards, s.incidentCard(s.incidents[id], t))
	}
}

// wordsOnCard is how many quotations a card has.
const wordsOnCard = 3

func (s *snapshot) sourceCard(x *report.Source, t *texts) card {
	row := s.sourceRow(x)
	c := card{Name: x.Name, Href: row.Href}
	add := func(line string) {
		if line != "" {
			c.Lines = append(c.Lines, line)
		}
	}
	add(x.Kind)
	add(x.Of)
	add(x.Side)
	add(count(row.Reports, "report") + ", " + count(row.Incidents, "incident"))
	add(row.Days)
	if len(x.Others) > 0 {
		add("also " + strings.Join(x.Others[:min(len(x.Others), perCard)], "; "))
	}
	for _, ref := range x.Words[:min(len(x.Words), wordsOnCard)] {
		c.Words = append(c.Words, s.quotation(ref, t))
	}
	return c
}

// perCard is how many other names a card has room for.
const perCard = 6

func (s *snapshot) incidentCard(in *report.Incident, t *texts) card {
	c := card{Name: in.Title, Href: incidentHref(in.ID), Lines: []string{basis(in.Counts)}}
	for _, l := range figureLines(in.Tallies)[:min(len(in.Tallies), wordsOnCard)] {
		c.Lines = append(c.Lines, strings.TrimSuffix(l.Range+" "+l.Measure+", "+l.Others, ", "))
	}
	told := map[string]bool{}
	for _, x := range in.Claims.Occurrence {
		for _, ref := range x.Words {
			if len(c.Words) == wordsOnCard || told[ref.Report] {
				continue
			}
			told[ref.Report] = true
			q := s.quotation(ref, t)
			m := t.sentence(ref)
			q.Words = shorten(m.Before+m.Words+m.After, t.most)
			c.Words = append(c.Words, q)
		}
	}
	return c
}

// lastDecided is the analyst's last decision that still counts, to undo it.
func (p *queuePage) lastDecided(s *snapshot, known *decided) *decisionView {
	if p.Analyst == "" {
		return nil
	}
	for i := len(known.all) - 1; i >= 0; i-- {
		d := known.all[i]
		if _, gone := known.gone[d.ID]; !gone && d.By == p.Analyst && d.Act != decide.Withdraw {
			v := known.view(s, i)
			return &v
		}
	}
	return nil
}
