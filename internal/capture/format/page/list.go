package page

import "strings"

// What makes a list of stories: so many beginnings of stories next to each other, none of them longer than a report's
// first paragraphs, that hold so much of the page's running text.
const (
	leastStories = 3
	longestStory = 800 // characters
	storiesShare = 0.75
)

// isList reports whether the page is a front page or a section page: it declares no article, and nearly all of its
// running text are beginnings of stories below headings that lead to them.
func (a article) isList(h head, data linkedData) bool {
	if data.headline != "" || data.published != "" || data.body != "" || strings.EqualFold(h.meta["og:type"], "article") ||
		h.meta["article:published_time"] != "" {
		return false
	}
	all := 0
	for i := a.from; i < a.to; i++ {
		if !a.paragraphs[i].in.beside {
			all += a.paragraphs[i].prose()
		}
	}
	if all == 0 {
		return false
	}
	prose := weigh(a.paragraphs)
	found := false
	var walk func(n *node)
	walk = func(n *node) {
		stories, share := 0, 0
		for _, k := range n.kids {
			if k.tag != 0 && !k.beside && a.isStory(k) {
				stories++
				share += prose.of(k)
			}
		}
		if stories >= leastStories && float64(share) >= storiesShare*float64(all) {
			found = true
		}
		for _, k := range n.kids {
			if k.tag != 0 && !found {
				walk(k)
			}
		}
	}
	walk(a.root)
	return found
}

// isStory reports whether an element holds one heading that is a link, and a few lines below it.
func (a article) isStory(n *node) bool {
	links, chars := 0, 0
	for i := n.from; i < n.to && i < n.from+20; i++ {
		p := a.paragraphs[i]
		switch {
		case heading[p.in.tag] && p.links == p.chars:
			links++
		case heading[p.in.tag]:
			return false
		case links > 0:
			chars += p.chars
		}
	}
	return links == 1 && chars >= minProse && chars <= longestStory && n.to-n.from < 20
}
