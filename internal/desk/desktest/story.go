package desktest

import (
	"fmt"
	"strings"

	"firsthand/internal/report"
)

// story builds one report and its reading by hand. Spans are found by their words, so that a text can be changed
// without counting bytes.
type story struct {
	report  report.Report
	reading report.Reading
}

// tell starts a story. The report's ID is the one a ledger would give.
func tell(publisher, published, title, text string) *story {
	original := report.DigestOf([]byte(text))
	id := report.NewID(original, publisher, "", "")
	return &story{
		report: report.Report{
			ID: id, Title: title, Publisher: publisher, Published: published, Text: text,
			Lang: "en", Original: original, MediaType: "text/plain; charset=utf-8",
		},
		reading: report.Reading{
			ID: id, Reader: report.Reader{Version: "example"},
			Report: report.Head{Publisher: publisher, Published: published, Title: title},
		},
	}
}

// at is where words stand in the text. The words must be there; a story that is wrong about its own text is a bug in
// it.
func (s *story) at(words string) report.Span {
	i := strings.Index(s.report.Text, words)
	if i < 0 {
		panic(fmt.Sprintf("%q is not in %q", words, s.report.Title))
	}
	return report.Span{Start: i, End: i + len(words)}
}

// link is a hop as a story writes it: who, and the words that name them and carry it ("" for none).
type link struct {
	kind        report.HopKind
	name        string
	source, cue string
	role, of    string
}

// named tells whether the hop names somebody who could be asked.
func (l link) named() bool { return l.kind != report.Unnamed && l.name != "mediators" }

// says adds a statement: its content, its chain from the publisher inwards, and the hand with the words that gave it.
func (s *story) says(content string, hand report.Hand, why string, chain ...link) report.StatementRef {
	st := report.Statement{
		ID: fmt.Sprintf("s%d", len(s.reading.Statements)+1), Hand: hand,
		Quote: strings.Contains(content, "“"), Sentence: s.at(content),
	}
	if why != "" {
		w := s.at(why)
		st.HandWhy = &w
	}
	for _, l := range chain {
		h := report.Hop{Kind: l.kind, Name: l.name, SourceID: report.SourceID(l.name), Named: l.named(), Role: l.role, Of: l.of, Content: []report.Span{s.at(content)}}
		if l.source != "" {
			span := s.at(l.source)
			h.Source = &span
		}
		if l.cue != "" {
			h.Cue = []report.Span{s.at(l.cue)}
		}
		st.Hops = append(st.Hops, h)
	}
	s.reading.Statements = append(s.reading.Statements, st)
	return report.StatementRef{Report: s.report.ID, Statement: st.ID, Span: s.at(content)}
}

// figure adds a figure that the last statement carries.
func (s *story) figure(words, sentence, measure string, low, high int64, bound report.Bound, who string) report.Figure {
	f := report.Figure{
		Span: s.at(words), Measure: measure, Low: low, Bound: bound, Who: who,
		ID: fmt.Sprintf("f%d", len(s.reading.Figures)+1), Sentence: s.at(sentence),
	}
	if high > 0 {
		f.High = &high
	}
	if n := len(s.reading.Statements); n > 0 {
		f.Statement = s.reading.Statements[n-1].ID
	}
	s.reading.Figures = append(s.reading.Figures, f)
	return f
}

// place and day mark where and when.
func (s *story) place(words, name string, lat, lon float64) {
	s.reading.Places = append(s.reading.Places, report.Place{
		Span: s.at(words), Name: name, Lat: &lat, Lon: &lon, Precision: report.City,
	})
}

func (s *story) day(words, value string) {
	s.reading.Times = append(s.reading.Times, report.Time{Span: s.at(words), Value: value, Type: "DATE"})
}

// ref points at words of the story that belong to no statement.
func (s *story) ref(words string) report.StatementRef {
	return report.StatementRef{Report: s.report.ID, Span: s.at(words)}
}

// into adds the story to a ledger.
func (s *story) into(l *Ledger) { l.Add(s.report, s.reading, []byte(s.report.Text)) }

// node names the report in an origins graph.
func (s *story) node() string { return "report:" + s.report.ID }
