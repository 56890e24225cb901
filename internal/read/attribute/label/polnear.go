package label

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"

	"firsthand/internal/read/segment"
	"firsthand/internal/read/tag"
)

// ReadPolNeAR reads documents of PolNeAR as JSON lines: {"text", "attributions": [{"source", "cue", "content"}]}, each a list of pairs of
// character offsets. Attributions without a cue or without content are left out.
func ReadPolNeAR(in io.Reader) ([]Document, error) {
	var out []Document
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<24)
	for n := 1; lines.Scan(); n++ {
		var row struct {
			Text         string
			Attributions []struct{ Source, Cue, Content [][2]int }
		}
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return nil, fmt.Errorf("read attributions: line %d: %w", n, err)
		}
		d := Document{Text: segment.Split(row.Text)}
		d.Tags = tag.Find(d.Text)
		bytes := byteOffsets(row.Text)
		for _, a := range row.Attributions {
			g := Link{Source: d.runs(a.Source, bytes), Content: d.runs(a.Content, bytes)}
			cue, ok := d.head(d.runs(a.Cue, bytes))
			if ok && len(g.Content) > 0 {
				g.Cue = cue
				d.Gold = append(d.Gold, g)
			}
		}
		out = append(out, d)
	}
	return out, lines.Err()
}

// byteOffsets is the byte at which each character of text begins, and its length.
func byteOffsets(text string) []int {
	out := make([]int, 0, len(text)+1)
	for at := 0; at < len(text); {
		out = append(out, at)
		_, n := utf8.DecodeRuneInString(text[at:])
		at += n
	}
	return append(out, len(text))
}

// runs are the tokens that the character spans touch; spans outside of the text are left out.
func (d *Document) runs(spans [][2]int, bytes []int) []Run {
	var out []Run
	for _, s := range spans {
		if s[0] < 0 || s[1] >= len(bytes) || s[0] >= s[1] {
			continue
		}
		lo := d.Text.TokenAt(bytes[s[0]])
		hi := lo
		for hi < len(d.Text.Tokens) && d.Text.Tokens[hi].Start < bytes[s[1]] {
			hi++
		}
		if hi > lo {
			out = append(out, Run{lo, hi})
		}
	}
	return out
}

// head is the main word of a cue: "according", else its first verb that is no auxiliary, else its first noun, else its last verb or word.
func (d *Document) head(cue []Run) (int, bool) {
	verb, noun, word, last := -1, -1, -1, -1
	for _, r := range cue {
		for i := r.Lo; i < r.Hi; i++ {
			switch {
			case d.Text.Fold(i) == "according":
				return i, true
			case d.Tags[i].Verb() && !auxiliary[d.Text.Fold(i)] && verb < 0:
				verb = i
			case d.Tags[i].Noun() && noun < 0:
				noun = i
			}
			if d.Tags[i].Verb() {
				last = i
			}
			if d.Text.Tokens[i].Kind == segment.Word {
				word = i
			}
		}
	}
	for _, i := range []int{verb, noun, last, word} {
		if i >= 0 {
			return i, true
		}
	}
	return 0, false
}

var auxiliary = map[string]bool{"be": true, "is": true, "are": true, "was": true, "were": true, "been": true, "being": true, "am": true, "has": true, "have": true, "had": true,
	"do": true, "does": true, "did": true, "’s": true, "'s": true}
