// Package entity finds out who is who in one report: which words speak of the same person, body or group of people. It
// knows no language. A language pack finds the mentions and says what each of them tells ([Mention]); [Resolve] joins
// them.
//
// It works as a sieve (Lee et al., Computational Linguistics 2013): passes over all mentions, the surest first, each of
// which sees what the ones before it have joined. What one pass keeps apart a later one may join; what one has joined
// stays joined.
package entity

import "firsthand/internal/report"

// Nature is what sort of being a mention can mean.
type Nature uint8

// The natures. A mention of [Thing] is in nobody's list of entities: it is there because a pronoun may mean it.
const (
	Unclear Nature = iota
	Person
	Body  // an organisation, an office, an outlet, a state
	Group // people nobody could ask: "activists"
	Thing
)

// Gender is the gender that words show. Most show none.
type Gender uint8

// The genders.
const (
	NoGender Gender = iota
	Male
	Female
)

// Voice is the grammatical person of a pronoun.
type Voice uint8

// The voices.
const (
	NoPronoun Voice = iota
	First           // I, we
	Second
	Third
	Relative  // who, which: means the noun before it
	Reflexive // himself
)

// Mention is words that speak of somebody, and what they tell by themselves.
type Mention struct {
	report.Span
	First, Last int // tokens [First, Last)
	Head        int // the token that the phrase turns on
	Sentence    int
	Paragraph   int
	Quote       int // the innermost quotation around it, -1 for none

	Form   report.MentionForm
	Name   string   // the proper name in it; "" where there is none
	Bare   string   // the name without the title that it is shown with: "Obama" of "President Obama"; "" where they are the same
	Known  string   // the fullest name of a well-known body
	Words  string   // the description, as it would be shown
	Noun   string   // the noun it turns on, lower case, singular or plural as written
	Roles  []string // what it calls somebody: "spokesman", "doctor"
	Of     string   // whom the words say they speak for or belong to; "" where they do not
	OfAt   int      // the mention that names it, -1 where none does
	Kind   string   // a kind of source, "" where the words do not tell
	Short  string   // letters that the words introduce: "Idlib Records Office (IRO)"
	Same   int      // an earlier mention that grammar says is the same: an apposition; -1 for none
	Within int      // the mention that it stands inside of, -1 for none

	Nature   Nature
	Gender   Gender
	Plural   bool
	Definite bool  // "the group", "this group"
	Fresh    bool  // "a group", "another group": nobody met before
	Sole     bool  // a body of which a place has one, so that its description is as good as a name: "the police", "the health ministry"
	Anybody  bool  // a word that any body, or any person, may be called by: "the group", "the man"
	Speaker  bool  // speaks for a body, which is the source where the speaker has no name
	Voice    Voice // of a pronoun

	Subject bool // of its clause
	Speaks  bool // the source of a statement
	Aside   bool // stands in words of somebody who is quoted, or that only a faint cue attributes: nobody's antecedent outside them
}
