package terms

import (
	"encoding/binary"
	"net/url"
	"slices"
	"strings"

	"firsthand/internal/report"
)

// Of collects the terms of a report: of its title, of the path of its address, which often repeats a title that was
// lost, and of its text. It is nil for a report without words.
//
// Words are compared in lower case, without the endings of English plurals, participles and gerunds; the commonest
// words of English are left out. What is written in scripts without capitals has words and numbers only, and of Chinese
// and Japanese every two characters beside each other are a word.
func Of(r report.Report) report.Terms {
	c := collector{seen: make(map[uint32]int, 256)}
	c.take(r.Title, true)
	for _, address := range []string{r.URL, r.Publisher} {
		c.take(slug(address), true)
	}
	c.take(r.Text, false)
	return c.terms()
}

// slug is the words of a web address: the last part of its path that has several, with spaces between them. It is empty
// for anything else.
func slug(address string) string {
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	longest := ""
	for part := range strings.SplitSeq(u.Path, "/") {
		if strings.Count(part, "-")+strings.Count(part, "_") >= 2 && len(part) > len(longest) {
			longest = part
		}
	}
	if dot := strings.LastIndexByte(longest, '.'); dot > 0 {
		longest = longest[:dot]
	}
	return strings.ToLower(strings.NewReplacer("-", " ", "_", " ").Replace(longest))
}

// found is what is known of a term while a text is read.
type found struct {
	hash         uint32
	kind         Kind
	title, lead  bool
	count        int
	small, large bool // it was seen in lower case; with a capital within a sentence
}

// collector gathers terms in the order in which they are seen.
type collector struct {
	seen map[uint32]int // hash to its place in list
	list []found
}

// take reads one text. Capitals in a title say nothing about names.
func (c *collector) take(text string, title bool) {
	var last word
	n := 0
	for w := range words(text) {
		n++
		lead := !title && n <= Lead
		switch {
		case w.ideograph:
			if last.ideograph && last.end == w.start {
				c.add(join(last.hash, w.hash), Word, title, lead)
			}
		case w.number:
			c.add(w.hash, Number, title, lead)
			if w.aged(text) {
				c.add(join(w.hash, ageMark), Number, title, lead)
			}
		case !w.common:
			if f := c.add(w.hash, Word, title, lead); f != nil && !title {
				f.small = f.small || !w.capital
				f.large = f.large || w.capital && !w.first
			}
			if w.capital && last.capital && !last.common && w.beside(last, text) {
				c.add(join(last.hash, w.hash), Pair, title, lead)
			}
		}
		last = w
	}
}

// add counts one occurrence. It gives nil when the report has [Most] terms already and this is another.
func (c *collector) add(hash uint64, kind Kind, title, lead bool) *found {
	h := fold(hash)
	i, ok := c.seen[h]
	if !ok {
		if len(c.list) == Most {
			return nil
		}
		i = len(c.list)
		c.seen[h] = i
		c.list = append(c.list, found{hash: h, kind: kind})
	}
	f := &c.list[i]
	f.count++
	f.title = f.title || title
	f.lead = f.lead || lead
	return f
}

// terms packs what was found.
func (c *collector) terms() report.Terms {
	if len(c.list) == 0 {
		return nil
	}
	slices.SortFunc(c.list, func(a, b found) int { return int(a.hash) - int(b.hash) })
	packed := make(report.Terms, 0, 4*len(c.list))
	for _, f := range c.list {
		packed = binary.LittleEndian.AppendUint32(packed, uint32(f.term()))
	}
	return packed
}

func (f found) term() Term {
	if f.kind == Word && f.large && !f.small {
		f.kind = Name
	}
	t := Term(f.hash)<<hashShift | Term(f.kind)<<kindShift | Term(min(f.count, MostCount))
	if f.title {
		t |= titleBit
	}
	if f.lead {
		t |= leadBit
	}
	return t
}
