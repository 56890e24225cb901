package event

import (
	_ "embed"
	"fmt"
	"strings"

	"firsthand/internal/read/lexicon"
	"firsthand/internal/read/segment"
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
	"blame": blaming, "retract": retract, "correct": correct, "acknowledge": acknowledge, "words": ofWords, "not": not, "unable": unable, "hard": hard, "able": able,
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
		}
	}
	return t
}

// Stances returns the positions that are taken in the report on what was said: who could not verify it, denied it, would not comment. They come in the
// order of the text.
//
// Who is the fullest subject that the sentence gives, without its article; a pronoun gives way to the speaker of the words around it, and an
// impersonal sentence ("this could not be verified") to the publisher, in whose voice it stands.
func Stances(in Input) []report.Stance {
	r := stancer{in: in, x: in.Text, tags: make([]speechWord, len(in.Text.Tokens))}
	for i := range r.x.Sentences {
		r.s = &r.x.Sentences[i]
		for r.statement < len(in.Statements) && in.Statements[r.statement].Sentence.End <= r.s.Start {
			r.statement++
		}
		if r.look() {
			r.sentence()
		}
	}
	return r.out
}

// stancer holds what Stances knows while it goes through a text.
type stancer struct {
	in   Input
	x    *segment.Text
	tags []speechWord
	s    *segment.Sentence
	out  []report.Stance

	statement int // the first that does not end before the current sentence
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
	next := k + int(r.tags[k].n)
	negated, couldNot, would := r.group(k)
	if r.attributive(k) {
		return ""
	}
	switch r.tags[k].role {
	case verify:
		if negated || couldNot {
			return report.Unverified
		}
	case confirm:
		switch {
		case negated || couldNot || would:
			return map[bool]string{true: report.NoComment, false: report.Unverified}[would]
		case r.x.Fold(k) == "confirmed" && !r.passive(k) && next < r.s.Last && r.tags[next].role == article:
			return report.Confirmed
		}
	case comment:
		if negated && r.verbal(k) || would {
			return report.NoComment
		}
	case respond:
		if (negated || would) && r.toWords(next) {
			return report.NoComment
		}
	case silent:
		return report.NoComment
	case deny:
		if !negated && !r.passive(k) && !r.intended(k) && !(next < r.s.Last && r.tags[next].role == given) {
			return report.Denied
		}
	case reject:
		if !negated && !r.passive(k) && !r.intended(k) && r.wordsAfter(next) {
			return report.Denied
		}
	case blaming:
		return report.BlameEach
	case retract:
		if !negated && r.wordsAfter(next) {
			return report.Retracted
		}
	case correct:
		if !negated && (r.wordsAfter(next) || k == r.s.First && next < r.s.Last && r.x.Word(next) == ":") {
			return report.Corrected
		}
	case acknowledge:
		if !negated && !r.passive(k) && !r.intended(k) && !r.nobody(k) {
			return report.Acknowledged
		}
	}
	return ""
}

// group looks at the verbs and adverbs before token k that belong to it: whether they hold a "not", a word of inability, a word of refusal.
func (r *stancer) group(k int) (negated, couldNot, refused bool) {
	for j := k - 1; j >= r.s.First; j-- {
		switch r.tags[j].role {
		case not:
			negated = true
		case unable, hard:
			couldNot = true
		case decline:
			refused = true
		case be, helper, manner, able, later, silent:
		case verify, confirm, comment, respond: // "could not verify or confirm"
		default:
			if f := r.x.Fold(j); f != "or" && f != "and" && f != "it" {
				return negated, couldNot, refused
			}
		}
	}
	return negated, couldNot, refused
}

// attributive tells whether the word at token k only describes a noun: "the confirmed deaths", "the biggest acknowledged loss".
func (r *stancer) attributive(k int) bool {
	first := r.verbs(k)
	if first == r.s.First {
		return false
	}
	w := r.x.Fold(first - 1)
	return r.tags[first-1].role == article && r.tags[k].role != correct && r.tags[k].role != retract || len(w) > 5 && strings.HasSuffix(w, "est")
}

// intended tells whether the verb at token k is an infinitive or stands after a preposition, so that nobody is said to have done it: "to deny it", "for admitting".
func (r *stancer) intended(k int) bool {
	if k == r.s.First {
		return false
	}
	return r.x.Fold(k-1) == "to" || r.tags[k-1].role == preposed || r.x.Fold(k-1) == "of"
}

// nobody tells whether the subject of the verb at token k is "no one" or "no group".
func (r *stancer) nobody(k int) bool {
	first := r.verbs(k)
	for j := first - 1; j >= r.s.First && j >= first-4; j-- {
		if r.tags[j].role == not {
			return true
		}
	}
	return r.tags[first].role == not
}

// toWords tells whether the answer that is not given, from token k on, would be one to words: a request, a question, or nothing said.
func (r *stancer) toWords(k int) bool {
	const reach = 6
	if k >= r.s.Last || r.x.Fold(k) != "to" && r.tags[k].role != asked {
		return k >= r.s.Last || r.x.Tokens[k].Kind >= segment.Punct || r.tags[k].role == edge
	}
	for n := 0; k < r.s.Last && n < reach; n++ {
		if r.tags[k].role == asked {
			return true
		}
		k++
	}
	return false
}

// verbal tells whether "comment" at token k is a verb: an auxiliary or "to" stands in its group.
func (r *stancer) verbal(k int) bool {
	for j := k - 1; j >= r.s.First; j-- {
		switch r.tags[j].role {
		case helper:
			return true
		case not, manner, later:
		default:
			return false
		}
	}
	return false
}

// passive tells whether a form of "be" stands in the group of verbs before token k.
func (r *stancer) passive(k int) bool {
	for j := k - 1; j >= r.s.First; j-- {
		switch r.tags[j].role {
		case be:
			return true
		case not, manner, later:
		default:
			return false
		}
	}
	return false
}

// wordsAfter tells whether a noun for words follows within a few tokens from k.
func (r *stancer) wordsAfter(k int) bool {
	const reach = 5
	for n := 0; k < r.s.Last && n < reach; n++ {
		switch r.tags[k].role {
		case ofWords:
			return true
		case edge:
			return r.x.Fold(k) == "as" && k+1 < r.s.Last
		case preposed:
			return false
		}
		k++
	}
	return false
}

// take appends the stance of the word at token k and returns the token after the clause.
func (r *stancer) take(k int, stance string) int {
	first := r.verbs(k)
	from := r.subject(first)
	if strings.HasSuffix(r.x.Fold(k), "ing") && !r.passive(k) { // "…, dismissing the claim": its subject is that of another verb
		from = first
	}
	object, end := r.object(k)
	subject := r.words(from, first)
	who := bare(subject)
	role := r.tags[k].role
	impersonal := r.passive(k) && (role == verify || role == confirm) || r.impossible(first, k) ||
		stance == report.Corrected && (from == first || strings.HasPrefix(strings.ToLower(subject), "this "))
	switch {
	case impersonal:
		who = r.agent(k)
		if from < first && stance == report.Unverified && !r.impossible(first, k) {
			object = [2]int{from, first}
		}
	case from == first:
		if who = r.speaker(first); who == "" && len(r.out) > 0 && r.out[len(r.out)-1].Start >= r.s.Start {
			who = r.out[len(r.out)-1].Who // "denied it and rejected the report"
		}
	case first-from == 1 && r.tags[from].role == pronoun:
		who = r.stands(from)
	}
	if who == "" {
		return end
	}
	st := report.Stance{
		Span:   report.Span{Start: r.x.Tokens[from].Start, End: r.x.Tokens[end-1].End},
		Who:    who,
		Stance: stance,
	}
	st.SourceID = report.SourceID(st.Who)
	if object[1] > object[0] {
		st.About = &report.Span{Start: r.x.Tokens[object[0]].Start, End: r.x.Tokens[object[1]-1].End}
	}
	r.out = append(r.out, st)
	return end
}

// impossible tells whether the group of verbs [first, k) holds a word for what nobody can do.
func (r *stancer) impossible(first, k int) bool {
	for j := first; j < k; j++ {
		if r.tags[j].role == hard {
			return true
		}
	}
	return false
}

// verbs is the first token of the group of verbs that token k ends.
func (r *stancer) verbs(k int) int {
	j := k
	for j > r.s.First {
		switch r.tags[j-1].role {
		case not, unable, hard, decline, be, helper, manner, able, silent, verify, confirm, comment, respond:
			if r.x.Fold(j-1) == "no" && j < k && r.tags[j].role == other {
				return j
			}
			j--
			continue
		case other:
			if f := r.x.Fold(j - 1); strings.HasSuffix(f, "ly") && len(f) > 4 && !r.x.Capital(j-1) || j < k && (f == "both" || f == "all") || f == "both" {
				j--
				continue
			}
		case later:
			h := j - 1
			for h > r.s.First && r.tags[h].role == later {
				h--
			}
			if t := r.tags[h].role; t == able || t == silent || t == manner {
				j = h
				continue
			}
		}
		if f := r.x.Fold(j - 1); (f == "or" || f == "and") && j-1 > r.s.First && r.tags[j-2].role >= verify && r.tags[j-2].role <= silent {
			j--
			continue
		}
		return j
	}
	return j
}

// subject is the first token of the noun phrase that ends before token k; k itself where there is none.
func (r *stancer) subject(k int) int {
	const most = 16 // tokens
	j := k
	for j > r.s.First && k-j < most {
		w := r.tags[j-1]
		if w.role == edge || w.role == saying || w.role == be || w.role == not || w.role >= deny && w.role <= acknowledge || w.role == helper && !r.possessive(j-1) ||
			r.x.Tokens[j-1].Kind >= segment.Punct && !r.inner(j-1) {
			break
		}
		if w.role == pronoun {
			return j - 1
		}
		j--
	}
	if f := r.x.Fold(max(k-1, r.s.First)); f == "and" || f == "or" {
		return k // the subject is that of another verb
	}
	for j < k { // a phrase of time or place before the subject is none of it
		if r.tags[j].role != preposed && r.tags[j].role != manner {
			break
		}
		n := j + 1
		for n < k && r.tags[n].role != article {
			n++
		}
		if n >= k || n == j+1 && !r.more(n, k) {
			if r.tags[j].role == manner {
				j++
				continue
			}
			return j + 1
		}
		if n == j+1 {
			for n++; n < k && r.tags[n].role != article; n++ {
			}
		}
		j = n
	}
	return j
}

// possessive tells whether the token k is "'s" rather than a short "has".
func (r *stancer) possessive(k int) bool {
	f := r.x.Fold(k)
	return f == "'s" || f == "’s"
}

// more tells whether another determiner stands in the tokens (n, k).
func (r *stancer) more(n, k int) bool {
	for n++; n < k; n++ {
		if r.tags[n].role == article {
			return true
		}
	}
	return false
}

// inner tells whether the mark at token k can stand inside a name.
func (r *stancer) inner(k int) bool {
	w := r.x.Word(k)
	return w == "-" || w == "'" || w == "’" || w == "/" || w == "&"
}

// object is the tokens of what the stance at token k is about, and the token after its clause.
func (r *stancer) object(k int) (about [2]int, end int) {
	next := k + int(r.tags[k].n)
	end = r.clause(next)
	role := r.tags[k].role
	if role == blaming {
		return about, end
	}
	i := next
	if i < end && (role == comment || role == silent || role == respond) {
		if f := r.x.Fold(i); f != "on" && f != "about" {
			if role == respond && f == "to" {
				return about, end
			}
			return about, end
		}
		i++
	}
	if i < end && (r.x.Fold(i) == "that" || r.x.Fold(i) == "whether" || r.x.Fold(i) == "how") {
		return [2]int{i, end}, end
	}
	j := i
	for j < end && r.tags[j].role != preposed && r.tags[j].role != edge && r.tags[j].role != be && r.tags[j].role != helper {
		j++
	}
	return [2]int{i, j}, end
}

// clause is the token after the clause that goes on at token k.
func (r *stancer) clause(k int) int {
	if k < r.s.Last && (r.x.Fold(k) == "that" || r.x.Fold(k) == "whether" || r.x.Fold(k) == "how") {
		k++
	}
	for ; k < r.s.Last; k++ {
		if r.tags[k].role == edge && r.x.Fold(k) != "that" {
			return k
		}
		if r.x.Tokens[k].Kind >= segment.Punct && !r.inner(k) {
			return k
		}
	}
	return r.s.Last
}

// words is the text of the tokens [from, to).
func (r *stancer) words(from, to int) string {
	if to <= from {
		return ""
	}
	return strings.Join(strings.Fields(r.x.Raw[r.x.Tokens[from].Start:r.x.Tokens[to-1].End]), " ")
}

// agent is who could not do it, in a passive sentence: who follows "by", else the publisher.
func (r *stancer) agent(k int) string {
	next := k + int(r.tags[k].n)
	if next+1 < r.s.Last && r.x.Fold(next) == "by" {
		if end := r.clause(next + 1); end > next+1 {
			j := next + 1
			for j < end && r.tags[j].role != preposed {
				j++
			}
			return bare(r.words(next+1, j))
		}
	}
	return r.in.Publisher
}

// stands is whom the pronoun at token k stands for.
func (r *stancer) stands(k int) string {
	for j := k - 1; j >= r.s.First; j-- { // "the agency said it could not"
		if r.tags[j].role == saying && j > r.s.First {
			if from := r.subject(j); from < j && r.tags[from].role != pronoun {
				return bare(r.words(from, j))
			}
			break
		}
	}
	if who := r.speaker(k); who != "" {
		return who
	}
	if f := r.x.Fold(k); f == "we" || f == "i" {
		return r.in.Publisher
	}
	return r.previous()
}

// speaker is who says the words at token k, by the statements; "" in the report's own voice.
func (r *stancer) speaker(k int) string {
	at := r.x.Tokens[k].Start
	for i := r.statement; i < len(r.in.Statements) && r.in.Statements[i].Sentence.Start < r.s.End; i++ {
		for _, c := range r.in.Statements[i].Content() {
			if c.Start <= at && at < c.End {
				if name := r.in.Statements[i].Origin().Name; name != "unnamed" {
					return name
				}
				return ""
			}
		}
	}
	return ""
}

// previous is the speaker of the last statement before the sentence that names one.
func (r *stancer) previous() string {
	const back = 8 // statements
	for i := r.statement - 1; i >= max(0, r.statement-back); i-- {
		for _, h := range r.in.Statements[i].Hops {
			if h.Name != "" && h.Name != "unnamed" && h.Kind != report.Unnamed {
				return h.Name
			}
		}
	}
	return ""
}

// bare drops a leading article.
func bare(name string) string {
	for _, a := range []string{"the ", "The ", "a ", "A ", "an ", "An "} {
		if rest, ok := strings.CutPrefix(name, a); ok {
			return rest
		}
	}
	return name
}
