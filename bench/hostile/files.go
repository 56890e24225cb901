package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// maker makes the bytes of a file that means harm. Of each there are many, of other sizes.
type maker struct {
	name string // ends as such a file would
	make func(r *rand.Rand) []byte
}

// writeFiles writes n hostile files, each kind in its turn, and after each round of the kinds, spoiled ones of it.
func writeFiles(dir string, n int, seed uint64) (names []string, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	r := rand.New(rand.NewPCG(seed, 2))
	kinds := slices.Concat(texts, markup, containers, chats)
	for i := range n {
		k := kinds[i%len(kinds)]
		b := k.make(r)
		spoiled := ""
		if round := i / len(kinds); round%2 == 1 {
			b, spoiled = spoil(b, r), "spoiled-"
		}
		name := filepath.Join(dir, fmt.Sprintf("%04d-%s%s", i, spoiled, k.name))
		if err := os.WriteFile(name, b, 0o600); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

// writeHarmless writes reports among the hostile files, to be read before, between and after them.
func writeHarmless(dir string) (names []string, err error) {
	for i := range 100 {
		name := filepath.Join(dir, fmt.Sprintf("%04d-harmless.txt", i*10))
		words := fmt.Sprintf("Publisher: The Millstone Tidings\nPublished: 2016-12-13\nTitle: Night %d\n\nThe mill stood still on night %d, said a baker.\n", i, i)
		if err := os.WriteFile(name, []byte(words), 0o600); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

// spoil cuts a file, flips bits of it, doubles a part, or puts zeros or other bytes into it.
func spoil(b []byte, r *rand.Rand) []byte {
	if len(b) < 8 {
		return b
	}
	b = bytes.Clone(b)
	at := r.IntN(len(b) - 4)
	switch r.IntN(5) {
	case 0:
		return b[:at+1]
	case 1:
		for range 1 + r.IntN(20) {
			b[r.IntN(len(b))] ^= 1 << r.IntN(8)
		}
	case 2:
		return append(b[:at:at], b[at/2:]...)
	case 3:
		clear(b[at:min(len(b), at+1+r.IntN(4096))])
	default:
		copy(b[at:], random(r, 1+r.IntN(4096)))
	}
	return b
}

func random(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// some is a size between least and most. One that is four times as large is half as frequent.
func some(r *rand.Rand, least, most int) int {
	for least < most && r.IntN(2) > 0 {
		least *= 4
	}
	return min(least, most)
}

// again repeats words up to a size.
func again(r *rand.Rand, words string, most int) []byte {
	return []byte(strings.Repeat(words, 1+some(r, 16<<10, most)/len(words)))
}

// text is a maker of words that are repeated, up to what a text may be long.
func text(name, words string) maker {
	return maker{name + ".txt", func(r *rand.Rand) []byte { return again(r, words, 4<<20) }}
}

// texts are hard to read, or not to be read at all.
var texts = []maker{
	{"empty.txt", func(*rand.Rand) []byte { return nil }},
	{"random.bin", func(r *rand.Rand) []byte { return random(r, some(r, 16, 1<<20)) }},
	{"zeros.bin", func(r *rand.Rand) []byte { return make([]byte, some(r, 16, 33<<20)) }},
	text("quotes", "\"',\n\"',\n\"',"),
	text("open-quotes", "\u201c"),
	text("brackets", "(["),
	text("one-word", "a"),
	text("commas", "said, told, "),
	text("nested-sources", "He said that she said that they said that "),
	text("and", "the doctor and the baker and "),
	text("numbers", "82 killed, 1,000,000 hurt, "),
	text("digits", "9"),
	text("days", "13 December 2016, "),
	text("capitals", "Aleppo Damascus Homs "),
	text("lines", "\n"),
	text("spaces", " \t"),
	text("stops", "."),
	text("hyphens", "-"),
	text("initials", "A. B. C. "),
	text("marks", "e\u0301\u0302\u0303\u0304"),
	text("directions", "\u202e\u202d\u2066"),
	text("no-width", "\u200b\u200d\ufeff"),
	text("arabic", "قال إن "),
	text("han", "說"),
	text("emoji", "\U0001F469\u200d\U0001F469\u200d\U0001F467"),
	text("hashtags", "#a @b "),
	text("front-matter", "Title: a\nPublished: 2016-12-13\n"),
	text("stamps", "[13.12.16, 10:00:00] A: b\n"),
	text("dateline", "ALEPPO, Syria (AFP) - "),
	{"nul.txt", func(r *rand.Rand) []byte { return again(r, "words\x00", 1<<20) }},
	{"utf16-odd.txt", func(r *rand.Rand) []byte { return append([]byte{0xff, 0xfe}, again(r, "a\x00b\x00c", 1<<20)...) }},
	{"utf16-surrogates.txt", func(r *rand.Rand) []byte { return append([]byte{0xff, 0xfe}, again(r, "\x00\xd8a\x00", 1<<20)...) }},
	{"overlong.txt", func(r *rand.Rand) []byte { return again(r, "a\xc0\xaf\xed\xa0\x80", 1<<20) }},
	{"latin.txt", func(r *rand.Rand) []byte { return again(r, "caf\xe9 \x80 ", 1<<20) }},
	{"utf7.txt", func(r *rand.Rand) []byte { return again(r, "+AGEAYgBj- ", 1<<20) }},
	{"two-encodings.txt", func(r *rand.Rand) []byte {
		return append(again(r, "é ", 64<<10), again(r, "\xe9 ", 64<<10)...)
	}},
	{"too-long.txt", func(*rand.Rand) []byte { return bytes.Repeat([]byte("words "), 33<<20/6) }},
	{"escape.txt", func(r *rand.Rand) []byte { return again(r, "\x1b]0;title\x07\x1b[2J\r", 64<<10) }},
}
