package label

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"firsthand/internal/read/core/segment"
)

// Document is one document of PolNeAR by one annotator.
type Document struct {
	Text *segment.Text
	Gold []Link // Score is not used
}

// ReadPolNeAR reads documents of PolNeAR as JSON lines: {"text", "attributions": [{"source", "cue", "content"}]}, each
// a list of pairs of character offsets. Attributions without a cue or without content are left out.
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

		bytes := byteOffsets(row.Text)
		for _, a := range row.Attributions {
			g := Link{Source: d.runs(a.Source, bytes), Content: d.runs(a.Content, bytes)}
			g.Words = d.runs(a.Cue, bytes)
			cue, ok := d.head(g.Words)
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

// head is the main word of a cue: "according", else its first word that is not of a closed class, else its first word.
func (d *Document) head(cue []Run) (int, bool) {
	first := -1
	for _, r := range cue {
		for i := r.Lo; i < r.Hi; i++ {
			w := d.Text.Fold(i)
			if w == "according" {
				return i, true
			}
			if d.Text.Tokens[i].Kind != segment.Word {
				continue
			}
			if !closed[w] && !strings.HasSuffix(w, "ly") {
				return i, true
			}
			if first < 0 {
				first = i
			}
		}
	}
	return first, first >= 0
}

// closed are words that lead to a cue's main word and are none themselves.
var closed = closedWords("be is are was were been being am has have had having do does did ’s 's to not n't n’t never also too then who which that it he she they we i you would could will can may might must should " +
	"didn't didn’t don't don’t doesn't doesn’t wasn't wasn’t isn't isn’t won't won’t haven't haven’t hasn't hasn’t wouldn't wouldn’t couldn't couldn’t in on at as by with for of from a an the his her their its " +
	"this my your our and or " +
	"just both all first last new more less always since week ca can't can’t won wo even only still already once again later now there has've he's she's i'm i'd he'd they'd i've we've they've they're we're")

func closedWords(list string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		out[w] = true
	}
	return out
}
