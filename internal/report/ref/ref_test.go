package ref_test

import (
	"strings"
	"testing"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
)

func TestNamesAreParsed(t *testing.T) {
	id := strings.Repeat("0a", 16)
	for _, c := range []struct {
		name string
		want ref.Ref
	}{
		{"0123456789abcdef", ref.Ref{Kind: ref.Incident, ID: "0123456789abcdef"}},
		{id, ref.Ref{Kind: ref.Decided, ID: id}},
		{"source:tamarisk-monitor", ref.Ref{Kind: ref.Source, ID: "source:tamarisk-monitor"}},
		{"unnamed:activists", ref.Ref{Kind: ref.Source, ID: "unnamed:activists"}},
		{"report:" + id, ref.ToReport(id)},
		{"statement:" + id + "/3-9", ref.Ref{Kind: ref.Statement, ID: id, Span: report.Span{Start: 3, End: 9}}},
		{"figure:" + id + "/0-1", ref.ToFigure(id, report.Figure{Span: report.Span{Start: 0, End: 1}})},
		{"", ref.Ref{}},
		{"source:", ref.Ref{}},
		{"report:" + id[1:], ref.Ref{}},
		{"statement:" + id + "/9-3", ref.Ref{}},
		{"statement:" + id + "/3-3", ref.Ref{}},
		{"statement:" + id + "/+3-9", ref.Ref{}},
		{"statement:" + id + "/03-9", ref.Ref{}},
		{"figure:" + id + "/3-99999999999", ref.Ref{}},
		{"0123456789ABCDEF", ref.Ref{}},
	} {
		got := ref.Parse(c.name)
		if got != c.want {
			t.Errorf("%q is %+v, want %+v", c.name, got, c.want)
		}
		if got.Kind != ref.Unknown && got.String() != c.name {
			t.Errorf("%q is written back as %q", c.name, got)
		}
	}
}

func TestNodes(t *testing.T) {
	for _, c := range []struct {
		node           ref.NodeID
		plain          ref.NodeID
		source, report string
		named, unnamed bool
	}{
		{"source:ada-orlin/witness", "source:ada-orlin", "source:ada-orlin", "", true, false},
		{"unnamed:source:quillfort/activists", "unnamed:source:quillfort/activists", "unnamed:activists", "", false, true},
		{"unnamed:activists", "unnamed:activists", "unnamed:activists", "", false, true},
		{ref.ReportNode("r1"), "report:r1", "report:r1", "r1", false, false},
	} {
		n := c.node
		if n.Plain() != c.plain || n.Source() != c.source || n.Report() != c.report || n.Named() != c.named || n.Unnamed() != c.unnamed || !n.Valid() {
			t.Errorf("%s: plain %s, source %s, report %q, named %t, unnamed %t, valid %t", n, n.Plain(), n.Source(), n.Report(), n.Named(), n.Unnamed(), n.Valid())
		}
	}
	if ref.NodeID("0123456789abcdef").Valid() || ref.NodeID("source:a").Witness().Plain() != "source:a" {
		t.Error("a name of something else is a node, or a witness is not its source")
	}
}

func FuzzParse(f *testing.F) {
	f.Add("statement:" + strings.Repeat("0a", 16) + "/3-9")
	f.Add("report:")
	f.Fuzz(func(t *testing.T, name string) {
		r := ref.Parse(name)
		if r.Kind == ref.Unknown {
			if r != (ref.Ref{}) {
				t.Errorf("%q is nothing, and is %+v", name, r)
			}
			return
		}
		if r.String() != name || ref.Parse(r.String()) != r {
			t.Errorf("%q comes back as %q", name, r)
		}
	})
}
