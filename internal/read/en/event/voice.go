package event

import (
	"slices"
	"strings"

	"firsthand/internal/read/core/bind"
	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/report"
)

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
	if r.Is(k, "we", "i") {
		return r.in.Publisher
	}
	return r.previous()
}

// attributed is who says what the word at token k attributes ("X, in a recording, denied that …"), else the subject of
// that verb in the tree; "" where there is neither.
func (r *stancer) attributed(k int) string {
	for j := k; j < k+max(1, int(r.tags[k].n)); j++ {
		if st := r.cues.At(report.Span{Start: r.x.Tokens[j].Start, End: r.x.Tokens[j].End}); st != nil {
			return bind.SpokenFor(st.Origin())
		}
	}
	const steps, reach = 3, 60 // arcs; tokens
	for v, n := k, 0; r.in.Grammar != nil && v >= r.s.First && n < steps; n++ {
		for i := max(r.s.First, v-reach); i < min(r.s.Last, v+reach); i++ {
			if head, rel := r.in.Grammar.Arc(i); head == v && rel == syntax.Nsubj {
				return r.mentionedAt(i)
			}
		}
		head, rel := r.in.Grammar.Arc(v)
		if rel != syntax.Conj && rel != syntax.Xcomp && rel != syntax.Advcl {
			break
		}
		v = head
	}
	return ""
}

// mentionedAt is the name of whom the word at token i speaks, "" where it is nobody whom the report names.
func (r *stancer) mentionedAt(i int) string {
	const back = 4 // mentions
	t := r.x.Tokens[i]
	at, _ := slices.BinarySearchFunc(r.named, t.Start+1, func(m mentioned, start int) int { return m.Start - start })
	for j := at - 1; j >= max(0, at-back); j-- {
		if m := r.named[j]; m.Start <= t.Start && t.End <= m.End && m.who.Named {
			return r.body(m.who)
		}
	}
	return ""
}

// speaker is who says the words at token k, by the statements; "" in the report's own voice.
func (r *stancer) speaker(k int) string {
	at := r.x.Tokens[k].Start
	for i := r.statement; i < len(r.in.Statements) && r.in.Statements[i].Sentence.Start < r.s.End; i++ {
		for _, c := range r.in.Statements[i].Content() {
			if c.Start <= at && at < c.End {
				return bind.SpokenFor(r.in.Statements[i].Origin())
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
			if !cursor.OneOf(h.Name, "", "unnamed") && h.Kind != report.Unnamed {
				return h.Name
			}
		}
	}
	return ""
}

// fuller is the name that a single common noun stands for ("the office"): the last source before that ends with it,
// else the publisher where that does.
func (r *stancer) fuller(noun string) string {
	const back = 24 // statements
	ends := func(name string) bool {
		name = strings.ToLower(name)
		return strings.HasSuffix(name, " "+noun)
	}
	for i := min(r.statement, len(r.in.Statements)-1); i >= max(0, r.statement-back); i-- {
		for _, h := range r.in.Statements[i].Hops {
			if ends(h.Name) {
				return h.Name
			}
		}
	}
	if ends(r.in.Publisher) {
		return r.in.Publisher
	}
	return noun
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
