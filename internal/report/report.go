package report

import "time"

// Report is one captured item: an article, a post, a message, a transcript, a list.
//
// Its JSON form is one line of the reader's input. ID is chosen by the caller of the reader; inside a ledger
// it is the one that [NewID] gives.
type Report struct {
	ID        string `json:"id"`
	Title     string `json:"title,omitempty"`
	Publisher string `json:"publisher,omitempty"` // as the capture found it: an outlet, a channel, an account
	Author    string `json:"author,omitempty"`
	Published string `json:"published,omitempty"` // ISO 8601 date, RFC 3339 date and time, or EDTF month or range
	URL       string `json:"url,omitempty"`       // where it was captured from; never fetched by the reader
	Lang      string `json:"lang,omitempty"`      // BCP 47, "" when not known
	Text      string `json:"text"`                // the rendition that is read; every span points into it

	Original  Digest `json:"original,omitzero"`    // the bytes as captured
	MediaType string `json:"media_type,omitempty"` // of the original, as detected from its bytes
	Name      string `json:"name,omitempty"`       // base name of the file it came from, for people only

	// Part says which piece of its original the report is, where the original holds several: "message 17", "row 40".
	// It is "" for a report that is the whole of its original.
	Part    string  `json:"part,omitempty"`
	Capture Capture `json:"capture,omitzero"`
}

// Placed is a report, and the leaf of the log that seals it.
type Placed struct {
	Leaf   int64
	Report Report
}

// Capture says how a report was captured: when, by what and whom, and from where. A field is "" where it is not known.
type Capture struct {
	At       time.Time `json:"at,omitzero"`
	Tool     string    `json:"tool,omitempty"`     // the program that captured it
	Version  string    `json:"version,omitempty"`  // of that program
	Operator string    `json:"operator,omitempty"` // the person who was signed in
	From     string    `json:"from,omitempty"`     // the address that was asked for
	Final    string    `json:"final,omitempty"`    // the address that answered, after redirects
	Headers  []string  `json:"headers,omitempty"`  // of the response, as "Name: value"
}

// IsZero reports whether nothing is known of the capture.
func (c Capture) IsZero() bool {
	return c.At.IsZero() && len(c.Headers) == 0 &&
		c.Tool == "" && c.Version == "" && c.Operator == "" && c.From == "" && c.Final == ""
}

// Day is the calendar date of publication, "" when no single day is known: Published may also be a month or a range of
// days in EDTF ("2016-12", "2016-12-12/2016-12-14").
func (r Report) Day() string {
	const form = "2006-01-02"
	if len(r.Published) < len(form) || len(r.Published) > len(form) && r.Published[len(form)] != 'T' {
		return ""
	}
	return r.Published[:len(form)]
}

// NewID names a report in a ledger: 32 hexadecimal digits (128 bits) of a SHA-256 over its original's digest, its
// publisher and its address, a NUL between, and after one more NUL which part of the original it is, where it is a
// part. The same bytes from the same place are the same report, however often they are added; the same words from two
// publishers are two reports, and so are two messages of one file.
func NewID(original Digest, publisher, url, part string) string {
	b := append([]byte("firsthand report 1\x00"), original[:]...)
	b = append(b, publisher...)
	b = append(b, 0)
	b = append(b, url...)
	if part != "" {
		b = append(b, 0)
		b = append(b, part...)
	}
	return DigestOf(b).String()[:32]
}
