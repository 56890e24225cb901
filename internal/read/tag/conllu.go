package tag

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"firsthand/internal/read/segment"
)

// ReadCoNLLU reads the sentences of a Universal Dependencies file (universaldependencies.org/format.html) as examples
// over our own tokens: a token that covers several of the treebank's takes the tag of the last of them that is a word.
func ReadCoNLLU(r io.Reader) ([]Example, error) {
	var out []Example
	var words []udWord
	var text strings.Builder
	flush := func() {
		if len(words) > 0 {
			out = append(out, align(text.String(), words))
		}
		words, text = words[:0], strings.Builder{}
	}
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	covered := 0 // words up to this ID stand in a multi-word token that was written already
	for line := 1; in.Scan(); line++ {
		row := in.Text()
		if row == "" {
			flush()
			covered = 0
			continue
		}
		if row[0] == '#' {
			continue
		}
		col := strings.Split(row, "\t")
		if len(col) != 10 {
			return nil, fmt.Errorf("read CoNLL-U: line %d has %d columns, want 10", line, len(col))
		}
		if strings.Contains(col[0], ".") {
			continue
		}
		var from, to int
		if n, _ := fmt.Sscanf(col[0], "%d-%d", &from, &to); n == 2 {
			covered = to
			text.WriteString(col[1])
			if !strings.Contains(col[9], "SpaceAfter=No") {
				text.WriteByte(' ')
			}
			// The parts of a contraction lie one after another in it, as far as their lengths go.
			continue
		}
		var id int
		if _, err := fmt.Sscanf(col[0], "%d", &id); err != nil {
			return nil, fmt.Errorf("read CoNLL-U: line %d: %w", line, err)
		}
		if id <= covered {
			start := 0
			if n := len(words); n > 0 {
				start = words[n-1].end
			}
			for start < text.Len() && text.String()[start] == ' ' {
				start++
			}
			words = append(words, udWord{start, min(start+len(col[1]), text.Len()), col[4]})
			continue
		}
		start := text.Len()
		text.WriteString(col[1])
		words = append(words, udWord{start, text.Len(), col[4]})
		if !strings.Contains(col[9], "SpaceAfter=No") {
			text.WriteByte(' ')
		}
	}
	flush()
	return out, in.Err()
}

type udWord struct {
	start, end int
	tag        string
}

func align(text string, words []udWord) Example {
	e := Example{Text: segment.Split(text)}
	e.Gold = make([]Tag, len(e.Text.Tokens))
	w := 0
	for i, k := range e.Text.Tokens {
		if k.Kind != segment.Word && k.Kind != segment.Number {
			continue
		}
		for w < len(words) && words[w].end <= k.Start {
			w++
		}
		for j := w; j < len(words) && words[j].start < k.End; j++ {
			if t, ok := Parse(words[j].tag); ok {
				e.Gold[i] = t
			} else if words[j].tag == "ADD" || words[j].tag == "GW" {
				e.Gold[i] = NNP
			}
		}
	}
	return e
}
