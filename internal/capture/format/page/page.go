// Package page reads a saved web page: the words it is about, and what it says of itself (title, publisher, author,
// day, address, language).
//
// A reader of Firsthand wants the article and nothing beside it: a statement found in a "most read" box would be
// counted as the article's. And pages come from anywhere, so reading one must cost time and memory in proportion to its
// size, whatever is in it.
//
// The page is cut into paragraphs at the borders of its block elements, each with how much of it is links (the shallow
// features of Kohlschütter, Fankhauser and Nejdl, "Boilerplate Detection using Shallow Text Features", WSDM 2010).
// Elements that say that they stand beside the words (navigation, footers, share bars, captions) are left out; of what
// is left, the smallest element that still holds nearly all running text is the article, with the standfirst between
// the headline and it. No language is assumed.
//
// Nothing is fetched and no script is run.
package page

import (
	"errors"
	"strings"

	"golang.org/x/net/html/atom"

	"firsthand/internal/capture/format"
)

// Page is what a page says. A field is "" where the page does not say it.
type Page struct {
	Title     string
	Publisher string // the site as it names itself, or the host of its address
	Author    string // several names joined by ", "
	URL       string // absolute, http or https
	Lang      string // as written, not checked

	// Published are the times of publication found, as written, the most trustworthy first. A time of the last change
	// is never among them.
	Published []string

	// Captured is when an archive or a browser saved the page, as written.
	Captured string

	// Text is the article's paragraphs, a blank line between: white space runs are one space, a line break is a
	// newline, the cells of a table row stand in one paragraph with tabs between. The headline is not part of it.
	// Captions are not: a photograph's credit is not the report's.
	Text string

	// Entries are those of a live blog, nil for any other page.
	Entries []Entry

	// List reports whether the page is a list of other pages with the beginning of each, and no report.
	List bool
}

// Limits bound what a page may hold.
type Limits = format.PageLimits

// ErrTooComplex is the error of a page beyond the limits.
var ErrTooComplex = errors.New("too complex a page")

// Read reads a page from its source, which must be UTF-8. The only error is [ErrTooComplex]; a page without words has
// an empty Text.
func Read(src string, lim Limits) (Page, error) {
	t, err := parse(src, lim)
	if err != nil {
		return Page{}, err
	}
	a := findArticle(t.root)
	data := readLinkedData(t.head.scripts)
	p := Page{
		Title:     title(t.head, data, a),
		Publisher: publisher(t.head, data),
		Author:    author(t.head, data, a),
		URL:       address(t.head, data),
		Lang:      first(t.head.lang, t.head.meta["content-language"], t.head.meta["og:locale"], data.lang),
		Published: published(t.head, data, a),
		Captured:  captured(t.head),
		Text:      a.text(),
		Entries:   liveEntries(a, data),
		List:      a.isList(t.head, data),
	}
	if len(p.Entries) > 0 {
		p.Title = first(data.headline, a.shownHeadline(), p.Title) // and not the heading of the first entry
	}
	if body := data.body; len(body) > 2*len(p.Text) {
		p.Text = body // the page shows its words only to a browser that runs its scripts
	}
	return p, nil
}

// Words are all words of a page, paragraph by paragraph, for a piece of HTML that is no article: the entry of a feed.
// What is too complex has none.
func Words(src string, lim Limits) string {
	return allWords(src, lim, func(paragraph) string { return "" })
}

// Letter are all words of a message, as [Words] has them; every line of what it quotes of another begins with ">", as
// in plain mail, once for each time that it is quoted.
func Letter(src string, lim Limits) string {
	return allWords(src, lim, func(p paragraph) string {
		if n := p.quoted(); n > 0 {
			return strings.Repeat(">", n) + " "
		}
		return ""
	})
}

func allWords(src string, lim Limits, mark func(paragraph) string) string {
	t, err := parse(src, lim)
	if err != nil {
		return ""
	}
	var b strings.Builder
	for _, p := range cut(t.root) {
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		before := mark(p)
		b.WriteString(before)
		b.WriteString(strings.ReplaceAll(p.text, "\n", "\n"+before))
	}
	return b.String()
}

// maxQuoted is how many times a paragraph may be quoted; what is quoted more often is marked as often.
const maxQuoted = 20

// quoted is how many quotations of others a paragraph stands in.
func (p paragraph) quoted() int {
	n := 0
	for in := p.in; in != nil && n < maxQuoted; in = in.up {
		if in.tag == atom.Blockquote {
			n++
		}
	}
	return n
}

// Host is the name of the host of an address, without www, "" for what is none.
func Host(address string) string { return hostName(address) }

// first returns the first of the values that is not empty.
func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
