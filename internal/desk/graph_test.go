package desk

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

// incidentOf makes an incident of edges written "from > to" or "from > to: kind". A name in small letters is an origin
// or, where something leads to it, a relay; "?" before it says that nobody is named. A name in capitals is a report,
// published by the source of that name up to its first digit: "WIRE2" is a report of "wire".
func incidentOf(edges ...string) (*report.Incident, map[string]*head) {
	in := &report.Incident{}
	heads := map[string]*head{}
	seen := map[string]bool{}
	add := func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		n := report.Node{ID: name, Kind: report.OriginNode, Name: strings.TrimPrefix(name, "?"), Named: !strings.HasPrefix(name, "?")}
		if strings.ToUpper(name) == name && n.Named {
			publisher := strings.ToLower(strings.TrimRight(name, "0123456789"))
			n.Kind, n.Report = report.ReportNode, name
			heads[name] = &head{Report: report.Report{ID: name, Publisher: publisher}}
		}
		in.Graph.Nodes = append(in.Graph.Nodes, n)
	}
	for _, e := range edges {
		ends, kind, ok := strings.Cut(e, ": ")
		if !ok {
			kind = "speaker"
		}
		from, to, _ := strings.Cut(ends, " > ")
		add(from)
		add(to)
		in.Graph.Edges = append(in.Graph.Edges, report.Edge{From: from, To: to, Kind: kind})
	}
	for i, n := range in.Graph.Nodes {
		if n.Kind == report.OriginNode && slices.ContainsFunc(in.Graph.Edges, func(e report.Edge) bool { return e.To == n.ID }) {
			in.Graph.Nodes[i].Kind = report.RelayNode
		}
	}
	return in, heads
}

// lines writes a sketch as "box > box" lines, sorted.
func lines(s sketch) []string {
	var out []string
	for _, c := range s.Curves {
		line := s.Boxes[c.From].Label + " > " + s.Boxes[c.To].Label
		if strings.Contains(c.Class, "copy") {
			line += ": copy"
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}

func TestARelayAndItsOneReportAreOneBox(t *testing.T) {
	for _, c := range []struct {
		name  string
		edges []string
		want  []string
	}{
		{
			name:  "an agency with one report",
			edges: []string{"rasd > wire", "wire > WIRE1: outlet", "wire > POST1: dateline", "WIRE1 > POST1: copy", "wire > LANTERN1"},
			want:  []string{"rasd > wire", "wire > lantern", "wire > post: copy"},
		},
		{
			name:  "an agency with two reports stays apart from them",
			edges: []string{"rasd > wire", "wire > WIRE1: outlet", "wire > WIRE2: outlet"},
			want:  []string{"rasd > wire", "wire > wire", "wire > wire"},
		},
		{
			name:  "an origin stays apart from its report",
			edges: []string{"rasd > RASD1: own voice", "rasd > POST1"},
			want:  []string{"rasd > post", "rasd > rasd"},
		},
		{
			name:  "an agency whose report has it back from a paper stays apart, or the trail would bite its tail",
			edges: []string{"rasd > wire", "wire > WIRE1: outlet", "wire > POST1", "POST1 > WIRE1"},
			want:  []string{"post > wire", "rasd > wire", "wire > post", "wire > wire"},
		},
		{
			name:  "nobody named publishes nothing",
			edges: []string{"rasd > ?post", "?post > POST1"},
			want:  []string{"post > post", "rasd > post"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			in, heads := incidentOf(c.edges...)
			if d := cmp.Diff(c.want, lines(sketchOf(newGraph(in, heads), true))); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
			// The list keeps every node and every edge.
			g := newGraph(in, heads)
			s := &snapshot{heads: heads}
			var nodes, edges int
			var count func([]*trail)
			count = func(ts []*trail) {
				for _, e := range ts {
					if e.Anchor != "" {
						nodes++
					}
					edges += len(e.Next)
					count(e.Next)
				}
			}
			count(g.trails(s, &texts{got: map[string]string{}}))
			if nodes != len(in.Graph.Nodes) || edges != len(in.Graph.Edges) {
				t.Errorf("the list has %d nodes and %d edges, want %d and %d", nodes, edges, len(in.Graph.Nodes), len(in.Graph.Edges))
			}
		})
	}
}

// However many reports there are and wherever they have it from, the picture stays a picture and every report is in it.
func TestPicturesFoldUntilTheyFit(t *testing.T) {
	for _, c := range []struct {
		name                     string
		origins, reports, shapes int // report i has it from origins i and, for as many shapes as asked, one more
		most                     int
	}{
		{"all from one", 1, 500, 1, 6},
		{"from forty, three each", 40, 120, 1, 160},
		{"from forty, ten each", 40, 400, 1, 80},
		{"from forty, each in its own two ways", 40, 2000, 39, 120},
	} {
		t.Run(c.name, func(t *testing.T) {
			var edges []string
			for i := range c.reports {
				edges = append(edges, fmt.Sprintf("o%d > R%d", i%c.origins, i))
				if c.shapes > 1 {
					edges = append(edges, fmt.Sprintf("o%d > R%d", (i%c.origins+1+i/c.origins%c.shapes)%c.origins, i))
				}
			}
			in, heads := incidentOf(edges...)
			s := sketchOf(newGraph(in, heads), false)
			if len(s.Boxes) > c.most {
				t.Errorf("%d boxes, want at most %d", len(s.Boxes), c.most)
			}
			shown := 0
			for _, b := range s.Boxes {
				if b.Class == "report" {
					shown++
				}
			}
			if shown+s.Folded != c.reports {
				t.Errorf("%d reports shown and %d folded, want %d in all", shown, s.Folded, c.reports)
			}
			whole := sketchOf(newGraph(in, heads), true)
			if len(whole.Boxes) != c.origins+c.reports || whole.Folded != 0 {
				t.Errorf("the whole picture has %d boxes, want %d", len(whole.Boxes), c.origins+c.reports)
			}
		})
	}
}
