package keep

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"firsthand/internal/keep/blob"
	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/store"
	"firsthand/internal/report"
)

// Item is a report to add with the bytes it was captured from.
type Item struct {
	Report   report.Report
	Original []byte // not empty
}

// Added says what became of an item.
type Added struct {
	ID   string // that the ledger gave it
	Leaf int64  // its number in the log, from 0
	New  bool   // false where the ledger held it already
}

// Add keeps a batch of reports, all or none, and seals them in the order given. When it returns nil, every report and
// every original is on the disk. A batch costs a few syncs of the disk whatever its size and one for each new original,
// so a hundred at a time is many times faster than one at a time.
//
// A report's ID is the one that [report.NewID] gives from its original, publisher, address and part, whatever Report.ID
// says; Report.Original may be left zero. A report that is held already is not added again (its Name and Capture may
// differ: the first are kept), but its original is put back if its file has gone.
//
// An [ItemError] names the item that is at fault: ErrConflict where the ledger, or the batch, has another report of the
// same ID, ErrInvalid where an item cannot be held (no original, an original that is not the one Report.Original names,
// text that is not UTF-8 or has a NUL). ErrBusy where another process kept writing.
//
// After any of these nothing of the batch is sealed. ErrUnknown where the disk failed in the moment of the commit: then
// all of it is or nothing is, and adding the same again tells.
func (l *Ledger) Add(ctx context.Context, items []Item) ([]Added, error) {
	added, err := l.add(ctx, items)
	if err != nil {
		return added, fmt.Errorf("add: %w", err)
	}
	return added, nil
}

func (l *Ledger) add(ctx context.Context, items []Item) ([]Added, error) {
	batch, err := prepare(items)
	if err != nil {
		return nil, err
	}
	// Look before writing any file, so that a refused batch leaves none behind. What counts is the look inside the
	// transaction.
	var added []Added
	var missing []int
	err = l.view(ctx, func(v store.View) error {
		added, missing, err = sift(v, batch)
		return err
	})
	if err != nil {
		return nil, err
	}
	var blobs []blob.Blob
	for i, r := range batch {
		if i > 0 && r.Original == batch[i-1].Original {
			continue // another part of the same file
		}
		blobs = append(blobs, blob.Blob{Digest: r.Original, Data: items[i].Original})
	}
	if err := l.blobs.Put(ctx, blobs); err != nil {
		return nil, Translate(err)
	}
	if len(missing) == 0 {
		return added, nil
	}
	err = l.update(ctx, func(tx store.Tx) error {
		added, missing, err = sift(tx, batch)
		if err != nil || len(missing) == 0 {
			return err
		}
		return l.insert(ctx, tx, batch, missing, added)
	})
	if err != nil {
		return nil, err
	}
	l.publish(context.WithoutCancel(ctx))
	return added, nil
}

// prepare gives the reports of a batch their IDs and originals, and refuses what cannot be held.
func prepare(items []Item) ([]report.Report, error) {
	batch := make([]report.Report, len(items))
	var digest report.Digest
	for i, item := range items {
		r := item.Report
		if i == 0 || !sameBytes(item.Original, items[i-1].Original) {
			digest = report.DigestOf(item.Original)
		}
		id := report.NewID(digest, r.Publisher, r.URL, r.Part)
		if len(item.Original) == 0 {
			return nil, &ItemError{i, id, fmt.Errorf("%w: it has no original", ErrInvalid)}
		}
		if !r.Original.IsZero() && r.Original != digest {
			return nil, &ItemError{i, id, fmt.Errorf("%w: it names another original than the one it comes with", ErrInvalid)}
		}
		r.ID, r.Original = id, digest
		r.Capture.At = r.Capture.At.Round(0) // without the monotonic clock
		if err := checkReport(r); err != nil {
			return nil, &ItemError{i, id, err}
		}
		batch[i] = r
	}
	return batch, nil
}

// sameBytes reports whether two slices are one: the parts of a file, such as the messages of a chat, share its bytes.
func sameBytes(a, b []byte) bool { return len(a) > 0 && len(a) == len(b) && &a[0] == &b[0] }

// checkReport refuses a report that would not come back as it is given.
func checkReport(r report.Report) error {
	if at := r.Capture.At; !at.IsZero() && (at.UTC().Year() < 1 || at.UTC().Year() > 9999) {
		return fmt.Errorf("%w: the year of its capture is not between 1 and 9999", ErrInvalid)
	}
	for _, header := range r.Capture.Headers {
		if header == "" || strings.ContainsAny(header, "\r\n") {
			return fmt.Errorf("%w: a header of its capture is empty or has a line break", ErrInvalid)
		}
	}
	return checkValues(seal.Fields(seal.ReportKind), reportValues(r))
}

// checkValues refuses what not every engine stores as it is given.
func checkValues(fields, values []string) error {
	for i, v := range values {
		if !utf8.ValidString(v) {
			return fmt.Errorf("%w: its %s is not UTF-8", ErrInvalid, fields[i])
		}
		if strings.IndexByte(v, 0) >= 0 {
			return fmt.Errorf("%w: its %s has a NUL", ErrInvalid, fields[i])
		}
	}
	return nil
}

// sift tells the reports of a batch that the ledger lacks, by index, from those that it or the batch itself has
// already. What is held comes with its leaf; what repeats a missing report gets its leaf from insert.
func sift(v store.View, batch []report.Report) (added []Added, missing []int, err error) {
	added = make([]Added, len(batch))
	first := make(map[string]int, len(batch))
	for i, r := range batch {
		added[i] = Added{ID: r.ID, Leaf: -1}
		held, leaf, err := report.Report{}, int64(-1), error(nil)
		if j, again := first[r.ID]; again {
			held = batch[j]
		} else {
			held, leaf, err = reportByID(v, r.ID)
		}
		switch {
		case errors.Is(err, ErrNotFound):
			first[r.ID] = i
			missing = append(missing, i)
			added[i].New = true
			continue
		case err != nil:
			return nil, nil, err
		}
		if fields := differ(seal.Fields(seal.ReportKind), reportValues(held), reportValues(r)); len(fields) > 0 {
			return nil, nil, &ItemError{i, r.ID, conflict(fields)}
		}
		added[i].Leaf = leaf
	}
	return added, missing, nil
}

// differ names the fields in which two records are not the same. The name of a file is not part of what a report is,
// nor is how it was captured: who captures the same bytes again has the same report.
func differ(fields, a, b []string) []string {
	var names []string
	for i, field := range fields {
		if a[i] != b[i] && field != "name" && !strings.HasPrefix(field, "captured_") {
			names = append(names, field)
		}
	}
	return names
}

// insert seals the missing reports of a batch and writes their rows, and sets the leaves in added.
func (l *Ledger) insert(ctx context.Context, tx store.Tx, batch []report.Report, missing []int, added []Added) error {
	now := l.now()
	records := make([]seal.Record, len(missing))
	salts := make([]seal.Salt, len(missing))
	for n, i := range missing {
		rand.Read(salts[n][:]) // never fails
		r := batch[i]
		record, err := seal.NewRecord(seal.ReportKind, r.ID, now, r.Original, salts[n], reportValues(r))
		if err != nil {
			return &ItemError{i, r.ID, err}
		}
		records[n] = record
	}
	first, err := l.seal(ctx, tx, records)
	if err != nil {
		return err
	}

	leaves := make(map[string]int64, len(missing))
	for n, i := range missing {
		r := batch[i]
		leaf := first + int64(n)
		err := tx.Insert(store.Reports, store.Row{Leaf: leaf, ID: r.ID, Added: records[n].Added.Format(seal.TimeLayout),
			Original: r.Original[:], Salt: salts[n][:], Values: reportValues(r)})
		if err != nil {
			return err
		}
		leaves[r.ID] = leaf
	}
	for i := range added {
		if leaf, ok := leaves[added[i].ID]; ok {
			added[i].Leaf = leaf
		}
	}
	return tx.Bump()
}
