package event

import (
	"slices"
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// mentioned is one place of the text that speaks of an entity.
type mentioned struct {
	report.Span
	who *report.Entity
}

func mentionsOf(entities []report.Entity) []mentioned {
	var out []mentioned
	for i := range entities {
		for _, m := range entities[i].Mentions {
			out = append(out, mentioned{m.Span, &entities[i]})
		}
	}
	slices.SortFunc(out, func(a, b mentioned) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	return out
}

// entity is the name of whom the phrase of the tokens [from, to) speaks, "" where it is nobody whom the report names.
func (r *stancer) entity(from, to int) string {
	if from >= to {
		return ""
	}
	start, end := r.x.Tokens[from].Start, r.x.Tokens[to-1].End
	i, _ := slices.BinarySearchFunc(r.named, start, func(m mentioned, at int) int { return m.Start - at })
	for ; i < len(r.named) && r.named[i].Start < end; i++ {
		m := r.named[i]
		if m.Start > start && from+1 < to && m.Start > r.x.Tokens[from+1].Start {
			break
		}
		if m.End <= end && m.who.Named && 3*(m.End-m.Start) > end-start {
			if name := r.body(m.who); strings.Contains(r.x.Raw, name) || m.End-m.Start < end-start {
				return name
			}
			return r.words(from, to) // the report's own short name of a well-known body
		}
	}
	return ""
}

// body is the name of whoever an entity speaks for, where it is a spokesman, else its own.
func (r *stancer) body(e *report.Entity) string {
	for _, st := range r.in.Statements {
		for i := range st.Hops {
			if h := &st.Hops[i]; h.Entity == e.ID && h.Of != "" && strings.HasPrefix(h.Role, "spokes") {
				return h.Of
			}
		}
	}
	return e.Name
}

// sourceID makes a name comparable: an entity's own, where the name is that of one.
func (r *stancer) sourceID(name string) string {
	for i := range r.in.Entities {
		if e := &r.in.Entities[i]; e.Name == name && e.SourceID != "" {
			return e.SourceID
		}
	}
	return report.SourceID(name)
}

// from is the token after "from" at token k, where "comment from the army" says who would have given it; 0 where it
// does not.
func (r *stancer) from(k int) int {
	if k < r.s.Last && r.x.Fold(k) == "from" {
		return k + 1
	}
	return 0
}

// silentOnes appends a stance for each of those from whom there was no comment, and returns the token after them.
func (r *stancer) silentOnes(k int, stance string) int {
	at := k + 1
	for {
		lo := r.from(at)
		if lo == 0 {
			return at
		}
		hi := lo
		for hi < r.s.Last && r.x.Tokens[hi].Kind < segment.Punct && !r.Is(hi, "or", "and") && r.tags[hi].role != edge {
			hi++
		}
		if hi == lo {
			return at
		}
		who := r.entity(lo, hi)
		if who == "" {
			who = bare(r.words(lo, hi))
		}
		r.out = append(r.out, report.Stance{Span: report.Span{Start: r.s.Start, End: r.x.Tokens[hi-1].End}, Who: who, SourceID: r.sourceID(who), Stance: stance})
		for hi < r.s.Last && (r.Is(hi, "or", "and") || r.x.Word(hi) == ",") {
			hi++
		}
		at = hi
	}
}

// opensCorrection reports whether a word for correcting at token k heads a correction: "Correction: …", "CORRECTION TO
// FLASH 3", "(Corrects paragraph 2 …".
func (r *stancer) opensCorrection(k, next int) bool {
	if k > r.s.First+1 || k == r.s.First+1 && r.x.Word(r.s.First) != "(" {
		return false
	}
	if next >= r.s.Last {
		return true
	}
	switch r.x.Fold(next) {
	case ":", ",", "to", "of":
		return true
	}
	return k == r.s.First+1 || r.x.Tokens[next].Kind == segment.Number
}

// untrue are the words that say of others that they are not so; those that stand for a thing need "a" or nothing before
// them.
var untrue = sets.Of("untrue")

// deeds are the verbs that those who are accused say they have not done.
var deeds = sets.Of("deeds")

var undone = sets.Of("undone")

// untruths appends a denial for each statement that begins in the current sentence and says of others' words that they
// are not so, or of its speaker's own side that it did not do it; and for words that the report itself calls untrue.
func (r *stancer) untruths() {
	for k := r.s.First; k < r.s.Last; k++ {
		if r.ownerOfDenial(k) == "" && !r.calledUntrue(k) && !r.notDone(k) && !r.noTruth(k) && !r.absent(k) && !r.noForce(k) {
			continue
		}
		span := report.Span{Start: r.s.Start, End: r.s.End}
		for _, o := range r.out { // the sentence says so already
			if o.Stance == report.Denied && o.Start < span.End && span.Start < o.End {
				return
			}
		}
		who := r.speaker(k)
		if owner := r.ownerOfDenial(k); owner != "" {
			who = owner
		}
		if who == "" && untrue[r.x.Fold(k)] && r.x.Fold(k-1) == "as" {
			who = r.previous()
		}
		if who == "" && !untrue[r.x.Fold(k)] && !r.ownSide(k) {
			return
		}
		if who == "" {
			who = r.in.Publisher
		}
		if who != "" {
			r.out = append(r.out, report.Stance{Span: span, Who: who, SourceID: r.sourceID(who), Stance: report.Denied})
		}
		return
	}
}

// noTruth reports whether the word at token k ends "no truth", "not true".
func (r *stancer) noTruth(k int) bool {
	if k == r.s.First {
		return false
	}
	switch r.x.Fold(k) {
	case "truth":
		return r.x.Fold(k-1) == "no" || r.x.Fold(k-1) == "any" && r.group(k-1).negated
	case "true":
		return r.tags[k-1].role == not || k > r.s.First+1 && r.tags[k-2].role == not && r.tags[k-1].role == manner
	}
	return false
}

// absent reports whether the word at token k ends words by which a speaker says that no force of its own was there: "no
// soldiers had been near the place", "its aircraft were not in the air".
func (r *stancer) absent(k int) bool {
	const reach = 9 // tokens
	if !there[r.x.Fold(k)] || k < r.s.First+3 {
		return false
	}
	at := k - 1
	negated := false
	if r.tags[at].role == not {
		negated, at = true, at-1
	}
	if !r.Is(at, "was", "were", "been") {
		return false
	}
	own := false
	for j := at - 1; j >= r.s.First && j > at-reach; j-- {
		switch f := r.x.Fold(j); {
		case r.x.Tokens[j].Kind >= segment.Punct:
			return false
		case forces[f]:
			own = true
		case cursor.OneOf(f, "no", "none", "not", "never"):
			return own || f == "none"
		case own && negated && cursor.OneOf(f, "its", "our", "their", "his"):
			return true
		}
	}
	return false
}

// noForce reports whether the noun at token k is of a force that a speaker says he did not have there, or that did
// nothing: "had no troops in the area", "no officer fired a round".
func (r *stancer) noForce(k int) bool {
	if !forces[r.x.Fold(k)] || k == r.s.First || r.x.Fold(k-1) != "no" || k+1 >= r.s.Last {
		return false
	}
	next := k + 1
	if k-1 > r.s.First && r.Is(k-2, "had", "has", "have", "were", "was", "are") && r.Is(next, "in", "near", "at", "there", "anywhere", "around", "inside", "within") {
		return true
	}
	for next < r.s.Last && (r.tags[next].role == helper || r.tags[next].role == manner || r.Is(next, "ever")) {
		next++
	}
	return next < r.s.Last && (deeds[r.x.Fold(next)] || r.Is(next, "pressed", "entered", "harmed", "opened"))
}

// there are words that say where a force would have been, forces the nouns for one.
var (
	there  = sets.Of("there")
	forces = sets.Of("forces")
)

// ownerOfDenial is whose denial the noun at token k is, by the genitive before it: "the army's denial"; "" where it is
// nobody's.
func (r *stancer) ownerOfDenial(k int) string {
	const reach = 6 // tokens
	if !r.Is(k, "denial", "denials", "disclaimer", "rebuttal") || k < r.s.First+2 {
		return ""
	}
	if !r.Is(k-1, "'s", "’s", "'", "’") {
		return ""
	}
	from := k - 1
	for from > r.s.First && k-from < reach && r.x.Tokens[from-1].Kind < segment.Punct && r.tags[from-1].role != article &&
		r.tags[from-1].role != preposed && r.tags[from-1].role != edge {
		from--
	}
	if from == k-1 || r.tags[from].role == pronoun {
		return ""
	}
	if name := r.entity(from, k-1); name != "" {
		return name
	}
	return bare(r.words(from, k-1))
}

// ownSide reports whether the words before token k speak of the publisher as their subject: "we have", or its name.
func (r *stancer) ownSide(k int) bool {
	const reach = 40 // tokens
	first := max(r.s.First, k-reach)
	for j := first; j < k; j++ {
		if r.Is(j, "we", "our") {
			return true
		}
	}
	at, _ := slices.BinarySearchFunc(r.named, r.x.Tokens[first].Start, func(m mentioned, start int) int { return m.Start - start })
	for ; at < len(r.named) && r.named[at].Start < r.x.Tokens[k].Start; at++ {
		who := r.named[at].who
		if who.Named && r.in.Publisher != "" && (who.Name == r.in.Publisher || slices.Contains(who.Names, r.in.Publisher)) {
			return true
		}
	}
	return false
}

// calledUntrue reports whether the word at token k says of others that they are not so: after a form of "be", after
// "as" or a verb of calling.
func (r *stancer) calledUntrue(k int) bool {
	if k == r.s.First {
		return false
	}
	if f := r.x.Fold(k); f == "such" && r.x.Fold(k-1) == "no" {
		return k+1 < r.s.Last && r.tags[k+1].role == ofWords || k+1 < r.s.Last && r.x.Fold(k+1) == "thing"
	} else if !untrue[f] {
		return false
	}
	for j, n := k-1, 0; j >= r.s.First && n < 4; j, n = j-1, n+1 {
		switch f := r.x.Fold(j); {
		case r.tags[j].role == not:
			return false
		case r.tags[j].role == be:
			return k-j <= 4
		case cursor.OneOf(f, "as", "called", "calls", "calling", "that's"):
			return true
		}
	}
	return false
}

// nothingWas reports whether the participle at token k is of what was done to nothing: "no live round was fired".
func (r *stancer) nothingWas(k int) bool {
	const reach = 6 // tokens
	if !used[r.x.Fold(k)] || !r.passive(k) {
		return false
	}
	for j := k - 1; j >= r.s.First && j > k-reach; j-- {
		if r.x.Fold(j) == "no" {
			return r.tags[j].role == not
		}
		if r.x.Tokens[j].Kind >= segment.Punct {
			return false
		}
	}
	return false
}

// used are the participles of what is done with weapons and forces: done to nothing, somebody denies it.
var used = sets.Of("used")

// notDone reports whether the word at token k ends words by which a speaker says that something was not done: "had not
// fired", "performed no missions".
func (r *stancer) notDone(k int) bool {
	if k < r.s.First+2 {
		return false
	}
	f := r.x.Fold(k)
	if f == "nothing" && k+3 < r.s.Last && r.x.Fold(k+1) == "to" && r.x.Fold(k+2) == "do" {
		return true
	}
	if f == "place" && r.Is(k-1, "take", "taken") && r.tags[k-2].role == not {
		return true
	}
	if undone[f] && r.x.Fold(k-1) == "no" {
		verb := r.x.Fold(k - 2)
		return deeds[verb] || cursor.OneOf(verb, "been", "is", "had", "have", "has", "made", "took", "there", "was", "were")
	}
	if r.nothingWas(k) || f == "nowhere" && deeds[r.x.Fold(k-1)] {
		return true
	}
	if !deeds[f] || !r.Is(k-1, "not", "never") && !strings.HasSuffix(r.x.Fold(k-1), "n't") && !strings.HasSuffix(r.x.Fold(k-1), "n’t") {
		return false
	}
	switch r.x.Fold(k - 2) {
	case "had", "have", "has", "did", "were", "was", "do", "does":
		return true
	}
	return r.x.Fold(k-1) == "never"
}
