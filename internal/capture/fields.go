package capture

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"firsthand/internal/capture/date"
	"firsthand/internal/capture/format"
	"firsthand/internal/report"
)

// maxField is the most bytes of a title, a name or an address.
const maxField = 4096

// doubt is a field whose value could not be read, and so was left out.
type doubt struct {
	field string // its name in JSON
	err   *Error
}

// normalise brings the fields of a report that come from outside into the form they are kept in, all but the text. A
// day or a language that cannot be read is left out and told as a doubt: nothing is lost for it.
func normalise(r *report.Report, dates date.Reader) ([]doubt, *Error) {
	for _, f := range []struct {
		name  string
		value *string
	}{
		{"id", &r.ID}, {"title", &r.Title}, {"publisher", &r.Publisher}, {"author", &r.Author},
		{"published", &r.Published}, {"url", &r.URL}, {"lang", &r.Lang}, {"part", &r.Part},
	} {
		if len(*f.value) > maxField {
			return nil, format.Refuse(format.ErrTooLarge, fmt.Sprintf("its %s is longer than %d bytes", f.name, maxField),
				"check whether the text was written into the wrong field")
		}
		*f.value = oneLine(*f.value)
	}
	var doubts []doubt
	lang, err := normaliseLang(r.Lang)
	if err != nil {
		doubts = append(doubts, doubt{"lang", format.Refuse(format.ErrForm, "its lang is not a language tag; it is kept without one",
			"write it after BCP 47: en, ar, ar-SY")})
	}
	r.Lang = lang
	if dates.Order == date.Unknown {
		dates.Order = date.OrderOf(r.Lang, hostOf(r.URL))
	}
	if dates.Captured.IsZero() {
		dates.Captured = r.Capture.At
	}
	published, err := dates.Parse(r.Published)
	if err != nil {
		doubts = append(doubts, doubt{"published", dateError(err)})
	}
	r.Published = published
	return doubts, nil
}

// hostOf is the host of an address, "" for none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// dateError says why a time of publication was left out, without repeating it.
func dateError(err error) *Error {
	hint := "write the date as 2016-12-13, or with the time as 2016-12-13T09:30:00+02:00"
	switch {
	case errors.Is(err, date.ErrRelative):
		hint = "write the day as 2016-12-13; what is told from today has no day once it is kept"
	case errors.Is(err, date.ErrAmbiguous):
		hint = "say --day-first or --month-first if you know which order it is, or write the date as 2016-12-13"
	}
	return format.Refuse(format.ErrForm, "its published is "+err.Error()+"; it is kept without a day", hint)
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

// languageNames are the languages that reports are most often said to be in, by the names that programs and people
// write.
var languageNames = map[string]string{
	"english": "en", "arabic": "ar", "العربية": "ar", "french": "fr", "français": "fr", "spanish": "es", "español": "es", "russian": "ru", "русский": "ru",
	"ukrainian": "uk", "українська": "uk", "german": "de", "deutsch": "de", "turkish": "tr", "türkçe": "tr", "chinese": "zh", "中文": "zh",
	"persian": "fa", "farsi": "fa", "فارسی": "fa", "kurdish": "ku", "hebrew": "he", "portuguese": "pt", "italian": "it", "dutch": "nl", "polish": "pl",
	"unknown": "", "undetermined": "", "none": "", "n/a": "",
}

// normaliseLang writes a language tag in the form of BCP 47; "" for a language that is not known.
func normaliseLang(s string) (string, error) {
	if tag, ok := languageNames[strings.ToLower(s)]; ok || s == "" {
		return tag, nil
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
