package report

// Report is one captured item: an article, a post, a message, a transcript, a list.
//
// Its JSON form is one line of the reader's input. ID is chosen by the caller of the reader; inside a ledger
// it is the one that [NewID] gives.
type Report struct {
	ID        string `json:"id"`
	Title     string `json:"title,omitempty"`
	Publisher string `json:"publisher,omitempty"` // as the capture found it: an outlet, a channel, an account
	Author    string `json:"author,omitempty"`
	Published string `json:"published,omitempty"` // ISO 8601 date, or RFC 3339 date and time
	URL       string `json:"url,omitempty"`       // where it was captured from; never fetched by the reader
	Lang      string `json:"lang,omitempty"`      // BCP 47, "" when not known
	Text      string `json:"text"`                // the rendition that is read; every span points into it

	Original  Digest `json:"original,omitzero"`    // the bytes as captured
	MediaType string `json:"media_type,omitempty"` // of the original, as detected from its bytes
	Name      string `json:"name,omitempty"`       // base name of the file it came from, for people only
}

// Day is the calendar date of publication, "" when none is known.
func (r Report) Day() string {
	if len(r.Published) < len("2006-01-02") {
		return ""
	}
	return r.Published[:len("2006-01-02")]
}

// NewID names a report in a ledger: 32 hexadecimal digits (128 bits) of a SHA-256 over its original's digest and,
// its publisher and its address, a NUL between. The same bytes from the same place are the same report, however often they
// are added; the same words from two publishers are two reports.
func NewID(original Digest, publisher, url string) string {
	b := append([]byte("firsthand report 1\x00"), original[:]...)
	b = append(b, publisher...)
	b = append(b, 0)
	b = append(b, url...)
	return DigestOf(b).String()[:32]
}
