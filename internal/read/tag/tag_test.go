package tag

import (
	"bytes"
	"strings"
	"testing"

	"firsthand/internal/read/segment"
	"firsthand/internal/read/treebank"
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

func TestUniversalTags(t *testing.T) {
	_, upos := FindBoth(segment.Split("She has said that the agency has two offices."))
	var got []string
	for _, u := range upos {
		got = append(got, u.String())
	}
	if s, want := strings.Join(got, " "), "PRON AUX VERB SCONJ DET NOUN VERB NUM NOUN PUNCT"; s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestTrainingIsRepeatable(t *testing.T) {
	in := "1\tGuns\tgun\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tspeak\tspeak\tVERB\tVBP\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n"
	s, err := treebank.Read(strings.NewReader(strings.Repeat(in, 5)))
	if err != nil {
		t.Fatal(err)
	}
	x := treebank.Variants(s)
	var a, b bytes.Buffer
	if err := Train(x, nil, 3, 7).Encode(&a); err != nil {
		t.Fatal(err)
	}
	if err := Train(x, nil, 3, 7).Encode(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same sentences and seed gave two models")
	}
	m, err := Decode(&a)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := m.Score(x), (Score{Tokens: 15, UPOS: 15, Words: 10, Penn: 10}); got != want {
		t.Errorf("after training on them: %+v, want %+v", got, want)
	}
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
