package gauge

// Treebank counts what of the words and names of a treebank was read right.
type Treebank struct {
	Words  int
	UPOS   int // words with the right universal part of speech
	Heads  int // with the right head
	Labels int // with the right head and relation

	Named, Found, Right int // names in the treebank, those found, and those found with the right words and kind

	MUC, BCubed, CEAF [4]float64 // of who is who: numerator and denominator of recall, then of precision
}

// Scores are the counts as scores: shares of all words for parts of speech and arcs, and the agreement on names where
// the treebank has any.
func (t Treebank) Scores() Scores {
	s := Scores{Corpus: "conllu"}
	for _, share := range []Share{{"UPOS", t.UPOS, t.Words}, {"UAS", t.Heads, t.Words}, {"LAS", t.Labels, t.Words}} {
		s.Shares = append(s.Shares, share)
		s.line("%-34s %5.1f%% of %d", share.Name, share.percent(), share.Of)
	}
	if t.Named > 0 {
		s.agree(count{t.Right, t.Found, t.Named}.agreement("names"))
	}
	if t.MUC[1] > 0 {
		for _, m := range [...]struct {
			name string
			n    [4]float64
		}{{"who is who, MUC", t.MUC}, {"who is who, B-cubed", t.BCubed}, {"who is who, CEAF", t.CEAF}} {
			r, p := share(m.n[0], m.n[1]), share(m.n[2], m.n[3])
			s.agree(Agreement{m.name, p, r, harmonic(p, r)})
		}
	}
	return s
}

func share(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}
