package weigh

import (
	"cmp"
	"firsthand/internal/report"
	"firsthand/internal/report/ref"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/inorder"
	"firsthand/internal/weigh/provenance"
	"firsthand/internal/weigh/registry"
	"slices"
	"strings"
)

// voices gathers who says something, each once with all the words.
type voices struct {
	list []report.Sayer
	at   map[string]int
}

func (v *voices) add(who provenance.Attributed, named bool, words report.StatementRef) {
	if who.Name == "" {
		return
	}
	if v.at == nil {
		v.at = make(map[string]int)
	}
	key := cmp.Or(who.Node, who.Name)
	i, known := v.at[key]
	if !known {
		i = len(v.list)
		v.at[key] = i
		v.list = append(v.list, report.Sayer{Name: who.Name, Node: who.Node, Named: named})
	}
	v.list[i].Words = append(v.list[i].Words, words)
}

// sorted gives the named first, those with most words first; never nil.
func (v *voices) sorted() []report.Sayer {
	out := make([]report.Sayer, 0, len(v.list))
	for _, w := range v.list {
		w.Words = inorder.Refs(w.Words)
		out = append(out, w)
	}
	slices.SortFunc(out, func(a, b report.Sayer) int {
		return cmp.Or(inorder.Bools(b.Named, a.Named), cmp.Compare(len(b.Words), len(a.Words)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Node, b.Node))
	})
	return out
}

// parts fills in who says which part of the incident, who is accused by whom, who denies it and who only comments.
func (c account) parts(in *report.Incident) {
	var occurrence, toll, blame, denied, comments voices
	accused := newAccusations(c)
	for _, t := range c.Mentions {
		d := t.Doc
		t.Claims(func(claim *report.Claim) {
			who, named := c.claimant(d, claim)
			words := report.StatementRef{Report: d.ID, Statement: claim.Statement, Span: claim.Words}
			switch {
			case claim.Polarity == report.Denies:
				denied.add(who, named, words)
			case claim.Part == report.CommentPart:
				who = c.speaker(d, claim.Statement)
				comments.add(who, ref.NodeID(who.Node).Named(), words)
			case !corefer.Founds(claim):
			case claim.Part == report.TollPart:
				toll.add(who, named, words)
			case claim.Part == report.BlamePart:
				blame.add(who, named, words)
			default:
				occurrence.add(who, named, words)
			}
		})
		accused.take(t)
	}
	for _, s := range c.Stances {
		if s.Stance.Stance == report.Denied && s.Who != "" {
			who := c.Docs[0].Source(s.Who, s.SourceID)
			denied.add(provenance.Attributed{Node: who.Key, Name: cmp.Or(who.Body, who.Name, s.Who)}, true, report.StatementRef{Report: s.Report, Span: s.Span})
		}
	}
	in.Claims = report.Parts{Occurrence: occurrence.sorted(), Toll: toll.sorted(), Blame: blame.sorted()}
	in.Denied = denied.sorted()
	in.Accused = accused.sorted()
	in.Comments = slices.DeleteFunc(comments.sorted(), func(v report.Sayer) bool {
		return slices.ContainsFunc(in.Origins, func(o report.Origin) bool { return string(ref.NodeID(o.Node).Plain()) == v.Node })
	})
}

// claimant is who stands behind a claim: where the trail of its statement ends, or of the report's own words.
func (c account) claimant(d *corefer.Document, claim *report.Claim) (provenance.Attributed, bool) {
	who := c.AttributedTo(d, claim.Statement)
	n := c.Graph.Nodes[who.Node]
	if n.Kind == report.ReportNode {
		voice := provenance.VoiceOf(d)
		return provenance.Attributed{Node: voice.Key, Name: voice.Name}, voice.Named
	}
	return provenance.Attributed{Node: string(ref.NodeID(who.Node).Plain()), Name: who.Name}, n.Named
}

// speaker is who a statement names last, or the report's own voice.
func (c account) speaker(d *corefer.Document, statement string) provenance.Attributed {
	who := provenance.AttributionOf(d, statement)
	return provenance.Attributed{Node: who.Key, Name: who.Name}
}

// accusations gathers who is accused by whom.
type accusations struct {
	account
	by map[string]*voices // by key of the party
	as map[string]string  // what the party is called
}

func newAccusations(c account) *accusations {
	return &accusations{c, make(map[string]*voices), make(map[string]string)}
}

// take takes the accusations of one event in.
func (a *accusations) take(t *corefer.Mention) {
	d := t.Doc
	for _, x := range t.Event.AccusedBy {
		words := report.StatementRef{Report: d.ID}
		if len(x.Words) > 0 {
			words.Span = x.Words[0]
		}
		for _, id := range x.Statements {
			if s := d.Statement(id); s != nil {
				words := report.StatementRef{Report: d.ID, Statement: id, Span: report.Hull(s.Content())}
				a.add(d, x.Who, a.speaker(d, id), words)
			}
		}
		if x.OwnVoice || len(x.Statements) == 0 {
			voice := provenance.VoiceOf(d)
			a.add(d, x.Who, provenance.Attributed{Node: voice.Key, Name: voice.Name}, words)
		}
	}
	t.Claims(func(c *report.Claim) {
		if c.Part == report.BlamePart && c.Accused != "" && corefer.Founds(c) && c.Statement != "" {
			words := report.StatementRef{Report: d.ID, Statement: c.Statement, Span: c.Words}
			a.add(d, c.Accused, a.speaker(d, c.Statement), words)
		}
	})
}

func (a *accusations) add(d *corefer.Document, party string, by provenance.Attributed, words report.StatementRef) {
	key := cmp.Or(d.Source(party, "").Key, strings.ToLower(party))
	if a.by[key] == nil {
		a.by[key] = &voices{}
	}
	a.as[key] = registry.Fuller(a.as[key], party)
	if at, ok := a.by[key].at[cmp.Or(by.Node, by.Name)]; ok && slices.Contains(a.by[key].list[at].Words, words) {
		return
	}
	a.by[key].add(by, ref.NodeID(by.Node).Named(), words)
}

// sorted gives those whom most accuse first; never nil.
func (a *accusations) sorted() []report.Accused {
	out := make([]report.Accused, 0, len(a.by))
	for key, by := range a.by {
		out = append(out, report.Accused{Name: a.as[key], By: by.sorted()})
	}
	slices.SortFunc(out, func(x, y report.Accused) int {
		return cmp.Or(cmp.Compare(len(y.By), len(x.By)), cmp.Compare(x.Name, y.Name))
	})
	return out
}
