package page

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// article is the part of a page that it is about.
type article struct {
	root       *node
	paragraphs []paragraph // of the whole page
	headline   int         // index of the paragraph that is the headline, -1 where none was found
	from, to   int         // the article's paragraphs are from ≤ i < to, without those beside it
}

// findArticle finds the article in the page.
func findArticle(root *node) article {
	a := article{root: root, paragraphs: cut(root), headline: -1}
	all := weigh(a.paragraphs)
	marker{prose: all, headlines: countHeadlines(a.paragraphs)}.mark(root, false)
	seen := weigh(a.paragraphs)
	if 4*seen.of(root) < all.of(root) || allBeside(a.paragraphs) { // the page calls nearly everything an aside: do not believe it
		clearBeside(root)
		seen = all
	}
	body := findBody(root, seen)
	a.from, a.to = body.from, body.to
	for i := a.from - 1; i >= 0; i-- {
		if a.paragraphs[i].in.tag == atom.H1 { // what stands between headline and body is the standfirst
			a.headline, a.from = i, i+1
			break
		}
	}
	for i := a.from; a.headline < 0 && i < a.to; i++ {
		if a.paragraphs[i].in.tag == atom.H1 {
			a.headline = i
		}
	}
	a.from = a.skipToProse(a.from, body.from)
	return a
}

// skipToProse leaves out the bylines and dates before the first running text of the standfirst.
func (a article) skipToProse(from, body int) int {
	for from < body && (a.paragraphs[from].prose() == 0 || a.paragraphs[from].in.beside) {
		from++
	}
	return from
}

// weights are running sums over the paragraphs: weights[i] is that of the paragraphs before i.
type weights []int

// weigh sums the prose of the paragraphs that do not stand beside the article.
func weigh(ps []paragraph) weights {
	w := make(weights, len(ps)+1)
	for i, p := range ps {
		w[i+1] = w[i]
		if !p.in.beside {
			w[i+1] += p.prose()
		}
	}
	return w
}

// of is the sum over the paragraphs in n.
func (w weights) of(n *node) int { return w[n.to] - w[n.from] }

// countHeadlines sums the paragraphs that are first headings.
func countHeadlines(ps []paragraph) weights {
	w := make(weights, len(ps)+1)
	for i, p := range ps {
		w[i+1] = w[i]
		if p.in.tag == atom.H1 {
			w[i+1]++
		}
	}
	return w
}

// marker marks the elements that stand beside what the page is about, with all they hold. An element is believed when
// it says so, unless it holds so much of the page's prose that its name must mean something else ("with-sidebar").
type marker struct{ prose, headlines weights }

func (m marker) mark(n *node, inArticle bool) {
	for _, k := range n.kids {
		if k.tag != 0 {
			k.beside = n.beside || m.isBeside(k, inArticle)
			m.mark(k, inArticle || k.hints.has(marked|articleElement))
		}
	}
}

func (m marker) isBeside(n *node, inArticle bool) bool {
	share, whole := m.prose.of(n), m.prose[len(m.prose)-1]
	switch {
	case n.hints.has(marked | articleElement):
		return false
	case n.hints.has(aside), n.tag == atom.Header && !inArticle && m.headlines.of(n) == 0:
		return share == 0 || 2*share < whole
	case n.hints.has(minor):
		return share == 0 || 10*share < whole
	}
	return false
}

func allBeside(ps []paragraph) bool {
	for _, p := range ps {
		if !p.in.beside {
			return false
		}
	}
	return true
}

func clearBeside(n *node) {
	n.beside = false
	for _, k := range n.kids {
		clearBeside(k)
	}
}

// findBody finds the smallest element that holds nearly all of the prose, starting from where the page marks its
// article.
func findBody(root *node, w weights) *node {
	body := root
	if m := heaviest(root, w, marked); m != nil && 3*w.of(m) > w.of(root) {
		body = m
	} else if m := heaviest(root, w, articleElement); m != nil && 2*w.of(m) > w.of(root) {
		body = m
	}
	for {
		next := body
		for _, k := range body.kids {
			if 10*w.of(k) >= 8*w.of(body) && w.of(k) > 0 && block[k.tag] && !leaf[k.tag] {
				next = k
			}
		}
		if next == body {
			return body
		}
		body = next
	}
}

// heaviest finds the element with one of the hints that holds the most prose, the outermost of those that hold the
// same.
func heaviest(root *node, w weights, h hints) *node {
	var best *node
	var walk func(n *node)
	walk = func(n *node) {
		if n.tag != 0 && n.hints.has(h) && w.of(n) > 0 && (best == nil || w.of(n) > w.of(best)) {
			best = n
		}
		for _, k := range n.kids {
			walk(k)
		}
	}
	walk(root)
	return best
}

// text joins the article's paragraphs.
func (a article) text() string {
	ps := a.kept()
	var b strings.Builder
	for i, p := range ps {
		switch {
		case i == 0:
		case sameRow(ps[i-1], p):
			b.WriteByte('\t')
		default:
			b.WriteString("\n\n")
		}
		b.WriteString(p.text)
	}
	return b.String()
}

// kept are the article's paragraphs without what is beside it, lists of links, the headline, and headings that head
// nothing.
func (a article) kept() []paragraph {
	var ps []paragraph
	for i := a.from; i < a.to; i++ {
		p := a.paragraphs[i]
		if i != a.headline && !p.in.beside && !p.linkLine() {
			ps = append(ps, p)
		}
	}
	for len(ps) > 0 && heading[ps[len(ps)-1].in.tag] {
		ps = ps[:len(ps)-1]
	}
	return ps
}

// linkLine tells whether the paragraph is a line that leads elsewhere ("Read also: …").
func (p paragraph) linkLine() bool { return 3*p.links > 2*p.chars && p.chars < 150 }

// sameRow tells whether two paragraphs are cells of one table row.
func sameRow(p, q paragraph) bool {
	return p.in.up == q.in.up && p.in != q.in && cell[p.in.tag] && cell[q.in.tag]
}
