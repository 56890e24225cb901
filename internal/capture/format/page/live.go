package page

import "strings"

// Entry is one entry of a page that is written while something happens, a live blog: a report of its own, with its own
// time.
type Entry struct {
	Title     string
	Author    string
	Published string // as written
	Text      string
}

// maxEntries is how many entries of a live blog are read.
const maxEntries = 5000

// liveEntries are the entries of a page that says that it is a live blog, in its order: those it shows, each of which
// has a time for machines; else those that its linked data lists. It is nil for any other page.
func liveEntries(a article, data linkedData) []Entry {
	var shown []Entry
	if list := liveList(a.root, data.live); list != nil {
		for _, k := range list.kids {
			if e, ok := a.entry(k); ok && len(shown) < maxEntries {
				shown = append(shown, e)
			}
		}
	}
	if len(shown) < 2 {
		shown = data.updates
	}
	if len(shown) < 2 {
		return nil
	}
	return shown
}

// liveList is the element that holds the most entries next to each other. Where the page does not declare a live blog,
// it has to stand in an element that is named after one.
func liveList(root *node, live bool) *node {
	var best *node
	most := 1
	var walk func(n *node, live bool)
	walk = func(n *node, live bool) {
		live = live || n.hints.has(liveBlog)
		count := 0
		for _, k := range n.kids {
			if live && block[k.tag] && k.to > k.from && k.firstTime() != nil {
				count++
			}
			if k.tag != 0 {
				walk(k, live)
			}
		}
		if count > most {
			best, most = n, count
		}
	}
	walk(root, live)
	return best
}

// maxEntryNodes is how many elements of an entry are looked through for its time, which stands at its beginning.
const maxEntryNodes = 40

// firstTime is the first element in n that gives a time for machines, nil for none near its beginning.
func (n *node) firstTime() *node {
	left := maxEntryNodes
	var walk func(n *node) *node
	walk = func(n *node) *node {
		if left--; left < 0 {
			return nil
		}
		if n.time != "" && !n.hints.has(changed) {
			return n
		}
		for _, k := range n.kids {
			if k.tag == 0 {
				continue
			}
			if found := walk(k); found != nil {
				return found
			}
		}
		return nil
	}
	return walk(n)
}

// entry reads one entry: its heading, its time, its words.
func (a article) entry(n *node) (Entry, bool) {
	at := n.firstTime()
	if at == nil || !block[n.tag] {
		return Entry{}, false
	}
	e := Entry{Published: clean(at.time)}
	var words []string
	for i := n.from; i < n.to; i++ {
		p := a.paragraphs[i]
		switch {
		case heading[p.in.tag] && e.Title == "" && len(words) == 0:
			e.Title = clean(p.text)
		case i >= at.from && i <= max(at.from, at.to-1) && p.prose() == 0, p.linkLine():
			// the line of the time, and lines that lead elsewhere
		case p.in.beside && !n.beside:
		default:
			words = append(words, p.text)
		}
	}
	e.Text = strings.Join(words, "\n\n")
	return e, e.Text != ""
}

// readUpdates reads the entries of a live blog that linked data lists.
func (d *linkedData) readUpdates(v any) {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	for _, u := range list {
		o, ok := u.(map[string]any)
		if !ok || len(d.updates) >= maxEntries {
			continue
		}
		e := Entry{Title: text(o["headline"]), Author: d.names(o["author"]), Published: text(o["datePublished"]), Text: body(o["articleBody"])}
		if e.Text == "" {
			e.Text, e.Title = e.Title, ""
		}
		if e.Text != "" && e.Published != "" {
			d.updates = append(d.updates, e)
		}
	}
}
