package segment

// maxNested is how many quotations may stand open at once; deeper marks are plain punctuation, so that a text of
// nothing but marks costs no more than any other.
const maxNested = 4

// pairQuotes pairs the marks of each paragraph. A straight mark of unclear direction closes when its kind stands open,
// else it opens. A closing single mark ’ counts only while a ‘ stands open, because it is also the apostrophe.
func (t *Text) pairQuotes(breaks []int) {
	var open []int // indices into t.Quotes
	next := 1
	closeAll := func(at, end int) {
		for _, q := range open {
			t.Quotes[q].Close, t.Quotes[q].End = at, end
		}
		open = open[:0]
	}
	for i := range t.Tokens {
		if next < len(breaks) && breaks[next] == i {
			closeAll(i, t.Tokens[i-1].End)
			next++
		}
		k := &t.Tokens[i]
		mark := t.Raw[k.Start:k.End]
		if mark == "\"" && k.Kind == Punct {
			k.Kind = Open
			if len(open) > 0 {
				k.Kind = Close
			}
		}
		if mark == "’" && k.Kind == Punct && len(open) > 0 && t.Word(t.Quotes[open[len(open)-1]].Open) == "‘" {
			k.Kind = Close
		}
		switch k.Kind {
		case Open:
			if len(open) == maxNested {
				k.Kind = Punct
				continue
			}
			open = append(open, len(t.Quotes))
			t.Quotes = append(t.Quotes, Quote{Open: i, Start: k.End})
		case Close:
			if len(open) == 0 {
				k.Kind = Punct
				continue
			}
			q := open[len(open)-1]
			open = open[:len(open)-1]
			t.Quotes[q].Close, t.Quotes[q].End = i, k.Start
		}
	}
	if n := len(t.Tokens); n > 0 {
		closeAll(n, t.Tokens[n-1].End)
	}
	t.quoted = make([]int32, len(t.Tokens))
	var around [maxNested + 1]int32
	around[0] = -1
	depth, q := 0, 0
	for i := range t.Tokens {
		for depth > 0 && t.over(t.Quotes[around[depth]], i) {
			depth--
		}
		if q < len(t.Quotes) && t.Quotes[q].Open == i {
			depth++
			around[depth] = int32(q)
			q++
		}
		t.quoted[i] = around[depth]
	}
}

// over tells whether quotation q has ended before token i: one without a closing mark ends where the next paragraph
// begins.
func (t *Text) over(q Quote, i int) bool {
	return q.Close < i || q.Close == i && t.Tokens[i].Kind != Close
}
