// Package word reads text documents of Microsoft Word (DOCX, Office Open XML).
//
// The words are those of the document as it would be printed with all changes accepted: what was deleted while changes
// were tracked is not read, comments, headers and footers are not. They stay in the original.
package word

import (
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"iter"
	"strings"

	"firsthand/internal/capture/format"
)

// Format is a document of Microsoft Word.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "a Word document" }

// Sniff implements [format.Format].
func (Format) Sniff(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) && (bytes.Contains(head, []byte("word/document.xml")) ||
		bytes.Contains(head, []byte("word/_rels/")) || bytes.Contains(head, []byte("word/styles.xml")))
}

// Read implements [format.Format].
func (Format) Read(_ context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.One(func() (format.Item, *format.Error) {
		data, problem := format.ReadAll(in, lim)
		if problem != nil {
			return format.Item{}, problem
		}
		z, problem := format.Archive(data)
		if problem != nil {
			return format.Item{}, problem
		}
		body := format.Part(z, "word/document.xml")
		if body == nil {
			return format.Item{}, format.Refuse(format.ErrForm, "a Word document without its words", "open it with the program that made it and save it again")
		}
		paragraphs, problem := words(body)
		if problem != nil {
			return format.Item{}, problem
		}
		item := format.Item{Original: data}
		item.Report.MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
		title, author := format.CoreProperties(format.Part(z, "docProps/core.xml"))
		format.Paper(&item, title, author, paragraphs)
		return item, nil
	})
}

// passed are the elements whose words are none of the document's: those that were deleted, the codes of fields, and
// what stands in for a drawing where it cannot be shown, which repeats its words.
var passed = map[string]bool{"del": true, "moveFrom": true, "instrText": true, "Fallback": true, "sectPr": true, "pPr": true, "rPr": true}

// words reads the paragraphs of a document's main part.
func words(body []byte) ([]string, *format.Error) {
	var p format.Paragraphs
	inText := 0
	problem := format.WalkXML(body, func(t xml.Token) (skip bool) {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				inText++
			case "tab":
				p.Write("\t")
			case "br", "cr":
				p.Write("\n")
			case "noBreakHyphen":
				p.Write("-")
			case "tr":
				p.OpenRow()
			}
			return passed[t.Name.Local]
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				inText--
			case "p":
				p.End()
			case "tc":
				p.EndCell()
			case "tr":
				p.EndRow()
			}
		case xml.CharData:
			if inText > 0 {
				p.Write(strings.ReplaceAll(string(t), "\n", " "))
			}
		}
		return false
	})
	if problem != nil {
		return nil, problem
	}
	return p.All(), nil
}
