package keep

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"firsthand/internal/keep/blob"
	"firsthand/internal/keep/store"
	"firsthand/internal/report"
)

// reportValues are the values of a report's sealed fields, in the order of seal.Fields.
func reportValues(r report.Report) []string {
	at := ""
	if !r.Capture.At.IsZero() {
		at = r.Capture.At.UTC().Format(time.RFC3339Nano)
	}
	c := r.Capture
	return []string{r.Title, r.Publisher, r.Author, r.Published, r.URL, r.Lang, r.MediaType, r.Name, r.Text,
		r.Part, at, c.Tool, c.Version, c.Operator, c.From, c.Final, strings.Join(c.Headers, "\n")}
}

// reportOf takes reportValues apart.
func reportOf(row store.Row) (report.Report, error) {
	if row.Err != nil {
		return report.Report{}, row.Err
	}
	r := report.Report{ID: row.ID}
	if len(row.Original) != len(r.Original) {
		return report.Report{}, Damaged("a report names its original by %d bytes", len(row.Original))
	}
	r.Original = report.Digest(row.Original)
	c := &r.Capture
	var at, headers string
	for i, field := range []*string{&r.Title, &r.Publisher, &r.Author, &r.Published, &r.URL, &r.Lang, &r.MediaType, &r.Name, &r.Text,
		&r.Part, &at, &c.Tool, &c.Version, &c.Operator, &c.From, &c.Final, &headers} {
		*field = row.Values[i]
	}
	if at != "" {
		var err error
		if c.At, err = time.Parse(time.RFC3339Nano, at); err != nil {
			return report.Report{}, Damaged("the time of capture of report %s is not a time", shown(row.ID))
		}
	}
	if headers != "" {
		c.Headers = strings.Split(headers, "\n")
	}
	return r, nil
}

// Report is the report of that ID; ErrNotFound where there is none.
func (l *Ledger) Report(ctx context.Context, id string) (r report.Report, err error) {
	err = l.view(ctx, func(v store.View) error {
		r, _, err = reportByID(v, id)
		return err
	})
	if err != nil {
		return report.Report{}, fmt.Errorf("report %s: %w", shown(id), err)
	}
	return r, nil
}

func reportByID(v store.View, id string) (r report.Report, leaf int64, err error) {
	row, err := v.Find(store.Reports, id)
	if notFound(err) {
		return r, 0, ErrNotFound
	}
	if err != nil {
		return r, 0, err
	}
	r, err = reportOf(row)
	return r, row.Leaf, err
}

// Reports are all reports in the order they were added. After an error nothing more follows. The ledger may be used in
// any way while they are gone through; what is added meanwhile comes at the end.
func (l *Ledger) Reports(ctx context.Context) iter.Seq2[report.Report, error] {
	return l.reports(ctx, func(v store.View, after int64, n int) ([]store.Row, error) { return v.Rows(store.Reports, after, n) })
}

// Stale are the reports that have no reading or one that another version of the reader made, in ledger order: the work
// that is left for a reader of that version. It goes on like [Ledger.Reports]; readings may be put while it does.
func (l *Ledger) Stale(ctx context.Context, version string) iter.Seq2[report.Report, error] {
	return l.reports(ctx, func(v store.View, after int64, n int) ([]store.Row, error) { return v.Unread(version, after, n) })
}

func (l *Ledger) reports(ctx context.Context, page func(store.View, int64, int) ([]store.Row, error)) iter.Seq2[report.Report, error] {
	return func(yield func(report.Report, error) bool) {
		for row, err := range walk(ctx, l, page, rowLeaf) {
			var r report.Report
			if err == nil {
				r, err = reportOf(row)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

// Original is the bytes of an original. They are hashed as they are read: ErrDamaged where they are not what was kept,
// ErrNotFound where the ledger has no such original.
func (l *Ledger) Original(ctx context.Context, d report.Digest) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	data, err := blob.Read(ctx, l.blobs, d)
	return data, Translate(err)
}

// ReportsAfter are the reports behind a leaf, with their leaves, in the order they were added; -1 stands before all. It
// goes on like [Ledger.Reports].
func (l *Ledger) ReportsAfter(ctx context.Context, leaf int64) iter.Seq2[report.Placed, error] {
	return func(yield func(report.Placed, error) bool) {
		page := func(v store.View, after int64, n int) ([]store.Row, error) {
			return v.Rows(store.Reports, max(after, leaf), n)
		}
		for row, err := range walk(ctx, l, page, rowLeaf) {
			var r report.Report
			if err == nil {
				r, err = reportOf(row)
			}
			if !yield(report.Placed{Leaf: row.Leaf, Report: r}, err) || err != nil {
				return
			}
		}
	}
}
