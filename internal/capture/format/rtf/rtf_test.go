package rtf

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"firsthand/internal/capture/format"
)

func read(data string) string {
	for item, problem := range (Format{}).Read(context.Background(), strings.NewReader(data), format.DefaultLimits()) {
		if problem != nil {
			return problem.Error()
		}
		return strings.Join([]string{item.Report.Title, item.Report.Author, item.Report.Text}, " | ")
	}
	return ""
}

func TestRead(t *testing.T) {
	for _, test := range []struct{ name, data, want string }{
		{"paragraphs", `{\rtf1\ansi One {\b bold} word.\par Another\line line.\par}`, " |  | One bold word.\n\nAnother\nline."},
		{"what it says of itself", `{\rtf1{\info{\title The bridge}{\author Ada Tarn}{\company Courier}}{\fonttbl{\f0 Times;}}{\*\generator X;}Words.\par More words.}`, "The bridge | Ada Tarn | Words.\n\nMore words."},
		{"bytes of a code page", `{\rtf1\ansi\ansicpg1256 \'de\'ca\'e1 said.\par}`, " |  | قتل said."},
		{"bytes of a font", `{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset178 B;}}\f0 Caf\'e9 {\f1 \'de\'ca\'e1} \'e9.\par}`, " |  | Café قتل é."},
		{"numbers with replacements", `{\rtf1\uc1 \u1602?\u1578?\u1604?, \uc0\u8212 and {\uc2\u233 e'} \uc1\u-10179?\u-8703?.\par}`, " |  | قتل, —and é 😁."},
		{"a table", `{\rtf1 Before.\par\trowd\pard\intbl North\cell 3\cell\row\trowd South\cell 4\cell\row\pard After.\par}`, " |  | Before.\n\nNorth\t3\n\nSouth\t4\n\nAfter."},
		{"pictures, headers and deleted words", `{\rtf1{\header Page}{\pict\wmetafile8 0102}{\deleted not }here{\*\bkmkstart a}.\par}`, " |  | here."},
		{"a picture in bytes", "{\\rtf1 A{\\pict\\bin4 {}{}}B.\\par}", " |  | AB."},
		{"signs", `{\rtf1 \{\\\}\~x\_y\emdash z\par}`, ` |  | {\} x-y—z`},
		{"without an end", `{\rtf1 {Words`, " |  | Words"},
		{"an end too many", `{\rtf1 Words.}} more`, " |  | Words."},
		{"nested too deep", `{\rtf1` + strings.Repeat("{", 5000), "a rich text document nested too deep"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := read(test.data); got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{\rtf1\ansi\ansicpg1256{\fonttbl{\f1\fcharset178 B;}}{\info{\title T}}\f1 \'de\u1602?\par\trowd A\cell B\cell\row\bin3 abc}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		lim := format.DefaultLimits()
		lim.Original = 1 << 16
		for range (Format{}).Read(context.Background(), bytes.NewReader(data), lim) {
		}
	})
}
