package desk

import (
	"slices"
	"strings"

	"firsthand/internal/desk/mark"
	"firsthand/internal/report"
)

// paragraph is a paragraph of a report's text, cut into pieces for the template.
type paragraph struct {
	Pieces []textPiece
	Gap    string
}

// textPiece is a stretch of words that is marked in one way.
type textPiece struct {
	Text    string
	Class   string           // "" for words that nothing marks
	Select  string           // ID of the innermost statement that covers it; "" for none
	Anchor  string           // id of the element, where an address points at it
	Control string           // "U+202E" for a character that would turn the words after it round
	Marks   []*statementView // statements that begin here
}

// note is a span over the text and what it stands for.
type note struct {
	span      report.Span
	class     string
	statement int // index of the statement, -1 for none
	begins    bool
	anchor    string
}

// notesOf lists everything that is marked in the text. The roles in a chain are marked for the selected statement only:
// a text in which everything is marked has nothing marked.
func notesOf(text string, reading report.Reading, sel selection) []note {
	var notes []note
	add := func(class string, spans ...report.Span) {
		for _, s := range spans {
			notes = append(notes, note{span: s, class: class, statement: -1})
		}
	}
	for i, st := range reading.Statements {
		class := "said"
		if st.ID == sel.statement {
			class = "said now"
			for _, h := range st.Hops {
				if h.Source != nil {
					add("source", *h.Source)
				}
				add("cue", h.Cue...)
			}
			if st.HandWhy != nil {
				add("why", *st.HandWhy)
			}
		}
		content := slices.Clone(st.Content())
		slices.SortFunc(content, func(a, b report.Span) int { return a.Start - b.Start })
		first := true
		for _, s := range content {
			words := strings.TrimSpace(s.In(text)) != "" // white space alone may lie between two paragraphs, where no number can stand
			notes = append(notes, note{span: s, class: class, statement: i, begins: first && words})
			first = first && !words
		}
	}
	for _, f := range reading.Figures {
		add("figure", f.Span)
	}
	for _, p := range reading.Places {
		add("place", p.Span)
	}
	for _, t := range reading.Times {
		add("time", t.Span)
	}
	if sel.words.Valid(text) {
		notes = append(notes, note{span: sel.words, class: "picked", statement: -1, anchor: "at-words", begins: true})
	}
	add("control", mark.Controls(text)...)
	return notes
}

// markUp cuts a report's text for the template. What the template writes of the pieces and gaps is the text again.
func markUp(rep report.Report, reading report.Reading, statements []statementView, sel selection) []paragraph {
	notes := notesOf(rep.Text, reading, sel)
	spans := make([]report.Span, len(notes))
	for i, n := range notes {
		spans[i] = n.span
	}
	var out []paragraph
	for _, p := range mark.Cut(rep.Text, spans) {
		q := paragraph{Gap: p.Gap}
		for _, piece := range p.Pieces {
			t := textPiece{Text: piece.Text}
			var classes []string
			for _, i := range piece.Over {
				n := notes[i]
				for class := range strings.FieldsSeq(n.class) {
					if !slices.Contains(classes, class) {
						classes = append(classes, class)
					}
				}
				if n.statement >= 0 {
					t.Select = statements[n.statement].ID
				}
				if n.class == "control" {
					t.Control = controlNames[piece.Text]
				}
			}
			for _, i := range piece.Begin {
				if n := notes[i]; n.begins && n.statement >= 0 {
					t.Marks = append(t.Marks, &statements[n.statement])
				} else if n.begins {
					t.Anchor = n.anchor
				}
			}
			t.Class = strings.Join(classes, " ")
			q.Pieces = append(q.Pieces, t)
		}
		out = append(out, q)
	}
	return out
}

var controlNames = map[string]string{"\u202d": "U+202D", "\u202e": "U+202E"}
