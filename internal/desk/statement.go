package desk

import (
	"cmp"
	"slices"
	"strings"

	"firsthand/internal/decide"
	"firsthand/internal/report"
)

// statementView is a statement with its chain, for the panel beside the text and for the list below it.
type statementView struct {
	ID       string
	Number   int // counted from 1, as beside the words
	Of       int // statements in all
	Anchor   string
	Href     string
	Get      string // Href without its anchor, for htmx, which would scroll to one
	Name     string // what a screen reader says of its mark
	Words    string // its content
	Quote    bool
	Chain    []chainLink // from the publisher inwards
	Hand     report.Hand
	HandSays string // "claims to have seen it"
	HandWhy  string // the words that gave the hand
	Stance   string
	Kind     string
	Figures  []figureView
	Current  bool
	Previous string // address of the statement before; "" for the first
	Next     string

	On        string // its name in a decision
	Decisions []decisionView
	Incidents []incidentName // of its report
	Back      string         // where a form on it returns to; "" where this browser decides nothing
}

// chainLink is one link of a chain, as words.
type chainLink struct {
	How     string // "quotes"; "" for the publisher
	Name    string
	Role    string // "surgeon, the field hospital"
	Cue     string // the words that tie it: "told … by telephone"
	Source  string // the words that name it, where they differ from Name
	Unnamed bool   // nobody who could be asked
	Origin  bool   // where the trail ends
}

func newStatementView(rep report.Report, reading report.Reading, i int) statementView {
	st := reading.Statements[i]
	v := statementView{
		ID: st.ID, Number: i + 1, Of: len(reading.Statements), Anchor: "at-" + st.ID,
		Href:  wordsHref(report.StatementRef{Report: rep.ID, Statement: st.ID}),
		Words: joinSpans(rep.Text, st.Content()), Quote: st.Quote,
		On:   decide.OnStatement(rep.ID, st),
		Hand: st.Hand, HandSays: handWords(st.Hand), Stance: st.Stance, Kind: st.Kind,
		Chain: []chainLink{{Name: cmp.Or(rep.Publisher, "The publisher")}},
	}
	v.Get, _, _ = strings.Cut(v.Href, "#")
	if st.HandWhy != nil {
		v.HandWhy = st.HandWhy.In(rep.Text)
	}
	for n, h := range st.Hops {
		v.Chain = append(v.Chain, newChainLink(rep.Text, h, n == len(st.Hops)-1))
	}
	for _, f := range reading.Figures {
		if f.Statement == st.ID && st.ID != "" {
			v.Figures = append(v.Figures, newFigureView(rep.Text, f))
		}
	}
	var names []string
	for _, l := range v.Chain[1:] {
		names = append(names, l.Name)
	}
	v.Name = "Statement " + num(int64(v.Number)) + ": " + strings.Join(names, ", ") + ", " + v.HandSays
	return v
}

func newChainLink(text string, h report.Hop, last bool) chainLink {
	l := chainLink{How: hopWords(h.Kind), Name: h.Name, Cue: joinSpans(text, h.Cue), Origin: last, Unnamed: !h.Named}
	if l.Name == "" || l.Name == "unnamed" {
		l.Name = "somebody"
	}
	l.Role = strings.Trim(h.Role+", "+h.Of, ", ")
	if h.Source != nil {
		if words := h.Source.In(text); report.SourceID(words) != report.SourceID(h.Name) {
			l.Source = words
		}
	}
	return l
}

// joinSpans puts the words of several spans on one line, with an ellipsis where text lies between them.
func joinSpans(text string, spans []report.Span) string {
	var parts []string
	for _, s := range spans {
		if words := strings.Join(strings.Fields(s.In(text)), " "); words != "" {
			parts = append(parts, words)
		}
	}
	return strings.Join(parts, " … ")
}

// figureView is a figure of a reading.
type figureView struct {
	Words   string
	Measure string // "civilians killed"
	Value   string // "at least 31"
	Part    bool
	Total   bool
	AsOf    string
	Href    string // its statement; "" in the report's own voice
	On      string // its name in a decision
}

func newFigureView(text string, f report.Figure) figureView {
	return figureView{Words: f.In(text), Measure: measure(figure(f), f.Measure, f.Who), Value: figure(f), Part: f.Part, Total: f.Total, AsOf: day(f.AsOf)}
}

func figureViews(text string, reading report.Reading) []figureView {
	var out []figureView
	for _, f := range reading.Figures {
		v := newFigureView(text, f)
		v.On = decide.OnFigure(reading.ID, f)
		if f.Statement != "" {
			v.Href = wordsHref(report.StatementRef{Report: reading.ID, Statement: f.Statement})
		}
		out = append(out, v)
	}
	return out
}

// placeView is a place of a reading.
type placeView struct{ Words, Name, Within, Precision, At string }

// placeViews lists the places of a reading, each once, however often its name stands there.
func placeViews(text string, reading report.Reading) []placeView {
	var out []placeView
	for _, p := range reading.Places {
		v := placeView{Words: p.In(text), Name: p.Name, Precision: string(p.Precision)}
		if v.Within = strings.Trim(p.Admin1+", "+p.Country, ", "); p.Admin1 == p.Name {
			v.Within = p.Country
		}
		if p.Lat != nil && p.Lon != nil {
			v.At = degrees(*p.Lat) + ", " + degrees(*p.Lon)
		}
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// timeView is a time of a reading.
type timeView struct{ Words, Value, Type string }

// vagueTimes says times that name no day.
var vagueTimes = map[string]string{"PRESENT_REF": "now", "PAST_REF": "some time before", "FUTURE_REF": "some time after"}

// timeViews lists the times of a reading, each once.
func timeViews(text string, reading report.Reading) []timeView {
	var out []timeView
	for _, t := range reading.Times {
		v := timeView{t.In(text), cmp.Or(vagueTimes[t.Value], t.Value), strings.ToLower(t.Type)}
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
