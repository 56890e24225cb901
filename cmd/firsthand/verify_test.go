package main

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/report"
)

// A reading is not sealed. Somebody who can write to the database puts another in its place, with a checksum that fits
// and the version of the reader at hand; nothing that the seal covers has changed. Only reading the report again tells.
func TestVerifyNamesAReadingThatWasForged(t *testing.T) {
	ledger := filepath.Join(t.TempDir(), "ledger")
	firsthand(t, "add", "--ledger", ledger, "../../examples/reports")
	forged := alter(t, ledger, func(r *report.Reading) bool {
		for i := range r.Statements {
			last := &r.Statements[i].Hops[len(r.Statements[i].Hops)-1]
			if !last.Named {
				last.Named, last.Name, last.SourceID = true, "Somebody Else", "somebody-else"
				r.Statements[i].Hand = report.Witness
				return true
			}
		}
		return false
	})

	out, err := exec.CommandContext(t.Context(), "firsthand", "verify", "--ledger", ledger).CombinedOutput()
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != exitLedger {
		t.Errorf("verify ends with %v, want code %d", err, exitLedger)
	}
	for _, want := range []string{
		"reading " + forged + " is not what reading the report again gives (expected ", "14 readings are what reading the reports again gives; 1 is not",
		"1 difference: not everything is as it was sealed and read.", "error: the ledger holds readings that its reports do not give\nhint: ",
	} {
		if !strings.Contains(string(out), want) {
			t.Errorf("verify does not say %q:\n%s", want, out)
		}
	}
	if strings.Contains(string(out), "Somebody Else") {
		t.Errorf("verify shows words of the reading:\n%s", out)
	}
	if out := firsthand(t, "verify", "--quick", "--ledger", ledger); !strings.Contains(out, "The reports were not read again") {
		t.Errorf("without reading again, verify says nothing of it:\n%s", out)
	}

	out, _ = exec.CommandContext(t.Context(), "firsthand", "verify", "--mend", "--ledger", ledger).CombinedOutput()
	if !strings.Contains(string(out), "reading "+forged) || !strings.Contains(string(out), "1 reading was made anew") {
		t.Errorf("mending says:\n%s", out)
	}
	if out := firsthand(t, "verify", "--ledger", ledger); !strings.HasPrefix(out, "15 readings are what reading the reports again gives.\n") {
		t.Errorf("after mending:\n%s", out)
	}
}

// Whoever has the key can seal a text over an original that does not say it. Capturing the original again tells, where
// this very build is said to have captured it; what another captured is counted and accuses nobody.
func TestVerifyNamesATextThatItsOriginalDoesNotGive(t *testing.T) {
	for build, wrong := range map[string]bool{programBuild(): true, "0.0.1": false} {
		ledger := filepath.Join(t.TempDir(), "ledger")
		firsthand(t, "add", "--ledger", ledger, "../../examples/reports")
		l, err := folder.Open(t.Context(), ledger)
		if err != nil {
			t.Fatal(err)
		}
		added, err := l.Add(t.Context(), []keep.Item{{Original: []byte("Nobody was hurt.\n"), Report: report.Report{
			Text: "Ninety people were killed.\n", MediaType: "text/plain", Capture: report.Capture{Tool: captureTool, Version: build}}}})
		if err != nil {
			t.Fatal(err)
		}
		l.Close()
		firsthand(t, "export", "--ledger", ledger)
		out, err := exec.CommandContext(t.Context(), "firsthand", "verify", "--ledger", ledger).CombinedOutput()
		says := "1 text comes otherwise out of the original today; another build or program captured that"
		if wrong {
			says = "report " + added[0].ID + ": its text is not what capturing its original again gives (expected "
		}
		if (err != nil) != wrong || !strings.Contains(string(out), says) || strings.Contains(string(out), "Ninety") {
			t.Errorf("captured by %s: %v\n%s", build, err, out)
		}
	}
}

// A reading by another version of the reader may differ for good reasons: it is counted, and not called forged.
func TestVerifyDoesNotCompareReadingsOfAnotherReader(t *testing.T) {
	ledger := filepath.Join(t.TempDir(), "ledger")
	firsthand(t, "add", "--ledger", ledger, "../../examples/reports")
	alter(t, ledger, func(r *report.Reading) bool {
		r.Reader.Version, r.Statements = "0.0.1", nil
		return true
	})
	out := firsthand(t, "verify", "--ledger", ledger)
	if !strings.Contains(out, "14 readings are what reading the reports again gives; 1 is by another reader than ") || !strings.Contains(out, "cannot be compared") {
		t.Errorf("verify says:\n%s", out)
	}
	firsthand(t, "export", "--ledger", ledger) // which reads what is older anew
	if out := firsthand(t, "verify", "--ledger", ledger); !strings.HasPrefix(out, "15 readings are what reading the reports again gives.\n") {
		t.Errorf("after it was read anew:\n%s", out)
	}
}

// A reading that names another reader is shown nowhere, whoever put it in: the desk reads the report again.
func TestTheDeskShowsNoReadingOfAnotherReader(t *testing.T) {
	dir := t.TempDir()
	ledger := filepath.Join(dir, "ledger")
	firsthand(t, "add", "--ledger", ledger, "../../examples/reports")
	s := start(t, dir, "serve", "--ledger", ledger, "--addr", "127.0.0.1:0")
	var before string
	forged := alter(t, ledger, func(r *report.Reading) bool {
		if len(r.Statements) == 0 {
			return false
		}
		before = s.get(t, "api/reports/"+r.ID+".json")
		r.Reader.Version = "9.9.9"
		last := &r.Statements[0].Hops[len(r.Statements[0].Hops)-1]
		last.Name, last.SourceID, last.Named = "Somebody Else", "somebody-else", true
		return true
	})
	for _, path := range []string{"api/reports/" + forged + ".json", "reports/" + forged, "api/incidents.json", "sources"} {
		if shown := s.get(t, path); strings.Contains(shown, "Somebody Else") || strings.Contains(shown, "9.9.9") {
			t.Errorf("%s shows it", path)
		}
	}
	if after := s.get(t, "api/reports/"+forged+".json"); after != before {
		t.Errorf("it is not what it was:\n%s\nwant\n%s", after, before)
	}
	s.interrupt(t)
}

// alter puts another reading in the place of the first that change changes, and gives the ID of its report.
func alter(t *testing.T, ledger string, change func(*report.Reading) bool) string {
	t.Helper()
	ctx := context.Background()
	l, err := folder.Open(ctx, ledger)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for r, err := range l.Readings(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		if change(&r) {
			if err := l.PutReadings(ctx, []report.Reading{r}); err != nil {
				t.Fatal(err)
			}
			return r.ID
		}
	}
	t.Fatal("no reading could be changed: this test tests nothing")
	return ""
}
