package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"firsthand/internal/casefile"
	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/report"
)

// tally counts what came of the power losses.
type tally struct {
	sync.Mutex
	losses, moments, whole, lost, unusable, findings, half int
	byVerb                                                 map[string]int
}

// lost is a folder that a power loss has left.
type lost struct {
	folder string
	number int
	where  string // for people
	held   int    // records that were acknowledged
}

func (t *tally) count(l lost, what *int, n int, format string, args ...any) {
	t.Lock()
	defer t.Unlock()
	*what += n
	fmt.Printf("%s: %s\n", l.where, fmt.Sprintf(format, args...))
}

// look verifies the ledger, adds a report, and verifies again, and checks the packet that is there. It calls the rules
// of the ledger themselves, which is what makes thousands of folders possible; every so many are looked at with the
// program too.
func (s *scene) look(ctx context.Context, l lost, t *tally) {
	dir := filepath.Join(l.folder, "ledger")
	_, none := os.Stat(filepath.Join(dir, "format"))
	before := 0
	if none == nil || l.held > 0 { // otherwise there was no ledger yet
		v, err := verify(ctx, dir)
		if err != nil {
			t.count(l, &t.unusable, 1, "verify: %v", err)
			return
		}
		if len(v.findings) > 0 {
			t.count(l, &t.findings, 1, "verify finds %s", v.findings)
		}
		if before = v.records; before < l.held {
			t.count(l, &t.lost, l.held-before, "%d records are left of %d", before, l.held)
		}
	}
	if err := addOne(ctx, dir, l.number); err != nil {
		t.count(l, &t.unusable, 1, "add: %v", err)
		return
	}
	if after, err := verify(ctx, dir); err != nil || len(after.findings) > 0 || after.records != before+1 {
		t.count(l, &t.findings, 1, "after one more: %d records after %d, %v, %s", after.records, before, err, after.findings)
	}
	if err := checkPacket(filepath.Join(l.folder, "packet.zip")); err != nil {
		t.count(l, &t.half, 1, "a packet that is there does not hold: %v", err)
	}
}

type verified struct {
	records  int
	findings []string // none that is harmless
}

func verify(ctx context.Context, dir string) (v verified, err error) {
	l, err := folder.OpenWith(ctx, dir, folder.Options{Look: true})
	if err != nil {
		return v, err
	}
	defer l.Close()
	found, err := l.Verify(ctx, nil)
	for _, f := range found {
		if !f.Harmless() {
			v.findings = append(v.findings, f.String())
		}
	}
	if err != nil {
		return v, err
	}
	size, err := l.Size(ctx)
	v.records = int(size)
	return v, err
}

// addOne adds a report as the program does: to the ledger, or where there is none, to one that it makes.
func addOne(ctx context.Context, dir string, number int) error {
	l, err := folder.Open(ctx, dir)
	if errors.Is(err, keep.ErrNotLedger) {
		l, err = folder.Init(ctx, dir)
	}
	if err != nil {
		return err
	}
	text := fmt.Sprintf("The mill stood still on night %d.", number)
	_, err = l.Add(ctx, []keep.Item{{Report: report.Report{Publisher: "The Millstone Tidings", Published: "2016-12-13", Text: text}, Original: []byte(text)}})
	return errors.Join(err, l.Close())
}

func checkPacket(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return nil // there is none
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	result, err := casefile.Check(f, info.Size(), casefile.Options{})
	if err == nil && !result.Holds() {
		err = fmt.Errorf("%v", result.Findings)
	}
	return err
}

// whole does with the program what look does with its rules.
func (s *scene) whole(l lost, t *tally) {
	text := s.text(l.number+100, 0)
	defer os.Remove(text)
	if out, err := s.command(l.folder, s.program, "add", text).CombinedOutput(); err != nil {
		t.count(l, &t.unusable, 1, "add: %v\n%s", err, out)
		return
	}
	if v, err := s.verdict(l.folder); err != nil || !v.Agrees || v.Records < l.held+1 {
		t.count(l, &t.findings, 1, "the program: %d records after %d, %v, %s", v.Records, l.held, err, v.Findings)
	}
	packet := filepath.Join(l.folder, "packet.zip")
	if _, err := os.Stat(packet); err != nil {
		return
	}
	if out, err := s.command(l.folder, s.program, "verify", "--casefile", packet).CombinedOutput(); err != nil {
		t.count(l, &t.half, 1, "a packet that is there does not hold: %v\n%s", err, out)
	}
}

type verdict struct {
	Agrees   bool            `json:"agrees"`
	Records  int             `json:"records"`
	Findings json.RawMessage `json:"findings"`
}

func (s *scene) verdict(folder string) (v verdict, err error) {
	out, err := s.command(folder, s.program, "verify", "--json", "--quick").Output()
	if wrong := json.Unmarshal(out, &v); wrong != nil {
		return v, errors.Join(wrong, err)
	}
	return v, nil
}

// fill puts the IDs of a report and an incident of the ledger in their places.
func (s *scene) fill(args []string) ([]string, error) {
	if report := slices.Index(args, "REPORT"); report >= 0 {
		var x struct {
			Reports []struct {
				ID string `json:"id"`
			} `json:"report_list"`
		}
		out, err := s.command(s.work, s.program, "export", "--format", "json").Output()
		if err = errors.Join(err, json.Unmarshal(out, &x)); err != nil {
			return nil, err
		}
		if len(x.Reports) == 0 {
			return nil, errors.New("no report is there")
		}
		args[report] = x.Reports[0].ID
	}
	if incident := slices.Index(args, "INCIDENT"); incident >= 0 {
		out, err := s.command(s.work, s.program, "export", "--format", "csv").Output()
		if err != nil {
			return nil, err
		}
		lines := strings.Split(string(out), "\n")
		if len(lines) < 3 {
			return nil, errors.New("no incident is there")
		}
		args[incident], _, _ = strings.Cut(lines[1], ",")
	}
	return args, nil
}
