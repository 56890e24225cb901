package weigh

import (
	"cmp"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
)

// attribution is who stands behind words of one report by that report's own account, whatever incident they belong to.
type attribution struct {
	key   string // of the registry; "" for a report that nobody signs
	name  string
	named bool
	via   string // of words without a name: who passes them on
	hop   report.Hop
}

// attributionOf finds whose words a statement of a report is: its last hop, or for the report's own words ("") its voice.
func attributionOf(d *document, statement string) attribution {
	s := d.statement(statement)
	if s == nil || len(s.Hops) == 0 {
		return voiceOf(d)
	}
	h := s.Origin()
	if who := d.hop(h); named(h) && who.key != "" {
		return attribution{key: who.key, name: cmp.Or(who.body, who.name, h.Name), named: true, hop: h}
	}
	words, name := trailWords(h)
	out := attribution{key: ref.UnnamedPrefix + words, name: name, hop: h, via: voiceOf(d).name}
	for _, h := range s.Hops[:len(s.Hops)-1] {
		if who := d.hop(h); named(h) && who.key != "" {
			out.via = cmp.Or(who.body, who.name, h.Name)
		}
	}
	return out
}

// voiceOf is who speaks where a report attributes its words to nobody: the agency it credits, else its publisher. Of a
// copy it is whoever speaks in the report that was copied.
func voiceOf(d *document) attribution {
	d = firstOf(d)
	if len(d.credits) > 0 {
		c := d.credits[0]
		if who := d.source(c.Name, c.SourceID); who.key != "" {
			return attribution{key: who.key, name: cmp.Or(who.body, who.name, c.Name), named: true, hop: report.Hop{Kind: report.CreditHop, Name: c.Name}}
		}
	}
	if d.publisherKey == "" {
		return attribution{name: d.label()}
	}
	who := d.source(d.publisher, "")
	return attribution{key: who.key, name: cmp.Or(who.body, who.name), named: true, hop: report.Hop{Kind: report.Outlet, Name: d.publisher}}
}

// firstOf follows copies back to the report that had the words first.
func firstOf(d *document) *document {
	for d.copied() {
		up := d.parents[0].doc
		if up.order >= d.order { // credits can turn the direction of two of one day; never go round
			break
		}
		d = up
	}
	return d
}
