package seal_test

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/seal"
)

// proof is an inclusion as it could be, with a path of two hashes.
func proof(t testing.TB) seal.Inclusion {
	return seal.Inclusion{Leaf: 5, Record: record(t, seal.ReportKind).Encode(), Proof: tlog.RecordProof{{1}, {2}}, Checkpoint: []byte("origin\n7\nroot\n\n— a b\n")}
}

func TestProofsReadBack(t *testing.T) {
	p := proof(t)
	got, err := seal.ParseInclusion(p.Encode())
	if err != nil || got.Leaf != 5 || !bytes.Equal(got.Record, p.Record) || len(got.Proof) != 2 || got.Proof[1] != p.Proof[1] || !bytes.Equal(got.Checkpoint, p.Checkpoint) {
		t.Errorf("read %+v, %v", got, err)
	}
	whole := string(p.Encode())
	if !strings.HasPrefix(whole, "c2sp.org/tlog-proof@v1\nextra ") || !strings.Contains(whole, "\nindex 5\nAQAAAA") {
		t.Error(whole)
	}
	for name, text := range map[string]string{
		"nothing": "", "another form": strings.Replace(whole, "@v1", "@v2", 1), "no index": strings.Replace(whole, "index 5\n", "", 1),
		"an index with a sign": strings.Replace(whole, "index 5", "index +5", 1), "a hash cut short": strings.Replace(whole, "AQAA", "AQ", 1),
		"no checkpoint": strings.Replace(whole, "\n\n", "\n", 2), "far too many hashes": strings.Replace(whole, "index 5\n", "index 5\n"+strings.Repeat(strings.Repeat("A", 43)+"=\n", 64), 1),
	} {
		if p, err := seal.ParseInclusion([]byte(text)); err == nil {
			t.Errorf("%s: read %+v", name, p)
		}
	}
}

func FuzzParseInclusion(f *testing.F) {
	f.Add(proof(f).Encode())
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := seal.ParseInclusion(data)
		if err != nil {
			return
		}
		again, err := seal.ParseInclusion(p.Encode())
		if err != nil || again.Leaf != p.Leaf || !bytes.Equal(again.Record, p.Record) || len(again.Proof) != len(p.Proof) {
			t.Errorf("read %+v, then %+v, %v", p, again, err)
		}
	})
}
