package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// Two incidents are merged on the desk, with everything behind it as it is: the form leads to the one that is left, the
// address of the other leads there too, and taken back both are there again as they were.
func TestTheDeskMergesAndTakesBack(t *testing.T) {
	dir := t.TempDir()
	ledger := filepath.Join(dir, "ledger")
	firsthand(t, "add", "--ledger", ledger, "../../examples/reports")
	s := start(t, dir, "serve", "--ledger", ledger, "--addr", "127.0.0.1:0", "--as", "M. Kerr")
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	ask := func(r *http.Response, err error) string { // where it led in the end
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		if r.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s", r.Request.URL.Path, r.Status)
		}
		return r.Request.URL.Path
	}
	if at := ask(browser.Get(s.url + s.key)); at != "/" {
		t.Fatalf("the key leads to %s", at)
	}
	before := s.get(t, "api/incidents.json")
	var list struct {
		Total     int
		Incidents []struct{ ID string }
	}
	if err := json.Unmarshal([]byte(before), &list); err != nil || list.Total < 2 {
		t.Fatalf("%d incidents, %v", list.Total, err)
	}
	a, b := list.Incidents[0].ID, list.Incidents[list.Total-1].ID
	merged := ask(browser.PostForm(s.url+"decisions", url.Values{"choice": {"merge"}, "on": {a, b}, "sure": {"yes"}, "reason": {"One and the same."}, "back": {"/incidents/" + a}}))
	for _, id := range []string{a, b} {
		if at := ask(browser.Get(s.url + "incidents/" + id)); at != merged {
			t.Errorf("incident %s leads to %s, want %s", id, at, merged)
		}
	}
	var made struct{ Decisions []struct{ ID string } }
	if err := json.Unmarshal([]byte(s.get(t, "api/decisions.json")), &made); err != nil || len(made.Decisions) != 1 {
		t.Fatalf("%d decisions, %v", len(made.Decisions), err)
	}
	ask(browser.PostForm(s.url+"decisions", url.Values{"choice": {"withdraw"}, "on": {made.Decisions[0].ID}, "reason": {"Two after all."}, "back": {merged}}))
	if after := s.get(t, "api/incidents.json"); after != before {
		t.Errorf("after it was taken back:\n%s\nwant\n%s", after, before)
	}
	if listed := firsthand(t, "decide", "--ledger", ledger); !strings.Contains(listed, "taken back by M. Kerr: Two after all.") {
		t.Errorf("the command line lists:\n%s", listed)
	}
	s.interrupt(t)
}

// Forty browsers take one decision back at the same moment, and programs at the command line do too. One of them does
// it.
func TestOneDecisionIsTakenBackOnce(t *testing.T) {
	dir := t.TempDir()
	ledger := filepath.Join(dir, "ledger")
	firsthand(t, "add", "--ledger", ledger, "../../examples/reports")
	firsthand(t, "decide", "side", "the city", "Quillfort", "--ledger", ledger, "--by", "M. Kerr", "--reason", "Its paper.", "--id", strings.Repeat("ab", 16))
	if again := firsthand(t, "decide", "side", "the city", "Quillfort", "--ledger", ledger, "--by", "M. Kerr", "--reason", "Its paper.", "--id", strings.Repeat("ab", 16)); !strings.Contains(again, "is sealed") {
		t.Errorf("the same again says %q", again)
	}
	s := start(t, dir, "serve", "--ledger", ledger, "--addr", "127.0.0.1:0", "--as", "M. Kerr")
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: jar}
	if r, err := browser.Get(s.url + s.key); err != nil {
		t.Fatal(err)
	} else {
		r.Body.Close()
	}
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			r, err := browser.PostForm(s.url+"decisions", url.Values{"id": {fmt.Sprintf("%032x", i)}, "choice": {"withdraw"}, "on": {strings.Repeat("ab", 16)}, "reason": {"Not its paper."}})
			if err != nil {
				t.Error(err)
				return
			}
			defer r.Body.Close()
			if r.StatusCode != http.StatusOK && r.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%s", r.Status)
			}
		})
	}
	for range 3 {
		wg.Go(func() { // refused, or the one that does it
			exec.Command("firsthand", "decide", "withdraw", strings.Repeat("ab", 16), "--ledger", ledger, "--by", "M. Kerr", "--reason", "Not its paper.").Run()
		})
	}
	wg.Wait()
	var made struct{ Decisions []struct{ ID, Act string } }
	if err := json.Unmarshal([]byte(s.get(t, "api/decisions.json")), &made); err != nil || len(made.Decisions) != 2 {
		t.Errorf("%+v were taken down, %v; want one and its withdrawal", made.Decisions, err)
	}
	s.interrupt(t)
}
