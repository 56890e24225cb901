package read

import (
	"fmt"
	"io"
	"strings"

	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/core/treebank"
)

// Grammar says how well reading agrees with a treebank of Universal Dependencies, on the treebank's own words and
// sentences, as the CoNLL 2018 shared task counts (Zeman et al. 2018) but for the words, which are given.
type Grammar struct {
	Words  int
	UPOS   int // words with the right universal part of speech
	Heads  int // with the right head: UAS
	Labels int // with the right head and relation, subtypes aside: LAS

	Named, Found, Right int // names of people, organisations and places in the treebank, those found, and those found with the right words and kind

	MUC, BCubed, CEAF [4]float64 // who is who among people and organisations, as [Coreference] counts it
}

// ScoreTreebank reads a CoNLL-U file and the texts in it. Names are counted in documents whose entities are annotated
// as GUM has them: those of a person, an organisation or a place whose head is a proper noun, over the proper nouns
// around the head.
func ScoreTreebank(in io.Reader) (Grammar, error) {
	sentences, err := treebank.Read(in)
	if err != nil {
		return Grammar{}, err
	}
	if len(sentences) == 0 {
		return Grammar{}, fmt.Errorf("read CoNLL-U: no sentence is in it")
	}
	var g Grammar
	for first := 0; first < len(sentences); {
		last := first + 1
		for last < len(sentences) && sentences[last].Document == sentences[first].Document {
			last++
		}
		g.add(treebank.Document(sentences[first:last]), sentences[first].HasNames())
		first = last
	}
	return g, nil
}

// add scores one document.
func (g *Grammar) add(gold treebank.Tokens, names bool) {
	found := syntax.Find(gold.Text)
	upos := found.UPOS()
	for i, w := range gold.Words {
		g.Words++
		if upos[i].String() == w.UPOS {
			g.UPOS++
		}
		head, rel := found.Arc(i)
		if head != w.Head {
			continue
		}
		g.Heads++
		if want, _, _ := strings.Cut(w.Rel, ":"); want == rel.String() {
			g.Labels++
		}
	}
	if !names {
		return
	}
	there := map[treebank.Name]bool{}
	for _, n := range gold.Names {
		there[n] = true
	}
	who := Coreference{g.MUC, g.BCubed, g.CEAF}
	who.add(goldPartition(gold), foundPartition(gold.Text, found))
	g.MUC, g.BCubed, g.CEAF = who.MUC, who.BCubed, who.CEAF
	g.Named += len(gold.Names)
	all := found.Names()
	g.Found += len(all)
	for _, n := range all {
		if there[treebank.Name{First: n.Lo, Last: n.Hi, Kind: n.Kind.String()}] {
			g.Right++
		}
	}
}
