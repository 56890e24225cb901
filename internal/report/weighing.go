package report

// Weighing is what all readings and decisions of a ledger come to. It is rebuilt from them at any time, and the same in
// gives the same out.
type Weighing struct {
	Incidents  []Incident `json:"incidents"` // newest day first, then most reports
	Reports    int        `json:"reports"`
	Publishers int        `json:"publishers"`
	Origins    Counts     `json:"origins"` // over all incidents together

	Situations []Situation `json:"situations"` // newest state first
	Calls      []OpenCall  `json:"calls"`      // newest first
	Silences   []Silence   `json:"silences"`   // the one that last spoke first
	Sources    []Source    `json:"sources"`    // those with most reports first
	Hints      []MergeHint `json:"hints"`      // sources that may be one
}

// Counts is how much stands behind an incident. Every number opens to its evidence in the incident's Graph.
type Counts struct {
	Reports    int `json:"reports"`
	Publishers int `json:"publishers"`
	Named      int `json:"named"`     // distinct named origins
	Witnesses  int `json:"witnesses"` // of those, how many claim to have seen it
	Unnamed    int `json:"unnamed"`   // trails that end in nobody who could be asked
	Distinct   int `json:"distinct"`  // Named, plus one if any trail is unnamed: unnamed people are never added up as if they were different people
}

// Incident is the events of many reports that are one event in the world.
type Incident struct {
	ID      string           `json:"id"`
	Title   string           `json:"title"`
	Kind    string           `json:"kind"`
	When    Days             `json:"when,omitzero"`
	Where   Where            `json:"where,omitzero"`
	Events  []EventRef       `json:"events"`
	Counts  Counts           `json:"counts"`
	Origins []Origin         `json:"origins"`
	Graph   Graph            `json:"graph"`
	Tallies []Tally          `json:"tallies"`
	Stances []IncidentStance `json:"stances"`

	Claims   Parts     `json:"claims"`   // who says which part of it
	Accused  []Accused `json:"accused"`  // who did it, according to whom
	Denied   []Sayer   `json:"denied"`   // who says that it was not so
	Comments []Sayer   `json:"comments"` // who only comments on it: none of them is an origin

	States []IncidentState `json:"states"`
	Grade  Grade           `json:"grade"`
	Links  []Link          `json:"links"` // why its events were taken to be one
}

// EventRef points at one event of one reading.
type EventRef struct {
	Report string `json:"report"`
	Event  string `json:"event"`
}

// StatementRef points at words of one report: a statement of its reading, or a span where Statement is "".
type StatementRef struct {
	Report    string `json:"report"`
	Statement string `json:"statement,omitempty"`
	Span      Span   `json:"span"`
}

// Link is one reason why two events were taken to be the same, with its score from 0 to 1.
type Link struct {
	A      EventRef `json:"a"`
	B      EventRef `json:"b"`
	Score  float64  `json:"score"`
	Reason Reason   `json:"reason"` // a sentence for people
}

// Origin is where trails end in an incident.
type Origin struct {
	Node    string         `json:"node"` // ID of its node in the graph
	Name    string         `json:"name"`
	Named   bool           `json:"named"`
	Via     string         `json:"via,omitempty"` // of an unnamed trail: the last named source that passes it on
	Hand    Hand           `json:"hand"`
	Words   []StatementRef `json:"words"`
	Reports []string       `json:"reports"` // IDs of the reports whose trails end here
}

// NodeKind says what a node of the origins graph stands for.
type NodeKind string

// The kinds of node.
const (
	OriginNode NodeKind = "origin" // a root
	RelayNode  NodeKind = "relay"  // passes on what it has from elsewhere
	ReportNode NodeKind = "report" // one of the incident's reports
)

// Graph is who had it from whom: edges run from where words come from to who passes them on. It has no cycles;
// every report can be reached from at least one origin.
type Graph struct {
	Nodes []Node `json:"nodes"`
	Edges []Edge `json:"edges"`

	Rejected []Edge `json:"rejected,omitempty"` // left out because an analyst said so; nothing is counted by them
}

// Node is one source or one report in the graph.
type Node struct {
	ID     string   `json:"id"` // "source:…", "unnamed:…" or "report:…"
	Kind   NodeKind `json:"kind"`
	Name   string   `json:"name"`
	Named  bool     `json:"named"`
	Hand   Hand     `json:"hand,omitempty"`
	Report string   `json:"report,omitempty"` // of a report node
	Depth  int      `json:"depth"`            // 0 for an origin, otherwise one more than the deepest node it has words from
}

// Edge is one relay: To had it from From. Evidence is never empty.
type Edge struct {
	From     string         `json:"from"`
	To       string         `json:"to"`
	Kind     string         `json:"kind"` // a hop kind, or "copy", "dateline", "own voice"
	Evidence []StatementRef `json:"evidence"`
	Judged   Reason         `json:"judged,omitzero"` // which analyst accepted or rejected it, and why
	Share    float64        `json:"share,omitempty"` // of a copy: the part of To's 5-grams that stand in From's report
}

// Tally is an incident's figures of one comparable sort side by side. Rivals are never left out.
type Tally struct {
	Measure string  `json:"measure"`
	Who     string  `json:"who,omitempty"`
	Total   bool    `json:"total,omitempty"` // cumulative figures ("bringing the toll to"), apart from those of one event
	Day     string  `json:"day,omitempty"`   // the as-of day, where all its figures share one
	Low     int64   `json:"low"`
	High    *int64  `json:"high"`           // null: no upper bound
	Best    *int64  `json:"best,omitempty"` // null where no rule gives one
	Rule    Reason  `json:"rule"`           // how Best was reached, or why there is none
	Rivals  []Rival `json:"rivals"`
	Parts   []Rival `json:"parts,omitempty"` // breakdowns: inside the total, never rivals of it
}

// Rival is one figure of a tally with who said it.
type Rival struct {
	Figure   Figure         `json:"figure"`
	Report   string         `json:"report"`
	Origin   string         `json:"origin"`             // name
	Node     string         `json:"node"`               // in the graph
	Day      string         `json:"day,omitempty"`      // as of
	Replaced bool           `json:"replaced,omitempty"` // the same origin said another figure later
	Same     []StatementRef `json:"same,omitempty"`     // other reports that carry the same figure from the same origin
}

// IncidentStance is a stance taken on an incident.
type IncidentStance struct {
	Stance
	Report string `json:"report"`
}

// IncidentState is a change of state in an incident, in order of day.
type IncidentState struct {
	State
	Report string `json:"report"`
	By     string `json:"by"` // who says so: the origin's name
}

// The five grades, after Airwars' (airwars.org/methodology): how far an incident is established.
const (
	GradeConfirmed  = "confirmed"
	GradeFair       = "fair"
	GradeWeak       = "weak"
	GradeContested  = "contested"
	GradeDiscounted = "discounted"
)

// Grade is how far an incident is established, and why.
type Grade struct {
	Value  string `json:"value"`
	Reason Reason `json:"reason"`            // begins with the value; [Reason.Bare] does not
	By     string `json:"by,omitempty"`      // the analyst who gave it; "" for the rules
	Why    string `json:"why,omitempty"`     // the analyst's own reason
	ByRule *Grade `json:"by_rule,omitempty"` // beside an analyst's grade, what the rules give
}
