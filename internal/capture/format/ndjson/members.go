package ndjson

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"firsthand/internal/capture/format"
)

const recordHint = `a line is {"text": …} with id, title, publisher, published, url, lang and author where they are known`

// aliases are the names under which a member is known, the first of those that stand in a line counts.
var aliases = map[string][]string{
	"id":        {"id"},
	"text":      {"text", "content", "body"},
	"title":     {"title", "headline"},
	"publisher": {"publisher", "source"},
	"published": {"published", "date", "published_at", "publishedAt", "created_at"},
	"url":       {"url", "link"},
	"lang":      {"lang", "language"},
	"author":    {"author"},
	"captured":  {"captured", "captured_at", "retrieved", "retrieved_at"},
}

// fieldNames are the fields by the names of their members.
var fieldNames = func() map[string]string {
	m := map[string]string{}
	for field, names := range aliases {
		for _, name := range names {
			m[name] = field
		}
	}
	return m
}()

// Parse reads what a line says of a report, whether it has a text or not, and names the members that are not
// understood. Report.ID is the one that the line gives.
//
// The JSON is read strictly (RFC 8259 with the restrictions of RFC 7493): it is UTF-8 without broken surrogates, and no
// member stands in it twice. The text is taken as it is, only U+0000 is refused.
func Parse(line []byte) (item format.Item, unknown []string, problem *format.Error) {
	if !utf8.Valid(line) {
		return format.Item{}, nil, format.Refuse(format.ErrEncoding, "not UTF-8, as JSON must be", format.SaveAsUTF8)
	}
	found, unknown, problem := members(line)
	if problem != nil {
		return format.Item{}, nil, problem
	}
	item.Original = line
	r := &item.Report
	r.MediaType = "application/json"
	take := func(field string, into *string) {
		for _, name := range aliases[field] {
			if v := found[name]; v != "" {
				*into = v
				return
			}
		}
	}
	for field, into := range map[string]*string{
		"id": &r.ID, "text": &r.Text, "title": &r.Title, "publisher": &r.Publisher, "published": &r.Published, "url": &r.URL,
		"lang": &r.Lang, "author": &r.Author,
	} {
		take(field, into)
	}
	var captured string
	take("captured", &captured)
	if at, err := time.Parse(time.RFC3339, captured); err == nil {
		r.Capture.At = at
	}
	if u, err := url.Parse(r.Publisher); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		// A source that is an address names its publisher by its host.
		if r.URL == "" {
			r.URL = r.Publisher
		}
		r.Publisher = strings.TrimPrefix(u.Hostname(), "www.")
	}
	if strings.ContainsRune(r.Text, 0) {
		return format.Item{}, nil, format.Refuse(format.ErrKind, `its "text" holds the character U+0000`, "export the text again; it was not text there")
	}
	return item, unknown, nil
}

// members reads the members of an object that are understood, by their names, and names the others.
func members(line []byte) (found map[string]string, unknown []string, problem *format.Error) {
	d := jsontext.NewDecoder(bytes.NewBuffer(line))
	first, err := d.ReadToken()
	if err != nil {
		return nil, nil, jsonError(err)
	}
	if first.Kind() != '{' {
		return nil, nil, format.Refuse(format.ErrForm, "not a JSON object", recordHint)
	}
	found = make(map[string]string, 8)
	for d.PeekKind() != '}' {
		token, err := d.ReadToken()
		if err != nil {
			return nil, nil, jsonError(err)
		}
		name := token.String()
		value, err := d.ReadValue()
		if err != nil {
			return nil, nil, jsonError(err)
		}
		if fieldNames[name] == "" {
			unknown = append(unknown, name)
			continue
		}
		text, ok := valueOf(fieldNames[name], value)
		if !ok {
			return nil, nil, format.Refuse(format.ErrForm, fmt.Sprintf("its %q is not a string", name), recordHint)
		}
		found[name] = text
	}
	if _, err := d.ReadToken(); err != nil {
		return nil, nil, jsonError(err)
	}
	if err := end(d, line); err != nil {
		return nil, nil, err
	}
	return found, unknown, nil
}

// end refuses what stands after the object.
func end(d *jsontext.Decoder, line []byte) *format.Error {
	at := int(d.InputOffset())
	rest := bytes.TrimLeft(line[at:], " \t\r\n")
	if len(rest) == 0 {
		return nil
	}
	return format.Refuse(format.ErrForm, fmt.Sprintf("not JSON after byte %d", len(line)-len(rest)), recordHint)
}

// valueOf is the value of a member as a string: a string; a number as it is written, where an id or a day may be one;
// the name of an object, or the names in a list, where people or outlets stand.
func valueOf(field string, value jsontext.Value) (string, bool) {
	switch value.Kind() {
	case 'n':
		return "", true
	case '"':
		s, err := jsontext.AppendUnquote(nil, value)
		return string(s), err == nil
	case '0':
		return string(value), field == "id" || field == "published" || field == "captured"
	case '{':
		if field != "publisher" && field != "author" {
			return "", false
		}
		return nameIn(value)
	case '[':
		if field != "author" {
			return "", false
		}
		return namesIn(value)
	}
	return "", false
}

// nameIn is the member "name" of an object.
func nameIn(object jsontext.Value) (string, bool) {
	d := jsontext.NewDecoder(bytes.NewBuffer(object))
	if _, err := d.ReadToken(); err != nil {
		return "", false
	}
	for d.PeekKind() != '}' {
		token, err := d.ReadToken()
		if err != nil {
			return "", false
		}
		name := token.String()
		value, err := d.ReadValue()
		if err != nil {
			return "", false
		}
		if name == "name" && value.Kind() == '"' {
			return valueOf("title", value)
		}
	}
	return "", false
}

// mostNames is how many authors a report can have.
const mostNames = 100

// namesIn joins the names in a list.
func namesIn(list jsontext.Value) (string, bool) {
	d := jsontext.NewDecoder(bytes.NewBuffer(list))
	if _, err := d.ReadToken(); err != nil {
		return "", false
	}
	var all []string
	for d.PeekKind() != ']' {
		value, err := d.ReadValue()
		if err != nil || len(all) == mostNames {
			return "", false
		}
		name, ok := valueOf("title", value)
		if value.Kind() == '{' {
			name, ok = nameIn(value)
		}
		if !ok {
			return "", false
		}
		if name != "" {
			all = append(all, name)
		}
	}
	return strings.Join(all, ", "), true
}

// jsonError says what is wrong with a line without repeating any of it.
func jsonError(err error) *format.Error {
	if errors.Is(err, jsontext.ErrDuplicateName) {
		return format.Refuse(format.ErrForm, "a member stands in it twice", "leave one out")
	}
	if wrong, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		return format.Refuse(format.ErrForm, fmt.Sprintf("not JSON after byte %d", wrong.ByteOffset), recordHint)
	}
	return format.Refuse(format.ErrForm, "not JSON after byte 0", recordHint) // nothing at all
}

// seen remembers which members that are not understood were told of, so that each is named once in a file.
type seen map[string]bool

// mostUnknown is how many members that are not understood are named.
const mostUnknown = 20

// warn tells of the members that were not told of yet.
func (s seen) warn(item *format.Item, unknown []string) {
	var names []string
	for _, name := range unknown {
		if !s[name] && len(s) < mostUnknown {
			s[name] = true
			names = append(names, shown(name))
		}
	}
	if len(names) == 0 {
		return
	}
	slices.Sort(names)
	item.Warnings = append(item.Warnings, format.Refuse(format.ErrForm,
		"what is not understood in it is kept in the original and not read: "+strings.Join(slices.Compact(names), ", "),
		"name them id, text, title, publisher, published, url, lang and author where they are these").At(item.Line))
}

// shown is the name of a member where it is one of a program, and could not be words of a report.
func shown(name string) string {
	if len(name) > 40 || !format.Word(strings.NewReplacer("_", "", ".", "", ":", "", "@", "", "$", "").Replace(strings.TrimRight(name, "0123456789"))) {
		return "a member whose name is no plain word"
	}
	return name
}
