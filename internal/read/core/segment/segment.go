// Package segment cuts a report's text into paragraphs, sentences and tokens without ever letting go of the text:
// each of them is a pair of byte offsets into it, and nothing is copied.
//
// It also pairs quotation marks, because nearly every statement hangs on them. All of it runs in time
// linear in the text, whatever the text is.
package segment

import (
	"math"
	"unicode"
	"unicode/utf8"
)

// Kind says what a token is made of.
type Kind uint8

// The kinds of token.
const (
	Word   Kind = iota // letters of any script, with inner hyphens and apostrophes: "pro-government"
	Number             // digits with inner separators: "15,000"
	Punct              // anything else that is not white space, one rune each; runs of full stops are one token
	Open               // an opening quotation mark
	Close              // a closing quotation mark
)

// Token is one word, number or mark: the text's bytes [Start, End).
type Token struct {
	Start, End int
	Sentence   int // index into Text.Sentences
	Kind       Kind
}

// Sentence is the tokens [First, Last) and the bytes [Start, End) from the first to the last of them. It is never
// empty.
type Sentence struct {
	Start, End  int
	First, Last int
	Paragraph   int
}

// Quote is a pair of quotation marks. Open and Close are token indices; where a quotation runs to the end of its
// paragraph without a closing mark, Close is the index after the paragraph's last token. [Start, End) is what stands
// between the marks.
type Quote struct {
	Open, Close int
	Start, End  int
}

// Text is a text with its segments, all in order.
type Text struct {
	Raw       string
	Lower     string // Raw in lower case, byte for byte at the same offsets
	Tokens    []Token
	Sentences []Sentence
	Quotes    []Quote
	quoted    []int32 // for each token, the innermost quotation around it, or -1
}

// Split cuts text into its segments.
func Split(text string) *Text {
	t := &Text{Raw: text, Lower: fold(text)}
	t.Tokens = make([]Token, 0, len(text)/5+8)
	t.Sentences = make([]Sentence, 0, len(text)/100+1)
	var breaks []int // token indices that begin a paragraph
	t.Tokens, breaks = tokenise(text, t.Tokens, math.MaxInt)
	t.pairQuotes(breaks)
	t.cutSentences(breaks)
	return t
}

// Cut is the length of the longest beginning of text that has no more than most tokens and ends with a paragraph; with
// a token where that would leave less than half of it. It is len(text) for a text that has no more.
func Cut(text string, most int) int {
	if len(text) <= most { // a token has a byte at least
		return len(text)
	}
	tokens, breaks := tokenise(text, make([]Token, 0, min(most, len(text)/5)+8), most+1)
	if len(tokens) <= most {
		return len(text)
	}
	if last := breaks[len(breaks)-1]; last > most/2 {
		return tokens[last-1].End
	}
	return tokens[most-1].End
}

// Of is a text with tokens and sentences that somebody else found, in order, as treebanks bring them. It has no
// quotations.
func Of(text string, tokens []Token, sentences []Sentence) *Text {
	return &Text{Raw: text, Lower: fold(text), Tokens: tokens, Sentences: sentences}
}

// Word is token i as it stands in the text.
func (t *Text) Word(i int) string { k := t.Tokens[i]; return t.Raw[k.Start:k.End] }

// Fold is token i in lower case.
func (t *Text) Fold(i int) string { k := t.Tokens[i]; return t.Lower[k.Start:k.End] }

// Capital tells whether token i begins with an upper-case letter.
func (t *Text) Capital(i int) bool {
	r, _ := utf8.DecodeRuneInString(t.Raw[t.Tokens[i].Start:])
	return unicode.IsUpper(r)
}

// SentenceAt is the index of the sentence that holds byte offset at, or of the last one that begins before it; -1 where
// there is none.
func (t *Text) SentenceAt(at int) int {
	lo, hi := 0, len(t.Sentences)
	for lo < hi {
		if m := (lo + hi) / 2; t.Sentences[m].Start <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo - 1
}

// TokenAt is the index of the first token that ends after byte offset at; len(t.Tokens) where there is none.
func (t *Text) TokenAt(at int) int {
	lo, hi := 0, len(t.Tokens)
	for lo < hi {
		if m := (lo + hi) / 2; t.Tokens[m].End <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// Quoted is the index into Quotes of the innermost quotation around token i, or -1. A mark belongs to its own
// quotation.
func (t *Text) Quoted(i int) int {
	if i >= len(t.quoted) {
		return -1
	}
	return int(t.quoted[i])
}

// fold lower-cases text and keeps every offset: a rune whose lower case has another length in UTF-8 stays as it is.
func fold(text string) string {
	b := []byte(text)
	for i := 0; i < len(b); {
		c := b[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				b[i] = c + 'a' - 'A'
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if l := unicode.ToLower(r); l != r && r != utf8.RuneError && utf8.RuneLen(l) == n {
			utf8.EncodeRune(b[i:], l)
		}
		i += n
	}
	return string(b)
}
