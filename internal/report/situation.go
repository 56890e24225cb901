package report

// Situation is something in one place that has a state over time: a ceasefire, an evacuation, a siege, control of the
// place.
type Situation struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Kind      string   `json:"kind"` // ceasefire, evacuation, siege or control
	Where     Where    `json:"where,omitzero"`
	Steps     []Step   `json:"steps"`         // oldest first, those of unknown day last
	Now       []string `json:"now"`           // the newest state and, behind it, its rivals of the same day; none where no day is known
	Day       string   `json:"day,omitempty"` // of the newest state
	Age       *int     `json:"age"`           // days from Day to the newest day on which a report of the ledger was published; null where one of them is unknown
	Incidents []string `json:"incidents"`     // IDs of the incidents under which its changes stand
}

// Step is one state of a situation on one day, with everybody who says so.
type Step struct {
	Day    string       `json:"day,omitempty"`
	State  string       `json:"state"`
	Rivals []string     `json:"rivals,omitempty"` // states of the same day that others claim and that cannot hold beside this one
	Claims []StateClaim `json:"claims"`           // never empty
}

// The two ways in which a change of state comes to be known.
const (
	Announced = "announced" // a party to the situation, or a body that takes part in it, says so
	Observed  = "observed"  // anybody else does: a monitor, an outlet, a resident
)

// StateClaim is one source's word that a situation had a state.
type StateClaim struct {
	By     string         `json:"by"`               // where the trail of the words ends: a name, or the words for somebody not named
	Source string         `json:"source,omitempty"` // its ID in [Weighing].Sources
	Via    string         `json:"via,omitempty"`    // of somebody not named: who passes it on
	How    string         `json:"how"`              // [Announced] or [Observed]
	Dated  bool           `json:"dated"`            // the report names the day; otherwise the day of publication stands for it
	Words  StatementRef   `json:"words"`
	Same   []StatementRef `json:"same,omitempty"` // where else the same source says the same of the same day
}

// OpenCall is a plea for help, with what later reports tell. None of them says that help came to those who called.
type OpenCall struct {
	ID     string         `json:"id"`
	Who    string         `json:"who"`
	Source string         `json:"source,omitempty"` // ID in [Weighing].Sources
	Named  bool           `json:"named"`
	Where  Where          `json:"where,omitzero"`
	Needs  []string       `json:"needs"`
	Via    string         `json:"via,omitempty"`  // tweet, voicemail …
	Day    string         `json:"day,omitempty"`  // of the first publication of the words
	Words  []StatementRef `json:"words"`          // in order of publication; never empty
	After  []Sequel       `json:"after"`          // oldest first
	Last   string         `json:"last,omitempty"` // the last day anything was heard: of the last sequel, else Day
}

// The kinds of sequel.
const (
	SpokeAgain   = "spoke again"   // the same source, in a later report
	EvacuatedOf  = "evacuation"    // an evacuation of the place is told of
	AidDelivered = "aid delivered" // aid for the place is told of
)

// Sequel is what a later report tells of the caller or of the place.
type Sequel struct {
	Kind  string       `json:"kind"`
	Day   string       `json:"day"`
	By    string       `json:"by"` // who says so
	Words StatementRef `json:"words"`
}

// Silence is a source that used to speak and has stopped for longer than it ever did. It says nothing about why.
type Silence struct {
	Source  string       `json:"source"` // ID in [Weighing].Sources
	Name    string       `json:"name"`
	Kind    string       `json:"kind,omitempty"`
	Times   int          `json:"times"`   // how often it spoke
	Last    string       `json:"last"`    // RFC 3339 time, or a day where its reports name no more
	Usual   int64        `json:"usual"`   // median gap between two of its times, in seconds
	Longest int64        `json:"longest"` // the longest gap before it stopped, in seconds
	Since   int64        `json:"since"`   // from Last to the newest report of the ledger, in seconds
	Words   StatementRef `json:"words"`   // its last words
	Reason  Reason       `json:"reason"`  // the sentence that says all that
}

// The kinds of source.
const (
	KindEyewitness = "eyewitness"
	KindResident   = "resident"
	KindMonitor    = "monitor"
	KindMedical    = "medical"
	KindAid        = "aid"
	KindOfficial   = "official"
	KindArmed      = "armed party"
	KindOutlet     = "outlet"
	KindAgency     = "agency"
	KindAccount    = "account"
	KindGroup      = "unnamed group" // "activists", "medical teams": words, never counted as one body
)

// Source is an entry of the registry: somebody, or some words for nobody in particular, that reports have their words
// from.
type Source struct {
	ID        string         `json:"id"` // as in the nodes of graphs: "source:…"; "unnamed:…" for words without a name
	Name      string         `json:"name"`
	Others    []string       `json:"others"`         // other names that reports use for it
	Voices    []string       `json:"voices"`         // people who speak for it
	Kind      string         `json:"kind,omitempty"` // "" where nothing tells
	KindWhy   Reason         `json:"kind_why,omitzero"`
	Of        string         `json:"of,omitempty"`   // affiliation: whose office, agency or member it is
	Side      string         `json:"side,omitempty"` // in the conflict
	SideWhy   Reason         `json:"side_why,omitzero"`
	Reports   []string       `json:"reports"`         // IDs, in order of publication, of those that carry its words
	Published int            `json:"published"`       // of these, how many it published itself
	Incidents []string       `json:"incidents"`       // IDs of those whose graph it stands in
	First     string         `json:"first,omitempty"` // day of publication
	Last      string         `json:"last,omitempty"`
	Words     []StatementRef `json:"words"`            // its last statements, newest first, twenty at most
	Merged    []string       `json:"merged,omitempty"` // IDs that analysts merged into it
}

// MergeHint is two sources that may be one.
type MergeHint struct {
	A      string `json:"a"` // IDs of sources; merging keeps A
	B      string `json:"b"`
	Reason Reason `json:"reason"`          // a sentence for people
	Judged Reason `json:"judged,omitzero"` // who rejected it and why; "" while it is open
}
