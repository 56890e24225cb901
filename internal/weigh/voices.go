package weigh

import (
	"cmp"
	"firsthand/internal/report"
	"firsthand/internal/report/ref"
	"slices"
	"strings"
)

// voices gathers who says something, each once with all the words.
type voices struct {
	list []report.Sayer
	at   map[string]int
}

func (v *voices) add(who attributed, named bool, words report.StatementRef) {
	if who.name == "" {
		return
	}
	if v.at == nil {
		v.at = make(map[string]int)
	}
	key := cmp.Or(who.node, who.name)
	i, known := v.at[key]
	if !known {
		i = len(v.list)
		v.at[key] = i
		v.list = append(v.list, report.Sayer{Name: who.name, Node: who.node, Named: named})
	}
	v.list[i].Words = append(v.list[i].Words, words)
}

// sorted gives the named first, those with most words first; never nil.
func (v *voices) sorted() []report.Sayer {
	out := make([]report.Sayer, 0, len(v.list))
	for _, w := range v.list {
		w.Words = sortRefs(w.Words)
		out = append(out, w)
	}
	slices.SortFunc(out, func(a, b report.Sayer) int {
		return cmp.Or(compareBool(b.Named, a.Named), cmp.Compare(len(b.Words), len(a.Words)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Node, b.Node))
	})
	return out
}

// parts fills in who says which part of the incident, who is accused by whom, who denies it and who only comments.
func (c account) parts(in *report.Incident) {
	var occurrence, toll, blame, denied, comments voices
	accused := newAccusations(c)
	for _, t := range c.mentions {
		d := t.doc
		t.claims(func(claim *report.Claim) {
			who, named := c.claimant(d, claim)
			words := report.StatementRef{Report: d.id, Statement: claim.Statement, Span: claim.Words}
			switch {
			case claim.Polarity == report.Denies:
				denied.add(who, named, words)
			case claim.Part == report.CommentPart:
				who = c.speaker(d, claim.Statement)
				comments.add(who, ref.NodeID(who.node).Named(), words)
			case !founds(claim):
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
	for _, s := range c.stances {
		if s.Stance.Stance == report.Denied && s.Who != "" {
			who := c.docs[0].source(s.Who, s.SourceID)
			denied.add(attributed{who.key, cmp.Or(who.body, who.name, s.Who)}, true, report.StatementRef{Report: s.Report, Span: s.Span})
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
func (c account) claimant(d *document, claim *report.Claim) (attributed, bool) {
	who := c.attributedTo(d, claim.Statement)
	n := c.graph.nodes[who.node]
	if n.Kind == report.ReportNode {
		voice := voiceOf(d)
		return attributed{voice.key, voice.name}, voice.named
	}
	return attributed{string(ref.NodeID(who.node).Plain()), who.name}, n.Named
}

// speaker is who a statement names last, or the report's own voice.
func (c account) speaker(d *document, statement string) attributed {
	who := attributionOf(d, statement)
	return attributed{who.key, who.name}
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
func (a *accusations) take(t *mention) {
	d := t.doc
	for _, x := range t.event.AccusedBy {
		words := report.StatementRef{Report: d.id}
		if len(x.Words) > 0 {
			words.Span = x.Words[0]
		}
		for _, id := range x.Statements {
			if s := d.statement(id); s != nil {
				words := report.StatementRef{Report: d.id, Statement: id, Span: report.Hull(s.Content())}
				a.add(d, x.Who, a.speaker(d, id), words)
			}
		}
		if x.OwnVoice || len(x.Statements) == 0 {
			voice := voiceOf(d)
			a.add(d, x.Who, attributed{voice.key, voice.name}, words)
		}
	}
	t.claims(func(c *report.Claim) {
		if c.Part == report.BlamePart && c.Accused != "" && founds(c) && c.Statement != "" {
			words := report.StatementRef{Report: d.id, Statement: c.Statement, Span: c.Words}
			a.add(d, c.Accused, a.speaker(d, c.Statement), words)
		}
	})
}

func (a *accusations) add(d *document, party string, by attributed, words report.StatementRef) {
	key := cmp.Or(d.source(party, "").key, strings.ToLower(party))
	if a.by[key] == nil {
		a.by[key] = &voices{}
	}
	a.as[key] = fuller(a.as[key], party)
	if at, ok := a.by[key].at[cmp.Or(by.node, by.name)]; ok && slices.Contains(a.by[key].list[at].Words, words) {
		return
	}
	a.by[key].add(by, ref.NodeID(by.node).Named(), words)
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
