package desk

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/report"
)

// reportHref is the address of a report.
func reportHref(id string) string { return "/reports/" + url.PathEscape(id) }

// wordsHref is the address of words of a report, with the statement selected or the words marked.
func wordsHref(ref report.StatementRef) string {
	switch {
	case ref.Statement != "":
		return reportHref(ref.Report) + "?s=" + url.QueryEscape(ref.Statement) + "#at-" + url.PathEscape(ref.Statement)
	case !ref.Span.Empty():
		return fmt.Sprintf("%s?at=%d-%d#at-words", reportHref(ref.Report), ref.Span.Start, ref.Span.End)
	}
	return reportHref(ref.Report)
}

// incidentHref is the address of an incident.
func incidentHref(id string) string { return "/incidents/" + url.PathEscape(id) }

// texts reads the texts that one page quotes from, each once and no more than a page needs.
type texts struct {
	read   func(id string) (report.Report, error)
	left   int // reports that may still be read
	most   int // runes of a quotation
	got    map[string]string
	warned map[string]bool // of those read: which warn that they are graphic
	failed error           // the first that could not be read
}

// mostTexts bounds how many reports one page quotes from; past it, words are a link without a quotation.
const mostTexts = 400

func (d *desk) texts(ctx context.Context) *texts {
	read := func(id string) (report.Report, error) { return d.ledger.Report(ctx, id) }
	return &texts{read: read, left: mostTexts, most: longestQuote, got: map[string]string{}, warned: map[string]bool{}}
}

// of returns the text of a report, "" where it cannot be had.
func (t *texts) of(id string) string {
	if text, ok := t.got[id]; ok {
		return text
	}
	if t.left == 0 {
		return ""
	}
	t.left--
	r, err := t.read(id)
	if err != nil && t.failed == nil {
		t.failed = fmt.Errorf("report %s: %w", id, err)
	}
	t.got[id], t.warned[id] = r.Text, warns(r)
	return r.Text
}

// graphic tells whether a report warns of what its words tell. They are then covered wherever they are quoted, until
// asked for.
func (t *texts) graphic(id string) bool { return t.of(id) != "" && t.warned[id] }

// longestQuote is how many runes of a quotation a list shows, and wholeQuote how many a page does that is about nothing
// else; the rest is behind its link.
const (
	longestQuote = 280
	wholeQuote   = 4000
)

// words quotes what ref points at, "" where it points at nothing.
func (t *texts) words(ref report.StatementRef) string { return t.quote(ref.Report, ref.Span) }

// quote cites a span of a report on one line.
func (t *texts) quote(id string, s report.Span) string {
	return shorten(strings.Join(strings.Fields(s.In(t.of(id))), " "), t.most)
}

// shorten cuts words at n runes.
func shorten(words string, n int) string {
	if utf8.RuneCountInString(words) <= n {
		return words
	}
	return strings.TrimRightFunc(string([]rune(words)[:n-1]), unicode.IsSpace) + "…"
}

// marked is a sentence with words in it picked out.
type marked struct {
	Before, Words, After string

	Covered bool // until asked for: the report warns that it is graphic
}

// around quotes the sentence of a report with the words of inner picked out.
func (t *texts) around(id string, sentence, inner report.Span) marked {
	text := t.of(id)
	if !inner.Valid(text) {
		return marked{}
	}
	if !sentence.Valid(text) || !sentence.Covers(inner) {
		sentence = inner
	}
	return marked{text[sentence.Start:inner.Start], text[inner.Start:inner.End], text[inner.End:sentence.End], t.graphic(id)}
}

const (
	// sideOfWords is how many bytes of the words around a passage an excerpt shows on either side at most …
	sideOfWords = 220
	// … and pickedOut how many runes the passage has at most that are picked out in it.
	pickedOut = 60
)

// sentence quotes the sentence in which words stand, with the words picked out. Where they are a sentence already they
// are shown as they are.
func (t *texts) sentence(ref report.StatementRef) marked {
	text := t.of(ref.Report)
	if !ref.Span.Valid(text) || ref.Span.Empty() {
		return marked{}
	}
	start, end := sentenceAround(text, ref.Span)
	m := marked{Before: text[start:ref.Span.Start], Words: shorten(ref.Span.In(text), t.most), After: text[ref.Span.End:end], Covered: t.graphic(ref.Report)}
	if utf8.RuneCountInString(m.Words) > pickedOut { // where all is picked out nothing is
		m.Before, m.Words = m.Before+m.Words, ""
	}
	if start > 0 && !endsSentence(text, start) {
		m.Before = "… " + m.Before
	}
	if end < len(text) && !endsSentence(text, end) {
		m.After += " …"
	}
	return m
}

// sentenceAround finds where the sentence begins and ends in which a span stands, no farther than an excerpt goes.
func sentenceAround(text string, s report.Span) (start, end int) {
	start = s.Start
	for start > 0 && s.Start-start < sideOfWords && !endsSentence(text, start) {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		start -= size
	}
	if start > 0 && !endsSentence(text, start) { // cut at a word
		if space := strings.IndexByte(text[start:s.Start], ' '); space >= 0 {
			start += space + 1
		}
	}
	end = s.End
	for end < len(text) && end-s.End < sideOfWords && !endsSentence(text, end) {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	if end < len(text) && !endsSentence(text, end) {
		if space := strings.LastIndexByte(text[s.End:end], ' '); space >= 0 {
			end = s.End + space
		}
	}
	return start, end
}

// shortWord is how many letters a word before a full stop has at most that may be an abbreviation: "Gen. Smith".
const shortWord = 3

// endsSentence reports whether a sentence ends before byte i of a text: at the end of a line, or behind a full stop and
// what closes with it, where white space follows. A full stop behind a short word that begins with a capital may end
// nothing.
func endsSentence(text string, i int) bool {
	if i <= 0 || i >= len(text) || text[i] == '\n' || text[i-1] == '\n' {
		return true
	}
	if text[i] != ' ' && text[i-1] != ' ' {
		return false
	}
	before := strings.TrimRight(text[:i], " ")
	closed := strings.TrimRight(before, "\"'”’»)")
	last, size := utf8.DecodeLastRuneInString(closed)
	if !strings.ContainsRune(".!?؟۔。…", last) {
		return false
	}
	if last != '.' || len(closed) < len(before) {
		return true
	}
	word := closed[:len(closed)-size]
	word = word[strings.LastIndexAny(word, " .\n")+1:]
	first, _ := utf8.DecodeRuneInString(word)
	return !unicode.IsUpper(first) || utf8.RuneCountInString(word) > shortWord
}
