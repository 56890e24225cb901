package page

import (
	"encoding/json"
	"html"
	"strings"
)

// linkedData is what a page's JSON-LD (schema.org) says of its article.
type linkedData struct {
	headline  string
	publisher string // of the article
	site      string // the site, where the article names no publisher
	author    string
	published string
	url       string
	lang      string
	body      string // the words, where the page carries them
}

// readLinkedData reads the scripts in order; the first to say something is believed. A script that is not JSON is passed over.
func readLinkedData(scripts []string) linkedData {
	var d linkedData
	for _, s := range scripts {
		var v any
		if json.Unmarshal([]byte(unwrap(s)), &v) == nil {
			d.read(v)
		}
	}
	return d
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
		d.headline = first(d.headline, text(o["headline"]))
		d.publisher = first(d.publisher, names(o["publisher"]), names(o["sourceOrganization"]))
		d.author = first(d.author, names(o["author"]), names(o["creator"]))
		d.published = first(d.published, text(o["datePublished"]))
		d.url = first(d.url, text(o["url"]), id(o["mainEntityOfPage"]))
		d.lang = first(d.lang, text(o["inLanguage"]))
		if d.body == "" {
			d.body = body(o["articleBody"])
		}
	case isSite(o):
		d.site = first(d.site, text(o["name"]))
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
func names(v any) string {
	switch v := v.(type) {
	case string:
		return text(v)
	case map[string]any:
		return text(v["name"])
	case []any:
		var all []string
		for _, e := range v {
			if s := names(e); s != "" {
				all = append(all, s)
			}
		}
		return clean(strings.Join(all, ", "))
	}
	return ""
}

// body is an article's words as linked data carries them: white space runs within a line are one space, lines are paragraphs.
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
