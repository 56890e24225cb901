package event

import (
	_ "embed"
	"fmt"
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/lexicon"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// stateRole says what a word does in a sentence that tells what became of a situation.
type stateRole uint8

const (
	noState   stateRole = iota
	situation           // names one
	change              // says what became of one
	control             // says both: who holds a place
	hedge
	turn // another clause begins
)

// stateWord is what the list of states knows of one token.
type stateWord struct {
	role  stateRole
	n     uint8
	value string // of a situation its name, of a change the state

	situation string // of a word that says both, what it is of: control where it is ""
	close     bool   // the place has to follow at once: "held Homs", not "held in Homs"
	falls     bool   // the place has to stand right before: "Homs fell"
}

var (
	//go:embed states.txt
	stateList string

	stateWords = loadStates()
)

func loadStates() *lexicon.Table[stateWord] {
	t := &lexicon.Table[stateWord]{}
	for _, e := range lexicon.Must(stateList, 2) {
		w := stateWord{value: e.Fields[1]}
		switch e.Fields[0] {
		case "situation":
			w.role = situation
		case "state":
			w.role = change
		case "held":
			w.role, w.value = control, report.Held
		case "grip":
			w.role, w.value, w.close = control, report.Held, true
		case "grab":
			w.role, w.value, w.close = control, report.Taken, true
		case "fallen":
			w.role, w.value, w.falls = control, report.Taken, true
		case "gained":
			w.role, w.value = control, report.Taken
		case "lost":
			w.role, w.value = control, "ended"
		case "kept":
			w.role, w.value = control, report.NotTaken
		case "whole":
			w.role = control
			if w.situation, w.value, _ = strings.Cut(e.Fields[1], " "); w.value == "" {
				w.value = "in force"
			}
		case "hedge":
			w.role = hedge
		case "edge":
			w.role = turn
		default:
			panic(fmt.Sprintf("words of states: line %d: no role %q", e.Line, e.Fields[0]))
		}
		for _, form := range e.Forms {
			w.n = length(form)
			t.Add(form, w)
		}
	}
	return t
}

// States returns what the report says became of situations: a ceasefire agreed, an evacuation suspended, a town taken,
// in the order of the text.
//
// A change and the situation it changes stand in one sentence with no other clause between; what is denied, wanted or
// still to come is no change. Control of a place is one only where the sentence names the place. Day is when it
// happened, "" where the sentence does not say; Where is the place of the sentence or the last one before it.
// ObservedBy is the origin of the statement that carries it where that claims to have seen it; else AnnouncedBy is that
// origin or, in the report's own voice, whoever is said to have announced or declared it.
func States(in Input) []report.State {
	r := stateReader{placed: make(map[string]string), reader: reader{Cursor: cursor.On(in.Text), in: in, x: in.Text, here: -1}}
	r.item = r.items()
	for i := range r.x.Sentences {
		s := &r.x.Sentences[i]
		if found := r.look(s); found {
			r.advance(s)
			r.sentence(s)
		}
	}
	return r.out
}

// stateReader holds what States knows while it goes through a text.
type stateReader struct {
	reader
	words     []placed          // of the current sentence
	statement int               // the first that does not end before the current sentence
	placed    map[string]string // of each situation the place that a sentence gave for it last
	out       []report.State
}

// placed is a word of the list at a token.
type placed struct {
	stateWord
	at int
}

// look collects the sentence's words of the list and tells whether they can make a state.
func (r *stateReader) look(s *segment.Sentence) bool {
	r.words = r.words[:0]
	named, changed, held := false, false, false
	for i := s.First; i < s.Last; {
		w, n := stateWords.Match(r.x, i, s.Last)
		if n == 0 {
			i++
			continue
		}
		r.words = append(r.words, placed{w, i})
		named = named || w.role == situation
		changed = changed || w.role == change
		held = held || w.role == control
		i += n
	}
	return named && changed || held
}

// advance moves the cursors to the sentence and looks up its words, which days and places need.
func (r *stateReader) advance(s *segment.Sentence) {
	for r.time < len(r.in.Times) && r.in.Times[r.time].End <= s.Start {
		r.time++
	}
	for r.place < len(r.in.Places) && r.in.Places[r.place].End <= s.Start {
		r.place++
	}
	for r.statement < len(r.in.Statements) && r.in.Statements[r.statement].Sentence.End <= s.Start {
		r.statement++
	}
	if r.tags == nil {
		r.tags = make([]word, len(r.x.Tokens))
	}
	lookSentence(r.x, r.tags, s)
}

// sentence appends the sentence's states, each situation and state once.
func (r *stateReader) sentence(s *segment.Sentence) {
	first := len(r.out)
	for i, w := range r.words {
		if w.role != change && w.role != control || r.hedged(i, s) {
			continue
		}
		if w.close && r.changes(i) >= 0 { // a truce that holds
			w.role, w.value = change, "in force"
		}
		t := r.turnOf(s, i, w)
		if t.situation == "" || !r.denied(s, w.at, &t) || r.known(first, t.situation, t.state) {
			continue
		}
		st := report.State{Span: t.words, Situation: t.situation, State: t.state, Statement: r.carrier(t.words)}
		if d := r.dayOf(s, w.at, false); !d.none() && !d.long() {
			st.Day = d.report().Start
		}
		st.Where = t.where
		if st.Where == "" {
			st.Where = r.whereOf(s, t.situation, w.at)
		} else {
			r.placed[t.situation] = st.Where
		}
		r.attribute(&st, s, w)
		r.out = append(r.out, st)
	}
}

// turning is what one word tells of a situation.
type turning struct {
	situation, state string // situation is "" where it tells nothing
	where            string // the place that its sentence gives, "" where that is none but a country
	words            report.Span
}

// turnOf is what word i of the sentence, which is w, tells of a situation.
func (r *stateReader) turnOf(s *segment.Sentence, i int, w placed) turning {
	t := turning{state: w.value, words: report.Span{Start: r.x.Tokens[w.at].Start, End: r.x.Tokens[w.at+int(w.n)-1].End}}
	place := r.spotOf(s, w.at, false).place
	if w.role == control {
		place = r.ground(s, w, place)
	}
	if r.exact(place) {
		t.where = r.in.Places[place].Name
	} else if w.role == control {
		t.where = r.unlisted(s, w)
	}
	switch {
	case w.role == change:
		if j := r.changes(i); j >= 0 {
			r.change(&t, r.words[j])
		}
	case w.situation == report.Ceasefire || w.situation != "" && t.where != "":
		t.situation = w.situation
	case w.situation == "" && r.holding(s, w, place, t.where != ""):
		t.situation = "control"
	}
	return t
}

// change takes in that the situation that o names is what changes.
func (r *stateReader) change(t *turning, o placed) {
	t.situation = o.value
	t.words = report.Hull([]report.Span{t.words, {Start: r.x.Tokens[o.at].Start, End: r.x.Tokens[o.at+int(o.n)-1].End}})
	switch {
	case t.state != "violated":
	case t.situation == report.Siege: // a siege that is broken is over
		t.state = "ended"
	case t.situation == report.Evacuation: // it is broken off, or disturbed
		t.state = "suspended"
	}
}

// exact reports whether place i is one, and more exact than a country.
func (r *stateReader) exact(i int) bool { return i >= 0 && r.in.Places[i].Precision != report.Country }

// holding reports whether the word of control at w speaks of the place with that index, or of one that it names or that
// was told of before.
func (r *stateReader) holding(s *segment.Sentence, w placed, place int, named bool) bool {
	switch {
	case named && !r.exact(place):
		return true
	case place >= 0 && (!r.exact(place) || !r.taken(w, place)), place < 0 && !r.theTown(w):
		return false
	}
	return w.value != report.Taken || !r.peaceful(s, w.at)
}

// denied turns what the words before token w deny into its opposite, and reports whether that is anything.
func (r *stateReader) denied(s *segment.Sentence, w int, t *turning) bool {
	if !r.gainsaid(s, w) {
		return true
	}
	if t.situation != "control" || t.state != report.Taken {
		return false
	}
	t.state = report.NotTaken
	return true
}

// attribute writes on a state who announced it and who observed it, as far as the words tell.
func (r *stateReader) attribute(st *report.State, s *segment.Sentence, w placed) {
	if st.Statement == "" {
		st.AnnouncedBy = r.announcer(s, w)
		return
	}
	for i := r.statement; i < len(r.in.Statements); i++ {
		from := &r.in.Statements[i]
		if from.ID != st.Statement {
			continue
		}
		switch name := from.Origin().Name; {
		case cursor.OneOf(name, "", "unnamed"):
		case from.Hand == report.Witness:
			st.ObservedBy = name
		default:
			st.AnnouncedBy = name
		}
		return
	}
}

// announcer is the subject of a word for announcing, or who follows its "by" in the passive; "" where the words name
// nobody.
func (r *stateReader) announcer(s *segment.Sentence, w placed) string {
	const most = 7 // words of a subject
	switch r.x.Fold(w.at) {
	case "announced", "announces", "declared", "declares":
	default:
		return ""
	}
	end, passive := w.at, false
	for end > s.First && (r.tags[end-1].role == auxiliary || r.tags[end-1].role == adverb) {
		end--
		passive = passive || r.passive(end)
	}
	first := end
	if passive {
		first = w.at + int(w.n)
		for first < s.Last && r.tags[first].role != by {
			if r.tags[first].role == stop {
				return ""
			}
			first++
		}
		first++
		for end = first; end < s.Last && end-first < most && r.nominal(end); end++ {
		}
	} else {
		for first > s.First && end-first < most && r.nominal(first-1) {
			first--
		}
	}
	for first < end && (r.tags[first].role == determiner || r.tags[first].role == and) {
		first++
	}
	if first >= end || first >= s.Last {
		return ""
	}
	for _, o := range r.words {
		if o.role == situation && o.at >= first && o.at < end {
			return ""
		}
	}
	return strings.Join(strings.Fields(r.x.Raw[r.x.Tokens[first].Start:r.x.Tokens[end-1].End]), " ")
}

// nominal tells whether token k can be a word of whoever announces something.
func (r *stateReader) nominal(k int) bool {
	if r.x.Tokens[k].Kind != segment.Word || r.timed(k) {
		return false
	}
	switch r.tags[k].role {
	case say, stop, auxiliary, negation, modal, locative, by, from, since, until, blame:
		return false
	}
	return true
}

// taken tells whether the place is what the word of control at w is about: its object, or its subject in the passive.
func (r *stateReader) taken(w placed, place int) bool {
	const reach = 8 // tokens
	k, after := r.x.TokenAt(r.in.Places[place].Start), w.at+int(w.n)
	if w.falls {
		return k < w.at && r.nearTo(w.at, r.x.TokenAt(r.in.Places[place].End))
	}
	if w.close && k >= after {
		return r.holds(after, k)
	}
	if k >= after {
		return k-after < reach
	}
	if w.value == report.NotTaken { // "Homs has never fallen"
		return true
	}
	helped := w.at - 1
	for helped > k && r.tags[helped].role == adverb { // "Homs is now in the hands of"
		helped--
	}
	return w.at-k < reach && (r.tags[helped].role == auxiliary || r.tags[w.at].role == auxiliary || r.Is(helped, "remains", "remain", "remained"))
}

// nearTo reports whether nothing but auxiliaries stands between tokens k and w: "Homs has fallen".
func (r *stateReader) nearTo(w, k int) bool {
	const reach = 4 // tokens
	for ; k < w; k++ {
		if role := r.tags[k].role; w-k > reach || role != auxiliary && role != adverb {
			return false
		}
	}
	return true
}

// theTown reports whether a word of control speaks of a place told of before: "took the town", "the village fell".
func (r *stateReader) theTown(w placed) bool {
	if w.falls {
		k := w.at - 1
		for k > 0 && r.tags[k].role == auxiliary {
			k--
		}
		return k > 0 && grounds[r.x.Fold(k)] && r.x.Fold(k-1) == "the"
	}
	after := w.at + int(w.n)
	return after+1 < len(r.x.Tokens) && r.x.Fold(after) == "the" && grounds[r.x.Fold(after+1)]
}

// grounds are words for a place that somebody can hold.
var grounds = sets.Of("grounds")

// peaceful reports whether those who come to a place, before token w, are no army: "a convoy entered Homs".
func (r *stateReader) peaceful(s *segment.Sentence, w int) bool {
	const reach = 8 // tokens
	for k := w - 1; k >= max(s.First, w-reach); k-- {
		if f := r.x.Fold(k); comers[f] || visitors[f] && strings.HasPrefix(r.x.Fold(w), "enter") {
			return true
		}
	}
	return false
}

// gainsaid reports whether the words before token w deny what follows them: "denied that Homs had fallen".
func (r *stateReader) gainsaid(s *segment.Sentence, w int) bool {
	const reach = 10 // tokens
	for k := w - 1; k >= max(s.First, w-reach); k-- {
		switch r.x.Fold(k) {
		case "denied", "denies", "deny", "denying", "refuted", "refutes", "untrue", "baseless", "rejected", "dismissed":
			return true
		case ";", "but", "and", "while":
			return false
		}
	}
	for k := w + 1; k < min(s.Last, w+reach); k++ { // "claims that Homs has fallen are untrue"
		switch r.x.Fold(k) {
		case "denied", "untrue", "false", "baseless":
			return r.Is(k-1, "is", "are", "was", "were", "totally", "completely", "entirely")
		case ";", ",", "but", "and", "while":
			return false
		}
	}
	return false
}

// comers are those who enter a place and take nothing but people and goods.
var comers = sets.Of("comers")

// visitors may be anybody.
var visitors = sets.Of("visitors")

// ground is the place of the sentence of which the word of control at w speaks: the nearest that is more exact than a
// region; place where there is none.
func (r *stateReader) ground(s *segment.Sentence, w placed, place int) int {
	const most = 16 // places of a sentence
	best, least := place, len(r.x.Tokens)
	for i := r.place; i < min(len(r.in.Places), r.place+most) && r.in.Places[i].Start < s.End; i++ {
		p := &r.in.Places[i]
		if p.Precision == report.Country || p.Precision == report.Region {
			continue
		}
		away := r.x.TokenAt(p.Start) - w.at
		if away < 0 {
			away = 2 * -away // what is held follows, as a rule
		}
		if away < least {
			best, least = i, away
		}
	}
	return best
}

// holds reports whether what is held from token after on is the place at token k, or "the town" and the like, and no
// talks in it.
func (r *stateReader) holds(after, k int) bool {
	const reach = 6 // tokens
	for i := after; i < min(len(r.x.Tokens), after+reach); i++ {
		switch r.x.Fold(i) {
		case "in", "at", "on", "by", "for", "with", "up", "out", "off", "its", "talks", "a", "to", "from", "part", "place", "over", "into", "and":
			return false
		case "town", "city", "village", "district", "quarter":
			return true
		}
		if i >= k && k >= after {
			return true
		}
	}
	return false
}

// changes is the index of the situation that word i changes: the nearest one with nothing but its own clause between;
// -1 for none.
func (r *stateReader) changes(i int) int {
	const reach = 9 // tokens
	best, least := -1, reach+1
	at := r.words[i].at
	for j := i - 1; j >= 0 && at-r.words[j].at <= reach && r.words[j].role != turn; j-- {
		if r.words[j].role == situation {
			best, least = j, at-r.words[j].at
			break
		}
	}
	for j := i + 1; j < len(r.words) && r.words[j].at-at < least && r.words[j].role != turn; j++ {
		if r.words[j].role == situation {
			return j
		}
	}
	return best
}

// hedged tells whether word i is denied, wanted or still to come. "To have begun" is not: it has.
func (r *stateReader) hedged(i int, s *segment.Sentence) bool {
	const reach = 4 // tokens
	at := r.words[i].at
	for j := i - 1; j >= 0 && at-r.words[j].at <= reach; j-- {
		w := r.words[j]
		if w.role == turn {
			return false
		}
		if w.role != hedge {
			continue
		}
		after := w.at + int(w.n)
		if r.x.Fold(w.at) == "to" && after < s.Last && (r.x.Fold(after) == "have" || after != at && r.x.Fold(after) != "be") {
			continue
		}
		return true
	}
	return false
}

// known tells whether the state stands among those from index first on.
func (r *stateReader) known(first int, name, state string) bool {
	for i := range r.out[first:] {
		if o := &r.out[first+i]; o.Situation == name && o.State == state {
			return true
		}
	}
	return false
}

// carrier is the ID of the statement whose content holds the span, "" in the report's own voice.
func (r *stateReader) carrier(span report.Span) string {
	for i := r.statement; i < len(r.in.Statements) && r.in.Statements[i].Sentence.Start <= span.Start; i++ {
		for _, c := range r.in.Statements[i].Content() {
			if c.Overlaps(span) {
				return r.in.Statements[i].ID
			}
		}
	}
	return ""
}

// lastCity is the name of the last place that is more exact than a region, else of the last that is no country; it
// looks back a bounded way.
func lastCity(places []report.Place) string {
	const back = 24
	region := ""
	for i := len(places) - 1; i >= max(0, len(places)-back); i-- {
		switch p := &places[i]; p.Precision {
		case report.Country:
		case report.Region:
			if region == "" {
				region = p.Name
			}
		default:
			return p.Name
		}
	}
	return region
}
