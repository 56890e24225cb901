package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"firsthand/internal/capture/watch"
)

const fetchedPage = `<!DOCTYPE html><title>Bridge hit twice</title><meta property=og:site_name content="The Umberlane Courier"><article><h1>Bridge hit twice</h1><time datetime=2016-12-13></time>` +
	`<p>%s people were killed when a shell hit the bridge over the canal on Monday evening, the director said.</p></article>`

// session runs verbs on one ledger, and gives what they wrote and the exit code.
func session(t *testing.T) (ledger string, run func(args ...string) (string, int)) {
	ledger = filepath.Join(t.TempDir(), "ledger")
	return ledger, func(args ...string) (string, int) {
		t.Helper()
		var out bytes.Buffer
		a := &app{stdin: strings.NewReader(""), stdout: &out, stderr: &out, getenv: func(string) string { return "" }}
		code := a.run(context.Background(), append(args, "--ledger", ledger))
		return out.String(), code
	}
}

func TestFetchAddsAPage(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/bridge" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprintf(w, fetchedPage, "Two")
	}))
	defer s.Close()
	_, run := session(t)
	for _, test := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"fetch", s.URL + "/bridge"}, exitRefused, "leads to a private network or to this machine\nhint: if it is meant, name its host with --allow"},
		{[]string{"fetch", "--allow", "127.0.0.1", s.URL + "/bridge"}, exitDone, "added 1 report\n"},
		{[]string{"fetch", "--allow", "127.0.0.1", s.URL + "/gone"}, exitRefused, "it answered 404 Not Found"},
		{[]string{"fetch"}, exitUsage, "name at least one URL"},
		{[]string{"fetch", "file:///etc/passwd"}, exitRefused, "not an address of the web that can be asked"},
		{[]string{"fetch", "--proxy", "ftp://x", s.URL}, exitUsage, "--proxy is not the address of a proxy"},
		{[]string{"verify"}, exitDone, "1 record and 1 original agree with the seal"},
		{[]string{"export", "--format", "json"}, exitDone, "The Umberlane Courier"},
	} {
		if out, code := run(test.args...); code != test.code || !strings.Contains(out, test.want) {
			t.Errorf("%v: exit code %d, want %d\n%s", test.args, code, test.code, out)
		}
	}
}

// The feeds in a list that another program wrote are watched; what is no address there is passed over.
func TestWatchAddsAListOfFeeds(t *testing.T) {
	ledger, run := session(t)
	file := filepath.Join(filepath.Dir(ledger), "feeds.opml")
	list := `<opml version="2.0"><body><outline xmlUrl="https://courier.example/feed"/><outline xmlUrl="ftp://herald.example/feed"/></body></opml>`
	if err := os.WriteFile(file, []byte(list), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args []string
		code int
		want []string
	}{
		{[]string{"watch", "add"}, exitUsage, []string{"no address is given"}},
		{[]string{"watch", "add", "--opml", file}, exitDone, []string{"https://courier.example/feed: watched", "warning: ftp://herald.example/feed"}},
		{[]string{"watch", "add", "--opml", file}, exitDone, []string{"https://courier.example/feed: watched already"}},
		{[]string{"watch", "add", "--opml", file + ".not"}, exitRefused, []string{"open the list of feeds"}},
		{[]string{"add", file}, exitRefused, []string{"a list of feeds (OPML), and no report", "watch add --opml"}},
	} {
		out, code := run(test.args...)
		if code != test.code {
			t.Errorf("%v: exit code %d, want %d\n%s", test.args, code, test.code, out)
		}
		for _, want := range test.want {
			if !strings.Contains(out, want) {
				t.Errorf("%v does not say %q:\n%s", test.args, want, out)
			}
		}
	}
}

// A page that did not change is asked for and not added; one that did is a new version; one that is gone is told once.
func TestWatchAddsWhatIsNew(t *testing.T) {
	var stage atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		switch stage.Load() {
		case 0, 1:
			fmt.Fprintf(w, fetchedPage, "Two")
		case 2:
			fmt.Fprintf(w, fetchedPage, "Four")
		case 3:
			w.WriteHeader(http.StatusServiceUnavailable)
		default:
			w.WriteHeader(http.StatusGone)
		}
	}))
	defer s.Close()
	ledger, run := session(t)
	if out, code := run("watch", "run", "--once"); code != exitUsage || !strings.Contains(out, "nothing is watched") {
		t.Errorf("exit code %d\n%s", code, out)
	}
	if out, code := run("watch", "add", s.URL+"/"); code != exitDone || !strings.Contains(out, ": watched\n") {
		t.Fatalf("exit code %d\n%s", code, out)
	}
	for i, test := range []struct {
		code int
		want string
	}{{exitDone, ": new, added 1 report\n"}, {exitDone, ""}, {exitDone, ": changed, added 1 report\n"}, {exitRefused, "it answered 503 Service Unavailable"},
		{exitDone, ": gone, it answers 410 Gone\n"}, {exitDone, ""}} {
		stage.Store(int32(i))
		list, err := watch.Open(ledger)
		if err != nil || len(list.Entries) != 1 {
			t.Fatalf("%d are watched, error %v", len(list.Entries), err)
		}
		if !list.Entries[0].Asked.IsZero() && !list.Entries[0].Next.After(list.Entries[0].Asked) {
			t.Errorf("stage %d: it is not waited for the next", i)
		}
		list.Entries[0].Next = time.Time{} // as if the time had passed
		if err := list.Save(); err != nil {
			t.Fatal(err)
		}
		out, code := run("watch", "run", "--once", "--allow", "127.0.0.1")
		if code != test.code || (test.want == "") != (out == "") || !strings.Contains(out, test.want) {
			t.Errorf("stage %d: exit code %d, want %d %q\n%s", i, code, test.code, test.want, out)
		}
	}
}
