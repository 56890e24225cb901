package event

import (
	"cmp"
	"slices"
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// positions appends the stances of the current sentence that no single word takes: silence told in other words, what a
// speaker says did not happen, what a speaker says his own side did.
func (r *stancer) positions() {
	for k := r.s.First; k < r.s.Last; k++ {
		for _, find := range []func(int) (string, string){r.unheard, r.unissued, r.unanswered, r.stillChecking, r.issuedDenial} {
			if who, stance := find(k); stance != "" {
				r.enter(who, stance)
			}
		}
	}
	r.saysNot()
	r.ownDeed()
}

// enter appends a stance that the whole sentence takes, unless it stands there already.
func (r *stancer) enter(who, stance string) {
	if who = r.asWritten(bare(strings.TrimSpace(who))); who == "" {
		return
	}
	span := report.Span{Start: r.s.Start, End: r.s.End}
	id := r.sourceID(who)
	if slices.ContainsFunc(r.out, func(o report.Stance) bool { return o.Stance == stance && o.SourceID == id && o.Overlaps(span) }) {
		return
	}
	r.out = append(r.out, report.Stance{Span: span, Who: who, SourceID: id, Stance: stance})
}

// asWritten is what the report calls whoever goes by a name that it does not have: "OCHA" where it says OCHA alone.
func (r *stancer) asWritten(who string) string {
	if who == "" || who == r.in.Publisher || strings.Contains(r.x.Raw, who) {
		return who
	}
	for i := range r.in.Entities {
		if e := &r.in.Entities[i]; e.Name == who {
			name := ""
			for _, n := range e.Names {
				if len(n) > len(name) && strings.Contains(r.x.Raw, n) && !slices.ContainsFunc(r.in.Places, func(p report.Place) bool { return p.Name == n }) {
					name = n
				}
			}
			return cmp.Or(name, who)
		}
	}
	return who
}

// subjectAt is whom the words right before token k name.
func (r *stancer) subjectAt(k int) string {
	first := k
	for first > r.s.First && (r.tags[first-1].role == helper || r.tags[first-1].role == be || r.tags[first-1].role == manner || r.tags[first-1].role == not) {
		first--
	}
	if who := r.attributed(first); who != "" {
		return who
	}
	from := r.subject(first)
	to := r.untimed(from, first)
	if to-from == 1 && r.tags[from].role == pronoun {
		return r.stands(from)
	}
	if who := r.entity(from, to); who != "" {
		return who
	}
	return bare(r.words(from, to))
}

// nounAt is whom the phrase from token k on names: up to a verb, a preposition or a mark.
func (r *stancer) nounAt(k int) string {
	const most = 8 // tokens
	hi := k
	for hi < r.s.Last && hi < k+most && r.x.Tokens[hi].Kind < segment.Punct {
		w := r.tags[hi]
		if hi > k && (w.role == edge || w.role == be || w.role == helper && !r.Is(hi, "'s", "’s") || w.role == preposed || w.role == silent || w.role == not || w.role == later) {
			break
		}
		hi++
	}
	for hi > k && r.tags[hi-1].role == manner {
		hi--
	}
	if who := r.entity(k, hi); who != "" {
		return who
	}
	return bare(r.words(k, hi))
}

// unheard is who said nothing: "there was no word from Halden", "nothing was heard from the army".
func (r *stancer) unheard(k int) (string, string) {
	const back = 5 // tokens
	if r.x.Fold(k) != "from" || k+1 >= r.s.Last {
		return "", ""
	}
	word := false
	for j := k - 1; j >= r.s.First && j >= k-back; j-- {
		f := r.x.Fold(j)
		word = word || heard[f]
		if word && cursor.OneOf(f, "no", "nothing", "without", "not") {
			return r.nounAt(k + 1), report.NoComment
		}
	}
	return "", ""
}

// heard are what one hears or gets from somebody who says something.
var heard = sets.Of("heard")

// unissued is who issued no statement: "had not issued a statement", "made no mention of the attack".
func (r *stancer) unissued(k int) (string, string) {
	f := r.x.Fold(k)
	if tightLipped[f] {
		if j := r.keeper(k); j >= 0 {
			return r.subjectAt(j), report.NoComment
		}
	} else if issuing[f] && r.nothingIssued(k) {
		return r.subjectAt(k), report.NoComment
	}
	return "", ""
}

// tightLipped are words for somebody who says nothing, keeping verbs by which one is or stays so.
var (
	tightLipped = sets.Of("tightLipped")
	keeping     = sets.Of("keeping")
)

// reachOfIssuing is how many tokens before and after its verb tell whether a statement was issued.
const reachOfIssuing = 6

// keeper is the verb before token k by which somebody is or stays what it says, -1 for none.
func (r *stancer) keeper(k int) int {
	for j := k - 1; j >= r.s.First && j >= k-reachOfIssuing; j-- {
		switch role := r.tags[j].role; {
		case role == be || keeping[r.x.Fold(j)]:
			return j
		case role != not && role != helper && role != manner:
			return -1
		}
	}
	return -1
}

// nothingIssued reports whether what the verb at token k is said not to have issued is a statement.
func (r *stancer) nothingIssued(k int) bool {
	negated := r.deniedIssue(k)
	for j := k + 1; j < r.s.Last && j <= k+reachOfIssuing; j++ {
		switch g := r.x.Fold(j); {
		case g == "no":
			negated = true
		case negated && utterances[g]:
			return true
		case r.x.Tokens[j].Kind >= segment.Punct:
			return false
		}
	}
	return false
}

// deniedIssue reports whether a negation stands before the verb at token k.
func (r *stancer) deniedIssue(k int) bool {
	for j := k - 1; j >= r.s.First && j >= k-reachOfIssuing; j-- {
		switch r.tags[j].role {
		case not:
			return true
		case helper, be, manner:
		default:
			return false
		}
	}
	return false
}

// utterances are what somebody issues who has something to say.
var utterances = sets.Of("utterances")

var issuing = sets.Of("issuing")

// unanswered is who was asked and gave no answer: "an email to the ministry was not returned", "we asked the army and
// had no reply".
func (r *stancer) unanswered(k int) (string, string) {
	const reach = 30 // tokens
	f := r.x.Fold(k)
	switch {
	case r.tags[k].role == asked && k+2 < r.s.Last: // "Questions sent to the ministry"
		to := k + 1
		if r.Is(to, "sent", "put", "addressed", "made") {
			to++
		}
		if r.x.Fold(to) != "to" || to+1 >= r.s.Last {
			return "", ""
		}
		for j := to + 1; j < r.s.Last && j < k+reach; j++ {
			if r.tags[j].role == silent || r.tags[j].role == respond && r.passive(j) && r.group(j).negated || ignored[r.x.Fold(j)] {
				return r.nounAt(to + 1), report.NoComment
			}
		}
	case f == "asked" && k > r.s.First && k+1 < r.s.Last && (r.tags[k-1].role == pronoun || r.tags[k-1].role == helper):
		for j := k + 2; j+1 < r.s.Last && j < k+reach; j++ {
			if r.Is(j, "no", "without") && heard[r.x.Fold(j+1)] || r.Is(j, "had", "got", "received") && r.Is(j+1, "none") {
				return r.nounAt(k + 1), report.NoComment
			}
		}
	}
	return "", ""
}

var ignored = sets.Of("ignored")

// stillChecking is who has not verified something yet: "is still verifying the reports", "has no independent
// information".
func (r *stancer) stillChecking(k int) (string, string) {
	switch f := r.x.Fold(k); {
	case f == "still" && k+1 < r.s.Last && checking[r.x.Fold(k+1)]:
		return r.subjectAt(k), report.Unverified
	case f == "no" && k > r.s.First && k+2 < r.s.Last && r.Is(k-1, "had", "has", "have"):
		if r.Is(k+1, "independent", "own", "first-hand", "firsthand") && knowing[r.x.Fold(k+2)] || r.Is(k+1, "confirmation", "verification") {
			return r.subjectAt(k - 1), report.Unverified
		}
	}
	return "", ""
}

var (
	checking = sets.Of("checking")
	knowing  = sets.Of("knowing")
)

// issuedDenial is who issued a denial.
func (r *stancer) issuedDenial(k int) (string, string) {
	if !r.Is(k, "denial", "denials") || k < r.s.First+2 {
		return "", ""
	}
	for j := k - 1; j > r.s.First && j >= k-4; j-- {
		if issuing[r.x.Fold(j)] {
			return r.subjectAt(j), report.Denied
		}
	}
	return "", ""
}

// saysNot appends a denial for whoever says that there was no such thing: "said there had been no shooting", "none of
// its planes had been in the area". Who says that nobody was killed denies nothing.
func (r *stancer) saysNot() {
	const reach = 7 // tokens
	for k := r.s.First; k < r.s.Last; k++ {
		f := r.x.Fold(k)
		if !cursor.OneOf(f, "no", "none") {
			continue
		}
		not, what := false, false
		for j := k + 1; j < r.s.Last && j <= k+reach && r.x.Tokens[j].Kind < segment.Punct; j++ {
			g := r.x.Fold(j)
			what = what || took[g] || undone[g] || f == "none" && (deeds[g] || g == "been")
			not = not || f == "none" && cursor.OneOf(g, "its", "our", "his", "their")
		}
		if what && (not || f == "no" && (r.existential(k) || r.happens(k))) {
			if who := r.speaker(k); who != "" {
				r.enter(who, report.Denied)
			}
			return
		}
	}
}

// took are nouns for what did or did not take place.
var took = sets.Of("took")

// existential reports whether "no" at token k follows "there was" and the like.
func (r *stancer) existential(k int) bool {
	for j := k - 1; j >= r.s.First && j >= k-4; j-- {
		if r.x.Fold(j) == "there" {
			return true
		}
		if r.tags[j].role != be && r.tags[j].role != helper && r.tags[j].role != manner {
			break
		}
	}
	if k <= r.s.First {
		return false
	}
	prev := r.x.Fold(k - 1)
	if prev == "out" && k-1 > r.s.First {
		prev = r.x.Fold(k - 2)
	}
	return deeds[prev] || cursor.OneOf(prev, "conducted", "suffered", "caused", "made")
}

// happens reports whether what "no" at token k counts is said to have taken place: "no attack had taken place".
func (r *stancer) happens(k int) bool {
	const reach = 7 // tokens
	for j := k + 1; j < r.s.Last && j <= k+reach; j++ {
		switch r.x.Fold(j) {
		case "taken", "occurred", "happened", "place", "occur", "happen", "recorded":
			return true
		}
	}
	return false
}

// ownDeed appends a confirmation for whoever says that his own side did it: "the army said its aircraft had struck the
// building".
func (r *stancer) ownDeed() {
	const reach = 6 // tokens
	for k := r.s.First; k+1 < r.s.Last; k++ {
		f := r.x.Fold(k)
		if !cursor.OneOf(f, "it", "its", "we", "our") {
			continue
		}
		who := r.speaker(k)
		if who == "" {
			continue
		}
		for j := k + 1; j < r.s.Last && j <= k+reach; j++ {
			g := r.x.Fold(j)
			if r.tags[j].role == not || cursor.OneOf(g, "no", "be", "was", "were", "been", "will", "would") || r.x.Tokens[j].Kind >= segment.Punct {
				break
			}
			if did[g] && !r.ofNone(j) {
				r.enter(who, report.Confirmed)
				return
			}
		}
	}
}

// ofNone reports whether what the verb at token k did is none: "carried out no strikes".
func (r *stancer) ofNone(k int) bool {
	for j := k + 1; j < r.s.Last && j <= k+2; j++ {
		if r.Is(j, "no", "none", "nobody") {
			return true
		}
	}
	return false
}

// did are the verbs by which a side says what it did.
var did = sets.Of("did")

// affirms reports whether what follows a verb of confirming at token k is a thing that is confirmed. "Confirmed that"
// is only a way of saying, unless it is of the speaker's own side; see ownDeed.
func (r *stancer) affirms(k int) bool {
	if r.tags[k].role == article {
		return true
	}
	if r.x.Tokens[k].Kind == segment.Number || r.in.Grammar != nil && r.in.Grammar.Tags[k].String() == "CD" {
		return true
	}
	return r.in.Grammar != nil && r.x.Fold(k) != "that" && (r.in.Grammar.Tags[k].Noun() || r.in.Grammar.Tags[k].Adjective())
}
