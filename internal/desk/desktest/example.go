package desktest

import "firsthand/internal/report"

// Names of the sources in [Example].
const (
	rasd    = "Rasd Monitoring Group"
	wire    = "Harbour Wire"
	surgeon = "a surgeon at the field hospital"
)

// IDs of the incidents in [Example].
const (
	MarketID     = "5be11a70f2017303"
	EvacuationID = "0ac0a7ed20170306"
	PostID       = "e0f1a5ec20170306"
)

// Example is a ledger with an invented story, and what it comes to when weighed: shells on the market of a town that
// does not exist. Twelve reports by ten publishers rest on a monitoring group, a surgeon and a trail that ends in
// nobody. Two smaller incidents, of three reports and of one, stand beside it, and so do a situation, two calls for
// help, a silence and the sources.
func Example() (*Ledger, report.Weighing) {
	l := &Ledger{}
	market := marketIncident(l)
	evacuation := evacuationIncident(l)
	post := postIncident(l)
	w := report.Weighing{
		Incidents: []report.Incident{evacuation, post, market},
		Reports:   16, Publishers: 11,
		Origins: report.Counts{Reports: 16, Publishers: 11, Named: 5, Witnesses: 2, Unnamed: 2, Distinct: 6},
	}
	around(l, &w)
	return l, w
}

// marketIncident is the shelling: the monitor and the surgeon through the wire into the papers.
func marketIncident(l *Ledger) report.Incident {
	const (
		toll      = "At least 31 civilians were killed, nine children among them."
		lede      = "Shellfire on a crowded grain market killed at least 31 civilians in Tell Zahra on Friday"
		counted   = "“I counted 24 bodies in the yard before I stopped counting,”"
		denial    = "The Ministry of Information denied that government guns had fired."
		noCheck   = "Harbour Wire could not verify the accounts."
		wireStory = "TELL ZAHRA, March 3 (Harbour Wire) – " + lede + ", the Rasd Monitoring Group said.\n\n" +
			counted + " a surgeon at the field hospital told Harbour Wire by telephone.\n\n" + denial + " " + noCheck
	)
	monitor := tell(rasd, "2017-03-03", "Daily bulletin: shells on the grain market", "Shells struck the grain market of Tell Zahra shortly after noon on Friday. "+toll+"\n\nThe group could not establish who fired.")
	own := monitor.says(toll, report.Told, "", link{kind: report.Speaker, name: rasd})
	first := monitor.figure("At least 31 civilians", toll, "killed", 31, 0, report.AtLeast, "civilians")
	children := monitor.figure("nine children", toll, "killed", 9, 9, report.ExactBound, "children")
	children.Part, children.Of = true, first.ID
	monitor.reading.Figures[1] = children
	monitor.place("Tell Zahra", "Tell Zahra", 36.21, 37.15)
	monitor.day("Friday", "2017-03-03")

	said := func(s *story) report.StatementRef {
		r := s.says(lede, report.Told, "", link{kind: report.Speaker, name: rasd, source: "the Rasd Monitoring Group", cue: "said"})
		s.figure("at least 31 civilians", lede, "killed", 31, 0, report.AtLeast, "civilians")
		s.place("Tell Zahra", "Tell Zahra", 36.21, 37.15)
		s.day("Friday", "2017-03-03")
		return r
	}
	saw := func(s *story) (report.StatementRef, report.Figure) {
		r := s.says(counted, report.Witness, "I counted", link{
			kind: report.Speaker, name: surgeon, source: "a surgeon at the field hospital", cue: "told", role: "surgeon", of: "the field hospital",
		})
		return r, s.figure("24 bodies", counted, "killed", 24, 24, report.ExactBound, "")
	}
	agency := tell(wire, "2017-03-03T16:40:00Z", "Shelling of grain market kills dozens, monitor says", wireStory)
	agencySaid := said(agency)
	agencySaw, bodies := saw(agency)

	// Five papers print the wire: two whole, two with a credit line, one in its own words.
	var papers []*story
	var paperSaid, paperSaw []report.StatementRef
	for _, p := range []struct{ name, title, text string }{
		{"Meridian Post", "Dozens dead as shells hit market", wireStory + "\n\n--Harbour Wire"},
		{"The Lantern", "Market shelled in Tell Zahra", wireStory},
		{"Northgate Herald", "Dozens die in shelling", wireStory + "\n\n(Harbour Wire)"},
		{"Coastline Daily", "Shells fall on shoppers [Graphic Content]", wireStory},
	} {
		s := tell(p.name, "2017-03-04", p.title, p.text)
		paperSaid = append(paperSaid, said(s))
		ref, _ := saw(s)
		paperSaw = append(paperSaw, ref)
		papers = append(papers, s)
	}
	const kestrelLede = "shells killed at least 31 people at a market on Friday"
	kestrel := tell("Kestrel News", "2017-03-04", "What we know about the market shelling", "Harbour Wire reports that "+kestrelLede+". A monitoring group gave the figure to the agency, and nobody else has confirmed it.")
	kestrelSaid := kestrel.says(kestrelLede, report.Relayed, "",
		link{kind: report.Outlet, name: wire, source: "Harbour Wire", cue: "reports that"},
		link{kind: report.Speaker, name: rasd, source: "A monitoring group", cue: "gave the figure"})
	kestrel.figure("at least 31 people", kestrelLede, "killed", 31, 0, report.AtLeast, "")

	const radioSays = "at least 31 civilians died"
	radio := tell("Radio Safina", "2017-03-03T19:00:00Z", "Evening news", "The Rasd Monitoring Group says that "+radioSays+" when shells fell on a market in Tell Zahra.")
	radioSaid := radio.says(radioSays, report.Told, "", link{kind: report.Speaker, name: rasd, source: "The Rasd Monitoring Group", cue: "says that"})
	radio.figure("at least 31 civilians", radioSays, "killed", 31, 0, report.AtLeast, "civilians")

	const arabicSays = "31 مدنيا على الأقل قتلوا في قصف سوق الحبوب في تل الزهرة"
	arabic := tell("الجسر", "2017-03-04", "قصف سوق الحبوب", "قالت مجموعة رصد إن "+arabicSays+" يوم الجمعة، نقلا عن ناشطين.")
	arabic.report.Lang = "ar"
	arabicSaid := arabic.says(arabicSays, report.Told, "", link{kind: report.Speaker, name: "مجموعة رصد", source: "مجموعة رصد", cue: "قالت"})
	arabic.figure("31 مدنيا على الأقل", arabicSays, "killed", 31, 0, report.AtLeast, "civilians")

	const received = "several dozen people may have been killed at a market"
	note := tell("UN humanitarian office", "2017-03-04", "Note to correspondents", "The office has received reports that "+received+" on 3 March. It is not in a position to verify them.")
	noteSaid := note.says(received, report.Relayed, "received reports", link{kind: report.Received, name: "UN humanitarian office", source: "The office"}, link{kind: report.Unnamed, name: "reports", source: "reports"})

	const revised = "the number of civilians killed at the market had risen to 34"
	update := tell(rasd, "2017-03-05", "Bulletin: toll of the market shelling revised", "After three of the wounded died, "+revised+", the group said on Sunday. It had given the number as 31 on Friday.")
	updateSaid := update.says(revised, report.Told, "", link{kind: report.Speaker, name: rasd, source: "the group", cue: "said"})
	second := update.figure("34", revised, "killed", 34, 34, report.ExactBound, "civilians")
	second.Total, second.AsOf = true, "2017-03-05"
	update.reading.Figures[0] = second
	carried := tell("Meridian Post", "2017-03-05", "Market toll rises", "The Rasd Monitoring Group said that "+revised+".")
	carriedSaid := carried.says(revised, report.Told, "", link{kind: report.Speaker, name: rasd, source: "The Rasd Monitoring Group", cue: "said that"})
	carried.figure("34", revised, "killed", 34, 34, report.ExactBound, "civilians")

	nodes := []report.Node{
		{ID: "source:rasd", Kind: report.OriginNode, Name: rasd, Named: true, Hand: report.Told},
		{ID: "source:surgeon", Kind: report.OriginNode, Name: surgeon, Named: true, Hand: report.Witness},
		{ID: "unnamed:un", Kind: report.OriginNode, Name: "reports", Hand: report.UnknownHand},
		{ID: "source:un", Kind: report.RelayNode, Name: "UN humanitarian office", Named: true, Hand: report.Relayed, Depth: 1},
	}
	edges := []report.Edge{
		{From: "source:rasd", To: monitor.node(), Kind: "own voice", Evidence: []report.StatementRef{own}},
		{From: "source:rasd", To: agency.node(), Kind: string(report.Speaker), Evidence: []report.StatementRef{agencySaid}},
		{From: "source:surgeon", To: agency.node(), Kind: string(report.Speaker), Evidence: []report.StatementRef{agencySaw}},
		{From: agency.node(), To: papers[0].node(), Kind: "copy", Share: 0.97, Evidence: []report.StatementRef{papers[0].ref("--Harbour Wire"), paperSaid[0]}},
		{From: agency.node(), To: papers[1].node(), Kind: "copy", Share: 1, Evidence: []report.StatementRef{paperSaid[1]}},
		{From: agency.node(), To: papers[2].node(), Kind: "copy", Share: 0.97, Evidence: []report.StatementRef{papers[2].ref("(Harbour Wire)"), paperSaid[2]}},
		{From: agency.node(), To: papers[3].node(), Kind: "dateline", Evidence: []report.StatementRef{papers[3].ref("(Harbour Wire)")}},
		{From: agency.node(), To: kestrel.node(), Kind: string(report.Outlet), Evidence: []report.StatementRef{kestrelSaid}},
		{From: "source:rasd", To: radio.node(), Kind: string(report.Speaker), Evidence: []report.StatementRef{radioSaid}},
		{From: "source:rasd", To: arabic.node(), Kind: string(report.Speaker), Evidence: []report.StatementRef{arabicSaid}},
		{From: "unnamed:un", To: "source:un", Kind: string(report.Received), Evidence: []report.StatementRef{noteSaid}},
		{From: "source:un", To: note.node(), Kind: "own voice", Evidence: []report.StatementRef{noteSaid}},
		{From: "source:rasd", To: update.node(), Kind: "own voice", Evidence: []report.StatementRef{updateSaid}},
		{From: "source:rasd", To: carried.node(), Kind: string(report.Speaker), Evidence: []report.StatementRef{carriedSaid}},
	}
	all := append([]*story{monitor, agency}, papers...)
	all = append(all, kestrel, radio, arabic, note, update, carried)
	var ids []string
	var events []report.EventRef
	for _, s := range all {
		s.into(l)
		ids = append(ids, s.report.ID)
		events = append(events, report.EventRef{Report: s.report.ID, Event: "e1"})
		depth := 1
		if s == kestrel || s == note || s == papers[0] || s == papers[1] || s == papers[2] || s == papers[3] {
			depth = 2
		}
		nodes = append(nodes, report.Node{ID: s.node(), Kind: report.ReportNode, Name: s.report.Publisher, Named: true, Report: s.report.ID, Depth: depth})
	}
	throughWire := []string{agency.report.ID, papers[0].report.ID, papers[1].report.ID, papers[2].report.ID, papers[3].report.ID, kestrel.report.ID}
	noteID := note.report.ID
	high, best := int64(34), int64(34)
	return report.Incident{
		ID: MarketID, Title: "Shelling of the grain market in Tell Zahra", Kind: report.Shelling,
		When:   report.Days{Start: "2017-03-03", End: "2017-03-03"},
		Where:  report.Where{Name: "Tell Zahra", Admin1: "Zahra", Country: "SY", Precision: report.City, Within: []string{"grain market"}},
		Events: events, Counts: report.Counts{Reports: 12, Publishers: 10, Named: 2, Witnesses: 1, Unnamed: 1, Distinct: 3},
		Origins: []report.Origin{
			{Node: "source:rasd", Name: rasd, Named: true, Hand: report.Told, Words: []report.StatementRef{own, agencySaid, radioSaid, arabicSaid, updateSaid}, Reports: without(ids, noteID)},
			{Node: "source:surgeon", Name: surgeon, Named: true, Hand: report.Witness, Words: append([]report.StatementRef{agencySaw}, paperSaw...), Reports: throughWire},
			{Node: "unnamed:un", Name: "reports", Via: "UN humanitarian office", Hand: report.UnknownHand, Words: []report.StatementRef{noteSaid}, Reports: []string{noteID}},
		},
		Graph: report.Graph{Nodes: nodes, Edges: edges},
		Tallies: []report.Tally{{
			Measure: "killed", Who: "civilians", Low: 31, High: &high, Best: &best,
			Rule: report.InWords("The latest figure of the only origin that counts civilians."),
			Rivals: []report.Rival{
				{Figure: first, Report: monitor.report.ID, Origin: rasd, Node: "source:rasd", Day: "2017-03-03", Replaced: true, Same: []report.StatementRef{agencySaid, radioSaid, arabicSaid, paperSaid[0], paperSaid[1]}},
				{Figure: second, Report: update.report.ID, Origin: rasd, Node: "source:rasd", Day: "2017-03-05", Same: []report.StatementRef{carriedSaid}},
			},
			Parts: []report.Rival{{Figure: children, Report: monitor.report.ID, Origin: rasd, Node: "source:rasd", Day: "2017-03-03"}},
		}, {
			Measure: "killed", Low: 24, High: nil,
			Rule:   report.InWords("No best figure: the surgeon stopped counting."),
			Rivals: []report.Rival{{Figure: bodies, Report: agency.report.ID, Origin: surgeon, Node: "source:surgeon", Day: "2017-03-03", Same: paperSaw}},
		}},
		Claims: report.Parts{
			Occurrence: []report.Sayer{
				{Name: rasd, Node: "source:rasd", Named: true, Words: []report.StatementRef{own, agencySaid, radioSaid, arabicSaid}},
				{Name: surgeon, Node: "source:surgeon", Named: true, Words: []report.StatementRef{agencySaw}},
				{Name: "reports", Node: "unnamed:un", Words: []report.StatementRef{noteSaid}},
			},
			Toll: []report.Sayer{
				{Name: rasd, Node: "source:rasd", Named: true, Words: []report.StatementRef{own, updateSaid}},
				{Name: surgeon, Node: "source:surgeon", Named: true, Words: []report.StatementRef{agencySaw}},
			},
		},
		Denied:   []report.Sayer{{Name: "Ministry of Information", Named: true, Words: []report.StatementRef{agency.ref("denied that government guns had fired")}}},
		Comments: []report.Sayer{{Name: "Kestrel News", Named: true, Words: []report.StatementRef{kestrel.ref("nobody else has confirmed it")}}},
		Stances: []report.IncidentStance{
			{Report: agency.report.ID, Stance: report.Stance{Span: agency.at(denial), Who: "Ministry of Information", Stance: report.Denied}},
			{Report: agency.report.ID, Stance: report.Stance{Span: agency.at(noCheck), Who: wire, Stance: report.Unverified}},
			{Report: noteID, Stance: report.Stance{Span: note.at("It is not in a position to verify them."), Who: "UN humanitarian office", Stance: report.Unverified}},
		},
		Grade: report.Grade{Value: report.GradeContested, Reason: report.InWords("A named monitor and a witness say that people were killed; the ministry denies that it fired.")},
		Links: []report.Link{
			{A: events[0], B: events[1], Score: 0.94, Reason: report.InWords("Same town, same day, same figure (31 killed).")},
			{A: events[1], B: events[2], Score: 1, Reason: report.InWords("97 % of the words are the same.")},
			{A: events[0], B: events[9], Score: 0.61, Reason: report.InWords("Same day and kind; the note names no town but says “market”.")},
		},
	}
}

// without is ids less one of them.
func without(ids []string, id string) []string {
	var out []string
	for _, x := range ids {
		if x != id {
			out = append(out, x)
		}
	}
	return out
}
