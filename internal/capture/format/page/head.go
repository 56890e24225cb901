package page

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"firsthand/internal/capture/date"
)

// head is what a page says of itself outside its words.
type head struct {
	title     string
	lang      string
	canonical string
	meta      map[string]string // of the first meta element of each name or property, in lower case
	dates     []string          // of elements marked as the date of publication
	scripts   []string          // linked data, as written

	saved, savedAt string // where and when a browser saved it from
	input          string // an address in a field of a form, as archives show it
	comments       int

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
	case atom.Input:
		if h.input == "" && isAddress(a["value"]) {
			h.input = a["value"]
		}
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
	for name := range strings.FieldsSeq(strings.ToLower(a["property"] + " " + a["name"] + " " + a["http-equiv"] + " " + a["itemprop"])) {
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

// clean makes one line of a value: white space runs are one space, control characters are left out. A value that is too
// long or was damaged in the page is no value.
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

// publisher is who published the page, as it names itself; the host of its address where it does not.
func publisher(h head, data linkedData) string {
	name := first(data.publisher, h.named("og:site_name"), data.site,
		h.named("dc.publisher", "dcterms.publisher", "citation_publisher", "application-name"))
	if name != "" && !archives[strings.ToLower(name)] {
		return name
	}
	u, err := url.Parse(address(h, data))
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// author is who wrote it: as linked data and the head name them, or as the page shows them. A name that is the site's
// own says nobody, and gives way to one that is shown.
func author(h head, data linkedData, a article) string {
	site := squash(publisher(h, data))
	marked, named, line := a.bylines()
	for _, name := range []string{data.author, h.named("author", "article:author", "dc.creator", "dc:creator", "dcterms.creator", "parsely-author",
		"sailthru.author", "citation_author", "article_author_name", "citation_author", "cxenseparse:author", "bepress_citation_author", "article:author_name"),
		marked, named, line} {
		if !isNobody(name, site) {
			return name
		}
	}
	for _, name := range []string{a.lonely(), marked} {
		if !isNobody(name, "") { // of a blog, author and site may be one
			return name
		}
	}
	return ""
}

// legalForm is what the name of a company ends with, or of a domain.
var legalForm = regexp.MustCompile(`(?i)(?:\b(?:gmbh|ag|inc\.?|ltd\.?|llc|e\. ?v\.)$|^(?:www\.)?[\w-]+\.(?:com|de|org|net|at|ch|fr|ru|tv)\b)`)

// isNobody reports whether a name in the place of an author is none: an address, the site, a company.
func isNobody(name, site string) bool {
	key := squash(name)
	switch {
	case key == "" || strings.Contains(name, "://") || len(name) > maxAuthor:
		return true
	case site != "" && (key == site || len(key) > 3 && strings.Contains(site, key)) || len(site) > 4 && strings.HasPrefix(key, site):
		return true
	case key == "admin" || key == "administrator" || key == "redaktion" || key == "staff" || key == "editor" || key == "webmaster" || key == "fail":
		return true
	}
	return legalForm.MatchString(name)
}

// maxAuthor is the most bytes of authors' names.
const maxAuthor = 300

// address is where the page says it stands, "" unless that is an absolute http or https address. Of a page that an
// archive keeps it is the address of the page that was archived.
func address(h head, data linkedData) string {
	for _, s := range []string{h.canonical, h.meta["og:url"], data.url, h.saved, h.input} {
		if s = original(s); isAddress(s) && !archives[hostName(s)] {
			return s
		}
	}
	return ""
}

func isAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil && clean(s) == s
}

func hostName(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// archives are the hosts and names of archives of pages, which are nobody's publisher.
var archives = words(`archive.is archive.today archive.ph archive.li archive.fo archive.md archive.vn web.archive.org archive.org`)

// archived is an address in an archive: when the page was captured, and the page's own address.
var archived = regexp.MustCompile(`^https?://(?:web\.archive\.org/web|archive\.(?:is|today|ph|li|fo|md|vn))/(\d{4}[.\d-]{0,14})(?:[a-z]{2}_)?/(https?:/{1,2}.+)$`)

// original is the address of the page itself.
func original(s string) string {
	if m := archived.FindStringSubmatch(s); m != nil {
		s = m[2]
		if i := strings.Index(s, ":/"); i > 0 && !strings.HasPrefix(s[i:], "://") {
			s = s[:i] + "://" + s[i+2:]
		}
	}
	return s
}

// savedComment is what browsers and SingleFile write at the top of a page that they save.
var savedComment = regexp.MustCompile(`saved from url=\(\d+\)(\S+)|Page saved with SingleFile\s+url: (\S+)(?:\s+saved date: ([^\n]+))?`)

func (h *head) addComment(text []byte) {
	if h.comments++; h.comments > 20 || h.saved != "" || len(text) > maxAttribute {
		return
	}
	if m := savedComment.FindSubmatch(text); m != nil {
		h.saved = string(m[1]) + string(m[2])
		h.savedAt = strings.TrimSpace(string(m[3]))
	}
}

// captured is when the page was archived or saved, as written, "" where it does not say.
func captured(h head) string {
	for _, s := range []string{h.canonical, h.meta["og:url"]} {
		if m := archived.FindStringSubmatch(s); m != nil {
			return strings.NewReplacer(".", "", "-", "").Replace(m[1])
		}
	}
	return h.savedAt
}

// isArchived reports whether the page is one that an archive shows, whose own times stand beside those of the page.
func (h head) isArchived() bool {
	return archived.MatchString(first(h.canonical, h.meta["og:url"])) || archives[strings.ToLower(h.meta["og:site_name"])]
}

// dateNames are the meta elements that hold a time of publication, the most common first.
var dateNames = []string{"article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date", "pubdate",
	"publishdate", "publish-date", "publish_date", "publication_date", "publicationdate", "article.published", "published_time", "dc.date.issued",
	"dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "parsely-pub-date", "sailthru.date",
	"citation_publication_date", "citation_date", "rnews:datepublished", "dc:date", "dc:date.issued", "dcterms:issued", "dcterms:created",
	"bepress_citation_date", "sw-pubdate", "shareaholic:article_published_time", "cxenseparse:recs:publishtime", "article_date_original",
	"originalpublicationdate", "publication-date", "article.created", "created", "date_published", "datecreated", "pub_date"}

// exactNames is how many of [dateNames] mean publication and nothing else. What is marked so in the page goes before
// the others: "date" may be any.
const exactNames = 4

// datedAddress finds the day in an address such as /2016/12/13/, /2016-12-13-, /20161213_ or /13-12-2016.
var datedAddress = regexp.MustCompile(`/(?:((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:[/_.-]|$)` +
	`|((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[/_-]|$)` +
	`|(0[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])-((?:19|20)\d\d)(?:[/_-]|$))`)

// dayOfAddress is the day in an address, "" for none.
func dayOfAddress(s string) string {
	m := datedAddress.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	if m[9] != "" {
		return m[9] + "-" + m[8] + "-" + m[7]
	}
	return m[1] + m[4] + "-" + m[2] + m[5] + "-" + m[3] + m[6]
}

// published lists the times of publication that the page gives: what it declares, what it marks, the day in its
// address, what it shows, and at last the day of a change that stands where that of publication would.
func published(h head, data linkedData, a article) []string {
	var out []string
	add := func(values ...string) {
		for _, s := range values {
			if s = clean(s); s != "" {
				out = append(out, s)
			}
		}
	}
	marked, told, shown, late := a.markedDays()
	lines, later := a.lineDays()
	declared := append(append([]string{data.published}, h.dates...), data.pageDay)
	for _, name := range dateNames {
		declared = append(declared, h.meta[name])
	}
	if h.isArchived() { // what an archive declares is its own
		declared, marked, told, late = nil, nil, nil, nil
	}
	add(seenDay(h, data, declared, slices.Concat(shown, lines), told))
	if !h.isArchived() {
		add(data.published)
		for i, name := range dateNames {
			if i == exactNames {
				add(h.dates...)
			}
			add(h.meta[name])
		}
		add(data.pageDay)
	}
	add(marked...)
	add(dayOfAddress(address(h, data)))
	add(shown...)
	add(lines...)
	add(late...)
	add(later...)
	return out
}

// seenDay is the one day that the page shows beside its headline, where that is later than the ones it declares: what a
// publisher's readers see is its day, and what it declares is often when the page was first written. It is "" where the
// page shows several days, or none, or an earlier one. Told are the days shown that are marked for machines too: of
// them the one that is declared as that of the last change does not count.
func seenDay(h head, data linkedData, declared, shown, told []string) string {
	dates := date.Reader{Order: date.OrderOf(first(h.lang, data.lang), hostName(address(h, data)))}
	was := dates.Best(declared)
	if was == "" {
		return ""
	}
	day := func(s string) string {
		d, err := dates.Parse(s)
		if err != nil || len(d) < len(time.DateOnly) {
			return ""
		}
		return d[:len(time.DateOnly)]
	}
	changed := day(first(data.changed, h.named("article:modified_time", "og:updated_time")))
	only, written := "", ""
	for i, s := range slices.Concat(shown, told) {
		d := day(s)
		if d == "" || i >= len(shown) && d == changed {
			continue
		}
		if only != "" && d != only {
			return ""
		}
		only, written = d, s
	}
	if only > was[:min(len(was), len(time.DateOnly))] {
		return written
	}
	return ""
}
