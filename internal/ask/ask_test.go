package ask_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/digitorus/timestamp"

	"firsthand/internal/ask"
	"firsthand/internal/keep/stamp/stamptest"
)

var quick = ask.Client{Tries: 3, Pause: time.Nanosecond}

func TestAnAuthorityIsAskedAgainWhereItFails(t *testing.T) {
	a := stamptest.New(t)
	real := a.Serve()
	defer real.Close()
	var asked atomic.Int64
	flaky := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked.Add(1) == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		real.Config.Handler.ServeHTTP(w, r)
	}))
	defer flaky.Close()
	answer, err := quick.Stamp(t.Context(), flaky.URL, []byte("a note"))
	if err != nil || asked.Load() != 2 {
		t.Fatalf("asked %d times: %v", asked.Load(), err)
	}
	if err := a.Verify(answer, []byte("a note")); err != nil {
		t.Error(err)
	}
}

// What leaves is a digest, and no word of what is stamped.
func TestWhatLeavesIsADigest(t *testing.T) {
	var sent []byte
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sent, _ = io.ReadAll(r.Body)
		w.WriteHeader(http.StatusForbidden)
	}))
	defer server.Close()
	if _, err := quick.Stamp(t.Context(), server.URL, []byte("the baker saw it")); err == nil || !strings.Contains(err.Error(), "403") {
		t.Errorf("error %v", err)
	}
	question, err := timestamp.ParseRequest(sent)
	if err != nil || !question.Certificates || len(question.HashedMessage) != 32 || len(sent) > 80 || strings.Contains(string(sent), "baker") {
		t.Errorf("sent %q: %+v, %v", sent, question, err)
	}
}

func TestAnswersThatAreNone(t *testing.T) {
	var elsewhere atomic.Int64
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) }))
	defer other.Close()
	for name, tt := range map[string]struct {
		handler http.HandlerFunc
		asked   int64
	}{
		"refused": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) }, 1},
		"sent elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
		}, 3},
		"no time stamp": {func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "granted") }, 3},
		"endless": {func(w http.ResponseWriter, _ *http.Request) {
			io.Copy(w, strings.NewReader(strings.Repeat("x", 1<<20)))
		}, 3},
		"an end in between": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, 3},
	} {
		t.Run(name, func(t *testing.T) {
			var asked atomic.Int64
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked.Add(1); tt.handler(w, r) }))
			defer server.Close()
			_, err := quick.Stamp(t.Context(), server.URL, []byte("a note"))
			if err == nil || asked.Load() != tt.asked {
				t.Errorf("asked %d times, want %d: %v", asked.Load(), tt.asked, err)
			}
			if err != nil && strings.Contains(err.Error(), "127.0.0.1") {
				t.Errorf("the error names the address: %v", err)
			}
		})
	}
	if elsewhere.Load() != 0 {
		t.Error("a redirection was followed")
	}
}

func TestAskingEndsWhenItIsCalledOff(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }))
	defer server.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (ask.Client{Tries: 9, Pause: time.Hour}).Stamp(ctx, server.URL, nil); err == nil {
		t.Error("no error")
	}
}

func TestCheckAddress(t *testing.T) {
	for _, good := range []string{"https://freetsa.example/tsr", "http://127.0.0.1:80"} {
		if err := ask.CheckAddress(good); err != nil {
			t.Errorf("%s: %v", good, err)
		}
	}
	for _, bad := range []string{"", "freetsa.example", "ftp://a.example", "https://", "https://me:secret@a.example", "file:///etc/passwd", "http://a b"} {
		if err := ask.CheckAddress(bad); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
}
