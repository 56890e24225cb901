package event

import (
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
)

// attributive tells whether the word at token k only describes a noun: "the confirmed deaths", "the biggest
// acknowledged loss".
func (r *stancer) attributive(k int) bool {
	first := r.verbs(k)
	if first == r.s.First {
		return false
	}
	w := r.x.Fold(first - 1)
	return r.tags[first-1].role == article && r.tags[k].role != correct && r.tags[k].role != retract || len(w) > 5 && strings.HasSuffix(w, "est")
}

// intended tells whether the verb at token k is an infinitive, stands after a preposition or is still to come, so that
// nobody is said to have done it: "to deny it", "for admitting", "will deny".
func (r *stancer) intended(k int) bool {
	if k == r.s.First {
		return false
	}
	for j := k - 1; j >= r.s.First && (r.tags[j].role == helper || r.tags[j].role == manner || r.tags[j].role == be); j-- {
		switch r.x.Fold(j) {
		case "will", "may", "might", "would", "could", "can":
			return true
		}
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

// toWords tells whether the answer that is not given, from token k on, would be one to words: a request, a question, or
// nothing said.
func (r *stancer) toWords(k int) bool {
	const reach = 6
	if k >= r.s.Last || r.x.Fold(k) != "to" && r.tags[k].role != asked && !(r.tags[k].role == article && k+1 < r.s.Last && r.tags[k+1].role == asked) {
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

// ofWords tells whether what is retracted or corrected by the verb at token k, with next the token after it, is words:
// its object, or its subject in the passive.
func (r *stancer) ofWords(k, next int) bool {
	if !r.passive(k) {
		return r.wordsAfter(next)
	}
	first := r.verbs(k)
	for j := r.subject(first); j < first; j++ {
		if r.tags[j].role == ofWords {
			return true
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
			if f := r.x.Fold(j - 1); strings.HasSuffix(f, "ly") && len(f) > 4 && !r.x.Capital(j-1) || j < k && cursor.OneOf(f, "both", "all") || f == "both" || f == "all" && j-2 >= r.s.First && r.tags[j-2].role == helper {
				j--
				continue
			}
		case later:
			h := j - 1
			for h > r.s.First && r.tags[h].role == later {
				h--
			}
			if t := r.tags[h].role; t == able || t == silent || t == manner || t == unable || t == not {
				j = h
				continue
			}
		}
		if r.Is(j-1, "or", "and") && j-1 > r.s.First && r.tags[j-2].role >= verify && r.tags[j-2].role <= silent {
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
	if r.Is(max(k-1, r.s.First), "and", "or") {
		return k // the subject is that of another verb
	}
	j := k
	for j > r.s.First && k-j < most && !r.bounds(j-1) {
		if r.tags[j-1].role == pronoun {
			return r.ownPhrase(j-1, k)
		}
		j--
	}
	if j < k && r.Is(j, "and", "or") {
		j++
	}
	return r.withoutAdverbial(r.ownPhrase(j, k), k)
}

// bounds reports whether token j can be in no noun phrase before a verb: a verb, a mark, a word that begins a clause.
func (r *stancer) bounds(j int) bool {
	switch role := r.tags[j].role; {
	case role == edge, role == saying, role == be, role == not, role >= deny && role <= acknowledge:
		return true
	case role == helper && !r.possessive(j):
		return true
	}
	return r.x.Tokens[j].Kind >= segment.Punct && !r.inner(j)
}

// withoutAdverbial is the first token of the subject in the tokens [j, k), behind a phrase of time or place that stands
// before it.
func (r *stancer) withoutAdverbial(j, k int) int {
	for j < k && (r.tags[j].role == preposed || r.tags[j].role == manner) {
		n := r.articleIn(j+1, k)
		if n >= k || n == j+1 && !r.more(n, k) {
			if r.tags[j].role == preposed {
				return j + 1
			}
			j++
			continue
		}
		if n == j+1 {
			n = r.articleIn(n+1, k)
		}
		j = n
	}
	return j
}

// articleIn is the first article in the tokens [n, k); k or n, whichever is more, where there is none.
func (r *stancer) articleIn(n, k int) int {
	for n < k && r.tags[n].role != article {
		n++
	}
	return n
}

// ownPhrase is the first token of the last noun phrase in the tokens [j, k): where a text has lost its marks, what
// stands before it belongs to another clause ("an accusation the group has denied") or to the page ("Views 729
// Related").
func (r *stancer) ownPhrase(j, k int) int {
	for i := k - 1; i > j; i-- {
		before := r.tags[i-1].role
		switch f := r.x.Fold(i - 1); {
		case r.tags[i].role == article && before != preposed && !cursor.OneOf(f, "of", "and", "or", "&") && !strings.HasSuffix(f, "ing") && !strings.HasSuffix(f, "ed"):
			return i
		case r.x.Tokens[i].Kind == segment.Number && before == other && r.x.Capital(i-1) && i+1 < k && r.x.Capital(i+1):
			return i + 1
		}
	}
	return j
}

// possessive tells whether the token k is "'s" rather than a short "has".
func (r *stancer) possessive(k int) bool {
	f := r.x.Fold(k)
	return cursor.OneOf(f, "'s", "’s")
}

// untimed is the token after the subject [from, k) without an expression of time at its end: "the group on Monday".
func (r *stancer) untimed(from, k int) int {
	if k == from {
		return k
	}
	last := r.x.Tokens[k-1]
	for _, t := range r.in.Times[r.time:] {
		if t.Start >= last.End {
			break
		}
		if t.End < last.End {
			continue
		}
		for k > from && r.x.Tokens[k-1].End > t.Start {
			k--
		}
		if k > from && r.tags[k-1].role == preposed {
			k--
		}
	}
	return k
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
	return cursor.OneOf(w, "-", "'", "’", "/", "&")
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
		if f := r.x.Fold(i); !cursor.OneOf(f, "on", "about") {
			if role == respond && f == "to" {
				return about, end
			}
			return about, end
		}
		i++
	}
	if i < end && r.Is(i, "that", "whether", "how") {
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
	if k < r.s.Last && r.Is(k, "that", "whether", "how") {
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
