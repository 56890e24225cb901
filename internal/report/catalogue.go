package report

import (
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"
)

//go:embed catalogue/*.tsv
var catalogueFiles embed.FS

// Catalogue holds the words for reasons in one language.
type Catalogue struct {
	words map[string]string // by code
}

// English is the catalogue that every reason is in.
var English = sync.OnceValue(func() *Catalogue {
	c, err := CatalogueIn("en")
	if err != nil {
		panic("report: " + err.Error()) // a test reads the embedded files
	}
	return c
})

// CatalogueIn is the catalogue of a language, named by its BCP 47 tag.
func CatalogueIn(lang string) (*Catalogue, error) {
	file, err := catalogueFiles.ReadFile("catalogue/" + lang + ".tsv")
	if err != nil {
		return nil, fmt.Errorf("no catalogue in %q", lang)
	}
	return parseCatalogue(string(file))
}

// parseCatalogue reads lines of a code, a tab and a template.
func parseCatalogue(file string) (*Catalogue, error) {
	c := &Catalogue{words: make(map[string]string)}
	n := 0
	for line := range strings.Lines(file) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		code, words, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("catalogue line %d has no tab", n)
		}
		if _, twice := c.words[code]; twice {
			return nil, fmt.Errorf("catalogue line %d: %q stands there twice", n, code)
		}
		c.words[code] = words
	}
	return c, nil
}

// Say gives the words for a reason: the template of its code, in which {1} is the first argument, {1#report} a count
// with its noun, {1:report} the same with all but one in digits, and {1^} an argument with a capital. A code that the
// catalogue lacks is said as it is, so that nothing is hidden.
func (c *Catalogue) Say(r Reason) string {
	if r.Code == "" {
		return ""
	}
	if r.Code == wordsCode {
		return c.arg(r.Args, "1")
	}
	words, ok := c.words[r.Code]
	if !ok {
		return r.Code
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(words, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		place, after, closed := strings.Cut(rest, "}")
		if !closed {
			return b.String()
		}
		b.WriteString(c.arg(r.Args, place))
		words = after
	}
}

// arg writes an argument; see [Catalogue.Say].
func (c *Catalogue) arg(args []any, place string) string {
	if plain, capital := strings.CutSuffix(place, "^"); capital {
		words := c.arg(args, plain)
		if words == "" {
			return ""
		}
		first, n := utf8.DecodeRuneInString(words)
		return string(unicode.ToUpper(first)) + words[n:]
	}
	place, noun, counted := strings.Cut(place, "#")
	if !counted {
		place, noun, _ = strings.Cut(place, ":")
	}
	i, err := strconv.Atoi(place)
	if err != nil || i < 1 || i > len(args) {
		return ""
	}
	return c.value(args[i-1], noun, counted)
}

// value writes an argument. A count has its noun behind it, if it has one; one that is counted is written as a word
// where it is small.
func (c *Catalogue) value(arg any, noun string, counted bool) string {
	switch v := arg.(type) {
	case string:
		return v
	case []string:
		return c.list(v)
	case Reason:
		return c.Say(v)
	case []Reason:
		all := make([]string, len(v))
		for i, r := range v {
			all[i] = c.Say(r)
		}
		return strings.Join(all, c.words["list.semicolon"])
	case Days:
		return c.days(v)
	case []Days:
		all := make([]string, len(v))
		for i, d := range v {
			all[i] = c.days(d)
		}
		return strings.Join(all, c.words["list.semicolon"])
	case int64:
		switch {
		case noun == "" && !counted:
			return c.number(v)
		case counted || v == 1:
			return c.counted(c.number(v), v, noun)
		}
		return c.counted(Grouped(v), v, noun)
	}
	return ""
}

// number writes a small count as a word and a great one in digits.
func (c *Catalogue) number(n int64) string {
	if word, ok := c.words["number."+strconv.FormatInt(n, 10)]; ok {
		return word
	}
	return Grouped(n)
}

// counted puts the noun behind a count: "one report", "12 reports".
func (c *Catalogue) counted(number string, n int64, noun string) string {
	one, many, _ := strings.Cut(c.words["noun."+noun], "|")
	if n == 1 {
		return number + " " + one
	}
	return number + " " + many
}

// days writes days: "12 December 2016", "14–16 December 2016". What is no day stays as it is.
func (c *Catalogue) days(d Days) string {
	from, err := time.Parse(time.DateOnly, d.Start)
	if err != nil {
		return d.Start
	}
	to, err := time.Parse(time.DateOnly, d.End)
	if err != nil {
		to = from
	}
	day := func(t time.Time) string { return strconv.Itoa(t.Day()) }
	month := func(t time.Time) string { return c.words["month."+strconv.Itoa(int(t.Month()))] }
	year := func(t time.Time) string { return strconv.Itoa(t.Year()) }
	whole := func(t time.Time) Reason { return Because("day", day(t), month(t), year(t)) }
	switch {
	case from.Equal(to):
		return c.Say(whole(from))
	case from.Year() != to.Year():
		return c.Say(Because("days.years", whole(from), whole(to)))
	case from.Month() != to.Month():
		return c.Say(Because("days.months", day(from), month(from), whole(to)))
	}
	return c.Say(Because("days.month", day(from), whole(to)))
}

// mostNamed is how many names a list writes out before it counts the others.
const mostNamed = 3

// list joins names: "A", "A and B", "A, B and C", "A, B, C and two others".
func (c *Catalogue) list(names []string) string {
	n := len(names)
	if n < 2 {
		return strings.Join(names, "")
	}
	last := names[n-1]
	if n > mostNamed+1 {
		last = c.Say(Because("list.others", n-mostNamed))
		names = append(names[:mostNamed:mostNamed], last)
		n = len(names)
	}
	return strings.Join(names[:n-1], c.words["list.comma"]) + c.words["list.and"] + last
}

// Grouped writes a number with commas between thousands.
func Grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	var b strings.Builder
	for i, digit := range s {
		if i > 0 && (len(s)-i)%3 == 0 && s[i-1] != '-' {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	return b.String()
}
