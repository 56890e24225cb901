package report

// Realis says whether a mention of something happened (Light ERE guidelines, LDC 2014, section on realis; "denied" and
// "planned" kept apart from the rest of "other").
type Realis string

// The values of realis. Only what happened is an event.
const (
	Happened Realis = "happened"
	NotSo    Realis = "denied"   // it did not happen, or somebody denies that it did
	Possible Realis = "possible" // feared, alleged as a mere possibility, asked
	Planned  Realis = "planned"  // threat, order, intention
	General  Realis = "general"  // habit, law, exercise, film, figure of speech, a name, an anniversary
)

// EventMention is a word or phrase that mentions something that took place, or that might.
type EventMention struct {
	Span
	Kind   string `json:"kind"`
	Realis Realis `json:"realis"`
	Event  string `json:"event,omitempty"` // ID of the event it is a mention of; "" where it is of none
}

// ClaimPart says which part of an event a claim is about.
type ClaimPart string

// The parts. A [CommentPart] has no part in the event: who only condemns, pities, demands or explains is no origin of
// it.
const (
	OccurrencePart ClaimPart = "occurrence" // that it happened
	TollPart       ClaimPart = "toll"       // a figure of it
	BlamePart      ClaimPart = "blame"      // who did it
	StatePart      ClaimPart = "state"      // the state of a situation
	PleaPart       ClaimPart = "plea"       // a call for help
	CommentPart    ClaimPart = "comment"
)

// Polarity says what a claim does with its part.
type Polarity string

// The polarities.
const (
	Asserts Polarity = "asserts"
	Denies  Polarity = "denies"
	Doubts  Polarity = "doubts" // could not verify it, would not say
)

// Claim is somebody's word on one part of an event.
type Claim struct {
	ID        string    `json:"id"`    // unique in the reading: "c1"
	Event     string    `json:"event"` // ID of the event
	Part      ClaimPart `json:"part"`
	Polarity  Polarity  `json:"polarity"`
	Statement string    `json:"statement,omitempty"` // ID of the statement whose chain it has; "" in the report's own voice
	Entity    string    `json:"entity,omitempty"`    // ID of the entity that claims it; "" for the report itself
	Figure    string    `json:"figure,omitempty"`    // of a toll: ID of the figure
	Accused   string    `json:"accused,omitempty"`   // of blame: the name of who did it, or who denies it
	Words     Span      `json:"words"`
}
