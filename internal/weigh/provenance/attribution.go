package provenance

import (
	"cmp"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/registry"
)

// Attribution is who stands behind words of one report by that report's own account, whatever incident they belong to.
type Attribution struct {
	Key   string // of the registry; "" for a report that nobody signs
	Name  string
	Named bool
	Via   string // of words without a name: who passes them on
	Hop   report.Hop
}

// AttributionOf finds whose words a statement of a report is: its last hop, or for the report's own words ("") its
// voice.
func AttributionOf(d *corefer.Document, statement string) Attribution {
	s := d.Statement(statement)
	if s == nil || len(s.Hops) == 0 {
		return VoiceOf(d)
	}
	h := s.Origin()
	if who := d.Hop(h); registry.Named(h) && who.Key != "" {
		return Attribution{Key: who.Key, Name: cmp.Or(who.Body, who.Name, h.Name), Named: true, Hop: h}
	}
	words, name := registry.TrailWords(h)
	out := Attribution{Key: ref.UnnamedPrefix + words, Name: name, Hop: h, Via: VoiceOf(d).Name}
	for _, h := range s.Hops[:len(s.Hops)-1] {
		if who := d.Hop(h); registry.Named(h) && who.Key != "" {
			out.Via = cmp.Or(who.Body, who.Name, h.Name)
		}
	}
	return out
}

// VoiceOf is who speaks where a report attributes its words to nobody: the agency it credits, else its publisher. Of a
// copy it is whoever speaks in the report that was copied.
func VoiceOf(d *corefer.Document) Attribution {
	d = FirstOf(d)
	if len(d.Credits) > 0 {
		c := d.Credits[0]
		if who := d.Source(c.Name, c.SourceID); who.Key != "" {
			return Attribution{Key: who.Key, Name: cmp.Or(who.Body, who.Name, c.Name), Named: true, Hop: report.Hop{Kind: report.CreditHop, Name: c.Name}}
		}
	}
	if d.PublisherKey == "" {
		return Attribution{Name: d.Label()}
	}
	who := d.Source(d.Publisher, "")
	return Attribution{Key: who.Key, Name: cmp.Or(who.Body, who.Name), Named: true, Hop: report.Hop{Kind: report.Outlet, Name: d.Publisher}}
}

// FirstOf follows copies back to the report that had the words first.
func FirstOf(d *corefer.Document) *corefer.Document {
	for d.Copied() {
		up := d.Parents[0].Doc
		if up.Order >= d.Order { // credits can turn the direction of two of one day; never go round
			break
		}
		d = up
	}
	return d
}
