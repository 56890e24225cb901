package situation

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/inorder"
	"firsthand/internal/weigh/provenance"
	"firsthand/internal/weigh/scene"
)

// callWindow is for how many days after a call an evacuation of, or aid for, its place is told beside it.
const callWindow = 30

// mostSequels is how many sequels of one kind are kept for a call, besides the last: the first ones.
const mostSequels = 5

// plea is one call for help while it is gathered.
type plea struct {
	key         [3]string
	attribution provenance.Attribution
	place       scene.Place
	first       *corefer.Document
	words       []report.StatementRef
	docs        map[*corefer.Document]bool
	needs       map[string]bool
	via         string
}

// Calls gathers the pleas of all readings and what later reports tell of them.
func Calls(docs []*corefer.Document) []report.OpenCall {
	list := gatherPleas(docs)
	help := findHelp(docs)
	speaks := findLaterWords(docs, list)
	out := []report.OpenCall{}
	for _, p := range list {
		c := report.OpenCall{
			ID: corefer.Identify(append([]string{"call"}, p.key[:]...)...), Who: p.attribution.Name, Source: p.attribution.Key, Named: p.attribution.Named,
			Where: p.place.Where, Needs: inorder.Keys(p.needs), Via: p.via, Day: p.first.Published.Day, Words: p.words,
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
func gatherPleas(docs []*corefer.Document) []*plea {
	byKey := make(map[[3]string]*plea)
	var list []*plea
	for _, d := range docs {
		for _, c := range d.Reading.Calls {
			words := report.StatementRef{Report: d.ID, Statement: c.Statement, Span: c.Span}
			if s := d.Statement(c.Statement); s != nil {
				words.Span = report.Hull(s.Content()) // a decision may have corrected them
			} else if c.Statement != "" {
				continue // taken back
			}
			p := &plea{attribution: callerOf(d, &c), place: scene.NewPlace(d.WhereIs(c.Where, words.Span)), first: provenance.FirstOf(d)}
			p.key = [3]string{p.attribution.Key, p.place.Key, p.first.Published.Day}
			if !p.attribution.Named {
				p.key[0] += "/" + p.first.ID
			}
			if known := byKey[p.key]; known != nil {
				p = known
			} else {
				p.docs, p.needs = make(map[*corefer.Document]bool), make(map[string]bool)
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

// callerOf is who makes a call by the report's own account: the origin of its statement; in the report's own voice
// whoever it says asks, else whoever speaks there.
func callerOf(d *corefer.Document, c *report.Call) provenance.Attribution {
	if s := d.Statement(c.Statement); s != nil && (c.Who == "" || c.Who == s.Origin().Name) {
		return provenance.AttributionOf(d, c.Statement)
	}
	if c.Who == "" || c.Who == d.Reading.Report.Publisher {
		return provenance.VoiceOf(d)
	}
	if !capitalised(c.Who) {
		return provenance.Attribution{Key: ref.UnnamedPrefix + strings.ToLower(c.Who), Name: c.Who, Via: provenance.VoiceOf(d).Name}
	}
	who := d.Source(c.Who, "")
	return provenance.Attribution{Key: who.Key, Name: cmp.Or(who.Body, who.Name, c.Who), Named: who.Key != "", Hop: report.Hop{Kind: report.Speaker, Name: c.Who}}
}

// capitalised reports whether all words of a name but the short ones begin with capitals, as those of people and bodies
// do: "families in the school" could not be asked.
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
	place scene.Place
	days  scene.Days
	doc   *corefer.Document
	by    string
	words report.StatementRef
}

// findHelp finds what reports tell of evacuations and aid.
func findHelp(docs []*corefer.Document) *scene.Nearby[*told] {
	found := scene.NewNearby[*told]()
	for _, d := range docs {
		if d.Copied() {
			continue // told already
		}
		for i := range d.Reading.Events {
			e := &d.Reading.Events[i]
			kind := report.EvacuatedOf
			switch e.Kind {
			case report.Evacuation:
			case report.Aid:
				kind = report.AidDelivered
			default:
				continue
			}
			at := slices.IndexFunc(d.Mentions, func(t *corefer.Mention) bool { return t.Event == e })
			if at < 0 {
				continue
			}
			t := d.Mentions[at]
			if t.Place.Key == "" || !t.Days.Known || t.Place.Precision == report.Country {
				continue
			}
			h := &told{kind: kind, place: t.Place, days: t.Days, doc: d, by: provenance.VoiceOf(d).Name, words: report.StatementRef{Report: d.ID}}
			if len(e.Evidence) > 0 {
				h.words.Span = e.Evidence[0]
			}
			if attributed := t.Attributed(); len(attributed) > 0 {
				s := attributed[0]
				h.by = provenance.AttributionOf(d, s.ID).Name
				h.words = report.StatementRef{Report: d.ID, Statement: s.ID, Span: report.Hull(s.Content())}
			}
			found.Add(t.Place, h)
		}
	}
	return found
}

// findLaterWords finds what the named sources of calls say anywhere, by source and in order of publication.
func findLaterWords(docs []*corefer.Document, list []*plea) map[string][]*told {
	callers := make(map[string]bool)
	for _, p := range list {
		if p.attribution.Named {
			callers[p.attribution.Key] = true
		}
	}
	found := make(map[string][]*told)
	if len(callers) == 0 {
		return found
	}
	for _, d := range docs {
		if d.Copied() {
			continue
		}
		for i := range d.Reading.Statements {
			s := &d.Reading.Statements[i]
			who := provenance.AttributionOf(d, s.ID)
			if !callers[who.Key] {
				continue
			}
			found[who.Key] = append(found[who.Key], &told{
				kind: report.SpokeAgain, doc: d, by: who.Name,
				words: report.StatementRef{Report: d.ID, Statement: s.ID, Span: report.Hull(s.Content())},
			})
		}
	}
	return found
}

// sequels are what reports surely published after the call tell of the caller or of the place.
func (p *plea) sequels(help *scene.Nearby[*told], speaks map[string][]*told) []report.Sequel {
	after := []report.Sequel{}
	called, dated := scene.ParseDay(p.first.Published.Day)
	if !dated {
		return after
	}
	var later []*told
	if p.attribution.Named {
		for _, t := range speaks[p.attribution.Key] {
			if !p.docs[t.doc] && p.first.Published.Before(t.doc.Published) {
				later = append(later, t)
			}
		}
	}
	if p.place.Key != "" {
		for _, t := range help.Find(p.place) {
			if p.first.Published.Before(t.doc.Published) && t.days.To >= called && t.days.From <= called+callWindow && scene.PlaceScore(p.place, t.place) > 0 {
				later = append(later, t)
			}
		}
	}
	slices.SortFunc(later, func(a, b *told) int {
		return cmp.Or(cmp.Compare(a.doc.Order, b.doc.Order), cmp.Compare(a.kind, b.kind), cmp.Compare(a.words.Span.Start, b.words.Span.Start), cmp.Compare(a.words.Span.End, b.words.Span.End))
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
		after = append(after, report.Sequel{Kind: t.kind, Day: t.doc.Published.Day, By: t.by, Words: t.words})
	}
	return after
}
