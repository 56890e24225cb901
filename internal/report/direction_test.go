package report_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"firsthand/internal/report"
)

func TestEscapedJSONIsTheSameAndCommandsNobody(t *testing.T) {
	words := "ok \u202egnp.exe\u202c \u2066x\u2069 \u009b31m \u007f \u2028 سلام\u200f می\u200cخواهم <b>&"
	plain, err := json.Marshal(map[string]string{words: words})
	if err != nil {
		t.Fatal(err)
	}
	out := report.EscapeJSON(append(plain, '\n'))
	for _, r := range strings.TrimSuffix(string(out), "\n") {
		if report.Commands(r) {
			t.Errorf("%U stands raw in %q", r, out)
		}
	}
	var back map[string]string
	if err := json.Unmarshal(out, &back); err != nil || back[words] != words {
		t.Fatalf("it reads as %q: %v", back, err)
	}
	if !strings.Contains(string(out), "سلام\u200f می\u200cخواهم") {
		t.Errorf("what a script needs was escaped: %s", out)
	}
}

func TestNamesOfPeople(t *testing.T) {
	for _, name := range []string{"M. Kerr", "سلمى ح.", "می\u200cخواهم", "a\u200fb", "Ω"} {
		if err := report.CheckName(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{"", " \t", "M. \u202errek", "a\u2066b", "a\nb", "a\x00b", "a\x1b[31m", "a\u0085b", "\u200f\u200b", "a\xff", strings.Repeat("a", 501)} {
		if report.CheckName(name) == nil {
			t.Errorf("%q is taken", name)
		}
	}
}

func FuzzEscapeJSON(f *testing.F) {
	f.Add("a \u202e b")
	f.Add("\u009b\x00")
	f.Fuzz(func(t *testing.T, words string) {
		if !utf8.ValidString(words) {
			t.Skip()
		}
		b, err := json.Marshal(words)
		if err != nil {
			t.Fatal(err)
		}
		var back string
		if err := json.Unmarshal(report.EscapeJSON(b), &back); err != nil || back != words {
			t.Fatalf("%q reads as %q: %v", words, back, err)
		}
	})
}
