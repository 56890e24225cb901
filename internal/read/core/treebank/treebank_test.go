package treebank

import (
	"fmt"
	"strings"
	"testing"
)

// conllu writes rows of form, head and relation, with a mark _ where no white space follows.
func conllu(rows ...string) string {
	var b strings.Builder
	for i, r := range rows {
		f := strings.Fields(r)
		misc := "_"
		if len(f) == 4 {
			misc = "SpaceAfter=No"
		}
		fmt.Fprintf(&b, "%d\t%s\t_\tX\tXX\t_\t%s\t%s\t_\t%s\n", i+1, f[0], f[1], f[2], misc)
	}
	return b.String() + "\n"
}

func show(x Tokens) string {
	var out []string
	for i, w := range x.Words {
		head := "ROOT"
		if w.Head >= 0 {
			head = x.Text.Word(w.Head)
		}
		out = append(out, x.Text.Word(i)+"<"+w.Rel+"<"+head)
	}
	return strings.Join(out, " ")
}

func TestOurTokensTakeTheHeadThatLiesOutside(t *testing.T) {
	for _, c := range []struct{ name, in, gold, ours string }{
		{"a word with hyphens",
			conllu("well 3 advmod _", "- 3 punct _", "known 4 amod", "dam 0 root"),
			"well<advmod<known -<punct<known known<amod<dam dam<root<ROOT",
			"well-known<amod<dam dam<root<ROOT"},
		{"one word of the treebank, two tokens of ours",
			conllu(":) 2 discourse", "Yes 0 root"),
			":)<discourse<Yes Yes<root<ROOT",
			":<discourse<Yes )<punct<: Yes<root<ROOT"},
		{"a contraction", "1-2\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n" + conllu("ca 0 root", "n't 1 advmod", ". 1 punct"),
			"ca<root<ROOT n't<advmod<ca .<punct<ca",
			"ca<root<ROOT n't<advmod<ca .<punct<ca"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := Read(strings.NewReader(c.in))
			if err != nil || len(s) != 1 {
				t.Fatalf("%d sentences, %v", len(s), err)
			}
			if got := show(s[0].Gold()); got != c.gold {
				t.Errorf("treebank's: got  %s\nwant %s", got, c.gold)
			}
			ours, ok := s[0].Ours()
			if got := show(ours); !ok || got != c.ours {
				t.Errorf("ours: got  %s, %v\nwant %s", got, ok, c.ours)
			}
		})
	}
}

func TestWithoutCommas(t *testing.T) {
	s, err := Read(strings.NewReader(conllu("Yes 3 discourse _", ", 1 punct", "go 0 root")))
	if err != nil {
		t.Fatal(err)
	}
	ours, _ := s[0].Ours()
	bare, ok := ours.Without(func(i int) bool { return ours.Text.Word(i) == "," })
	if got := show(bare); !ok || got != "Yes<discourse<go go<root<ROOT" {
		t.Errorf("%s, %v", got, ok)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("# newdoc id = a\n" + conllu("Guns 2 nsubj", "speak 0 root _", ". 2 punct"))
	f.Add("1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n" + conllu("do 2 aux", "n't 0 root"))
	f.Fuzz(func(t *testing.T, in string) {
		sentences, err := Read(strings.NewReader(in))
		if err != nil {
			return
		}
		for _, s := range sentences {
			if g := s.Gold(); len(g.Words) != len(g.Text.Tokens) {
				t.Fatal("not a row a token")
			}
			if o, ok := s.Ours(); ok && (len(o.Words) != len(o.Text.Tokens) || !isTree(o.Words)) {
				t.Fatal("our tokens are no tree")
			}
		}
	})
}
