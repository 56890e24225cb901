package read

import (
	"math"
	"testing"
)

// The worked example of B-cubed by Bagga and Baldwin (1998), and the same partition against itself.
func TestCoreference(t *testing.T) {
	gold := partition{1: "a", 2: "a", 3: "a", 4: "a", 5: "a", 6: "b", 7: "b", 8: "c", 9: "c", 10: "c", 11: "c", 12: "c"}
	joined := partition{1: "a", 2: "a", 3: "a", 4: "a", 5: "a", 6: "b", 7: "b", 8: "b", 9: "b", 10: "b", 11: "b", 12: "b"}
	for _, c := range []struct {
		name          string
		found         partition
		muc, b3, ceaf [2]float64 // recall, precision
	}{
		{"the same", gold, [2]float64{1, 1}, [2]float64{1, 1}, [2]float64{1, 1}},
		{"two joined", joined, [2]float64{1, 0.9}, [2]float64{1, 0.762}, [2]float64{0.611, 0.917}},
		{"nothing found", partition{}, [2]float64{0, 0}, [2]float64{0, 0}, [2]float64{0, 0}},
	} {
		var got Coreference
		got.add(gold, c.found)
		for i, m := range [...]struct {
			name string
			n    [4]float64
			want [2]float64
		}{{"MUC", got.MUC, c.muc}, {"B-cubed", got.BCubed, c.b3}, {"CEAF", got.CEAF, c.ceaf}} {
			for k, side := range [...]string{"recall", "precision"} {
				v := m.n[2*k] / math.Max(m.n[2*k+1], 1)
				if math.Abs(v-m.want[k]) > 0.001 {
					t.Errorf("%s: %s of measure %d (%s) is %.3f, want %.3f", c.name, side, i, m.name, v, m.want[k])
				}
			}
		}
	}
}
