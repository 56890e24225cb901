package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// title is the headline: what the page shows as such, where what it declares says the same; else what it declares,
// without the name of its site.
func title(h head, data linkedData, a article) string {
	site := publisher(h, data)
	declared := []string{
		withoutSite(h.named("og:title"), site), withoutSite(data.headline, site),
		withoutSite(h.named("twitter:title", "dc.title", "dc:title", "dcterms.title", "dcterms:title", "citation_title", "parsely-title"), site),
	}
	element := clean(h.title)
	for _, shown := range a.headings() {
		if isHeadline(shown, site) && same(shown, declared) {
			return shown
		}
	}
	if own := a.ownHeadline(site, element, declared); own != "" {
		return own
	}
	headline := ""
	for _, shown := range a.headings() {
		if isHeadline(shown, site) && len(shown) > len(headline) && within(shown, append(declared, element)) {
			headline = shown
		}
	}
	if topic := a.topic(""); topic != "" && headline != "" && fold(headline) == fold(element) && fold(headline) == fold(a.shownHeadline()) {
		return topic // both are the name of the site
	}
	if headline != "" {
		return headline
	}
	if shown := a.shownHeadline(); len(strings.Fields(shown)) >= 3 && isHeadline(shown, site) && !a.isName(element) {
		return shown
	}
	name := withoutName(element, site, a)
	if shown := a.topic(element); first(declared...) == "" && shown != "" {
		return shown
	}
	return first(append(declared, name)...)
}

// ownHeadline is the first heading above the article where what the page declares says the same, or the title of the
// window begins with it and the words begin with no heading that stands in that title too.
func (a article) ownHeadline(site, element string, declared []string) string {
	shown := a.shownHeadline()
	switch below := a.topic(""); {
	case !isHeadline(shown, site):
		return ""
	case within(shown, declared):
		return shown
	case a.isName(element), !strings.HasPrefix(fold(element), fold(shown)), below != "" && below != shown && within(below, []string{element}):
		return ""
	}
	return shown
}

// isName reports whether the first heading above the article is the name of the site: it stands last in the title of
// the window after other words, or is all of that title where the article's words begin with a heading of their own.
func (a article) isName(element string) bool {
	key, all := fold(a.shownHeadline()), fold(element)
	if key == all {
		return a.topic("") != ""
	}
	return strings.HasSuffix(all, key) && !strings.HasPrefix(all, key)
}

// isHeadline reports whether a heading is long enough for a headline, and is not the name of the site.
func isHeadline(shown, site string) bool {
	key := fold(shown)
	return utf8.RuneCountInString(key) >= minHeadline && !strings.Contains(squash(site), squash(shown))
}

// within reports whether what the page shows stands in what it declares.
func within(shown string, declared []string) bool {
	key := fold(shown)
	return slices.ContainsFunc(declared, func(d string) bool { return strings.Contains(fold(d), key) })
}

// same reports whether what the page shows is one of the titles it declares.
func same(shown string, declared []string) bool {
	key := fold(shown)
	return slices.ContainsFunc(declared, func(d string) bool { return fold(d) == key })
}

// topic is the second or third heading that the article's words begin with, where the title of the window shares a word
// with it; any such heading where no title is given.
func (a article) topic(element string) string {
	words := a.from
	for words < a.to && (a.paragraphs[words].prose() == 0 || a.paragraphs[words].in.beside) {
		words++
	}
	for i := words - 1; i > max(a.headlineBefore(words), a.from-4, words-7); i-- {
		p := a.paragraphs[i]
		if p.in.tag != atom.H2 && p.in.tag != atom.H3 || p.in.beside {
			continue
		}
		if shown := clean(p.text); isHeadline(shown, "") && len(strings.Fields(shown)) > 1 && (element == "" || sharesWord(shown, element)) {
			return shown
		}
	}
	return ""
}

// headlineBefore is the index of the headline where it stands before a paragraph, -1 where it does not.
func (a article) headlineBefore(i int) int {
	if a.headline < i {
		return a.headline
	}
	return -1
}

// sharesWord reports whether two titles have a word of five letters or more in common.
func sharesWord(a, b string) bool {
	words := strings.Fields(fold(b))
	for _, w := range strings.Fields(fold(a)) {
		if utf8.RuneCountInString(w) > 4 && slices.Contains(words, w) {
			return true
		}
	}
	return false
}

// minHeadline is the least number of letters of a heading that is believed to be the headline.
const minHeadline = 8

// withoutName is what a title element says before, or after, the name of the site; the headline that the page shows
// where there is no such element.
func withoutName(element, site string, a article) string {
	if len(strings.Fields(element)) < 2 { // the name of a section, or of the site
		if shown := a.shownHeadline(); shown != "" {
			return shown
		}
	}
	return withoutSite(element, site)
}

// shownHeadline is the first heading above the article, "" for none.
func (a article) shownHeadline() string {
	if a.headline < 0 {
		return ""
	}
	return clean(a.paragraphs[a.headline].text)
}

// headings are the first headings of a page, and the second ones just above its article, the article's own first.
func (a article) headings() []string {
	var out []string
	add := func(i int) {
		if s := clean(a.paragraphs[i].text); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if a.headline >= 0 {
		add(a.headline)
	}
	for i := range a.paragraphs {
		if a.paragraphs[i].in.tag == atom.H1 && len(out) < 8 {
			add(i)
		}
	}
	for i := max(0, a.from-6); i < min(len(a.paragraphs), a.from+2); i++ {
		if t := a.paragraphs[i].in.tag; t == atom.H2 || t == atom.H3 {
			add(i)
		}
	}
	return out
}

// fold is a title as it is compared: letters and digits in lower case, one space between words.
func fold(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// separators stand between a title and the name of its site.
var separators = []string{" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " « ", " • ", " │ ", " / ", "_", " ~ "}

// withoutSite cuts the name of the site off the end of a title, or off its beginning: "Bridge shelled | The Courier". A
// piece after the last sign is the site's where it has the site's name in it, or the name has it.
func withoutSite(title, site string) string {
	key := squash(site)
	for range 2 {
		best := title
		for _, sep := range separators {
			if i := strings.LastIndex(title, sep); i > 0 && isSiteName(squash(title[i+len(sep):]), key) && len(title[:i]) < len(best) {
				best = title[:i]
			}
		}
		if best == title {
			for _, sep := range separators {
				if i := strings.Index(title, sep); i > 0 && squash(title[:i]) == key && key != "" {
					best = title[i+len(sep):]
					break
				}
			}
		}
		if strings.TrimSpace(best) == "" || best == title {
			break
		}
		title = strings.TrimSpace(best)
	}
	return title
}

// isSiteName reports whether the letters of a piece of a title are the name of a site.
func isSiteName(piece, site string) bool {
	if piece == "" || site == "" {
		return false
	}
	return piece == site || len(piece) > 3 && strings.Contains(site, piece) || len(site) > 3 && strings.Contains(piece, site)
}
