package report

// Entity is who a report speaks of: a person, body, outlet, agency, account, armed party, monitor or group of people.
// All its names, roles and pronouns in that report are one entity.
type Entity struct {
	ID       string          `json:"id"`                  // unique in the reading: "n1"
	Name     string          `json:"name"`                // the fullest name the report gives, else the words for it
	SourceID string          `json:"source_id,omitempty"` // the name made comparable, see [SourceID]
	Kind     string          `json:"kind,omitempty"`      // a kind of source, see [KindOfficial] and its neighbours, or [KindPerson]
	Of       string          `json:"of,omitempty"`        // whom it speaks for or belongs to: a name
	Named    bool            `json:"named,omitempty"`     // it could be asked; false for "activists", "a resident"
	Names    []string        `json:"names,omitempty"`     // other names and acronyms the report uses for it
	Mentions []EntityMention `json:"mentions,omitempty"`  // in order
}

// EntityMention is one place of the text that speaks of an entity.
type EntityMention struct {
	Span
	Form MentionForm `json:"form"`
}

// MentionForm says how words refer to an entity.
type MentionForm string

// The forms of an entity mention, after the ACE guidelines (LDC 2008): named, nominal, pronominal.
const (
	ByName    MentionForm = "name"
	ByRole    MentionForm = "nominal" // "the principal", "the group"
	ByPronoun MentionForm = "pronoun"
)

// KindPerson is a person of whom nothing else tells in what capacity they speak. The other kinds stand with [Source].
const KindPerson = "person"
