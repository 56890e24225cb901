package desk_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"firsthand/internal/desk/desktest"
	"firsthand/internal/report"
)

// decode reads an answer as JSON.
func decode[T any](t *testing.T, r *http.Response) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(body(t, r)), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// keep puts one original into a ledger and returns its address.
func keep(l *desktest.Ledger, original []byte) string {
	d := report.DigestOf(original)
	l.Add(report.Report{ID: d.String()[:32], Original: d, Text: "x"}, report.Reading{}, original)
	return "/originals/" + d.String()
}

func TestOriginalsAreNeverRendered(t *testing.T) {
	for _, c := range []struct{ name, bytes, mediaType, disposition string }{
		{"plain text", "Shells fell.", "text/plain; charset=utf-8", ""},
		{"a page with a script", "<!doctype html><script>alert(1)</script>", "text/plain; charset=utf-8", ""},
		{"a drawing with a script", `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, "text/plain; charset=utf-8", ""},
		{"a PDF", "%PDF-1.7\x00\x01", "application/octet-stream", `attachment; filename="firsthand-`},
		{"a picture", "\x89PNG\r\n\x1a\n", "application/octet-stream", `attachment; filename="firsthand-`},
		{"text in another encoding", "caf\xe9", "application/octet-stream", `attachment; filename="firsthand-`},
		{"nothing", "", "text/plain; charset=utf-8", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := &desktest.Ledger{}
			path := keep(l, []byte(c.bytes))
			h, _ := open(t, l, report.Weighing{})
			r := get(t, h, path)
			if got := body(t, r); got != c.bytes {
				t.Errorf("bytes changed: %q", got)
			}
			if got := r.Header.Get("Content-Type"); got != c.mediaType {
				t.Errorf("Content-Type %q, want %q", got, c.mediaType)
			}
			if got := r.Header.Get("Content-Disposition"); !strings.HasPrefix(got, c.disposition) || (got == "") != (c.disposition == "") {
				t.Errorf("Content-Disposition %q, want %q…", got, c.disposition)
			}
			if got := r.Header.Get("Content-Security-Policy"); !strings.Contains(got, "sandbox") {
				t.Errorf("no sandbox: %q", got)
			}
			download := get(t, h, path+"?download")
			if got := download.Header.Get("Content-Disposition"); !strings.HasSuffix(got, `.original"`) {
				t.Errorf("asked for a download: Content-Disposition %q", got)
			}
			if got := body(t, download); got != c.bytes {
				t.Errorf("bytes of the download changed: %q", got)
			}
		})
	}
}

func TestAnOriginalThatWasChangedIsNotSent(t *testing.T) {
	l := &desktest.Ledger{}
	path := keep(l, []byte("as captured"))
	h, log := open(t, l, report.Weighing{})
	l.Corrupt(report.DigestOf([]byte("as captured")))
	r := get(t, h, path)
	text := body(t, r)
	if r.StatusCode != http.StatusInternalServerError || strings.Contains(text, "as captured") {
		t.Errorf("%s\n%s", r.Status, text)
	}
	if !strings.Contains(text, "changed since it was sealed") || !strings.Contains(log.String(), "hash to") {
		t.Error("neither the page nor the log says what is wrong")
	}
}

func TestOriginalsAreAskedForByTheirWholeName(t *testing.T) {
	l := &desktest.Ledger{}
	path := keep(l, []byte("as captured"))
	h, _ := open(t, l, report.Weighing{})
	for _, p := range []string{path[:len(path)-1], path + "0", strings.ToUpper(path), "/originals/" + strings.Repeat("0", 64), "/originals/" + strings.Repeat("a", 64)} {
		if r := get(t, h, p); r.StatusCode != http.StatusNotFound {
			t.Errorf("GET %s: %s, want 404", p, r.Status)
		}
	}
}
