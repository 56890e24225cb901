package format

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// The marks that a text may begin with to say how it is encoded.
var (
	markUTF8    = []byte("\xef\xbb\xbf")
	markUTF16LE = []byte("\xff\xfe")
	markUTF16BE = []byte("\xfe\xff")
)

// SaveAsUTF8 is the hint for a file whose encoding cannot be told.
const SaveAsUTF8 = "save it as UTF-8 with a program that shows it correctly"

// HasUTF16Mark reports whether data begins with a mark of UTF-16.
func HasUTF16Mark(data []byte) bool {
	return bytes.HasPrefix(data, markUTF16LE) || bytes.HasPrefix(data, markUTF16BE)
}

// DecodePlain decodes a plain text and names its encoding. The text says what the bytes say, letter by letter, or there
// is an error.
func DecodePlain(data []byte) (text, name string, problem *Error) {
	if text, name, ok, problem := decodeUnicode(data); ok || problem != nil {
		return text, name, problem
	}
	if mostlyUTF8(data) {
		return "", "", Refuse(ErrEncoding, "broken UTF-8", SaveAsUTF8).At(brokenLine(data))
	}
	enc, name, problem := guess(data)
	if problem != nil {
		return "", "", problem
	}
	text, ok := decodeWith(enc, data)
	if !ok {
		return "", "", Refuse(ErrEncoding, "bytes that "+name+" does not have", SaveAsUTF8)
	}
	return text, name, nil
}

// DecodePage decodes a page and names its encoding. Bytes that are not letters in it become U+FFFD, and damaged says
// so: a page may hold such bytes in an advertisement, and it is for the caller to see whether the article holds any.
func DecodePage(data []byte) (text, name string, damaged bool, problem *Error) {
	declared, declaredName := declaredCharset(data)
	if declaredName == "iso-2022-jp" && bytes.IndexByte(data, 0x1b) >= 0 {
		text, ok := decodeWith(declared, data)
		return text, declaredName, !ok, nil
	}
	if text, name, ok, problem := decodeUnicode(data); ok || problem != nil {
		return text, name, false, problem
	}
	if mostlyUTF8(data) {
		return strings.ToValidUTF8(string(data), "\ufffd"), "utf-8", true, nil
	}
	if text, name, ok := decodeDeclared(data); ok {
		return text, name, false, nil
	}
	if declared == nil || declaredName == "utf-8" || declaredName == "windows-1252" {
		// What most programs declare without being asked is only believed when the bytes look like it.
		if declared, declaredName, problem = guess(data); problem != nil {
			return "", "", false, problem
		}
	}
	text, ok := decodeWith(declared, data)
	return text, declaredName, !ok, nil
}

// declarations are the encodings that a page names in its head: programs that save or archive pages add theirs.
var declarations = regexp.MustCompile(`(?i)charset\s*=\s*["']?\s*([\w-]{3,20})`)

// The part of a page that is looked through for declarations, and how many are tried.
const (
	declaredWithin = 16 << 10
	mostDeclared   = 4
)

// decodeDeclared decodes a page by the first of the encodings it declares that the bytes can be in. One that is
// declared without thought, windows-1252, is believed where no three accented letters follow each other, as they do in
// the texts of all other encodings of one byte.
func decodeDeclared(data []byte) (text, name string, ok bool) {
	for _, m := range declarations.FindAllSubmatch(data[:min(len(data), declaredWithin)], mostDeclared) {
		enc, name := charset.Lookup(string(m[1]))
		if enc == nil || name == "utf-8" || name == "replacement" || strings.HasPrefix(name, "utf-16") ||
			name == "windows-1252" && lettersInARow(data, 3) {
			continue
		}
		if text, ok := decodeWith(enc, data); ok {
			return text, name, true
		}
	}
	return "", "", false
}

// decodeUnicode decodes UTF-8, with or without its mark, and UTF-16 with its mark. It is not ok for anything else.
func decodeUnicode(data []byte) (text, name string, ok bool, problem *Error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe\x00\x00")) || bytes.HasPrefix(data, []byte("\x00\x00\xfe\xff")):
		return "", "", false, Refuse(ErrEncoding, "UTF-32, which is not read", SaveAsUTF8)
	case bytes.HasPrefix(data, markUTF16LE):
		text, problem = decodeUTF16(data[2:], binary.LittleEndian)
		return text, "utf-16le", problem == nil, problem
	case bytes.HasPrefix(data, markUTF16BE):
		text, problem = decodeUTF16(data[2:], binary.BigEndian)
		return text, "utf-16be", problem == nil, problem
	case utf8.Valid(data):
		return string(bytes.TrimPrefix(data, markUTF8)), "utf-8", true, nil
	}
	return "", "", false, nil
}

func decodeUTF16(data []byte, order binary.ByteOrder) (string, *Error) {
	broken := Refuse(ErrEncoding, "broken UTF-16", SaveAsUTF8)
	if len(data)%2 != 0 {
		return "", broken
	}
	var b strings.Builder
	b.Grow(len(data))
	for i := 0; i < len(data); i += 2 {
		r := rune(order.Uint16(data[i:]))
		if utf16.IsSurrogate(r) {
			if i += 2; i >= len(data) {
				return "", broken
			}
			if r = utf16.DecodeRune(r, rune(order.Uint16(data[i:]))); r == utf8.RuneError {
				return "", broken
			}
		}
		b.WriteRune(r)
	}
	return b.String(), nil
}

// LooksLikeUTF16 tells whether nearly every second byte is 0, as in UTF-16 of a European language.
func LooksLikeUTF16(data []byte) bool {
	var zeros [2]int
	data = data[:min(len(data), 1<<12)]
	for i, c := range data {
		if c == 0 {
			zeros[i%2]++
		}
	}
	return len(data) >= 8 && min(zeros[0], zeros[1]) == 0 && 5*max(zeros[0], zeros[1]) > 2*len(data)
}

// mostlyUTF8 tells whether bytes that are not valid UTF-8 were meant to be: letters of two or more bytes are common in
// it and nearly impossible in other encodings, so a few are enough.
func mostlyUTF8(data []byte) bool {
	letters, broken := 0, 0
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && n == 1:
			broken++
		case n > 1:
			letters++
		}
		data = data[n:]
	}
	return bytes.HasPrefix(data, markUTF8) || 2*letters > broken
}

// brokenLine is the line of the first byte that is not UTF-8.
func brokenLine(data []byte) int {
	line := 1
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == utf8.RuneError && n == 1 {
			break
		}
		if r == '\n' {
			line++
		}
		data = data[n:]
	}
	return line
}

// declaredCharset is the encoding that a page declares in its first bytes, nil for one that cannot be decoded. Of a
// page that declares nothing it is utf-8 or windows-1252, as the HTML standard has it.
func declaredCharset(data []byte) (encoding.Encoding, string) {
	enc, name, _ := charset.DetermineEncoding(data[:min(len(data), 1<<12)], "")
	if name == "replacement" || name == "x-user-defined" {
		return nil, ""
	}
	return enc, name
}

// The least confidence of the statistics, and the least distance to the next best answer, out of 100, for a guess to be
// used.
const (
	leastConfidence = 40
	leastDistance   = 20
)

// guess finds the encoding of bytes that do not say it, by the statistics of letters in groups of three (ICU's
// detector). Only two answers are taken, and only clear ones: a wrong guess would put wrong letters into a report
// without anybody seeing it.
func guess(data []byte) (encoding.Encoding, string, *Error) {
	results, err := chardet.NewHtmlDetector().DetectAll(sample(data))
	if err != nil || len(results) == 0 {
		return nil, "", Refuse(ErrEncoding, "its encoding cannot be told", SaveAsUTF8)
	}
	best, second := results[0], 0
	for _, r := range results[1:] {
		second = max(second, r.Confidence)
	}
	if best.Confidence >= leastConfidence && best.Confidence-second >= leastDistance {
		switch best.Charset {
		case "windows-1256":
			return charmap.Windows1256, "windows-1256", nil
		case "ISO-8859-1", "windows-1252":
			if !lettersInARow(data, 3) {
				return charmap.Windows1252, "windows-1252", nil
			}
		}
	}
	return nil, "", Refuse(ErrEncoding, fmt.Sprintf("its encoding cannot be told; it may be %s", best.Charset), SaveAsUTF8)
}

// lettersInARow tells whether n bytes in a row are accented letters in windows-1252: in the languages written in it,
// accented letters stand among plain ones.
func lettersInARow(data []byte, n int) bool {
	run := 0
	for _, c := range data {
		if c < 0xc0 {
			run = 0
		} else if run++; run == n {
			return true
		}
	}
	return false
}

// sample is the part of data that a guess looks at: from shortly before the first byte that is not ASCII.
func sample(data []byte) []byte {
	const before, most = 1 << 10, 1 << 18
	first := bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf })
	start := max(0, first-before)
	return data[start:min(len(data), start+most)]
}

// decodeWith decodes data; it is not ok if there are bytes that the encoding does not have.
func decodeWith(enc encoding.Encoding, data []byte) (text string, ok bool) {
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\ufffd"), false
	}
	return string(out), !bytes.ContainsRune(out, utf8.RuneError)
}
