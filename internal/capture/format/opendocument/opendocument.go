// Package opendocument reads text documents of LibreOffice and others (ODT, OpenDocument).
//
// As of a Word document, comments and what was deleted while changes were tracked are not read and stay in the
// original.
package opendocument

import (
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"iter"
	"strconv"
	"strings"

	"firsthand/internal/capture/format"
)

// Format is a text document of OpenDocument.
type Format struct{}

const mediaType = "application/vnd.oasis.opendocument.text"

// Name implements [format.Format].
func (Format) Name() string { return "an OpenDocument text" }

// Sniff implements [format.Format]: the first part of the archive is the media type, not packed.
func (Format) Sniff(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) && bytes.Contains(head[:min(len(head), 256)], []byte("mimetype"+mediaType))
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
		body := format.Part(z, "content.xml")
		if body == nil {
			return format.Item{}, format.Refuse(format.ErrForm, "an OpenDocument text without its words, or one that asks for a password",
				"open it with the program that made it and save it again")
		}
		paragraphs, problem := words(body)
		if problem != nil {
			return format.Item{}, problem
		}
		item := format.Item{Original: data}
		item.Report.MediaType = mediaType
		title, author := format.CoreProperties(format.Part(z, "meta.xml"))
		format.Paper(&item, title, author, paragraphs)
		return item, nil
	})
}

// passed are the elements whose words are none of the document's.
var passed = map[string]bool{"annotation": true, "tracked-changes": true, "automatic-styles": true, "forms": true, "sequence-decls": true, "desc": true, "title": true, "binary-data": true}

// mostSpaces is the most spaces that one element stands for.
const mostSpaces = 100

// words reads the paragraphs of a document's content.
func words(body []byte) ([]string, *format.Error) {
	var p format.Paragraphs
	open := 0 // paragraphs, which may stand in each other in notes and frames
	problem := format.WalkXML(body, func(t xml.Token) (skip bool) {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "p", "h":
				open++
			case "s":
				p.Write(strings.Repeat(" ", spaces(t)))
			case "tab":
				p.Write("\t")
			case "line-break":
				p.Write("\n")
			case "table-row":
				p.OpenRow()
			}
			return passed[t.Name.Local]
		case xml.EndElement:
			switch t.Name.Local {
			case "p", "h":
				open = max(0, open-1)
				p.End()
			case "table-cell":
				p.EndCell()
			case "table-row":
				p.EndRow()
			}
		case xml.CharData:
			if open > 0 {
				p.Write(collapse(string(t)))
			}
		}
		return false
	})
	if problem != nil {
		return nil, problem
	}
	return p.All(), nil
}

// spaces is how many spaces an element stands for.
func spaces(t xml.StartElement) int {
	for _, a := range t.Attr {
		if n, err := strconv.Atoi(a.Value); a.Name.Local == "c" && err == nil {
			return min(max(n, 1), mostSpaces)
		}
	}
	return 1
}

// collapse makes one space of a run of white space, which is what one means here.
func collapse(s string) string {
	words := strings.Join(strings.Fields(s), " ")
	if words == "" {
		return s[:min(len(s), 1)]
	}
	if strings.IndexByte(" \t\r\n", s[0]) >= 0 {
		words = " " + words
	}
	if strings.IndexByte(" \t\r\n", s[len(s)-1]) >= 0 {
		words += " "
	}
	return words
}
