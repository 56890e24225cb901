package desk

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"strconv"
)

//go:embed templates
var templateFiles embed.FS

// pages renders templates. A page is made whole before its first byte is sent, so that an error in the middle of one is
// an error page and not half a page.
type pages struct{ templates *template.Template }

func newPages(files *static) (*pages, error) {
	t := template.New("").Funcs(template.FuncMap{
		"static": files.address,
		"count":  count,
		"newID":  newID,
		"inc":    func(i int) int { return i + 1 },
		"num":    func(n int) string { return num(int64(n)) },
	})
	t, err := t.ParseFS(templateFiles, "templates/*.html")
	if err != nil {
		return nil, err
	}
	return &pages{t}, nil
}

func (p *pages) render(w http.ResponseWriter, status int, name string, data any) error {
	var b bytes.Buffer
	if err := p.templates.ExecuteTemplate(&b, name, data); err != nil {
		return broken("the page cannot be drawn", err)
	}
	w.Header().Set("Vary", "HX-Request")
	send(w, status, "text/html; charset=utf-8", withoutOverrides(b.Bytes()))
	return nil
}

// withoutOverrides puts the sign for a character that cannot be shown in the place of each that overrides the direction
// of the words after it: in a title or a name nothing says that one is there. The text of a report says so
// (mark.Controls), and its statements are found by positions in the ledger's text and never in the page's.
func withoutOverrides(page []byte) []byte {
	for _, r := range []string{"\u202d", "\u202e"} {
		page = bytes.ReplaceAll(page, []byte(r), []byte("\ufffd"))
	}
	return page
}

// send writes an answer that is complete. That the reader may be gone by then is nobody's fault.
func send(w http.ResponseWriter, status int, mediaType string, body []byte) {
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// frame is what every page has around it.
type frame struct {
	Title   string
	Here    string // which entry of the navigation is the current one
	Version string
	Analyst string // who decides with this browser; "" where nobody does
	Path    string // the page's own address, to come back to after a decision
}

func (d *desk) frame(r *http.Request, title, here string) frame {
	return frame{Title: title, Here: here, Version: d.version, Analyst: d.analystOf(r), Path: r.URL.RequestURI()}
}
