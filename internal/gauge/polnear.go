package gauge

import (
	"fmt"
	"iter"
	"unicode"

	"firsthand/internal/report"
)

// openPolnear reads attributions as PolNeAR has them (Newell, Margolin and Ruths, LREC 2018), a document and an
// annotator a line. Of several annotators of one document, the first counts.
func openPolnear(path string) (contents, error) {
	rows, err := rowsIn[polnearRow](path)
	if err != nil {
		return nil, err
	}
	return gatherPolnear(rows, path)
}

type polnearRow struct {
	ID, Publisher, Date, Text string
	Attributions              []struct{ Source, Cue, Content [][2]int } // in characters
}

func gatherPolnear(rows []polnearRow, path string) (*polnear, error) {
	c := &polnear{}
	seen := map[string]bool{}
	for _, r := range rows {
		if seen[r.ID] {
			continue
		}
		seen[r.ID] = true
		d := attributed{Input: Input{ID: r.ID, Text: r.Text, Publisher: r.Publisher, Published: r.Date}}
		at := byteOffsets(d.Text)
		for i, a := range r.Attributions {
			var x attribution
			for part, pairs := range [...][][2]int{a.Source, a.Cue, a.Content} {
				var err error
				if x[part], err = coverOfCharacters(at, pairs); err != nil {
					return nil, fmt.Errorf("%s: attribution %d of document %s: %w", path, i+1, r.ID, err)
				}
			}
			if len(a.Content) > 0 {
				d.attributions = append(d.attributions, x)
			}
		}
		c.documents = append(c.documents, d)
	}
	return c, nil
}

func coverOfCharacters(at []int, pairs [][2]int) (cover, error) {
	var spans []report.Span
	for _, p := range pairs {
		s, err := bytesOf(at, p[0], p[1])
		if err != nil {
			return nil, err
		}
		spans = append(spans, s)
	}
	return coverOf(spans...), nil
}

// attribution is the bytes of source, cue and content.
type attribution [3]cover

// The parts of an attribution, and what they are called.
const (
	sourcePart = iota
	cuePart
	contentPart
)

var partNames = [...]string{"source", "cue", "content"}

// attributed is a document with its attributions.
type attributed struct {
	Input
	attributions []attribution
}

type polnear struct{ documents []attributed }

func (c *polnear) inputs() []Input {
	var out []Input
	for _, d := range c.documents {
		out = append(out, d.Input)
	}
	return out
}

// score compares attributions: those whose contents overlap by so much, those of them whose sources agree as well, and,
// word by word, what lies in any source, cue and content.
func (c *polnear) score(answers Answers, s *Scores) {
	thresholds := [...]float64{.3, .5, .8}
	var content [len(thresholds)]count
	var sources count
	var words [len(partNames)]count
	for _, d := range c.documents {
		gold, found := d.attributions, outermost(answers.Readings[d.ID])
		overlap := func(part int) func(i, j int) float64 {
			return func(i, j int) float64 { return gold[i][part].overlap(found[j][part]) }
		}
		for t, least := range thresholds {
			content[t].add(count{len(match(len(gold), len(found), overlap(contentPart), least)), len(found), len(gold)})
		}
		right := 0
		for _, p := range match(len(gold), len(found), overlap(contentPart), .5) {
			if overlap(sourcePart)(p.gold, p.found) >= .5 {
				right++
			}
		}
		sources.add(count{right, len(found), len(gold)})
		for part := range partNames {
			words[part].add(countWords(d.Text, union(gold, part), union(found, part)))
		}
	}
	for t, least := range thresholds {
		s.agree(content[t].agreement(fmt.Sprintf("content, overlap >= %g", least)))
	}
	s.agree(sources.agreement("content and source, >= 0.5"))
	for part, name := range partNames {
		s.agree(words[part].agreement("tokens of " + name))
	}
}

func (c *count) add(d count) {
	c.right += d.right
	c.found += d.found
	c.there += d.there
}

// outermost is the attributions of a reading as the corpus has them: one level, the outermost. Addressees and credits
// are passed over, because the corpus annotates neither. A hop around several statements is read several times and
// counts once: contents of the same bytes are one, with the last's source and cue.
func outermost(r report.Reading) []attribution {
	var out []attribution
	number := map[string]int{}
	for _, st := range r.Statements {
		for _, h := range st.Hops {
			if h.Kind == report.Addressee || h.Kind == report.CreditHop {
				continue
			}
			if len(h.Content) > 0 {
				a := attribution{cuePart: coverOf(h.Cue...), contentPart: coverOf(h.Content...)}
				if h.Source != nil {
					a[sourcePart] = coverOf(*h.Source)
				}
				key := fmt.Sprint(a[contentPart])
				if n, seen := number[key]; seen {
					out[n] = a
				} else {
					number[key] = len(out)
					out = append(out, a)
				}
			}
			break
		}
	}
	return out
}

// union is the bytes of one part of any attribution.
func union(attributions []attribution, part int) cover {
	var spans []report.Span
	for _, a := range attributions {
		spans = append(spans, a[part]...)
	}
	return coverOf(spans...)
}

// countWords counts the words of a text that begin in found, in gold, and in both.
func countWords(text string, gold, found cover) count {
	var n count
	for at := range wordStarts(text) {
		inGold, inFound := gold.has(at), found.has(at)
		if inFound {
			n.found++
		}
		if inGold {
			n.there++
		}
		if inGold && inFound {
			n.right++
		}
	}
	return n
}

// wordStarts yields the byte at which each word of a text begins. A word is a run of letters, numbers and underscores,
// or any single other character that is no space.
func wordStarts(text string) iter.Seq[int] {
	return func(yield func(int) bool) {
		inside := false
		for at, r := range text {
			letter := r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r)
			if begins := !isSpace(r) && !(letter && inside); begins && !yield(at) {
				return
			}
			inside = letter
		}
	}
}

// isSpace takes the separators of the C0 controls, U+001C to U+001F, for spaces, as Unicode's bidirectional classes do.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f
}
