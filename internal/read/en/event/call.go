package event

import (
	_ "embed"
	"fmt"
	"slices"

	"firsthand/internal/read/core/lexicon"
	"firsthand/internal/report"
)

// callPart says what a word is in a plea.
type callPart uint8

const (
	noCall callPart = iota
	pleading
	polite
	need
	via
	urgency
)

// callWord is what the list of calls knows of a form.
type callWord struct {
	part  callPart
	value string
}

var (
	//go:embed calls.txt
	callList string

	callWords = loadCalls()
)

func loadCalls() *lexicon.Table[callWord] {
	t := &lexicon.Table[callWord]{}
	for _, e := range lexicon.Must(callList, 2) {
		w := callWord{value: e.Fields[1]}
		switch e.Fields[0] {
		case "plea":
			w.part = pleading
		case "polite":
			w.part = polite
		case "urgency":
			w.part = urgency
		case "need":
			w.part = need
		case "via":
			w.part = via
		default:
			panic(fmt.Sprintf("words of calls: line %d: no part %q", e.Line, e.Fields[0]))
		}
		if w.value == "-" {
			w.value = ""
		}
		for _, form := range e.Forms {
			t.Add(form, w)
		}
	}
	return t
}

// Calls returns the pleas for help among the statements, in their order: those whose content has words of pleading. Who is the statement's origin,
// Where the place named in it or last before it, Needs what its words ask for, Urgency how they press, Via how it came, by the words of the
// sentences around it. A polite "please" pleads only where something is asked for. Without statements there are no calls: a plea needs somebody who makes it.
func Calls(in Input) []report.Call {
	var out []report.Call
	place := 0
	for i := range in.Statements {
		st := &in.Statements[i]
		content := st.Content()
		if len(content) == 0 {
			continue
		}
		pleads, asks, press, needs := false, false, "", []string(nil)
		for _, c := range content {
			eachCallWord(in, c, func(w callWord) {
				switch w.part {
				case polite:
					asks = true
				case urgency:
					if press != report.Immediate {
						press = w.value
					}
				case pleading, need:
					pleads = pleads || w.part == pleading
					if w.value != "" && !slices.Contains(needs, w.value) {
						needs = append(needs, w.value)
					}
				}
			})
		}
		if !pleads && !(asks && len(needs) > 0) {
			continue
		}
		for place < len(in.Places) && in.Places[place].Start < report.Hull(content).End {
			place++
		}
		out = append(out, report.Call{
			Statement: st.ID,
			Who:       st.Origin().Name,
			Where:     lastCity(in.Places[:place]),
			Needs:     needs,
			Via:       channel(in, st),
			Urgency:   press,
		})
	}
	return out
}

// eachCallWord gives visit every form of the list inside span.
func eachCallWord(in Input, span report.Span, visit func(callWord)) {
	x := in.Text
	last := x.TokenAt(span.End - 1)
	if last < len(x.Tokens) && x.Tokens[last].Start < span.End {
		last++
	}
	for k := x.TokenAt(span.Start); k < last; {
		w, n := callWords.Match(x, k, last)
		if n > 0 {
			visit(w)
		}
		k += max(1, n)
	}
}

// lastCity is the name of the last place that is more exact than a region, else of the last that is no country; it looks back a bounded way.
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

// channel is how a plea came, by the first word for it outside the plea itself: in the statement's sentences, else in the sentence before.
func channel(in Input, st *report.Statement) string {
	how := ""
	read := func(span report.Span) {
		eachCallWord(in, span, func(w callWord) {
			if how == "" && w.part == via {
				how = w.value
			}
		})
	}
	at := st.Sentence.Start
	for _, c := range st.Content() {
		if c.Start > at {
			read(report.Span{Start: at, End: c.Start})
		}
		at = max(at, c.End)
	}
	if st.Sentence.End > at {
		read(report.Span{Start: at, End: st.Sentence.End})
	}
	if s := in.Text.SentenceAt(st.Sentence.Start); how == "" && s > 0 {
		before := in.Text.Sentences[s-1]
		read(report.Span{Start: before.Start, End: before.End})
	}
	return how
}
