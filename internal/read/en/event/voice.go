package event

import (
	"strings"

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
				origin := r.in.Statements[i].Origin()
				switch {
				case origin.Name == "unnamed":
					return ""
				case origin.Of != "" && strings.HasPrefix(origin.Role, "spokes"):
					return origin.Of
				}
				return origin.Name
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

// fuller is the name that a single common noun stands for ("the office"): the last source before that ends with it, else the publisher where that does.
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
