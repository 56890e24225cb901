package page

import (
	"bytes"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// node is an element or a run of text.
type node struct {
	tag   atom.Atom // 0 for a run of text
	hints hints     // what the element's attributes say it is for
	text  string    // of a run of text, character references resolved
	time  string    // of a time element, or of one that is marked as a date: when, for machines
	prop  string    // what its words are in microdata or RDFa, in lower case, without its vocabulary: "author"
	up    *node
	kids  []*node

	from, to int  // the paragraphs in it are from ≤ i < to; set by cut
	beside   bool // it stands beside what the page is about; set by findArticle
}

// tree is a page as a tree of elements, with what its head says.
type tree struct {
	root *node
	head head
}

// parse reads the tokens of src into a tree in one pass.
//
// It is not the tree construction of the HTML standard (golang.org/x/net/html.Parse), on purpose: that algorithm copies
// every formatting element left open into each paragraph that follows, so that a page of 160 kB can take seconds and a
// gigabyte. Here an element is made for a tag and for nothing else. What differs is the place of wrongly nested
// elements; no word of the page moves.
func parse(src string, lim Limits) (*tree, error) {
	root := &node{}
	b := builder{lim: lim, tree: &tree{root: root}, top: root, open: map[atom.Atom]int{}}
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		var err error
		switch kind := z.Next(); kind {
		case html.ErrorToken: // the end: a string reader has no other error
			return b.tree, nil
		case html.TextToken:
			err = b.addText(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			err = b.start(z, kind == html.SelfClosingTagToken)
		case html.CommentToken:
			b.tree.head.addComment(z.Text())
		case html.EndTagToken:
			name, _ := z.TagName()
			b.end(atom.Lookup(name))
		}
		if err != nil {
			return nil, err
		}
	}
}

// builder holds the elements that are open while a tree is made.
type builder struct {
	lim   Limits
	tree  *tree
	top   *node             // the innermost open element
	open  map[atom.Atom]int // how many of each are open, so that a stray end tag costs nothing
	depth int               // how many are open
	mute  int               // how many of those hold no words of the page
	nodes int
	chunk []node // nodes are allocated many at a time
}

// nodesPerChunk is how many nodes are allocated at a time.
const nodesPerChunk = 256

// add hangs a new node under the innermost open element.
func (b *builder) add(tag atom.Atom) (*node, error) {
	if b.nodes++; b.nodes > b.lim.Nodes {
		return nil, fmt.Errorf("%w: more than %d elements", ErrTooComplex, b.lim.Nodes)
	}
	if len(b.chunk) == cap(b.chunk) {
		b.chunk = make([]node, 0, nodesPerChunk)
	}
	b.chunk = append(b.chunk, node{tag: tag, up: b.top})
	n := &b.chunk[len(b.chunk)-1]
	b.top.kids = append(b.top.kids, n)
	return n, nil
}

// addText adds a run of text, or gives it to the head.
func (b *builder) addText(text []byte) error {
	switch {
	case b.top.tag == atom.Title && b.mute == 1:
		b.tree.head.addTitle(text)
		return nil
	case b.top.tag == atom.Script:
		b.tree.head.addScript(text)
		return nil
	case b.mute > 0:
		return nil
	}
	n, err := b.add(0)
	if err != nil {
		return err
	}
	n.text = string(text)
	return nil
}

// start opens the element whose tag z stands on, closing first those that its start ends.
func (b *builder) start(z *html.Tokenizer, selfClosing bool) error {
	name, more := z.TagName()
	tag := atom.Lookup(name)
	a, err := readAttributes(z, more, b.lim)
	if err != nil {
		return err
	}
	b.closeImplied(tag)
	b.tree.head.see(tag, a)
	if tag == 0 || tag == atom.Html || tag == atom.Body || tag == atom.Head {
		return nil // an element that HTML does not know neither begins a paragraph nor hides one
	}
	n, err := b.add(tag)
	if err != nil {
		return err
	}
	n.hints = hintsOf(tag, a)
	n.prop = propertyOf(a)
	switch {
	case tag == atom.Time:
		n.time = a["datetime"]
	case tag == atom.Abbr && n.hints.has(dated):
		n.time = a["title"]
	}
	if a["rel"] == "author" {
		n.hints |= byAuthor
	}
	if void[tag] || selfClosing && (tag == atom.Svg || tag == atom.Math) {
		return nil
	}
	if b.depth++; b.depth > b.lim.Depth {
		return fmt.Errorf("%w: elements nested deeper than %d", ErrTooComplex, b.lim.Depth)
	}
	if mute[tag] {
		b.mute++
	}
	b.open[tag]++
	b.top = n
	return nil
}

// pop closes the innermost open element.
func (b *builder) pop() {
	if mute[b.top.tag] {
		b.mute--
	}
	b.open[b.top.tag]--
	b.depth--
	b.top = b.top.up
}

// popTo closes the open elements in n, and n.
func (b *builder) popTo(n *node) {
	for b.top != n.up {
		b.pop()
	}
}

// end closes the innermost open element of this tag, unless a border lies between: a table cell for any element outside
// the cell, a block for an element that runs with the text.
func (b *builder) end(tag atom.Atom) {
	if b.open[tag] == 0 {
		return
	}
	for n := b.top; n.up != nil; n = n.up {
		if n.tag == tag {
			b.popTo(n)
			return
		}
		if cell[n.tag] && !tabular[tag] || block[n.tag] && !block[tag] && !mute[tag] {
			return
		}
	}
}

// closeImplied closes the elements that the start of tag ends: a list item by the next, a cell by the next, a paragraph
// by any block.
func (b *builder) closeImplied(tag atom.Atom) {
	switch tag {
	case atom.Li:
		b.closeWithin(list, atom.Li)
	case atom.Dt, atom.Dd:
		b.closeWithin(list, atom.Dt, atom.Dd)
	case atom.Td, atom.Th:
		b.closeWithin(row, atom.Td, atom.Th)
	case atom.Tr:
		b.closeWithin(table, atom.Tr)
	case atom.Tbody, atom.Thead, atom.Tfoot:
		b.closeWithin(table, atom.Tbody, atom.Thead, atom.Tfoot)
	case atom.A:
		b.closeInline(atom.A)
	}
	if block[tag] {
		b.closeInline(atom.P)
	}
}

// closeWithin closes the outermost open element with one of tags that lies inside the innermost border.
func (b *builder) closeWithin(border map[atom.Atom]bool, tags ...atom.Atom) {
	var found *node
	for n := b.top; n.up != nil && !border[n.tag]; n = n.up {
		for _, tag := range tags {
			if n.tag == tag {
				found = n
			}
		}
	}
	if found != nil {
		b.popTo(found)
	}
}

// closeInline closes an open tag when only elements that run with the text lie between.
func (b *builder) closeInline(tag atom.Atom) {
	if b.open[tag] == 0 {
		return
	}
	for n := b.top; n.up != nil; n = n.up {
		if n.tag == tag {
			b.popTo(n)
			return
		}
		if block[n.tag] {
			return
		}
	}
}

// attributes are the few attributes of an element that are looked at.
type attributes map[string]string

// wanted are the attributes that readAttributes keeps.
var wanted = map[string]bool{
	"class": true, "content": true, "datetime": true, "hidden": true, "href": true, "http-equiv": true, "id": true, "itemprop": true,
	"lang": true, "name": true, "property": true, "rel": true, "role": true, "style": true, "title": true, "type": true, "value": true,
	"xml:lang": true,
}

// maxAttribute is the length in bytes beyond which an attribute is not looked at; an image written into one can be
// megabytes.
const maxAttribute = 4096

// readAttributes reads the attributes of the tag that z stands on; nil if none is wanted.
func readAttributes(z *html.Tokenizer, more bool, lim Limits) (attributes, error) {
	var a attributes
	for n := 1; more; n++ {
		if n > lim.Attributes {
			return nil, fmt.Errorf("%w: an element with more than %d attributes", ErrTooComplex, lim.Attributes)
		}
		var key, value []byte
		key, value, more = z.TagAttr()
		if !wanted[string(key)] || len(value) > maxAttribute {
			continue
		}
		if a == nil {
			a = attributes{}
		}
		a[string(key)] = string(bytes.TrimSpace(value))
	}
	return a, nil
}
