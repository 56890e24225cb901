// Package rtf reads rich text (RTF), which word processors of thirty years write and read.
//
// Letters come in three forms: as they are, as bytes of the code page of their font, and as numbers of Unicode with a
// replacement after them for old programs. All three are read; a code page that is not known leaves the letter out with
// the sign for that. Pictures, objects, headers, footers, comments and deleted words are not read.
package rtf

import (
	"bytes"
	"context"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"firsthand/internal/capture/format"
)

// Format is rich text.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "a rich text document" }

// Sniff implements [format.Format].
func (Format) Sniff(head []byte) bool {
	return bytes.HasPrefix(format.TrimStart(head), []byte(`{\rtf`))
}

// Read implements [format.Format].
func (Format) Read(_ context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.One(func() (format.Item, *format.Error) {
		data, problem := format.ReadAll(in, lim)
		if problem != nil {
			return format.Item{}, problem
		}
		p := parser{src: data, fonts: map[int]encoding.Encoding{}, page: charmap.Windows1252, now: state{after: 1, font: -1}}
		if !p.run() {
			return format.Item{}, format.Refuse(format.ErrTooLarge, "a rich text document nested too deep", "export it as plain text")
		}
		item := format.Item{Original: data}
		item.Report.MediaType = "application/rtf"
		format.Paper(&item, strings.TrimSpace(p.title.String()), strings.TrimSpace(p.author.String()), p.out.All())
		return item, nil
	})
}

// maxGroups is how deep groups may be nested.
const maxGroups = 1000

// where the words of a group go.
type target int

const (
	toText target = iota
	toNowhere
	toTitle
	toAuthor
	toFonts
)

// state is what a group has from the one around it, and may change for itself.
type state struct {
	to      target
	font    int
	after   int // letters of the replacement after a number of Unicode
	deleted bool
}

type parser struct {
	src    []byte
	at     int
	now    state
	stack  []state
	page   encoding.Encoding         // of the document
	fonts  map[int]encoding.Encoding // of fonts
	raw    []byte                    // bytes of a code page, not decoded yet
	high   rune                      // the first half of a letter that is written as two numbers
	left   int                       // letters of a replacement that are still to be left out
	out    format.Paragraphs
	title  strings.Builder
	author strings.Builder
	inRow  bool
}

// run reads the document; it is not ok for one that is nested too deep.
func (p *parser) run() bool {
	for p.at < len(p.src) {
		c := p.src[p.at]
		p.at++
		switch c {
		case '{':
			p.flush()
			if len(p.stack) >= maxGroups {
				return false
			}
			p.stack = append(p.stack, p.now)
		case '}':
			p.flush()
			if n := len(p.stack); n > 0 {
				p.now, p.stack = p.stack[n-1], p.stack[:n-1]
			}
			p.left = 0
			if len(p.stack) == 0 {
				return true
			}
		case '\\':
			p.control()
		case '\r', '\n', 0:
		default:
			if !p.leaveOut() {
				p.raw = append(p.raw, c)
			}
		}
	}
	p.flush()
	return true
}

// leaveOut reports whether the next letter is one of a replacement.
func (p *parser) leaveOut() bool {
	if p.left > 0 {
		p.left--
		return true
	}
	return false
}

// control reads what follows a backslash.
func (p *parser) control() {
	if p.at >= len(p.src) {
		return
	}
	c := p.src[p.at]
	if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
		p.at++
		p.symbol(c)
		return
	}
	start := p.at
	for p.at < len(p.src) && p.at-start < 32 && (p.src[p.at]|0x20 >= 'a' && p.src[p.at]|0x20 <= 'z') {
		p.at++
	}
	name := string(p.src[start:p.at])
	start = p.at
	if p.at < len(p.src) && p.src[p.at] == '-' {
		p.at++
	}
	for p.at < len(p.src) && p.at-start < 11 && p.src[p.at] >= '0' && p.src[p.at] <= '9' {
		p.at++
	}
	number, err := strconv.Atoi(string(p.src[start:p.at]))
	if p.at < len(p.src) && p.src[p.at] == ' ' {
		p.at++
	}
	p.word(name, number, err == nil)
}

// symbol is a control of one sign.
func (p *parser) symbol(c byte) {
	switch c {
	case '\'':
		if p.at+2 <= len(p.src) {
			n, err := strconv.ParseUint(string(p.src[p.at:p.at+2]), 16, 8)
			p.at += 2
			if err == nil && !p.leaveOut() {
				p.raw = append(p.raw, byte(n))
			}
		}
	case '*': // a destination that programs that do not know it leave out, as this one does
		p.now.to = toNowhere
	case '\\', '{', '}':
		if !p.leaveOut() {
			p.raw = append(p.raw, c)
		}
	case '~':
		p.write(" ")
	case '_':
		p.write("-")
	case '\r', '\n':
		p.paragraph()
	}
}

// destinations are the groups whose words do not go into the text.
var destinations = map[string]target{
	"fonttbl": toFonts, "colortbl": toNowhere, "stylesheet": toNowhere, "info": toNowhere, "title": toTitle, "author": toAuthor, "pict": toNowhere,
	"object": toNowhere, "header": toNowhere, "headerl": toNowhere, "headerr": toNowhere, "headerf": toNowhere, "footer": toNowhere, "footerl": toNowhere,
	"footerr": toNowhere, "footerf": toNowhere, "annotation": toNowhere, "atnid": toNowhere, "atnauthor": toNowhere, "fldinst": toNowhere,
	"listtable": toNowhere, "revtbl": toNowhere, "rsidtbl": toNowhere, "nonshppict": toNowhere, "operator": toNowhere, "comment": toNowhere,
	"subject": toNowhere, "keywords": toNowhere, "company": toNowhere, "xe": toNowhere, "tc": toNowhere, "listtext": toNowhere, "pntext": toNowhere,
}

// letters are the controls that stand for letters.
var letters = map[string]string{"emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "tab": "\t", "line": "\n",
	"emspace": " ", "enspace": " ", "zwj": "\u200d", "zwnj": "\u200c"}

// word is a control word, with its number where it has one.
func (p *parser) word(name string, number int, has bool) {
	if to, ok := destinations[name]; ok {
		p.flush()
		if to != toText && (p.now.to != toNowhere || to == toTitle || to == toAuthor) {
			p.now.to = to
		}
		return
	}
	if s, ok := letters[name]; ok {
		p.write(s)
		return
	}
	if do := controls[name]; do != nil {
		do(p, number, has)
	}
}

// controls are the control words that do something, with their number and whether they have one.
var controls = map[string]func(p *parser, number int, has bool){
	"par":  func(p *parser, _ int, _ bool) { p.paragraph() },
	"sect": func(p *parser, _ int, _ bool) { p.paragraph() },
	"page": func(p *parser, _ int, _ bool) { p.paragraph() },
	"cell": func(p *parser, _ int, _ bool) {
		if p.openRow() {
			p.out.EndCell()
		}
	},
	"row": func(p *parser, _ int, _ bool) {
		p.flush()
		if p.inRow {
			p.out.EndRow()
			p.inRow = false
		}
	},
	"trowd": func(p *parser, _ int, _ bool) { p.openRow() },
	"u":     func(p *parser, number int, _ bool) { p.unicode(number) },
	"uc":    func(p *parser, number int, _ bool) { p.now.after = max(0, min(number, 8)) },
	"bin":   func(p *parser, number int, _ bool) { p.at = min(len(p.src), p.at+max(0, number)) },
	"deleted": func(p *parser, number int, has bool) {
		p.flush()
		p.now.deleted = !has || number != 0
	},
	"plain": func(p *parser, _ int, _ bool) {
		p.flush()
		p.now.deleted = false
	},
	"ansicpg": func(p *parser, number int, _ bool) { p.page = codePage(number) },
	"mac":     func(p *parser, _ int, _ bool) { p.page = charmap.Macintosh },
	"f": func(p *parser, number int, _ bool) {
		p.flush()
		p.now.font = number
	},
	"fcharset": func(p *parser, number int, _ bool) {
		if p.now.to == toFonts {
			p.fonts[p.now.font] = charsets[number]
		}
	},
}

// openRow ends what was begun, and opens a row of a table where words go into the text and none is open.
func (p *parser) openRow() bool {
	p.flush()
	if p.now.to != toText {
		return false
	}
	if !p.inRow {
		p.inRow = true
		p.out.OpenRow()
	}
	return true
}

func (p *parser) paragraph() {
	p.flush()
	if p.now.to == toText {
		p.out.End()
	}
}

// unicode writes a letter by its number. Numbers over 32767 are written as negative ones; a letter beyond 16 bits comes
// as two.
func (p *parser) unicode(number int) {
	p.flush()
	p.left = p.now.after
	r := rune(uint16(number))
	switch {
	case utf16.IsSurrogate(r) && r < 0xdc00:
		p.high = r
		return
	case utf16.IsSurrogate(r):
		r = utf16.DecodeRune(p.high, r)
	}
	p.high = 0
	p.put(string(r))
}

// write writes letters, unless they are those of a replacement.
func (p *parser) write(s string) {
	p.flush()
	if !p.leaveOut() {
		p.put(s)
	}
}

// flush decodes the bytes that were gathered.
func (p *parser) flush() {
	if len(p.raw) == 0 {
		return
	}
	enc := p.page
	if e := p.fonts[p.now.font]; e != nil {
		enc = e
	}
	s := string(p.raw)
	if enc != nil {
		if out, err := enc.NewDecoder().Bytes(p.raw); err == nil {
			s = string(out)
		}
	}
	p.raw = p.raw[:0]
	p.put(strings.ToValidUTF8(s, string(utf8.RuneError)))
}

// put puts letters where those of the group go.
func (p *parser) put(s string) {
	switch {
	case p.now.deleted:
	case p.now.to == toText:
		p.out.Write(s)
	case p.now.to == toTitle && p.title.Len() < 1000:
		p.title.WriteString(s)
	case p.now.to == toAuthor && p.author.Len() < 1000:
		p.author.WriteString(s)
	}
}

// charsets are the encodings of fonts by their numbers in Windows; a font without one has that of the document.
var charsets = map[int]encoding.Encoding{
	0: charmap.Windows1252, 77: charmap.Macintosh, 128: japanese.ShiftJIS, 129: korean.EUCKR, 134: simplifiedchinese.GBK, 136: traditionalchinese.Big5,
	161: charmap.Windows1253, 162: charmap.Windows1254, 163: charmap.Windows1258, 177: charmap.Windows1255, 178: charmap.Windows1256,
	186: charmap.Windows1257, 204: charmap.Windows1251, 222: charmap.Windows874, 238: charmap.Windows1250,
}

// codePage is the encoding of a code page of Windows, nil for one that is not known, of which only ASCII is read.
func codePage(number int) encoding.Encoding {
	pages := map[int]encoding.Encoding{
		437: charmap.CodePage437, 850: charmap.CodePage850, 866: charmap.CodePage866, 874: charmap.Windows874, 932: japanese.ShiftJIS,
		936: simplifiedchinese.GBK, 949: korean.EUCKR, 950: traditionalchinese.Big5, 1250: charmap.Windows1250, 1251: charmap.Windows1251,
		1252: charmap.Windows1252, 1253: charmap.Windows1253, 1254: charmap.Windows1254, 1255: charmap.Windows1255, 1256: charmap.Windows1256,
		1257: charmap.Windows1257, 1258: charmap.Windows1258, 10000: charmap.Macintosh, 65001: unicode.UTF8,
	}
	return pages[number]
}
