package page

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// head is what a page says of itself outside its words.
type head struct {
	title     string
	lang      string
	canonical string
	meta      map[string]string // of the first meta element of each name or property, in lower case
	dates     []string          // of elements marked as the date of publication
	scripts   []string          // linked data, as written

	inData bool // the script that is open holds linked data
}

// maxLinkedData is the most bytes of linked data that are read.
const maxLinkedData = 1 << 20

func (h *head) addTitle(text []byte) {
	if h.title == "" && len(text) <= maxAttribute {
		h.title = string(text)
	}
}

func (h *head) addScript(text []byte) {
	if h.inData && len(text) <= maxLinkedData && len(h.scripts) < 32 {
		h.scripts = append(h.scripts, string(text))
	}
}

// see notes what an element says of the page.
func (h *head) see(tag atom.Atom, a attributes) {
	switch tag {
	case atom.Html:
		if h.lang == "" {
			h.lang = first(a["lang"], a["xml:lang"])
		}
	case atom.Script:
		h.inData = strings.EqualFold(a["type"], "application/ld+json")
	case atom.Link:
		if h.canonical == "" && strings.EqualFold(a["rel"], "canonical") {
			h.canonical = a["href"]
		}
	case atom.Meta:
		h.seeMeta(a)
	}
	if strings.EqualFold(a["itemprop"], "datePublished") {
		if when := first(a["datetime"], a["content"]); when != "" {
			h.dates = append(h.dates, when)
		}
	}
}

func (h *head) seeMeta(a attributes) {
	value := a["content"]
	if value == "" {
		return
	}
	if h.meta == nil {
		h.meta = map[string]string{}
	}
	for _, name := range []string{a["property"], a["name"], a["http-equiv"], a["itemprop"]} {
		name = strings.ToLower(name)
		if _, known := h.meta[name]; name != "" && !known {
			h.meta[name] = value
		}
	}
}

// named returns the value of the first of the meta elements that the page has.
func (h *head) named(names ...string) string {
	for _, n := range names {
		if v := clean(h.meta[n]); v != "" {
			return v
		}
	}
	return ""
}

// maxField is the most bytes of a field; longer ones are not what their name says.
const maxField = 1000

// clean makes one line of a value: white space runs are one space, control characters are left out. A value that is too long or was
// damaged in the page is no value.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && !unicode.IsSpace(r) || r == '\u007f' || r == '\u00ad' {
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > maxField || strings.ContainsRune(s, utf8.RuneError) {
		return ""
	}
	return s
}

// title is the headline: as the page declares it, as it shows it, or what its title element says before the site's name.
func title(h head, data linkedData, a article) string {
	shown := ""
	if a.headline >= 0 {
		shown = clean(a.paragraphs[a.headline].text)
	}
	return first(data.headline, h.named("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title"), shown,
		withoutSite(clean(h.title), publisher(h, data)))
}

// withoutSite cuts the name of the site off the end of a title: "Bridge shelled | The Courier".
func withoutSite(title, site string) string {
	rest, found := strings.CutSuffix(title, site)
	if site == "" || !found {
		return title
	}
	trimmed := strings.TrimRight(rest, " ")
	for _, separator := range []string{"|", "-", "–", "—", "·", "::", "»", "«"} {
		if head, ok := strings.CutSuffix(trimmed, separator); ok && strings.TrimSpace(head) != "" {
			return strings.TrimSpace(head)
		}
	}
	return title
}

// publisher is who published the page, as it names itself; the host of its address where it does not.
func publisher(h head, data linkedData) string {
	name := first(data.publisher, h.named("og:site_name"), data.site,
		h.named("dc.publisher", "dcterms.publisher", "citation_publisher", "application-name"))
	if name != "" {
		return name
	}
	u, err := url.Parse(address(h, data))
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// author is who wrote it.
func author(h head, data linkedData) string {
	for _, name := range []string{data.author, h.named("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author",
		"sailthru.author", "citation_author")} {
		if name != "" && !strings.Contains(name, "://") {
			return name
		}
	}
	return ""
}

// address is where the page says it stands, "" unless that is an absolute http or https address.
func address(h head, data linkedData) string {
	for _, s := range []string{h.canonical, h.meta["og:url"], data.url} {
		u, err := url.Parse(s)
		if err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && clean(s) == s {
			return s
		}
	}
	return ""
}

// dateNames are the meta elements that hold a time of publication, the most common first.
var dateNames = []string{"article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date", "pubdate",
	"publishdate", "publish-date", "publish_date", "publication_date", "publicationdate", "article.published", "published_time", "dc.date.issued",
	"dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "parsely-pub-date", "sailthru.date",
	"citation_publication_date", "citation_date", "rnews:datepublished"}

// datedAddress finds the day in an address such as /2016/12/13/.
var datedAddress = regexp.MustCompile(`/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:/|-|$)`)

// published lists the times of publication that the page gives.
func published(h head, data linkedData, a article) []string {
	var out []string
	add := func(s string) {
		if s = clean(s); s != "" {
			out = append(out, s)
		}
	}
	add(data.published)
	for _, name := range dateNames {
		add(h.meta[name])
	}
	for _, d := range h.dates {
		add(d)
	}
	add(a.firstTime())
	if m := datedAddress.FindStringSubmatch(address(h, data)); m != nil {
		add(m[1] + "-" + m[2] + "-" + m[3])
	}
	return out
}

// firstTime is the first time element between the headline and the end of the article.
func (a article) firstTime() string {
	from := a.from
	if a.headline >= 0 && a.headline < from {
		from = a.headline
	}
	var found string
	var walk func(n *node)
	walk = func(n *node) {
		for _, k := range n.kids {
			if found != "" || k.tag == 0 || k.hints.has(unseen|aside) {
				continue
			}
			if k.time != "" && k.from >= from && k.to <= a.to {
				found = k.time
				return
			}
			walk(k)
		}
	}
	walk(a.root)
	return found
}
