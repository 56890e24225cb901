package event

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"firsthand/internal/read/core/bind"
	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/lexicon"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// speech says what a word does in a sentence that takes a position on words.
type speech uint8

const (
	other speech = iota
	later        // a later word of a form of several words
	verify
	confirm
	comment
	respond
	silent
	decline
	deny
	reject
	blaming
	retract
	correct
	amend // set phrases, all of them in the publisher's voice
	drop
	doubt
	acknowledge
	ofWords // a noun for words: report, claim, toll
	not
	unable
	hard // nobody can
	able
	be
	helper
	manner // an adverb
	edge
	preposed
	article
	pronoun
	saying
	given // what is denied to somebody, not said to be untrue
	asked // what somebody does not answer
)

var speeches = map[string]speech{
	"verify": verify, "confirm": confirm, "comment": comment, "respond": respond, "silent": silent, "decline": decline, "deny": deny, "reject": reject,
	"blame": blaming, "retract": retract, "correct": correct, "amend": amend, "drop": drop, "doubt": doubt, "acknowledge": acknowledge, "words": ofWords, "not": not, "unable": unable, "hard": hard, "able": able,
	"be": be, "helper": helper, "adverb": manner, "edge": edge, "preposition": preposed, "determiner": article, "pronoun": pronoun, "say": saying, "thing": given, "asked": asked,
}

// speechWord is what the list of stances knows of one token.
type speechWord struct {
	role speech
	n    uint8
}

var (
	//go:embed stances.txt
	stanceList string

	stanceWords = loadStances()
)

func loadStances() *lexicon.Table[speechWord] {
	t := &lexicon.Table[speechWord]{}
	for _, e := range lexicon.Must(stanceList, 1) {
		s, ok := speeches[e.Fields[0]]
		if !ok {
			panic(fmt.Sprintf("words of stances: line %d: no part %q", e.Line, e.Fields[0]))
		}
		for _, form := range e.Forms {
			t.Add(form, speechWord{s, length(form)})
			if strings.Contains(form, "not ") { // "didn't return calls" is "did", "n't", "return", "calls"
				for _, short := range []string{"n't ", "n’t "} {
					t.Add(strings.Replace(form, "not ", short, 1), speechWord{s, length(form)})
				}
			}
		}
	}
	return t
}

// Stances returns the positions that are taken in the report on what was said: who could not verify it, denied it,
// would not comment. They come in the order of the text.
//
// Who is the fullest subject that the sentence gives, without its article; a pronoun gives way to the speaker of the
// words around it, and an impersonal sentence ("this could not be verified") to the publisher, in whose voice it
// stands.
func Stances(in Input) []report.Stance {
	r := stancer{Cursor: cursor.On(in.Text), in: in, x: in.Text, tags: make([]speechWord, len(in.Text.Tokens)), named: mentionsOf(in.Entities),
		cues: bind.NewCues(in.Statements)}
	for i := range r.x.Sentences {
		r.s = &r.x.Sentences[i]
		for r.statement < len(in.Statements) && in.Statements[r.statement].Sentence.End <= r.s.Start {
			r.statement++
		}
		for r.time < len(in.Times) && in.Times[r.time].End <= r.s.Start {
			r.time++
		}
		if r.look() {
			r.sentence()
		}
		r.untruths()
		r.positions()
	}
	slices.SortStableFunc(r.out, func(a, b report.Stance) int { return a.Start - b.Start })
	return r.out
}

// stancer holds what Stances knows while it goes through a text.
type stancer struct {
	cursor.Cursor
	in   Input
	x    *segment.Text
	tags []speechWord
	s    *segment.Sentence
	out  []report.Stance

	named []mentioned // who the report speaks of, in order
	cues  *bind.Cues  // which words attribute what

	statement, time int // the first of each that does not end before the current sentence
}

// look fills in what the list knows of the sentence's tokens and tells whether one of them can take a stance.
func (r *stancer) look() (any bool) {
	for i := r.s.First; i < r.s.Last; {
		w, n := stanceWords.Match(r.x, i, r.s.Last)
		if n == 0 {
			i++
			continue
		}
		any = any || w.role >= verify && w.role <= acknowledge
		r.tags[i] = w
		for j := 1; j < n; j++ {
			r.tags[i+j].role = later
		}
		i += n
	}
	return any
}

// sentence appends the stances of the current sentence. A group of verbs takes one.
func (r *stancer) sentence() {
	done := r.s.First
	for k := r.s.First; k < r.s.Last; k++ {
		w := r.tags[k]
		if w.role < verify || w.role > acknowledge || k < done {
			continue
		}
		if stance := r.stance(k); stance != "" {
			end := r.take(k, stance)
			done = end
		}
	}
}

// stance is the position that the word at token k takes, "" where it takes none.
func (r *stancer) stance(k int) string {
	v := r.group(k)
	if r.attributive(k) {
		return ""
	}
	next := k + int(r.tags[k].n)
	switch r.tags[k].role {
	case verify:
		if v.negated || v.couldNot || r.passive(k) && r.nobody(k) {
			return report.Unverified
		}
	case confirm:
		return r.confirming(k, next, v)
	case comment, respond, silent:
		if r.noComment(k, next, v) {
			return report.NoComment
		}
	case deny, reject:
		if r.denies(k, next, v) {
			return report.Denied
		}
	case blaming:
		return report.BlameEach
	case retract, drop, correct, amend:
		return r.takesBack(k, next, v)
	case doubt:
		return report.Unverified
	case acknowledge:
		if !v.negated && !r.passive(k) && !r.intended(k) && !r.nobody(k) {
			return report.Acknowledged
		}
	}
	return ""
}

// confirming is the stance of a word of confirming at token k, next being the token after it.
func (r *stancer) confirming(k, next int, v verbGroup) string {
	switch {
	case (v.negated || r.nobody(k)) && r.passive(k):
		return report.Unverified
	case v.refused:
		return report.NoComment
	case v.negated || v.couldNot:
		return report.Unverified
	case r.Is(k, "confirmed", "confirms", "confirming") && !r.intended(k) && (!r.passive(k) && next < r.s.Last && r.affirms(next) || r.passive(k) && next < r.s.Last && r.x.Fold(next) == "by"):
		return report.Confirmed
	}
	return ""
}

// noComment tells whether the word at token k says that somebody did not comment or answer.
func (r *stancer) noComment(k, next int, v verbGroup) bool {
	switch r.tags[k].role {
	case comment:
		return v.negated && (r.verbal(k) || r.from(next) > 0) || v.refused || v.couldNot && r.verbal(k)
	case respond:
		return (v.negated && r.x.Fold(max(k-1, r.s.First)) != "no" || v.refused) && r.toWords(next)
	}
	return true
}

// denies tells whether the word at token k denies or rejects what was said.
func (r *stancer) denies(k, next int, v verbGroup) bool {
	if r.passive(k) { // "denied by the army", "it is rejected that the police fired"
		return !v.negated && next < r.s.Last && (r.x.Fold(next) == "by" || r.x.Fold(next) == "that" && r.Is(k-2, "it"))
	}
	if v.negated || r.intended(k) {
		return false
	}
	if r.tags[k].role == reject {
		return r.wordsAfter(next)
	}
	return next >= r.s.Last || r.tags[next].role != given
}

// takesBack is the stance of a word of retracting or correcting at token k.
func (r *stancer) takesBack(k, next int, v verbGroup) string {
	switch role := r.tags[k].role; {
	case role == drop, role == retract && !v.negated && !r.intended(k) && r.ofWords(k, next):
		return report.Retracted
	case role == amend, role == correct && !v.negated && (r.ofWords(k, next) || r.opensCorrection(k, next)):
		return report.Corrected
	}
	return ""
}

// verbGroup is what the verbs and adverbs around a word say of it.
type verbGroup struct {
	negated  bool // "did not"
	couldNot bool // "was unable to"
	refused  bool // "declined to"
}

// group looks at the verbs and adverbs before token k that belong to it.
func (r *stancer) group(k int) (v verbGroup) {
	for j := k - 1; j >= r.s.First; j-- {
		switch r.tags[j].role {
		case not:
			v.negated = true
		case unable, hard:
			v.couldNot = true
		case decline:
			v.refused = true
		case be, helper, manner, able, later, silent:
		case verify, confirm, comment, respond: // "could not verify or confirm"
		default:
			if !r.Is(j, "or", "and", "it") {
				return v
			}
		}
	}
	return v
}

// take appends the stance of the word at token k and returns the token after the clause.
func (r *stancer) take(k int, stance string) int {
	first := r.verbs(k)
	from := r.subject(first)
	if strings.HasSuffix(r.x.Fold(k), "ing") && !r.passive(k) { // "…, dismissing the claim": its subject is that of another verb
		from = first
	}
	object, end := r.object(k)
	if r.tags[k].role == comment && r.from(end) == 0 && r.from(k+1) > 0 {
		return r.silentOnes(k, stance)
	}
	subject := phrase{from, r.untimed(from, first)}
	impersonal := r.impersonal(k, first, subject, stance)
	if impersonal && r.namesObject(k, first, subject, stance) {
		object = [2]int{subject.from, subject.end}
	}
	who := r.holder(k, first, subject, stance, impersonal)
	if who == "" {
		return end
	}
	if name := r.entity(subject.from, subject.end); name != "" && !impersonal && !subject.empty() && r.tags[from].role != pronoun {
		who = name
	}
	who = r.asWritten(who)
	st := report.Stance{
		Span:     report.Span{Start: r.x.Tokens[from].Start, End: r.x.Tokens[end-1].End},
		Who:      who,
		Stance:   stance,
		SourceID: r.sourceID(who),
	}
	if object[1] > object[0] {
		st.About = &report.Span{Start: r.x.Tokens[object[0]].Start, End: r.x.Tokens[object[1]-1].End}
	}
	r.out = append(r.out, st)
	return end
}

// phrase is the tokens [from, end).
type phrase struct{ from, end int }

func (p phrase) empty() bool { return p.end <= p.from }

// impersonal reports whether what stands before the verbs that begin at token first is not who takes the stance of
// token k: "it could not be verified", "the report was retracted", "this story has been corrected".
func (r *stancer) impersonal(k, first int, subject phrase, stance string) bool {
	role := r.tags[k].role
	switch {
	case role >= amend && role <= doubt, r.impossible(first, k):
		return true
	case stance == report.Corrected && (subject.from == first || strings.HasPrefix(strings.ToLower(r.words(subject.from, subject.end)), "this ")):
		return true
	}
	switch role {
	case verify, confirm, retract, correct, deny, reject:
		return r.passive(k)
	}
	return false
}

// namesObject reports whether the subject of an impersonal verb at token k is what its stance is about: "the toll could
// not be verified".
func (r *stancer) namesObject(k, first int, subject phrase, stance string) bool {
	return subject.from < first && (stance == report.Unverified || r.passive(k)) && !r.impossible(first, k) &&
		!strings.EqualFold(r.words(subject.from, subject.end), "there")
}

// holder is who takes the stance of token k, "" where nobody does.
func (r *stancer) holder(k, first int, subject phrase, stance string, impersonal bool) string {
	who := bare(r.words(subject.from, subject.end))
	switch {
	case impersonal:
		who = r.agent(k)
	case subject.from == subject.end && r.tags[k].role == confirm && stance == report.Unverified && first == r.s.First: // "Not confirmed."
		return r.in.Publisher
	case subject.from == subject.end:
		who = r.unsaid(k, first)
	case subject.end-subject.from == 1 && r.tags[subject.from].role == pronoun:
		who = cmp.Or(r.attributed(k), r.entity(subject.from, subject.end))
		if who == "" {
			who = r.stands(subject.from)
		}
	case who == strings.ToLower(who) && !strings.Contains(who, " "):
		who = r.fuller(who)
	}
	if strings.HasPrefix(who, "not ") { // "it was not possible to verify"
		return r.in.Publisher
	}
	return who
}

// unsaid is who takes the stance of token k where its clause does not say: "denied it and rejected the report".
func (r *stancer) unsaid(k, first int) string {
	if who := cmp.Or(r.attributed(k), r.speaker(first)); who != "" {
		return who
	}
	if len(r.out) > 0 && r.out[len(r.out)-1].Start >= r.s.Start {
		return r.out[len(r.out)-1].Who
	}
	return ""
}
