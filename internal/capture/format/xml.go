package format

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// maxNested is how deep the elements of a document may be nested.
const maxNested = 256

// WalkXML calls see for the tokens of an XML document, which must be UTF-8. Of an element that see skips, nothing is
// seen but its end.
func WalkXML(data []byte, see func(xml.Token) (skip bool)) *Error {
	broken := Refuse(ErrForm, "a document whose XML is broken", "open it with the program that made it and save it again")
	d := xml.NewDecoder(bytes.NewReader(data))
	depth, skipping := 0, 0
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			if depth != 0 {
				return broken
			}
			return nil
		}
		if err != nil {
			return broken
		}
		switch t.(type) {
		case xml.StartElement:
			depth++
			if depth > maxNested {
				return Refuse(ErrTooLarge, "a document nested too deep", "export it as plain text")
			}
			if skipping > 0 || see(t) {
				skipping++
			}
			continue
		case xml.EndElement:
			if depth--; depth < 0 {
				return broken
			}
			if skipping > 0 {
				if skipping--; skipping > 0 {
					continue
				}
			}
		case xml.CharData:
			if skipping > 0 {
				continue
			}
		default:
			continue
		}
		see(t)
	}
}

// CoreProperties are the title and the author that a document carries in Dublin Core, "" where it does not.
func CoreProperties(data []byte) (title, author string) {
	var in string
	var words strings.Builder
	if WalkXML(data, func(t xml.Token) bool {
		switch t := t.(type) {
		case xml.StartElement:
			in = t.Name.Local
			words.Reset()
		case xml.EndElement:
			value := strings.TrimSpace(words.String())
			switch t.Name.Local {
			case "title":
				title = value
			case "initial-creator": // of an OpenDocument, who wrote it first
				author = value
			case "creator":
				if author == "" {
					author = value
				}
			}
			in = ""
		case xml.CharData:
			if in == "title" || in == "creator" || in == "initial-creator" {
				words.Write(t)
			}
		}
		return false
	}) != nil {
		return "", ""
	}
	return title, author
}
