package pdf

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paragraphs puts the lines of pages together to paragraphs, over the ends of pages.
func paragraphs(pages []string) []string {
	var lines []string
	for _, page := range withoutFurniture(pages) {
		lines = append(lines, page...)
	}
	full := fullLine(lines)
	var out []string
	var open strings.Builder
	flush := func() {
		if s := strings.TrimSpace(open.String()); s != "" {
			out = append(out, s)
		}
		open.Reset()
	}
	last := ""
	for _, line := range lines {
		if line == "" {
			flush()
			last = ""
			continue
		}
		if last != "" && endsParagraph(last, line, full) {
			flush()
		}
		switch said := open.String(); {
		case said == "":
		case hyphenated(said, line):
			open.Reset()
			open.WriteString(strings.TrimRight(said, "-\u00ad\u2010"))
		default:
			open.WriteByte(' ')
		}
		open.WriteString(line)
		last = line
	}
	flush()
	return out
}

// split are the lines of a page: control characters are left out, runs of white space are one space.
func split(page string) []string {
	var lines []string
	for line := range strings.Lines(page) {
		line = strings.Map(func(r rune) rune {
			if r < ' ' && !unicode.IsSpace(r) || r == '\u007f' || r == '\ufffe' { // U+0002 and U+FFFE stand for a hyphen at the end of a line
				return -1
			}
			return r
		}, strings.ToValidUTF8(line, ""))
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	return lines
}

// The lines at the head and the foot of a page that may be its furniture, and on how large a share of the pages they
// stand.
const (
	furnitureLines = 3
	furniturePages = 3 // a document of fewer pages has none
)

// withoutFurniture are the lines of the pages without those that stand at the head or foot of at least half of them,
// whatever the numbers in them, and without numbers of pages.
func withoutFurniture(pages []string) [][]string {
	all := make([][]string, len(pages))
	counts := map[string]int{}
	for i, page := range pages {
		all[i] = split(page)
		seen := map[string]bool{}
		for _, at := range edges(all[i]) {
			if key := shape(all[i][at]); !seen[key] {
				seen[key] = true
				counts[key]++
			}
		}
	}
	for i, lines := range all {
		drop := map[int]bool{}
		for _, at := range edges(lines) {
			key := shape(lines[at])
			drop[at] = key == "#" || len(pages) >= furniturePages && 2*counts[key] > len(pages)
		}
		var kept []string
		for at, line := range lines {
			if !drop[at] {
				kept = append(kept, line)
			}
		}
		all[i] = kept
	}
	return all
}

// edges are the places of the first and last lines with words.
func edges(lines []string) []int {
	var at []int
	for i, line := range lines {
		if line != "" {
			at = append(at, i)
		}
	}
	if len(at) > 2*furnitureLines {
		at = append(slices.Clone(at[:furnitureLines]), at[len(at)-furnitureLines:]...)
	}
	return at
}

// shape is a line with its numbers as one sign.
func shape(line string) string {
	var b strings.Builder
	number := false
	for _, r := range line {
		digit := unicode.IsDigit(r)
		if digit && !number {
			b.WriteByte('#')
		}
		if number = digit; !digit {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// fullLine is the length of a line that goes on to the edge: nine of ten are no longer.
func fullLine(lines []string) int {
	var lengths []int
	for _, line := range lines {
		if n := utf8.RuneCountInString(line); n > 0 {
			lengths = append(lengths, n)
		}
	}
	if len(lengths) == 0 {
		return 0
	}
	slices.Sort(lengths)
	return lengths[len(lengths)*9/10]
}

// endsParagraph reports whether a paragraph ends between two lines: the first stops well before the edge, or a list
// goes on.
func endsParagraph(line, next string, full int) bool {
	first, _ := utf8.DecodeRuneInString(next)
	if strings.ContainsRune("•·▪–—-*‣●", first) && len(next) > 2 {
		return true
	}
	if a, b := rightToLeft(line), rightToLeft(next); a != b {
		return true
	}
	length := utf8.RuneCountInString(line)
	end, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, "\"”’»)]"))
	sentence := strings.ContainsRune(".!?:؟。…", end)
	switch {
	case 100*length < 45*full:
		return true
	case unicode.IsLower(first):
		return false
	case sentence:
		return 100*length < 90*full
	}
	return 100*length < 60*full
}

// hyphenated reports whether a word goes on in the next line.
func hyphenated(said, next string) bool {
	end, size := utf8.DecodeLastRuneInString(said)
	if !strings.ContainsRune("-\u00ad\u2010", end) || len(said) == size {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(said[:len(said)-size])
	first, _ := utf8.DecodeRuneInString(next)
	return unicode.IsLetter(before) && unicode.IsLower(first)
}

// rightToLeft reports whether a line begins in a script that is written from the right.
func rightToLeft(line string) bool {
	for _, r := range line {
		if unicode.IsLetter(r) {
			return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko)
		}
	}
	return false
}

// backwards reports whether Arabic words stand backwards in a text, as the text layers of some programs have them:
// words begin with letters that only stand at the end of one.
func backwards(paragraphs []string) bool {
	begin, end := 0, 0
	for _, p := range paragraphs {
		for w := range strings.FieldsSeq(p) {
			first, _ := utf8.DecodeRuneInString(w)
			last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(w, ".,،؛:!؟\"»)"))
			if strings.ContainsRune("ةى", first) && utf8.RuneCountInString(w) > 1 {
				begin++
			}
			if strings.ContainsRune("ةى", last) {
				end++
			}
		}
	}
	return begin > 0 && 4*begin > end
}
