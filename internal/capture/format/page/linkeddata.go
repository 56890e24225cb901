package page

import (
	"encoding/json"
	"html"
	"slices"
	"strings"
)

// linkedData is what a page's JSON-LD (schema.org) says of its article.
type linkedData struct {
	headline  string
	publisher string // of the article
	site      string // the site, where the article names no publisher
	author    string
	published string
	changed   string // when it was last changed
	url       string
	lang      string
	body      string // the words, where the page carries them
	pageDay   string // when the page, or a video in it, was published, where the article does not say

	live    bool    // it is a live blog
	updates []Entry // its entries, where they are listed

	people map[string]string // names by their identifiers, which an article may give in the place of an author
}

// readLinkedData reads the scripts in order; the first to say something is believed. A script that is not JSON is
// passed over.
func readLinkedData(scripts []string) linkedData {
	d := linkedData{people: map[string]string{}}
	var values []any
	for _, s := range scripts {
		if v, ok := parseScript(unwrap(s)); ok {
			values = append(values, v)
			d.findPeople(v, 0)
		}
	}
	for _, v := range values {
		d.read(v)
	}
	return d
}

// parseScript parses JSON, and where it is faulty in one of the usual ways, the same without the fault: a line break in
// a string, a comma after the last element, a comment.
func parseScript(s string) (v any, ok bool) {
	if json.Unmarshal([]byte(s), &v) == nil {
		return v, true
	}
	if json.Unmarshal([]byte(repair(s)), &v) == nil {
		return v, true
	}
	return nil, false
}

// repair mends the faults that parseScript names. It is one pass over the words, and changes nothing within a string
// but its line breaks and other control characters.
func repair(s string) string {
	b := make([]byte, 0, len(s))
	inString := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case inString && c == '\\' && i+1 < len(s):
			b = append(b, c, s[i+1])
			i++
			continue
		case c == '"':
			inString = !inString
		case inString && c < ' ':
			c = ' '
		case !inString && strings.HasPrefix(s[i:], "/*"):
			end := strings.Index(s[i+2:], "*/")
			if end < 0 {
				return string(b)
			}
			i += end + 3
			continue
		case !inString && (c == '}' || c == ']'):
			b = trimComma(b)
		case !inString && c == ';' && strings.TrimSpace(s[i+1:]) == "":
			continue
		}
		b = append(b, c)
	}
	return string(b)
}

// trimComma takes a comma off the end, with the white space after it.
func trimComma(b []byte) []byte {
	n := len(b)
	for n > 0 && strings.IndexByte(" \t\r\n", b[n-1]) >= 0 {
		n--
	}
	if n > 0 && b[n-1] == ',' {
		return b[:n-1]
	}
	return b
}

// maxNesting is how deep linked data is looked through for people.
const maxNesting = 8

// findPeople notes the names of everything that has an identifier.
func (d *linkedData) findPeople(v any, depth int) {
	if depth > maxNesting {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			d.findPeople(e, depth+1)
		}
	case map[string]any:
		if id, name := text(v["@id"]), text(v["name"]); id != "" && name != "" && d.people[id] == "" {
			d.people[id] = name
		}
		for _, e := range v {
			d.findPeople(e, depth+1)
		}
	}
}

// unwrap takes off what old pages put around a script to hide it from older browsers.
func unwrap(s string) string {
	s = strings.TrimSpace(s)
	for _, w := range [][2]string{{"<!--", "-->"}, {"//<![CDATA[", "//]]>"}, {"<![CDATA[", "]]>"}, {"/*<![CDATA[*/", "/*]]>*/"}} {
		if inner, ok := strings.CutPrefix(s, w[0]); ok {
			return strings.TrimSpace(strings.TrimSuffix(inner, w[1]))
		}
	}
	return s
}

// read takes what it can from a value: an object, or a list or graph of them.
func (d *linkedData) read(v any) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			d.read(e)
		}
	case map[string]any:
		d.readObject(v)
		d.read(v["@graph"])
		if page, ok := v["mainEntity"].(map[string]any); ok {
			d.readObject(page)
		}
	}
}

func (d *linkedData) readObject(o map[string]any) {
	switch {
	case isArticle(o):
		if hasType(o, func(t string) bool { return t == "LiveBlogPosting" }) {
			d.live = true
			d.readUpdates(o["liveBlogUpdate"])
		}
		d.headline = first(d.headline, text(o["headline"]))
		d.publisher = first(d.publisher, d.names(o["publisher"]), d.names(o["sourceOrganization"]))
		d.author = first(d.author, d.names(o["author"]), d.names(o["creator"]))
		d.published = first(d.published, text(o["datePublished"]))
		d.changed = first(d.changed, text(o["dateModified"]))
		d.url = first(d.url, text(o["url"]), id(o["mainEntityOfPage"]))
		d.lang = first(d.lang, text(o["inLanguage"]))
		if d.body == "" {
			d.body = body(o["articleBody"])
		}
	case isSite(o):
		d.site = first(d.site, text(o["name"]))
	case hasType(o, func(t string) bool {
		return t == "WebPage" || t == "VideoObject" || t == "PodcastEpisode"
	}):
		d.pageDay = first(d.pageDay, text(o["datePublished"]), text(o["uploadDate"]))
		d.author = first(d.author, d.names(o["author"]))
	}
}

// isArticle tells whether the object is of a type that has an article's words: NewsArticle, BlogPosting, Report …
func isArticle(o map[string]any) bool {
	return hasType(o, func(t string) bool {
		return strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") || t == "Report"
	})
}

func isSite(o map[string]any) bool {
	return hasType(o, func(t string) bool { return t == "WebSite" || strings.HasSuffix(t, "Organization") })
}

func hasType(o map[string]any, want func(string) bool) bool {
	switch t := o["@type"].(type) {
	case string:
		return want(t)
	case []any:
		for _, e := range t {
			if s, ok := e.(string); ok && want(s) {
				return true
			}
		}
	}
	return false
}

// text is a value that is a string, or a list that begins with one. Many sites write character references into them.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return clean(html.UnescapeString(v))
	case []any:
		if len(v) > 0 {
			if s, ok := v[0].(string); ok {
				return text(s)
			}
		}
	}
	return ""
}

// id is the address that a value is or has.
func id(v any) string {
	if o, ok := v.(map[string]any); ok {
		return first(text(o["@id"]), text(o["url"]))
	}
	return text(v)
}

// names joins the names of people or organisations.
func (d *linkedData) names(v any) string {
	switch v := v.(type) {
	case string:
		return first(d.people[text(v)], text(v))
	case map[string]any:
		return first(text(v["name"]), d.people[text(v["@id"])])
	case []any:
		var all []string
		for _, e := range v {
			if s := d.names(e); s != "" && len(all) < maxAuthors && !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
		return clean(strings.Join(all, ", "))
	}
	return ""
}

// body is an article's words as linked data carries them: white space runs within a line are one space, lines are
// paragraphs.
func body(v any) string {
	s, ok := v.(string)
	if !ok {
		return ""
	}
	s = html.UnescapeString(s)
	if strings.Contains(s, "</") {
		return "" // markup in a string: not words
	}
	var paragraphs []string
	for line := range strings.Lines(s) {
		c := cutter{}
		c.write(line, nil, false, false)
		if c.chars > 0 {
			paragraphs = append(paragraphs, c.words.String())
		}
	}
	return strings.Join(paragraphs, "\n\n")
}
