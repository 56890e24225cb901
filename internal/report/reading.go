package report

// Reading is all that was read out of one report. It is a pure function of the report's text, published time and
// publisher and of the reader's version: the same in, the same out, on any machine. docs/reading.md is its contract.
type Reading struct {
	ID         string         `json:"id"`     // of the report
	Reader     Reader         `json:"reader"` // what read it
	Report     Head           `json:"report"` // what weighing needs to know of the report when it has only readings
	Lang       string         `json:"lang"`   // BCP 47: the language that it was read as, or taken for
	Unread     *Unread        `json:"unread,omitempty"`
	Voice      Voice          `json:"voice"` // what the report claims about itself where it attributes to nobody
	Statements []Statement    `json:"statements"`
	Times      []Time         `json:"times"`
	Places     []Place        `json:"places"`
	Figures    []Figure       `json:"figures"`
	Events     []Event        `json:"events"`
	Entities   []Entity       `json:"entities,omitempty"`
	Mentions   []EventMention `json:"mentions,omitempty"`
	Claims     []Claim        `json:"claims,omitempty"`
	Stances    []Stance       `json:"stances"`
	Credits    []Credit       `json:"credits"`
	Calls      []Call         `json:"calls"`
	States     []State        `json:"states"`
	Sketch     Sketch         `json:"sketch,omitempty"`
	Terms      Terms          `json:"terms,omitempty"`
}

// MainEvent is the event that the reader marked as the report's main one, else the first; nil where the report tells of
// none.
func (r *Reading) MainEvent() *Event {
	for i := range r.Events {
		if r.Events[i].Main {
			return &r.Events[i]
		}
	}
	if len(r.Events) > 0 {
		return &r.Events[0]
	}
	return nil
}

// Reader says which reader made a reading. Readings of another version are stale and are made anew.
type Reader struct {
	Version string `json:"version"`
}

// Unread says why a report was not read, or not to its end. What a reading lacks then is no sign that the report does
// not have it.
type Unread struct {
	Why   UnreadReason `json:"why"`
	From  int          `json:"from,omitempty"` // the byte from which on nothing was read
	Words string       `json:"words"`          // for people: "Arabic is not read yet"
}

// UnreadReason is a kind of reason for which a report was not read.
type UnreadReason string

// The reasons.
const (
	NoPack  UnreadReason = "language" // the reader has no rules for its language
	TooLong UnreadReason = "length"   // only its beginning was read
	Failed  UnreadReason = "fault"    // the reader itself failed on it
)

// Head is what a reading repeats of its report.
type Head struct {
	Publisher string `json:"publisher,omitempty"`
	Published string `json:"published,omitempty"`
	Title     string `json:"title,omitempty"`
	URL       string `json:"url,omitempty"`
}

// Sketch is a MinHash of the text's word 5-grams (Broder 1997): how much of it stands in another text can be estimated
// from the two sketches. Little-endian 32-bit minima, base64 in JSON; empty for a text of fewer than five words.
type Sketch []byte

// Terms is the words by which a report can be known again: names, ages, streets, whatever turns out to be rare among
// other reports. Package terms makes and reads them. Little-endian 32-bit values in ascending order, base64 in JSON;
// empty for a report without words.
type Terms []byte

// HopKind says what kind of link a hop is.
type HopKind string

// The kinds of hop.
const (
	Speaker   HopKind = "speaker"   // said, wrote or told it
	Addressee HopKind = "addressee" // was told it: "told CNN"
	Cited     HopKind = "cited"     // the speaker cites it: "citing medical teams"
	Received  HopKind = "received"  // the speaker received it: "had received word from"
	Outlet    HopKind = "outlet"    // another outlet reported it: "CBC News reports that"
	CreditHop HopKind = "credit"    // an agency that the report credits: "--AFP"
	Account   HopKind = "account"   // an account on a network: "@handle"
	Unnamed   HopKind = "unnamed"   // nobody that could be asked: "reports", "activists"
)

// Hand is what an origin claims about itself.
type Hand string

// The four hands.
const (
	Witness     Hand = "witness" // saw it, heard it, was there
	Told        Hand = "told"    // says so without claiming to have seen it
	Relayed     Hand = "relayed" // passes on what another said
	UnknownHand Hand = "unknown" // nobody can tell
)

// Voice is what a report claims about itself in its own words, outside of all statements: [Witness] where it says in
// the first person that its author saw or underwent it, [Told] otherwise.
type Voice struct {
	Hand Hand  `json:"hand"`
	Why  *Span `json:"why,omitempty"` // the words that gave it
}

// Hop is one link of a chain of attribution.
type Hop struct {
	Kind     HopKind `json:"kind"`
	Name     string  `json:"name"`                // the fullest name the report gives; "" or "unnamed" when it names nobody
	SourceID string  `json:"source_id,omitempty"` // the same name made comparable, see [SourceID]
	Named    bool    `json:"named,omitempty"`     // a person, body or account that could be asked; false for "activists", "a resident", "reports"
	Role     string  `json:"role,omitempty"`      // "spokesman", "director of hospitals"
	Of       string  `json:"of,omitempty"`        // affiliation: the organisation the source speaks for
	Entity   string  `json:"entity,omitempty"`    // ID of the entity that the source is
	Source   *Span   `json:"source"`              // null when the words leave it implicit
	Cue      []Span  `json:"cue"`
	Content  []Span  `json:"content"`
}

// Statement is words of a report that the report attributes to somebody.
//
// Hops go from the publisher's own source inwards; the publisher is not a hop. There is at least one. The last hop's
// content is the statement's content.
type Statement struct {
	ID       string `json:"id"` // unique in the reading: "s1", "s2" … in order of content
	Hops     []Hop  `json:"hops"`
	Hand     Hand   `json:"hand"`
	HandWhy  *Span  `json:"hand_why,omitempty"` // the words that gave the hand
	Quote    bool   `json:"quote"`              // all or part of the content is a direct quotation
	Stance   string `json:"stance,omitempty"`   // see [Stance]
	Kind     string `json:"kind,omitempty"`     // an event kind, where the content tells of one
	Sentence Span   `json:"sentence"`           // the sentence or sentences that hold it
}

// Content is the words of the statement: the last hop's content.
func (s Statement) Content() []Span {
	if len(s.Hops) == 0 {
		return nil
	}
	return s.Hops[len(s.Hops)-1].Content
}

// Origin is the last hop, where the trail ends in this report; the zero hop where there is none.
func (s Statement) Origin() Hop {
	if len(s.Hops) == 0 {
		return Hop{}
	}
	return s.Hops[len(s.Hops)-1]
}

// Time is an expression of time, normalised as TIMEX3 (ISO-TimeML, ISO 24617-1) and as EDTF (ISO 8601-2).
type Time struct {
	Span
	Value     string   `json:"value"`               // TIMEX3 value: "2016-12-12", "2016-12-12TEV", "P4Y", "PRESENT_REF"
	Type      string   `json:"type"`                // DATE, TIME, DURATION or SET
	EDTF      string   `json:"edtf,omitempty"`      // the same as EDTF level 2: "2016-12-12", "199X", "2016-12-11~"; "" where EDTF has no words for it
	Precision string   `json:"precision,omitempty"` // the unit that the words are exact to: minute, hour, part of day, day … century; "vague"
	Zone      string   `json:"zone,omitempty"`      // offset from UTC of a clock time, "-05:00" or "Z"; "local" where the words say local time
	Interval  string   `json:"interval,omitempty"`  // EDTF interval that the expression bounds: "2011/2013", "2016-11-27/.."
	Role      TimeRole `json:"role,omitempty"`      // what the time is of, where a rule can tell
}

// TimeRole says what happened at a time.
type TimeRole string

// The roles of a time.
const (
	WhenSaid     TimeRole = "said"     // somebody said it then: "said Tuesday"
	AsOf         TimeRole = "as of"    // how far what is told reaches: "as of yesterday evening"
	WhenHappened TimeRole = "happened" // what is told took place then: "on Monday"
)

// Precision says how much ground a place stands for.
type Precision string

// The precisions, finest first.
const (
	Exact         Precision = "exact"
	Neighbourhood Precision = "neighbourhood"
	City          Precision = "city"
	Region        Precision = "region"
	Country       Precision = "country"
)

// Place is a toponym, resolved where the gazetteer knows it. Lat and Lon are WGS 84 degrees, both nil when not
// resolved.
type Place struct {
	Span
	Name      string    `json:"name"`
	ID        string    `json:"id,omitempty"` // of the gazetteer: "geonames:170063", or Firsthand's own
	Lat       *float64  `json:"lat,omitempty"`
	Lon       *float64  `json:"lon,omitempty"`
	Admin1    string    `json:"admin1,omitempty"`
	Country   string    `json:"country,omitempty"` // ISO 3166-1 alpha-2
	Precision Precision `json:"precision,omitempty"`
	Area      *Span     `json:"area,omitempty"`   // the words that make another area of the place: "eastern Aleppo", "20 km north of Homs"
	Reason    AreaKind  `json:"reason,omitempty"` // what they make of it
	Radius    float64   `json:"radius,omitempty"` // kilometres around Lat, Lon in which the area is meant to lie, where the words tell
}

// AreaKind says how words around a place's name change what ground is meant.
type AreaKind string

// The kinds of area. In all but [Offset] the point stays the place's own.
const (
	PartOf    AreaKind = "part"      // "eastern Aleppo", "parts of Aleppo": some of it
	Around    AreaKind = "outskirts" // "the outskirts of Aleppo", "near Aleppo": at its edge or close by
	Rural     AreaKind = "rural"     // "rural Idlib", "the Aleppo countryside": the land around a town
	Offset    AreaKind = "offset"    // "20 km north of Homs": the point is moved so far that way
	Somewhere AreaKind = "distance"  // "20 km from Homs": so far away, nobody says which way
)

// Bound says how a number was bounded by the words around it.
type Bound string

// The bounds.
const (
	ExactBound Bound = "exact"
	AtLeast    Bound = "at least"
	AtMost     Bound = "at most"
	About      Bound = "about"
	Range      Bound = "range"
)

// Figure is a quantity of people.
type Figure struct {
	Span
	Measure   string   `json:"measure"` // killed, injured, missing, detained, trapped, displaced, evacuated …
	Low       int64    `json:"low"`
	High      *int64   `json:"high"` // null where there is no upper bound
	Bound     Bound    `json:"bound"`
	Who       string   `json:"who,omitempty"`       // civilians, children, women, fighters, … as normalised by the reader; "" when not said
	Part      bool     `json:"part,omitempty"`      // a share of another figure ("including 13 children"), not a total
	Of        string   `json:"of,omitempty"`        // ID of the figure it is a part of, where that is known
	Sum       []string `json:"sum,omitempty"`       // IDs of the figures that it adds up, where the report itself gives no such number: "nine children and 14 others"
	Total     bool     `json:"total,omitempty"`     // cumulative: "bringing the toll to"
	New       bool     `json:"new,omitempty"`       // counts people beside those counted before: "another nine", "12 more"
	Former    bool     `json:"former,omitempty"`    // an earlier number that the report itself replaces or takes back: "a first toll had spoken of 12"
	Disputed  bool     `json:"disputed,omitempty"`  // a share that is greater than the figure it is said to be a share of
	AsOf      string   `json:"as_of,omitempty"`     // ISO day
	Where     string   `json:"where,omitempty"`     // name of the place that the words around it put it at; "" where they name none
	Statement string   `json:"statement,omitempty"` // ID of the statement that carries it; "" in the report's own voice
	ID        string   `json:"id,omitempty"`        // unique in the reading: "f1"
	Sentence  Span     `json:"sentence"`            // the sentence that holds it
}

// Days is a closed interval of calendar days, ISO 8601. Start and End are equal for one day.
type Days struct {
	Start string `json:"start"`
	End   string `json:"end"`
}

// IsZero tells whether no day is known.
func (d Days) IsZero() bool { return d == Days{} }

// Where is the place of an event.
type Where struct {
	Name      string    `json:"name"`
	ID        string    `json:"id,omitempty"`
	Lat       *float64  `json:"lat,omitempty"`
	Lon       *float64  `json:"lon,omitempty"`
	Admin1    string    `json:"admin1,omitempty"`
	Country   string    `json:"country,omitempty"`
	Precision Precision `json:"precision,omitempty"`
	Within    []string  `json:"within,omitempty"` // places named beside it that lie inside: neighbourhoods of the city
}

// IsZero tells whether no place is known.
func (w Where) IsZero() bool { return w.Name == "" && w.ID == "" }

// The kinds of event. docs/method.md maps them onto ACLED and PLOVER.
const (
	Killing      = "killing"
	AirStrike    = "air strike"
	Shelling     = "shelling"
	Clash        = "armed clash"
	Explosion    = "explosion"
	Chemical     = "chemical attack"
	Execution    = "execution"
	Detention    = "detention"
	Abduction    = "abduction"
	Displacement = "displacement"
	Siege        = "siege"
	Evacuation   = "evacuation"
	Ceasefire    = "ceasefire"
	Aid          = "aid"
	Plea         = "call for help"
	Attack       = "attack" // violence whose means the report does not say
	Protest      = "protest"
	Disaster     = "disaster" // of nature: an earthquake, a flood
	Accident     = "accident"
	Diplomacy    = "diplomatic act" // a veto, a resolution, talks, an appeal: never violence at the place where it is done

	// Attacks whose means the report does not say, but whose target it does. Where it says both, the kind is the means
	// and Event.Target the target.
	AttackMedical = "attack on medical" // hospitals, clinics, ambulances, medics at work
	AttackAid     = "attack on aid"     // aid convoys, warehouses, workers
	AttackSchool  = "attack on school"  // schools and universities
)

// Event is what a report says happened.
type Event struct {
	ID         string       `json:"id"` // unique in the reading: "e1"
	Kind       string       `json:"kind"`
	Main       bool         `json:"main,omitempty"`       // the report's main event; at most one
	Realis     Realis       `json:"realis,omitempty"`     // "" and [Happened] are the same
	Background bool         `json:"background,omitempty"` // history told in passing: it opens no incident of its own
	Entry      bool         `json:"entry,omitempty"`      // told in an entry of its own of a list or bulletin, and so not in passing
	When       Days         `json:"when,omitzero"`
	Undated    bool         `json:"undated,omitempty"` // no sentence gives its day: When is the day of publication
	Where      Where        `json:"where,omitzero"`
	Target     string       `json:"target,omitempty"`     // what was attacked, of the things that the laws of war protect: [MedicalTarget], [AidTarget] or [SchoolTarget]
	Accused    []string     `json:"accused,omitempty"`    // who did it, according to the statements
	AccusedBy  []Accusation `json:"accused_by,omitempty"` // the same names, each with the words that accuse
	Victims    []string     `json:"victims,omitempty"`    // who was harmed, as the figures count them: civilians, children, medics …
	Figures    []Figure     `json:"figures,omitempty"`    // the reading's figures that belong to it, repeated whole
	Statements []string     `json:"statements,omitempty"` // IDs of the statements it rests on
	Evidence   []Span       `json:"evidence,omitempty"`   // the sentences that tell of it, in order
}

// The targets that are kept apart because the laws of war protect them.
const (
	MedicalTarget = "medical"
	AidTarget     = "aid"
	SchoolTarget  = "school"
)

// Accusation says according to whom somebody did it.
type Accusation struct {
	Who        string   `json:"who"`
	Statements []string `json:"statements,omitempty"` // IDs of the statements that accuse
	OwnVoice   bool     `json:"own_voice,omitempty"`  // the report accuses in its own voice
	Words      []Span   `json:"words"`                // the sentences that accuse
}

// The stances. A stance is taken about words, not about the world.
const (
	Unverified   = "unverified"
	Denied       = "denied"
	NoComment    = "no comment"
	Confirmed    = "confirmed"
	BlameEach    = "blame each other"
	Retracted    = "retracted"
	Corrected    = "corrected"
	Acknowledged = "acknowledged"
)

// Stance is somebody's position on what was said: could not verify it, denied it, would not comment.
type Stance struct {
	Span            // the sentence or clause that takes it
	Who      string `json:"who"`
	SourceID string `json:"source_id,omitempty"`
	Stance   string `json:"stance"`
	About    *Span  `json:"about,omitempty"` // the words that say what about
}

// Credit is a line or a dateline that credits an agency or outlet with the report as a whole.
type Credit struct {
	Span
	Name     string `json:"name"`
	SourceID string `json:"source_id,omitempty"`
	Kind     string `json:"kind"` // "credit", "dateline" or "byline"
}

// Call is a plea for help, in a statement or in the report's own voice.
type Call struct {
	Span               // the words that ask
	Statement string   `json:"statement,omitempty"` // the statement that carries it; "" in the report's own voice
	Who       string   `json:"who"`                 // who asks: the statement's origin, whoever is said to ask, or the author of a message; "" where nobody tells
	Where     string   `json:"where,omitempty"`
	Address   *Span    `json:"address,omitempty"` // the words that say where exactly
	Needs     []string `json:"needs,omitempty"`   // safe passage, medical, food, water, rescue, shelter, clothing, money, ceasefire
	People    *Number  `json:"people,omitempty"`  // how many are said to be in need
	Via       string   `json:"via,omitempty"`     // tweet, voicemail …
	Urgency   string   `json:"urgency,omitempty"` // [Immediate] or [Deadline]; "" where the words do not press
}

// Number is a number of people that a call counts.
type Number struct {
	Span
	Low   int64  `json:"low"`
	High  *int64 `json:"high"` // null where there is no upper bound
	Bound Bound  `json:"bound"`
}

// How urgent a call is, by its own words.
const (
	Immediate = "immediate" // "now", "immediately", "urgently"
	Deadline  = "deadline"  // "before it is too late", "tonight", "within hours"
)

// The states of control over a place, beside "ended".
const (
	Taken    = "taken"
	Held     = "held"
	NotTaken = "denied" // somebody denies that it was taken
)

// State is a claim that a situation changed: a ceasefire agreed, an evacuation suspended.
type State struct {
	Span
	Situation   string `json:"situation"` // ceasefire, evacuation, siege, control
	State       string `json:"state"`     // agreed, begun, in force, violated, suspended, resumed, ended, collapsed; of control [Taken], [Held], [NotTaken], ended
	Day         string `json:"day,omitempty"`
	Where       string `json:"where,omitempty"`
	Statement   string `json:"statement,omitempty"`
	AnnouncedBy string `json:"announced_by,omitempty"` // who says so or made it known, without having seen it
	ObservedBy  string `json:"observed_by,omitempty"`  // who saw it: the origin of a statement that claims to be a witness, or a report that does
}
