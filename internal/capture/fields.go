package capture

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"firsthand/internal/report"
)

// maxField is the most bytes of a title, a name or an address.
const maxField = 4096

// normalise puts the fields of a report that come from outside into the form they are kept in, all but the text.
func normalise(r *report.Report) *Error {
	for _, f := range []struct {
		name  string
		value *string
	}{{"id", &r.ID}, {"title", &r.Title}, {"publisher", &r.Publisher}, {"author", &r.Author}, {"published", &r.Published}, {"url", &r.URL}, {"lang", &r.Lang}} {
		if len(*f.value) > maxField {
			return refuse(ErrTooLarge, fmt.Sprintf("its %s is longer than %d bytes", f.name, maxField), "check whether the text was written into the wrong field")
		}
		*f.value = oneLine(*f.value)
	}
	published, err := normaliseDate(r.Published)
	if err != nil {
		return refuse(ErrForm, "its published is "+err.Error(), "write the date as 2016-12-13, or with the time as 2016-12-13T09:30:00+02:00")
	}
	lang, err := normaliseLang(r.Lang)
	if err != nil {
		return refuse(ErrForm, "its lang is not a language tag", "write it after BCP 47: en, ar, ar-SY")
	}
	r.Published, r.Lang = published, lang
	return nil
}

// oneLine is a value with its runs of white space as one space each, and without control characters.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && !unicode.IsSpace(r) || r == '\u007f' {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// normaliseLang writes a language tag in the form of BCP 47; "" for a language that is not known.
func normaliseLang(s string) (string, error) {
	if s == "" {
		return "", nil
	}
	tag, err := language.Parse(s)
	if err != nil {
		return "", err
	}
	if tag == language.Und {
		return "", nil
	}
	return tag.String(), nil
}
