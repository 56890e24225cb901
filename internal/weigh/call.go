package weigh

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
)

// callWindow is for how many days after a call an evacuation of, or aid for, its place is told beside it.
const callWindow = 30

// mostSequels is how many sequels of one kind are kept for a call, besides the last: the first ones.
const mostSequels = 5

// plea is one call for help while it is gathered.
type plea struct {
	key         [3]string
	attribution attribution
	place       place
	first       *document
	words       []report.StatementRef
	docs        map[*document]bool
	needs       map[string]bool
	via         string
}

// calls gathers the pleas of all readings and what later reports tell of them.
func calls(docs []*document) []report.OpenCall {
	list := gatherPleas(docs)
	help := findHelp(docs)
	speaks := findLaterWords(docs, list)
	out := []report.OpenCall{}
	for _, p := range list {
		c := report.OpenCall{
			ID: identify(append([]string{"call"}, p.key[:]...)...), Who: p.attribution.name, Source: p.attribution.key, Named: p.attribution.named,
			Where: p.place.where, Needs: sortedKeys(p.needs), Via: p.via, Day: p.first.published.day, Words: p.words,
			After: p.sequels(help, speaks),
		}
		c.Last = c.Day
		for _, s := range c.After {
			c.Last = max(c.Last, s.Day)
		}
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b report.OpenCall) int {
		return cmp.Or(cmp.Compare(b.Day, a.Day), cmp.Compare(a.Who, b.Who), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// gatherPleas joins what one source pleads from one place on one day, however many reports carry it. Words of somebody
// not named are joined only through copies, and within one report.
func gatherPleas(docs []*document) []*plea {
	byKey := make(map[[3]string]*plea)
	var list []*plea
	for _, d := range docs {
		for _, c := range d.reading.Calls {
			words := report.StatementRef{Report: d.id, Statement: c.Statement, Span: c.Span}
			if s := d.statement(c.Statement); s != nil {
				words.Span = report.Hull(s.Content()) // a decision may have corrected them
			} else if c.Statement != "" {
				continue // taken back
			}
			p := &plea{attribution: callerOf(d, &c), place: newPlace(d.whereIs(c.Where, words.Span)), first: firstOf(d)}
			p.key = [3]string{p.attribution.key, p.place.key, p.first.published.day}
			if !p.attribution.named {
				p.key[0] += "/" + p.first.id
			}
			if known := byKey[p.key]; known != nil {
				p = known
			} else {
				p.docs, p.needs = make(map[*document]bool), make(map[string]bool)
				byKey[p.key] = p
				list = append(list, p)
			}
			p.words = append(p.words, words)
			p.docs[d] = true
			for _, n := range c.Needs {
				p.needs[n] = true
			}
			p.via = cmp.Or(p.via, c.Via)
		}
	}
	return list
}

// callerOf is who makes a call by the report's own account: the origin of its statement; in the report's own voice whoever it says asks, else whoever
// speaks there.
func callerOf(d *document, c *report.Call) attribution {
	if s := d.statement(c.Statement); s != nil && (c.Who == "" || c.Who == s.Origin().Name) {
		return attributionOf(d, c.Statement)
	}
	if c.Who == "" || c.Who == d.reading.Report.Publisher {
		return voiceOf(d)
	}
	if !capitalised(c.Who) {
		return attribution{key: ref.UnnamedPrefix + strings.ToLower(c.Who), name: c.Who, via: voiceOf(d).name}
	}
	who := d.source(c.Who, "")
	return attribution{key: who.key, name: cmp.Or(who.body, who.name, c.Who), named: who.key != "", hop: report.Hop{Kind: report.Speaker, Name: c.Who}}
}

// capitalised reports whether all words of a name but the short ones begin with capitals, as those of people and bodies do: "families in the school"
// could not be asked.
func capitalised(name string) bool {
	const short = 3 // letters: "of", "the", "al"
	for _, w := range strings.Fields(name) {
		if r, _ := utf8.DecodeRuneInString(w); utf8.RuneCountInString(w) > short && unicode.IsLower(r) {
			return false
		}
	}
	return true
}

// told is something a report tells that may bear on a call.
type told struct {
	kind  string
	place place
	days  days
	doc   *document
	by    string
	words report.StatementRef
}

// findHelp finds what reports tell of evacuations and aid.
func findHelp(docs []*document) *nearby[*told] {
	found := newNearby[*told]()
	for _, d := range docs {
		if d.copied() {
			continue // told already
		}
		for i := range d.reading.Events {
			e := &d.reading.Events[i]
			kind := report.EvacuatedOf
			switch e.Kind {
			case report.Evacuation:
			case report.Aid:
				kind = report.AidDelivered
			default:
				continue
			}
			at := slices.IndexFunc(d.mentions, func(t *mention) bool { return t.event == e })
			if at < 0 {
				continue
			}
			t := d.mentions[at]
			if t.place.key == "" || !t.days.known || t.place.precision == report.Country {
				continue
			}
			h := &told{kind: kind, place: t.place, days: t.days, doc: d, by: voiceOf(d).name, words: report.StatementRef{Report: d.id}}
			if len(e.Evidence) > 0 {
				h.words.Span = e.Evidence[0]
			}
			if attributed := t.attributed(); len(attributed) > 0 {
				s := attributed[0]
				h.by = attributionOf(d, s.ID).name
				h.words = report.StatementRef{Report: d.id, Statement: s.ID, Span: report.Hull(s.Content())}
			}
			found.add(t.place, h)
		}
	}
	return found
}

// findLaterWords finds what the named sources of calls say anywhere, by source and in order of publication.
func findLaterWords(docs []*document, list []*plea) map[string][]*told {
	callers := make(map[string]bool)
	for _, p := range list {
		if p.attribution.named {
			callers[p.attribution.key] = true
		}
	}
	found := make(map[string][]*told)
	if len(callers) == 0 {
		return found
	}
	for _, d := range docs {
		if d.copied() {
			continue
		}
		for i := range d.reading.Statements {
			s := &d.reading.Statements[i]
			who := attributionOf(d, s.ID)
			if !who.named || !callers[who.key] {
				continue
			}
			if known := found[who.key]; len(known) > 0 && known[len(known)-1].doc == d {
				continue
			}
			found[who.key] = append(found[who.key], &told{
				kind: report.SpokeAgain, doc: d, by: who.name,
				words: report.StatementRef{Report: d.id, Statement: s.ID, Span: report.Hull(s.Content())},
			})
		}
	}
	return found
}

// sequels are what reports surely published after the call tell of the caller or of the place.
func (p *plea) sequels(help *nearby[*told], speaks map[string][]*told) []report.Sequel {
	after := []report.Sequel{}
	called, dated := parseDay(p.first.published.day)
	if !dated {
		return after
	}
	var later []*told
	if p.attribution.named {
		for _, t := range speaks[p.attribution.key] {
			if !p.docs[t.doc] && p.first.published.before(t.doc.published) {
				later = append(later, t)
			}
		}
	}
	if p.place.key != "" {
		for _, t := range help.find(p.place) {
			if p.first.published.before(t.doc.published) && t.days.to >= called && t.days.from <= called+callWindow && placeScore(p.place, t.place) > 0 {
				later = append(later, t)
			}
		}
	}
	slices.SortFunc(later, func(a, b *told) int {
		return cmp.Or(cmp.Compare(a.doc.order, b.doc.order), cmp.Compare(a.kind, b.kind), cmp.Compare(a.words.Span.Start, b.words.Span.Start), cmp.Compare(a.words.Span.End, b.words.Span.End))
	})
	later = slices.CompactFunc(later, func(a, b *told) bool { return a.doc == b.doc && a.kind == b.kind })
	kept, last := make(map[string]int), make(map[string]int)
	for i, t := range later {
		last[t.kind] = i
	}
	for i, t := range later {
		if kept[t.kind]++; kept[t.kind] > mostSequels && i != last[t.kind] {
			continue
		}
		after = append(after, report.Sequel{Kind: t.kind, Day: t.doc.published.day, By: t.by, Words: t.words})
	}
	return after
}
