package provenance

import (
	"cmp"
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/registry"
)

// trail is the way some words took into one report, from the source it had them from inwards to where they came from.
type trail struct {
	doc   *corefer.Document
	steps []step // the outermost first; the last is where the trail ends
	hand  report.Hand
	words report.StatementRef // of the statement; of another report's where the words were copied
}

// step is one source of a trail. Kind and evidence belong to the edge from it to the step before, or to the report.
type step struct {
	key      string
	kind     string
	evidence []report.StatementRef
}

// The kinds of edge that are not kinds of hop, besides "credit".
const (
	edgeCopy     = "copy"
	edgeDateline = "dateline"
	edgeOwnVoice = "own voice"
)

// Trace is who had it from whom in the reports of one incident, and where their trails end.
type Trace struct {
	*corefer.Incident
	ByDoc           map[*corefer.Document][]*corefer.Mention
	copies          map[*corefer.Document]*copying // of reports that have their words from another of the incident
	Graph           *graph
	ends            map[documentStatement][]string // the nodes where the trails of a statement end; those of the report as a whole under ""
	Origins         []report.Origin
	documentOrigins map[*corefer.Document][]string // the nodes of each report's origins
	Rejected        []report.Edge                  // that an analyst rejected
}

// documentStatement is a statement of one report.
type documentStatement struct {
	doc       *corefer.Document
	statement string
}

// tracer follows the trails of one incident.
type tracer struct {
	*Trace
	graph  *graph
	trails []*trail
	people map[string]registry.Source            // who people turned out to speak for in any report of the incident
	bodies map[string]registry.Source            // the bodies that some reports of the incident name in short
	saw    map[*corefer.Document]map[string]bool // the sources of a report that say they were there
}

// Of builds the graph of who had it from whom, and finds where each statement's trail ends and the origins.
func Of(c *corefer.Incident) *Trace {
	tr := &Trace{Incident: c, ByDoc: make(map[*corefer.Document][]*corefer.Mention, len(c.Docs)), copies: copiesWithin(c.Docs)}
	for _, t := range c.Mentions {
		tr.ByDoc[t.Doc] = append(tr.ByDoc[t.Doc], t)
	}
	tr.refuseCopies()
	tr.trace()
	return tr
}

func (c *Trace) trace() {
	t := &tracer{Trace: c, graph: newGraph(), people: make(map[string]registry.Source), saw: make(map[*corefer.Document]map[string]bool)}
	t.meetPeople()
	t.meetBodies()
	for _, d := range c.Docs {
		t.graph.addReport(d)
		t.follow(d)
	}
	t.speakFor()
	t.passOn()
	t.partWitnesses()
	t.cutRefused()
	for _, tr := range t.trails {
		t.graph.addTrail(tr)
	}
	t.addCopies()
	t.graph.settle()
	c.Graph = t.graph
	c.ends = make(map[documentStatement][]string)
	for _, tr := range t.trails {
		if tr.words.Report == tr.doc.ID {
			key := documentStatement{tr.doc, tr.words.Statement}
			c.ends[key] = append(c.ends[key], tr.steps[len(tr.steps)-1].key)
		}
	}
	c.Origins, c.documentOrigins = t.graph.origins(c, t.trails)
}

// meetPeople notes which people speak for a body in any report, so that one that leaves the affiliation out does not
// make a second source of them.
func (t *tracer) meetPeople() {
	for _, d := range t.Docs {
		for _, s := range t.statementsOf(d) {
			for _, h := range s.Hops {
				if !registry.Named(h) {
					continue
				}
				plain, joined := d.Source(h.Name, h.SourceID), d.Hop(h)
				if known, ok := t.people[plain.Key]; plain.Key != joined.Key && (!ok || joined.Key < known.Key) {
					t.people[plain.Key] = joined
				}
			}
		}
	}
}

// meetBodies notes which bodies reports name in short, beside others that name them in full.
func (t *tracer) meetBodies() {
	met := make(map[string]registry.Source)
	names := make(map[string]string)
	add := func(s registry.Source) {
		if s.Key != "" && s.Family == "" {
			met[s.Key], names[s.Key] = s, registry.Fuller(names[s.Key], s.Name)
		}
	}
	for _, d := range t.Docs {
		if registry.Acting(d.Publisher) {
			add(d.Source(d.Publisher, ""))
		}
		for _, s := range t.statementsOf(d) {
			for _, h := range s.Hops {
				if s := t.identify(d, h); registry.Named(h) && (h.Of == "" || s.Key == d.Source(h.Of, "").Key) {
					add(s)
				}
			}
		}
	}
	t.bodies = make(map[string]registry.Source)
	for short, full := range registry.Within(names) {
		t.bodies[short] = met[full]
	}
}

func (t *tracer) identify(d *corefer.Document, h report.Hop) registry.Source {
	s := d.Hop(h)
	if joined, ok := t.people[s.Key]; ok {
		s = joined
	}
	if full, ok := t.bodies[s.Key]; ok {
		return full
	}
	return s
}

// follow collects the trails of one report. Words that it copied lead to the report it copied them from and make no
// trail of their own.
func (t *tracer) follow(d *corefer.Document) {
	copying := t.copies[d]
	attributed, fog := false, false
	for _, s := range t.statementsOf(d) {
		if copying == nil || !copying.covers(s.Content()) {
			fog = fog || !registry.Named(s.Origin()) && !registry.Findings(s.Origin())
			attributed = t.followStatement(d, s) || attributed
		}
	}
	if copying == nil && t.ownWord(d, fog) {
		t.ownVoice(d)
		return
	}
	if attributed || copying != nil || t.othersOnly(d) {
		return
	}
	if len(d.Credits) > 0 {
		for _, c := range d.Credits {
			t.trails = append(t.trails, &trail{doc: d, steps: []step{t.creditStep(d, c)}, hand: report.UnknownHand, words: creditRef(d, c)})
		}
		return
	}
	if !relays(d) {
		t.ownVoice(d)
	}
}

// ownWord reports whether a report is an origin also beside those that it names: its reporter was there, or it is by a
// body of its own, which counts for itself. Of a body that passes on what people without a name told it, only its own
// count is its own word.
func (t *tracer) ownWord(d *corefer.Document, fog bool) bool {
	acting := registry.Acting(d.Publisher)
	return slices.ContainsFunc(t.ByDoc[d], func(m *corefer.Mention) bool {
		return m.SawItself() || acting && (m.CountsItself() || !fog && m.SpeaksItself())
	})
}

// speakFor makes the reports of an incident that leads to nobody speak for themselves, so that it has an origin.
func (t *tracer) speakFor() {
	if len(t.trails) > 0 {
		return
	}
	for _, d := range t.Docs {
		if t.copies[d] == nil {
			t.ownVoice(d)
		}
	}
}

// othersOnly reports whether a report makes claims on the incident, and none of them in its own voice that it took
// place: who passes on a denial or a comment is no origin of what is denied.
func (t *tracer) othersOnly(d *corefer.Document) bool {
	claims := false
	for _, m := range t.ByDoc[d] {
		if m.SpeaksItself() {
			return false
		}
		m.Claims(func(*report.Claim) { claims = true })
	}
	return claims
}

// relays reports whether a report that is not by a body of its own is made of what several others say: where it names
// nobody for a line of it, the words are more likely theirs than its own.
func relays(d *corefer.Document) bool {
	const several = 2 // statements
	if len(d.Reading.Claims) == 0 || d.Reading.Voice.Hand == report.Witness || registry.Acting(d.Publisher) {
		return false
	}
	named := 0
	for i := range d.Reading.Statements {
		if h := d.Reading.Statements[i].Origin(); registry.Named(h) && d.Hop(h).Key != d.PublisherKey {
			named++
		}
	}
	return named >= several
}

// followStatement makes the trail of one statement, or one for each agency the report credits. It tells whether the
// statement led to anybody.
func (t *tracer) followStatement(d *corefer.Document, s *report.Statement) bool {
	ref := report.StatementRef{Report: d.ID, Statement: s.ID, Span: report.Hull(s.Content())}
	var steps []step
	relay := d.PublisherKey
	if len(d.Credits) > 0 {
		relay = d.Source(d.Credits[0].Name, d.Credits[0].SourceID).Key
		t.creditStep(d, d.Credits[0])
	}
	elsewhere := false // the statement itself names another outlet
	for i, h := range s.Hops {
		kind := string(h.Kind)
		if registry.Findings(h) && (len(steps) > 0 || registry.Acting(d.Publisher)) {
			continue
		}
		if !registry.Named(h) {
			steps = append(steps, step{t.graph.unnamed(relay, d, h), kind, []report.StatementRef{ref}})
			continue
		}
		who := t.identify(d, h)
		if who.Key == "" || who.Key == d.PublisherKey && i < len(s.Hops)-1 {
			continue
		}
		if who.Key != d.PublisherKey && (h.Kind == report.Outlet || h.Kind == report.CreditHop || h.Kind == report.Addressee) {
			elsewhere = true
		}
		t.graph.addSource(who, h, d.Called(h))
		steps = append(steps, step{who.Key, kind, []report.StatementRef{ref}})
		relay = who.Key
	}
	if len(steps) == 0 {
		return false
	}
	tr := &trail{doc: d, steps: unloop(steps), hand: t.handOf(d, s), words: ref}
	if elsewhere || len(d.Credits) == 0 || tr.steps[0].key == d.PublisherKey {
		t.trails = append(t.trails, tr)
		return true
	}
	for _, c := range d.Credits {
		credited := *tr
		credited.steps = unloop(append([]step{t.creditStep(d, c)}, tr.steps...))
		t.trails = append(t.trails, &credited)
	}
	return true
}

// handOf is what the source of a statement claims about itself, there or in other words of the report that are not on
// another event: who gives the count in one sentence says in the next that he was at the door.
func (t *tracer) handOf(d *corefer.Document, s *report.Statement) report.Hand {
	if who := s.Origin(); s.Hand == report.Told && registry.Named(who) && t.witnesses(d)[who.Name] {
		return report.Witness
	}
	return s.Hand
}

// witnesses are the sources of a report that say they were there, in words that make no claim on an event that is not
// of the incident.
func (t *tracer) witnesses(d *corefer.Document) map[string]bool {
	if known, ok := t.saw[d]; ok {
		return known
	}
	ours := make(map[string]bool)
	for _, m := range t.ByDoc[d] {
		ours[m.Event.ID] = true
	}
	elsewhere := make(map[string]bool) // statements on other events
	for _, c := range d.Reading.Claims {
		elsewhere[c.Statement] = elsewhere[c.Statement] || !ours[c.Event]
	}
	saw := make(map[string]bool)
	for i := range d.Reading.Statements {
		if s := &d.Reading.Statements[i]; s.Hand == report.Witness && len(s.Hops) > 0 && !elsewhere[s.ID] {
			saw[s.Origin().Name] = true
		}
	}
	t.saw[d] = saw
	return saw
}

// unloop cuts out what lies between two mentions of one source: "the UN said that its spokesman said".
func unloop(steps []step) []step {
	out := make([]step, 0, len(steps))
	for i := 0; i < len(steps); i++ {
		out = append(out, steps[i])
		for j := len(steps) - 1; j > i; j-- {
			if steps[j].key == steps[i].key {
				i = j
				break
			}
		}
	}
	return out
}

func (t *tracer) creditStep(d *corefer.Document, c report.Credit) step {
	who := d.Source(c.Name, c.SourceID)
	t.graph.addSource(who, report.Hop{Name: c.Name}, "")
	kind := string(report.CreditHop)
	if c.Kind == edgeDateline {
		kind = edgeDateline
	}
	return step{who.Key, kind, []report.StatementRef{creditRef(d, c)}}
}

func creditRef(d *corefer.Document, c report.Credit) report.StatementRef {
	return report.StatementRef{Report: d.ID, Span: c.Span}
}

// ownVoice makes the publisher the origin of a report that attributes its words to nobody.
func (t *tracer) ownVoice(d *corefer.Document) {
	key := d.PublisherKey
	who := registry.Source{Key: key, Name: d.Publisher}
	if key == "" {
		who = registry.Source{Key: "source:report-" + d.ID, Name: d.Label()}
	} else if f := d.Source(d.Publisher, ""); f.Family != "" {
		who = f
	}
	t.graph.addSource(who, report.Hop{Name: who.Name}, "")
	refs := t.mentionRefs(d)
	t.trails = append(t.trails, &trail{
		doc:   d,
		steps: []step{{who.Key, edgeOwnVoice, refs}},
		hand:  cmp.Or(d.Reading.Voice.Hand, report.UnknownHand),
		words: refs[0],
	})
}

// mentionRefs points at the sentences in which a report tells of the incident; at the report as a whole where the
// reading names none.
func (c *Trace) mentionRefs(d *corefer.Document) []report.StatementRef {
	var refs []report.StatementRef
	for _, tell := range c.ByDoc[d] {
		for _, span := range tell.Event.Evidence {
			refs = append(refs, report.StatementRef{Report: d.ID, Span: span})
		}
	}
	if len(refs) == 0 {
		refs = append(refs, report.StatementRef{Report: d.ID})
	}
	return refs
}

// passOn lets an outlet that others cite, or that also speaks in its own voice, stand between its own reports and where
// they have it from: what it says elsewhere in the incident is presumed to rest on the same.
func (t *tracer) passOn() {
	cited := make(map[string]bool)
	for _, tr := range t.trails {
		for _, s := range tr.steps {
			cited[s.key] = true
		}
	}
	for _, tr := range t.trails {
		p := tr.doc.PublisherKey
		if !cited[p] || tr.steps[0].key == p {
			continue
		}
		tr.steps = unloop(append([]step{{p, string(report.Outlet), tr.steps[0].evidence}}, tr.steps...))
	}
	for _, d := range t.Docs {
		if t.copies[d] != nil && cited[d.PublisherKey] {
			t.passOnCopy(d)
		}
	}
}

// passOnCopy does the same for a report whose words were copied: its outlet has them from where the reports before it
// had them.
func (t *tracer) passOnCopy(d *corefer.Document) {
	line := make(map[*corefer.Document]bool) // what it copied, and what that copied
	for up := t.copies[d]; up != nil; up = t.copies[up.from] {
		line[up.from] = true
	}
	shown := t.mentionRefs(d)
	for _, tr := range slices.Clone(t.trails) {
		if !line[tr.doc] || tr.steps[0].key == d.PublisherKey {
			continue
		}
		steps := append([]step{{d.PublisherKey, string(report.Outlet), shown}}, tr.steps...)
		steps[1].evidence = append(slices.Clone(steps[1].evidence), shown...)
		t.trails = append(t.trails, &trail{doc: d, steps: unloop(steps), hand: tr.hand, words: tr.words})
	}
}

// partWitnesses gives those who also pass on others' words a node of their own for what they say they saw, and bodies
// one for what they count, so that neither is lost behind what they heard.
func (t *tracer) partWitnesses() {
	relays := make(map[string]map[*corefer.Document]bool) // in which reports a source passes words on
	for _, tr := range t.trails {
		for _, s := range tr.steps[:len(tr.steps)-1] {
			if relays[s.key] == nil {
				relays[s.key] = make(map[*corefer.Document]bool)
			}
			relays[s.key][tr.doc] = true
		}
	}
	for _, tr := range t.trails {
		last := &tr.steps[len(tr.steps)-1]
		if passes, named := relays[last.key], ref.NodeID(last.key).Named(); passes != nil && named && t.ownWords(tr, passes[tr.doc]) {
			last.key = t.graph.witness(last.key)
		}
	}
}

// ownWords reports whether a trail ends in what its source saw, in the own voice of a body, or in a count that a body
// gives in a report in which it passes on nobody's.
func (t *tracer) ownWords(tr *trail, passes bool) bool {
	last := tr.steps[len(tr.steps)-1]
	return tr.hand == report.Witness ||
		last.kind == edgeOwnVoice && registry.Acting(tr.doc.Publisher) ||
		!passes && t.counts(tr) && registry.Acting(t.graph.Nodes[last.key].Name)
}

// counts reports whether the words of a trail give a toll of the incident.
func (t *tracer) counts(tr *trail) bool {
	found := false
	for _, m := range t.ByDoc[tr.doc] {
		m.Claims(func(c *report.Claim) {
			found = found || c.Statement != "" && c.Statement == tr.words.Statement && c.Part == report.TollPart && corefer.Founds(c)
		})
	}
	return found
}

// addCopies ties every report that copies another to it. A credit line of the copy is kept where it names a source that
// the incident knows anyway: a copied report adds no origin of its own.
func (t *tracer) addCopies() {
	known := t.graph.used()
	for _, d := range t.Docs {
		c := t.copies[d]
		if c == nil {
			continue
		}
		refs := []report.StatementRef{{Report: d.ID, Span: c.Longest}}
		switch {
		case c.Longest.Empty():
			refs = t.mentionRefs(d)
		default:
			refs = append(refs, report.StatementRef{Report: c.from.ID, Span: c.Source})
		}
		t.graph.addEdge(ref.ReportPrefix+c.from.ID, ref.ReportPrefix+d.ID, edgeCopy, refs, d.Order).Share = c.share
		for _, credit := range d.Credits {
			key := d.Source(credit.Name, credit.SourceID).Key
			if known[key] {
				s := t.creditStep(d, credit)
				t.graph.addEdge(key, ref.ReportPrefix+d.ID, s.kind, s.evidence, d.Order)
			}
		}
	}
}

// statementsOf lists the statements on which a report's events in this incident rest. Statements that only take a
// stance (a denial, "could not verify") are no words on what happened; an admission is.
func (c *Trace) statementsOf(d *corefer.Document) []*report.Statement {
	var found []*report.Statement
	seen := make(map[*report.Statement]bool)
	for _, t := range c.ByDoc[d] {
		for _, s := range t.Statements() {
			if !seen[s] {
				seen[s] = true
				found = append(found, s)
			}
		}
	}
	return found
}
