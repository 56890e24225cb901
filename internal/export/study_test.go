package export_test

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"firsthand/internal/export"
	"firsthand/internal/report"
)

// incident makes an incident of who had it from whom: "Lantern Group > a" says that report a has it from the Lantern; a
// name that begins with "?" is nobody's, and one that is a report's ID is copied.
func incident(publishers, distinct int, trails ...string) report.Incident {
	in := report.Incident{Counts: report.Counts{Publishers: publishers, Distinct: distinct}}
	known := map[string]bool{}
	node := func(name string) string {
		id := "source:" + report.SourceID(name)
		n := report.Node{Name: name, Named: true}
		switch {
		case len(name) == 1:
			id, n.Report, n.Kind = "report:"+name, name, report.ReportNode
		case strings.HasPrefix(name, "?"):
			id, n.Named = "unnamed:"+name[1:], false
		}
		if n.ID = id; !known[id] {
			known[id] = true
			in.Graph.Nodes = append(in.Graph.Nodes, n)
			if n.Kind == report.ReportNode {
				in.Events = append(in.Events, report.EventRef{Report: name, Event: "e1"})
			}
		}
		return id
	}
	for _, t := range trails {
		steps := strings.Split(t, " > ")
		for i := 1; i < len(steps); i++ {
			in.Graph.Edges = append(in.Graph.Edges, report.Edge{From: node(steps[i-1]), To: node(steps[i])})
		}
	}
	return in
}

var outlets = map[string]string{"a": "The Millstone", "b": "Radio Quay", "c": "Tidewater"}

func studied(incidents ...report.Incident) export.Study {
	return export.StudyOf(report.Weighing{
		Reports: 3, Publishers: 3, Incidents: incidents,
		Sources: []report.Source{
			{ID: "source:lantern-group", Name: "Lantern Group", Kind: report.KindMonitor},
			{ID: "source:harbour-wire", Name: "Harbour Wire", Kind: report.KindAgency},
			{ID: "source:ana-quill", Name: "Ana Quill", Kind: report.KindResident},
			{ID: "source:millstone", Name: "The Millstone", Kind: report.KindOutlet},
		},
	}, outlets)
}

func TestStudyCountsWhatAccountsRestOn(t *testing.T) {
	for _, c := range []struct {
		name                             string
		incident                         report.Incident
		accounts, one, body, own, nobody int
	}{
		{"one monitor behind two outlets", incident(2, 1, "Lantern Group > a", "Lantern Group > b"), 2, 2, 2, 0, 0},
		{"the same through an agency", incident(2, 1, "Lantern Group > Harbour Wire > a", "Harbour Wire > b"), 2, 2, 2, 0, 0},
		{"activists through a monitor: all of it passes the monitor", incident(1, 1, "?activists > Lantern Group > a"), 1, 1, 1, 0, 0},
		{"activists and nobody between", incident(1, 1, "?activists > a"), 1, 1, 0, 0, 1},
		{"its own word", incident(1, 1, "The Millstone > a"), 1, 1, 0, 1, 0},
		{"its own word and a resident's", incident(1, 2, "The Millstone > a", "Ana Quill > a"), 1, 0, 0, 0, 0},
		{"a resident alone", incident(1, 1, "Ana Quill > a"), 1, 1, 1, 0, 0},
		{"a copy rests on what it copied", incident(2, 1, "Lantern Group > a > b"), 2, 2, 2, 0, 0},
		{"a monitor, and activists beside it", incident(1, 2, "Lantern Group > a", "?activists > a"), 1, 0, 0, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := studied(c.incident)
			got := fmt.Sprint(s.Accounts, s.OneOrigin, s.OneBody, s.Own, s.Nobody)
			if want := fmt.Sprint(c.accounts, c.one, c.body, c.own, c.nobody); got != want {
				t.Errorf("accounts, with one origin, on one named source, on their own word, on nobody: %s, want %s", got, want)
			}
		})
	}
}

func TestStudyNamesBodiesAndNobodyElse(t *testing.T) {
	s := studied(
		incident(2, 1, "Lantern Group > Harbour Wire > a", "Harbour Wire > b"),
		incident(2, 2, "Lantern Group > a", "Ana Quill > b"),
		incident(1, 1, "The Millstone > a"),
	)
	got := fmt.Sprint(s.Bodies)
	if want := "[{Harbour Wire agency 2 2 0} {Lantern Group monitor 2 2 0}]"; got != want {
		t.Errorf("bodies %s, want %s: no resident, and no outlet for its own word", got, want)
	}
	s = studied(incident(1, 1, "Lantern Group > b"), incident(1, 1, "?activists > Lantern Group > b"))
	if got, want := fmt.Sprint(s.Bodies), "[{Lantern Group monitor 1 1 1}]"; got != want {
		t.Errorf("bodies %s, want %s: all that the report tells passes it", got, want)
	}
}

func TestStudyOfManyIncidents(t *testing.T) {
	s := studied(incident(2, 1), incident(2, 2), incident(2, 3), incident(3, 1), incident(1, 1), incident(9, 8))
	if s.Shared != 5 || s.Fewer != 3 || s.Same != 1 || s.More != 1 {
		t.Errorf("%d shared, of them %d with fewer origins than outlets, %d with as many, %d with more", s.Shared, s.Fewer, s.Same, s.More)
	}
	words := s.Markdown()
	for _, want := range []string{"**5 incidents (83 %) are told of by more than one outlet.**", "| 2 | 1 | 1 | 1 | – | – | – |", "| 5 and more | – | – | – | – | – | 1 |"} {
		if !strings.Contains(words, want) {
			t.Errorf("the words lack %q:\n%s", want, words)
		}
	}
}

// Of any weighing, nothing is counted twice or lost, and the picture is well formed and has every number of the grid.
func TestStudyOfAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var incidents []report.Incident
		for range rapid.IntRange(0, 20).Draw(t, "incidents") {
			incidents = append(incidents, incident(rapid.IntRange(0, 9).Draw(t, "outlets"), rapid.IntRange(1, 9).Draw(t, "origins"),
				rapid.SliceOfN(rapid.SampledFrom([]string{"Lantern Group > a", "?people > b", "a > c", "Harbour Wire > Lantern Group > b", "The Millstone > a", "Ana <&> Quill > c"}), 0, 4).Draw(t, "trails")...))
		}
		s := studied(incidents...)
		in := 0
		for _, n := range s.Grid {
			in += n
		}
		if in != len(incidents) || s.Fewer+s.Same+s.More != s.Shared {
			t.Fatalf("%d of %d incidents in the grid; %d + %d + %d of %d shared", in, len(incidents), s.Fewer, s.Same, s.More, s.Shared)
		}
		if s.OneBody+s.Own+s.Nobody > s.Accounts || s.OneOrigin > s.Accounts {
			t.Fatalf("more kinds of account than accounts: %+v", s)
		}
		var b strings.Builder
		if err := s.WriteSVG(&b); err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(strings.NewReader(b.String()))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("the picture is not well formed: %v\n%s", err, b.String())
			}
		}
		for _, must := range []string{`role="img"`, "<title ", "<desc ", "prefers-color-scheme:dark", "@media print"} {
			if !strings.Contains(b.String(), must) {
				t.Fatalf("the picture lacks %s", must)
			}
		}
		if strings.Contains(b.String(), "href") || strings.Contains(b.String(), "<script") || strings.Contains(b.String(), "url(") {
			t.Fatal("the picture loads something")
		}
	})
}
