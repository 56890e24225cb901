package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"firsthand/internal/keep"
	"firsthand/internal/report"
)

// reread is what came of reading all reports again beside their kept readings.
type reread struct {
	Reader string `json:"reader"` // the version that read them again
	Same   int    `json:"same"`   // readings that came out the same, byte for byte
	Differ int    `json:"differ"` // readings that did not, though they name the very same reader
	Older  int    `json:"older"`  // readings that another version made, which says nothing about them either way
	None   int    `json:"none"`   // reports that were not read yet
	Mended int    `json:"mended"` // readings that were made anew
}

// String reads "15 readings are what reading the reports again gives; 2 are by another reader and cannot be compared".
func (r reread) String() string {
	parts := []string{count(r.Same, "reading is", "readings are") + " what reading the reports again gives"}
	if r.Differ > 0 {
		parts = append(parts, count(r.Differ, "is", "are")+" not, though the very same reader, "+r.Reader+", is named in "+map[bool]string{true: "it", false: "them"}[r.Differ == 1])
	}
	if r.Older > 0 {
		parts = append(parts, count(r.Older, "is", "are")+" by another reader than "+r.Reader+" and cannot be compared, which says nothing about "+map[bool]string{true: "it", false: "them"}[r.Older == 1]+"; the next add, serve or export reads again")
	}
	if r.None > 0 {
		parts = append(parts, count(r.None, "report was", "reports were")+" not read yet")
	}
	if r.Mended > 0 {
		parts = append(parts, count(r.Mended, "reading was", "readings were")+" made anew")
	}
	return strings.Join(parts, "; ")
}

// rereadAll reads every report again and compares. Readings are not sealed and carry a checksum against accidents
// alone: whoever can write to the database can put another in, with a checksum that fits. The text that it is read from
// is sealed, so reading it again is what tells, if the reader is the very same: a reader's version names all that can
// change a reading, down to its source. What another reader made may differ for good reasons, is counted, and accuses
// nobody. With mend, what came out is put in the place of what differs or is damaged.
func (a *app) rereadAll(ctx context.Context, l *keep.Ledger, mend bool) (reread, keep.Findings, error) {
	reader, err := a.readerOf(ctx, l)
	if err != nil {
		return reread{}, nil, err
	}
	came := reread{Reader: reader.Version()}
	tick, wipe := a.progress("reading again", -1)
	defer wipe()
	var broken error
	all := func(yield func(result) bool) {
		for r, err := range l.Reports(ctx) {
			if err != nil {
				broken = err
				return
			}
			if !yield(result{report: r}) {
				return
			}
		}
	}
	var found keep.Findings
	var anew []report.Reading
	for r := range inOrder(ctx, all, readWith(reader)) {
		tick(1)
		kept, err := l.Reading(ctx, r.report.ID)
		switch {
		case errors.Is(err, keep.ErrNotFound):
			came.None++
			continue
		case errors.Is(err, keep.ErrDamaged): // Verify has named it
			anew = append(anew, r.reading)
			continue
		case err != nil:
			return came, nil, a.aboutLedger(err)
		case kept.Reader.Version != reader.Version():
			came.Older++
			continue
		}
		was, now, err := digests(kept, r)
		if err != nil {
			return came, nil, err
		}
		if was == now {
			came.Same++
			continue
		}
		came.Differ++
		anew = append(anew, r.reading)
		found = append(found, keep.Finding{Problem: keep.Differs, Thing: keep.ReadingRow, Which: r.report.ID, Expected: now, Found: was})
	}
	if err := ctx.Err(); err != nil {
		return came, nil, err
	}
	if broken != nil {
		a.log.Warn("a report cannot be read back", "error", broken) // Verify has named it
	}
	if mend {
		if err := l.PutReadings(ctx, anew); err != nil {
			return came, nil, a.aboutLedger(err)
		}
		came.Mended = len(anew)
	}
	return came, found, nil
}

// digests are the SHA-256 of a kept reading and of the one that reading again gave.
func digests(kept report.Reading, again result) (was, now string, err error) {
	b, err := json.Marshal(kept)
	if err != nil {
		return "", "", fmt.Errorf("encode a reading: %w", err)
	}
	c, err := json.Marshal(again.reading)
	if err != nil {
		return "", "", fmt.Errorf("encode a reading: %w", err)
	}
	return report.DigestOf(b).String(), report.DigestOf(c).String(), nil
}
