package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"slices"
	"sync"

	"firsthand/internal/capture"
	"firsthand/internal/keep"
	"firsthand/internal/report"
)

// programBuild names this very program: its version and the digest of its executable. Two that have the same name
// capture the same.
var programBuild = sync.OnceValue(func() string {
	name, err := os.Executable()
	if err != nil {
		return programVersion()
	}
	f, err := os.Open(name)
	if err != nil {
		return programVersion()
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return programVersion()
	}
	return programVersion() + " sha256:" + hex.EncodeToString(h.Sum(nil))[:16]
})

// recaptured is what came of capturing all originals again beside the sealed texts.
type recaptured struct {
	Same   int `json:"same"`   // texts that came out the same, byte for byte
	Differ int `json:"differ"` // texts that did not, though this very build captured them
	Other  int `json:"other"`  // texts that did not, and another build or program captured them: that says nothing about them
}

// recaptureAll captures every original again and compares. That a text is sealed shows that nobody changed it since;
// that it comes out of its original shows that it was what the original says when it was sealed.
func (a *app) recaptureAll(ctx context.Context, l *keep.Ledger) (came recaptured, found keep.Findings, err error) {
	tick, wipe := a.progress("capturing again", -1)
	defer wipe()
	texts := map[string][]string{} // see textsOf
	var of report.Digest
	for r, err := range l.Reports(ctx) {
		if err != nil {
			a.log.Warn("a report cannot be read back", "error", err) // Verify has named it
			break
		}
		tick(1)
		if r.Original != of {
			texts, of = map[string][]string{}, r.Original
			data, err := l.Original(ctx, r.Original)
			if err != nil {
				continue // Verify has named it
			}
			texts = textsOf(data)
		}
		switch again := texts[r.Part]; {
		case slices.Contains(again, r.Text):
			came.Same++
		case r.Capture.Tool == captureTool && r.Capture.Version == programBuild():
			came.Differ++
			f := keep.Finding{Problem: keep.Differs, Thing: keep.ReportRow, Which: r.ID, Field: "text",
				Expected: "none", Found: report.DigestOf([]byte(r.Text)).String()}
			if len(again) > 0 {
				f.Expected = report.DigestOf([]byte(again[0])).String()
			}
			found = append(found, f)
		default:
			came.Other++
		}
	}
	return came, found, ctx.Err()
}

// textsOf are the texts of the parts of an original, under each order of day and month that a user may have told.
func textsOf(original []byte) map[string][]string {
	texts := make(map[string][]string)
	for _, order := range []capture.Order{capture.UnknownOrder, capture.DayFirst, capture.MonthFirst} {
		items, _ := capture.Bytes("original", original, capture.Meta{Order: order}, capture.DefaultLimits()) // what cannot be read has no text
		for _, item := range items {
			texts[item.Report.Part] = append(texts[item.Report.Part], item.Report.Text)
		}
	}
	return texts
}
