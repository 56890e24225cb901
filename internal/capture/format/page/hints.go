package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// hints is what an element's tag, role, class and id say it is for.
type hints uint16

const (
	marked         hints = 1 << iota // the page says that the article's words are here
	aside                            // the page says that it is not part of what it is about
	minor                            // its name says that it stands beside the words: a share bar, a byline
	unseen                           // not shown
	articleElement                   // an article, or the page's main part
	dated                            // its name says that it holds a day
	changed                          // its name says that the day is that of the last change
	spoken                           // its words are for those who hear the page, and label what is seen
	byAuthor                         // its name says that it holds who wrote it
	liveBlog                         // its name says that it holds what is written while something happens
)

func (h hints) has(other hints) bool { return h&other != 0 }

// Elements whose meaning alone says that they stand beside.
var (
	asideTags = set(atom.Aside, atom.Dialog, atom.Figcaption, atom.Figure, atom.Footer, atom.Nav, atom.Search)
	minorTags = set(atom.Fieldset, atom.Label, atom.Legend)
)

// asideRoles are the ARIA landmark roles of what stands around a page's content.
var asideRoles = map[string]bool{
	"alert": true, "alertdialog": true, "banner": true, "complementary": true, "contentinfo": true, "dialog": true, "menu": true,
	"menubar": true, "navigation": true, "search": true, "toolbar": true, "tooltip": true,
}

// markedNames are the names that publishing systems give to the element that holds an article's words, as class or id.
var markedNames = map[string]bool{
	"articlebody": true, "articlecontent": true, "articletext": true, "artikel": true, "bodytext": true, "contentarticle": true,
	"entrycontent": true, "entrytext": true, "newstext": true, "pagecontent": true, "postbody": true, "postcontent": true,
	"postentry": true, "posttext": true, "singlecontent": true, "storybody": true, "storycontent": true, "storytext": true, "textcontent": true,
}

// asideWords and minorWords are looked up among the words of a class or id ("site-footer", "shareBar").
var (
	asideWords = words(`ad ads advert advertisement adsense banner breadcrumb breadcrumbs comment comments commentlist consent cookie cookies
		disqus footer gdpr login lightbox masthead menu modal nav navbar navi navigation newsletter outbrain overlay pager pagination
		popup promo recommend recommended recommendation recommendations related reply respond sharedaddy share sharing shariff shop
		sidebar signup social sponsor sponsored subscribe subscription taboola toolbar topbar trending widget widgets`)
	minorWords = words(`author authors bio byline caption categories category copyright date disclaimer hidden info kicker meta
		metadata more popular postmeta postmetadata print rating readmore tag tags tagcloud taglist time timestamp tools`)
)

// dateWords, changeWords and authorWords are looked up in the same way.
var (
	dateWords = words(`date datum fecha published publish pubdate publishdate posted postdate timestamp time datetime dateline created
		postmeta postinfo submitted entrydate articledate atime pubtime publicationdate releasedate`)
	changeWords = words(`updated update modified lastmod lastupdated revised changed edited modification expires copyright`)
	authorWords = words(`author authors byline autor autoren autorin auteur auteurs autore writer journalist postauthor reporter bylines`)
)

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// hintsOf reads the hints off an element.
func hintsOf(tag atom.Atom, a attributes) hints {
	var h hints
	if asideTags[tag] {
		h |= aside
	}
	if minorTags[tag] {
		h |= minor
	}
	if tag == atom.Article || tag == atom.Main {
		h |= articleElement
	}
	if a == nil {
		return h
	}
	if _, hidden := a["hidden"]; hidden || concealed(a["style"]) {
		h |= unseen
	}
	if asideRoles[a["role"]] {
		h |= aside
	}
	if a["role"] == "main" || a["role"] == "article" {
		h |= articleElement
	}
	switch propertyOf(a) {
	case "author", "creator":
		h |= byAuthor
	case "datepublished", "datecreated", "issued", "created", "date", "pubdate":
		h |= dated
	case "datemodified", "modified":
		h |= changed
	}
	if strings.EqualFold(a["itemprop"], "articleBody") {
		h |= marked
	}
	return h | hintsOfNames(a["class"]) | hintsOfNames(a["id"])
}

// concealed tells whether an inline style takes the element out of sight.
func concealed(style string) bool {
	if style == "" {
		return false
	}
	s := strings.ToLower(strings.ReplaceAll(style, " ", ""))
	return strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden")
}

// hintsOfNames reads the hints off the names in a class or id attribute.
func hintsOfNames(names string) hints {
	var h hints
	for name := range strings.FieldsSeq(names) {
		switch key := squash(name); {
		case markedNames[key]:
			h |= marked
		case key == "screenreadertext" || key == "sronly" || key == "visuallyhidden":
			h |= spoken
		case strings.Contains(key, "liveblog"), strings.Contains(key, "liveticker"), key == "newsticker":
			h |= liveBlog
		}
		for word := range wordsOf(name) {
			if asideWords[word] {
				h |= aside
			}
			if minorWords[word] {
				h |= minor
			}
			if dateWords[word] {
				h |= dated
			}
			if changeWords[word] {
				h |= changed
			}
			if authorWords[word] {
				h |= byAuthor
			}
		}
	}
	return h
}

// squash leaves of a name its letters, in lower case: "entry-content" and "entryContent" are one.
func squash(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

// wordsOf yields the words of a name: "site-footer" and "siteFooter" have two.
func wordsOf(name string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start, upper := 0, false
		for i, r := range name {
			switch {
			case !unicode.IsLetter(r):
				if i > start && !yield(strings.ToLower(name[start:i])) {
					return
				}
				start, upper = i+utf8.RuneLen(r), false
				continue
			case unicode.IsUpper(r) && !upper && i > start:
				if !yield(strings.ToLower(name[start:i])) {
					return
				}
				start = i
			}
			upper = unicode.IsUpper(r)
		}
		if start < len(name) {
			yield(strings.ToLower(name[start:]))
		}
	}
}

// propertyOf is what an element is in microdata or RDFa, in lower case, without its vocabulary: "schema:datePublished"
// is "datepublished".
func propertyOf(a attributes) string {
	p := strings.ToLower(first(a["itemprop"], a["property"]))
	if i := strings.LastIndexAny(p, ":/#"); i >= 0 {
		p = p[i+1:]
	}
	return p
}
