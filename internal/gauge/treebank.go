package gauge

// Treebank counts what of the words and names of a treebank was read right.
type Treebank struct {
	Words  int
	UPOS   int // words with the right universal part of speech
	Heads  int // with the right head
	Labels int // with the right head and relation

	Named, Found, Right int // names in the treebank, those found, and those found with the right words and kind
}

// Scores are the counts as scores: shares of all words for parts of speech and arcs, and the agreement on names where the treebank has any.
func (t Treebank) Scores() Scores {
	s := Scores{Corpus: "conllu"}
	for _, share := range []Share{{"UPOS", t.UPOS, t.Words}, {"UAS", t.Heads, t.Words}, {"LAS", t.Labels, t.Words}} {
		s.Shares = append(s.Shares, share)
		s.line("%-34s %5.1f%% of %d", share.Name, share.percent(), share.Of)
	}
	if t.Named > 0 {
		s.agree(count{t.Right, t.Found, t.Named}.agreement("names"))
	}
	return s
}
