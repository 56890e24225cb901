package page

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// paragraph is one run of words between the borders of block elements.
type paragraph struct {
	text  string
	chars int   // characters that are not white space
	links int   // of those, in links
	in    *node // the innermost block element around it
}

// minProse is the least number of characters of a paragraph that counts as running text: about a line of print.
const minProse = 50

// prose is how much running text the paragraph holds: its characters outside links, none if it is short or mostly
// links.
func (p paragraph) prose() int {
	if p.chars < minProse || 2*p.links > p.chars {
		return 0
	}
	return p.chars - p.links
}

// cut cuts the words below root into paragraphs, in the order of the page, and notes in each node which of them it
// holds.
func cut(root *node) []paragraph {
	c := cutter{}
	c.walk(root, root, false, false)
	c.flush(root)
	root.from, root.to = 0, len(c.out)
	return c.out
}

// cutter gathers the words of the paragraph that is being read.
type cutter struct {
	out    []paragraph
	words  strings.Builder
	chars  int
	links  int
	space  bool // white space was met since the last word
	breaks int  // line breaks met since the last word
}

// walk reads what is in n. The words belong to the block element in; link and pre tell whether they stand in an a or
// pre element.
func (c *cutter) walk(n, in *node, link, pre bool) {
	for _, k := range n.kids {
		switch {
		case k.tag == 0:
			c.write(k.text, in, link, pre)
		case k.tag == atom.Br:
			c.lineBreak(in)
		case k.hints.has(unseen):
			k.from, k.to = len(c.out), len(c.out)
		case block[k.tag]:
			c.flush(in)
			k.from = len(c.out)
			c.walk(k, k, link, pre || k.tag == atom.Pre)
			c.flush(k)
			k.to = len(c.out)
		default:
			k.from = len(c.out)
			c.walk(k, in, link || k.tag == atom.A, pre)
			k.to = len(c.out)
		}
	}
}

// lineBreak ends the line, and the paragraph when it is the second in a row.
func (c *cutter) lineBreak(in *node) {
	if c.chars == 0 {
		return
	}
	if c.breaks++; c.breaks == 2 {
		c.flush(in)
	}
}

// write adds text as a browser shows it: runs of white space as one space, soft hyphens and control characters not at
// all.
func (c *cutter) write(text string, in *node, link, pre bool) {
	for _, r := range text {
		switch {
		case r == '\n' && pre:
			c.lineBreak(in)
			continue
		case r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' || r == '\u00a0':
			c.space = true
			continue
		case r < ' ' || r == '\u007f' || r == '\u00ad':
			continue
		}
		if c.chars > 0 {
			if c.breaks > 0 {
				c.words.WriteByte('\n')
			} else if c.space {
				c.words.WriteByte(' ')
			}
		}
		c.space, c.breaks = false, 0
		c.words.WriteRune(r)
		c.chars++
		if link {
			c.links++
		}
	}
}

// flush ends the paragraph.
func (c *cutter) flush(in *node) {
	if c.chars > 0 {
		c.out = append(c.out, paragraph{text: c.words.String(), chars: c.chars, links: c.links, in: in})
		c.words.Reset()
	}
	c.chars, c.links, c.space, c.breaks = 0, 0, false, 0
}
