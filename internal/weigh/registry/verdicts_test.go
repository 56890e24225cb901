package registry

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

// decided is a decision of the n-th hour.
func decided(hour int, act report.Act, value string, on ...string) report.Decision {
	return report.Decision{
		ID: fmt.Sprint("d", hour), At: time.Date(2016, 12, 14, hour, 0, 0, 0, time.UTC), By: "Ada", Act: act, Value: value, Reason: "because", On: on,
	}
}

const a, b, c, d = "source:a", "source:b", "source:c", "source:d"

func TestMergesAndSplits(t *testing.T) {
	for _, x := range []struct {
		name      string
		decisions []report.Decision
		want      map[string]string
	}{
		{"two become one", []report.Decision{decided(1, report.Merge, "", a, b)}, map[string]string{b: a}},
		{"what was merged before comes along", []report.Decision{decided(1, report.Merge, "", b, c), decided(2, report.Merge, "", a, b)}, map[string]string{b: a, c: a}},
		{"one leaves again", []report.Decision{decided(1, report.Merge, "", a, b, c), decided(2, report.Split, "", a, b)}, map[string]string{c: a}},
		{"the one that the others were merged into leaves, and they stay together", []report.Decision{
			decided(1, report.Merge, "", a, b, c), decided(2, report.Split, "", b, a),
		}, map[string]string{c: b}},
		{"two that are not one are not parted", []report.Decision{decided(1, report.Merge, "", a, b), decided(2, report.Split, "", c, b)}, map[string]string{b: a}},
		{"accepting that two are one merges them", []report.Decision{decided(1, report.Accept, "", a, b)}, map[string]string{b: a}},
		{"rejecting it parts them", []report.Decision{decided(1, report.Merge, "", a, b), decided(2, report.Reject, "", a, b)}, map[string]string{}},
		{"an edge between two is not the two as one", []report.Decision{decided(1, report.Accept, "edge", a, b)}, map[string]string{}},
		{"words for nobody never become a name", []report.Decision{decided(1, report.Merge, "", a, "unnamed:residents")}, map[string]string{}},
		{"the last decision holds, whatever their order", []report.Decision{decided(2, report.Split, "", a, b), decided(1, report.Merge, "", a, b)}, map[string]string{}},
	} {
		got := Judge(x.decisions, nil).Merges.Into
		maps.DeleteFunc(got, func(from, to string) bool { return from == to })
		if diff := cmp.Diff(x.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", x.name, diff)
		}
	}
	v := Judge([]report.Decision{decided(1, report.Merge, "", a, c, b)}, nil)
	if got := v.Merges.Members(a); !slices.Equal(got, []string{b, c}) {
		t.Errorf("members %q, want them in order", got)
	}
}

func TestTheLastVerdictOnAnEdge(t *testing.T) {
	ends := EdgeEnds{a, b}
	for _, x := range []struct {
		name      string
		decisions []report.Decision
		in        []string
		want      report.Act
	}{
		{"none", nil, []string{"i1"}, ""},
		{"for all incidents", []report.Decision{decided(1, report.Reject, "edge", a, b)}, []string{"i1"}, report.Reject},
		{"for one", []report.Decision{decided(1, report.Reject, "edge", "i1", a, b)}, []string{"i1"}, report.Reject},
		{"for another", []report.Decision{decided(1, report.Reject, "edge", "i1", a, b)}, []string{"i2"}, ""},
		{"for one, after one for all", []report.Decision{decided(1, report.Reject, "edge", a, b), decided(2, report.Accept, "edge", "i1", a, b)}, []string{"i1"}, report.Accept},
		{"for all, after one for one", []report.Decision{decided(1, report.Accept, "edge", "i1", a, b), decided(2, report.Reject, "edge", a, b)}, []string{"i1"}, report.Reject},
		{"of an incident of two names, the later", []report.Decision{
			decided(1, report.Accept, "edge", "i1", a, b), decided(2, report.Reject, "edge", "i2", a, b),
		}, []string{"i1", "i2"}, report.Reject},
		{"and in the other order", []report.Decision{
			decided(1, report.Accept, "edge", "i1", a, b), decided(2, report.Reject, "edge", "i2", a, b),
		}, []string{"i2", "i1"}, report.Reject},
	} {
		last, found := Judge(x.decisions, nil).OnTheEdge(ends, x.in)
		if found != (x.want != "") || last.Act != x.want {
			t.Errorf("%s: %q, found: %t", x.name, last.Act, found)
		}
	}
}

// A program that runs on weighs again what other decisions touch, and nothing else: Replace says what that is.
func TestReplaceSaysWhatChanged(t *testing.T) {
	merge := decided(1, report.Merge, "", a, d, c, b)
	edge := decided(2, report.Reject, "edge", a, b)
	other := edge
	other.Reason = "on second thoughts"
	for _, x := range []struct {
		name          string
		before, after []report.Decision
		keys          []string
		edges         map[EdgeEnds]bool
	}{
		{"nothing", []report.Decision{merge, edge}, []report.Decision{edge, merge}, nil, map[EdgeEnds]bool{}},
		{"a merge, by keys in order", nil, []report.Decision{merge}, []string{b, c, d}, map[EdgeEnds]bool{}},
		{"a merge taken back", []report.Decision{merge}, nil, []string{b, c, d}, map[EdgeEnds]bool{}},
		{"an edge", nil, []report.Decision{edge}, nil, map[EdgeEnds]bool{{a, b}: true}},
		{"an edge taken back", []report.Decision{edge}, nil, nil, map[EdgeEnds]bool{{a, b}: true}},
		{"an edge judged for another reason", []report.Decision{edge}, []report.Decision{other}, nil, map[EdgeEnds]bool{{a, b}: true}},
	} {
		v := Judge(x.before, nil)
		held := v.Merges
		keys, edges := v.Replace(Judge(x.after, nil))
		if !slices.Equal(keys, x.keys) || !maps.Equal(edges, x.edges) {
			t.Errorf("%s: keys %q, edges %v, want %q and %v", x.name, keys, edges, x.keys, x.edges)
		}
		if v.Merges != held {
			t.Errorf("%s: who holds the merges does not see the new ones", x.name)
		}
	}
}
