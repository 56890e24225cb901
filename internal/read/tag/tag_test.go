package tag

import (
	"bytes"
	"strings"
	"testing"

	"firsthand/internal/read/segment"
)

func TestFind(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a report of a report", "The agency said on Monday six people had been killed.", "DT NN VBD IN NNP CD NNS VBD VBN VBN PUNCT"},
		{"a speaker after the words", "“We stay,” said the doctor.", "PUNCT PRP VBP PUNCT PUNCT VBD DT NN PUNCT"},
		{"names", "A resident of Aleppo told the United Nations.", "DT NN IN NNP VBD DT NNP NNPS PUNCT"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, g := range Find(segment.Split(c.in)) {
				got = append(got, g.String())
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}

func TestWeightsThatAreNotWholeAreRefused(t *testing.T) {
	for name, b := range map[string][]byte{"empty": nil, "not packed": []byte("weights"), "cut short": packed[:len(packed)/2]} {
		if _, err := Decode(bytes.NewReader(b)); err == nil {
			t.Errorf("%s: decoded", name)
		}
	}
}

func TestTrainingIsRepeatable(t *testing.T) {
	in := "1\tGuns\tgun\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tspeak\tspeak\tVERB\tVBP\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n"
	e, err := ReadCoNLLU(strings.NewReader(strings.Repeat(in, 5)))
	if err != nil {
		t.Fatal(err)
	}
	var a, b bytes.Buffer
	if err := Train(e, 3, 7).Encode(&a); err != nil {
		t.Fatal(err)
	}
	if err := Train(e, 3, 7).Encode(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same sentences and seed gave two models")
	}
	m, err := Decode(&a)
	if err != nil {
		t.Fatal(err)
	}
	if right, all := m.Score(e); right != all || all != 10 {
		t.Errorf("%d of %d words right after training on them, want 10 of 10", right, all)
	}
}

func FuzzReadCoNLLU(f *testing.F) {
	f.Add("1\tGuns\tgun\tNOUN\tNNS\t_\t2\tnsubj\t_\tSpaceAfter=No\n1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n")
	f.Fuzz(func(t *testing.T, in string) {
		e, err := ReadCoNLLU(strings.NewReader(in))
		if err != nil {
			return
		}
		for _, x := range e {
			if len(x.Gold) != len(x.Text.Tokens) {
				t.Fatal("not a tag a token")
			}
		}
	})
}

func FuzzFind(f *testing.F) {
	f.Add("“Who?” asked Dr. A. Salem.\xff\x00")
	f.Fuzz(func(t *testing.T, text string) {
		x := segment.Split(text)
		if got := Find(x); len(got) != len(x.Tokens) {
			t.Fatalf("%d tags for %d tokens", len(got), len(x.Tokens))
		}
	})
}

func BenchmarkFind(b *testing.B) {
	x := segment.Split(strings.Repeat("The agency said on Monday that “82 people” had been killed in the city’s east, citing medical teams. ", 500))
	Find(x)
	b.ReportAllocs()
	for b.Loop() {
		Find(x)
	}
	b.ReportMetric(float64(len(x.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
