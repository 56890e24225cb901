package registry

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		name  string
		names map[string]string
		want  map[string]string
	}{
		{"the only police there is", map[string]string{"a": "police", "b": "national police"}, map[string]string{"a": "b"}},
		{"two kinds of police", map[string]string{"a": "police", "b": "national police", "c": "departmental police"}, map[string]string{}},
		{"where a ministry sits", map[string]string{"a": "health ministry in Orla", "b": "Ministry of Health (GNO)", "c": "health ministry"},
			map[string]string{"a": "b", "c": "b"}},
		{"two countries", map[string]string{"a": "defence ministry", "b": "Russian defence ministry", "c": "Ukrainian defence ministry"}, map[string]string{}},
		{"a person is no body", map[string]string{"a": "police", "b": "Ivo Lenz"}, map[string]string{}},
		{"a mission may be anybody's", map[string]string{"a": "mission", "b": "Harbour Relief Mission"}, map[string]string{}},
	} {
		if d := cmp.Diff(c.want, Within(c.names)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}
