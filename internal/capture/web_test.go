package capture

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// An archive that another program made of a site: its article is a report with the time and the address of the capture,
// its list of links is none, and the archive is the original of both.
func TestAnArchiveThatWgetMade(t *testing.T) {
	wget := tool(t, "wget")
	const article = `<!DOCTYPE html><title>Bridge hit twice</title><article><h1>Bridge hit twice</h1><time datetime=2016-12-13>13 December 2016</time>` +
		`<p>Two people were killed when a shell hit the bridge over the canal on Monday evening, the director said.</p></article>`
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `<!DOCTYPE html><a href=/old>Bridge</a>`) })
	mux.Handle("GET /old", http.RedirectHandler("/bridge", http.StatusFound))
	mux.HandleFunc("GET /bridge", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, article) })
	site := httptest.NewServer(mux)
	defer site.Close()
	dir := t.TempDir()
	run := exec.Command(wget, "-q", "--no-proxy", "-r", "-l", "2", "--warc-file=site", site.URL+"/")
	run.Dir = dir
	if out, err := run.CombinedOutput(); err != nil {
		t.Logf("wget: %v\n%s", err, out) // it fails for robots.txt, which is not there
	}
	data, err := os.ReadFile(filepath.Join(dir, "site.warc.gz"))
	if err != nil {
		t.Fatal(err)
	}
	items, err := Bytes("site.warc.gz", data, Meta{}, DefaultLimits())
	if err != nil || len(items) != 1 {
		t.Fatalf("%d reports, error %v", len(items), err)
	}
	r := items[0].Report
	if r.Title != "Bridge hit twice" || r.Published != "2016-12-13" || r.Publisher != "127.0.0.1" || !strings.Contains(r.Text, "Two people") {
		t.Errorf("report is %+v", r)
	}
	if c := r.Capture; c.From != site.URL+"/old" || c.Final != site.URL+"/bridge" || c.At.IsZero() || len(c.Headers) == 0 {
		t.Errorf("captured %+v", c)
	}
	if len(items[0].Original) != len(data) {
		t.Error("the archive is not its original")
	}
	if len(items[0].Warnings) != 1 || !strings.Contains(items[0].Warnings[0].Error(), "1 documents in it are no reports") {
		t.Errorf("warnings %v", items[0].Warnings)
	}
}
