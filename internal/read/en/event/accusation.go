package event

import (
	"slices"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/report"
)

// mostStatements is how many statements one accusation keeps; no honest report comes near.
const mostStatements = 64

// accuse adds that words accuse somebody: those of the statement with that ID, or the report's own where it is "".
func (d *draft) accuse(who, statement string, words report.Span) {
	i := slices.IndexFunc(d.accused, func(a report.Accusation) bool { return a.Who == who })
	if i < 0 {
		if len(d.accused) >= mostNames {
			return
		}
		i = len(d.accused)
		d.accused = append(d.accused, report.Accusation{Who: who})
	}
	a := &d.accused[i]
	if statement == "" {
		a.OwnVoice = true
	} else if len(a.Statements) < mostStatements && !slices.Contains(a.Statements, statement) {
		a.Statements = append(a.Statements, statement)
	}
	if n := len(a.Words); n == 0 || n < mostStatements && a.Words[n-1] != words {
		a.Words = append(a.Words, words)
	}
}

// names is those who are accused.
func (d *draft) names() (out []string) {
	for i := range d.accused {
		out = append(out, d.accused[i].Who)
	}
	return out
}

// accuser is the ID of the statement whose content holds the words at token k, "" for the report's own voice. Of
// several it is the one with the longest chain, then the one with the shortest content: who says it, not who passes it
// on.
func (r *reader) accuser(k int) string {
	const back = 24 // statements
	at := r.x.Tokens[k].Start
	best := -1
	last, _ := slices.BinarySearchFunc(r.in.Statements, at+1, func(st report.Statement, end int) int {
		if c := st.Content(); len(c) > 0 {
			return c[0].Start - end
		}
		return -1
	})
	for j := last - 1; j >= max(0, last-back); j-- {
		st := &r.in.Statements[j]
		inside := slices.ContainsFunc(st.Content(), func(c report.Span) bool { return c.Start <= at && at < c.End })
		if inside && (best < 0 || tighter(st, &r.in.Statements[best])) {
			best = j
		}
	}
	if best < 0 {
		return ""
	}
	return r.in.Statements[best].ID
}

// tighter tells whether a says the words themselves rather than b: its chain is longer, or as long and its content
// shorter.
func tighter(a, b *report.Statement) bool {
	if len(a.Hops) != len(b.Hops) {
		return len(a.Hops) > len(b.Hops)
	}
	return report.Hull(a.Content()).Len() < report.Hull(b.Content()).Len()
}

// victims is who was harmed, as the draft's figures count them, in the order of the text.
func (r *reader) victims(d *draft) (out []string) {
	for _, i := range d.figures {
		f := &r.in.Figures[i]
		if f.Who != "" && !cursor.OneOf(f.Measure, "evacuated", "in need") && len(out) < mostNames && !slices.Contains(out, f.Who) {
			out = append(out, f.Who)
		}
	}
	return out
}

// spanOf is the bytes of sentence i.
func (r *reader) spanOf(i int) report.Span {
	return report.Span{Start: r.x.Sentences[i].Start, End: r.x.Sentences[i].End}
}
