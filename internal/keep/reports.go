package keep

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"slices"

	"firsthand/internal/report"
)

// reportColumns are the columns of table report that make a [report.Report], in the order that scanReport reads them: the ID,
// the original and then the fields of its record in the order of seal.Fields.
const reportColumns = `id, original, title, publisher, author, published, url, lang, media_type, name, text`

// reportValues are the values of a report's sealed fields, in the order of seal.Fields.
func reportValues(r report.Report) []string {
	return []string{r.Title, r.Publisher, r.Author, r.Published, r.URL, r.Lang, r.MediaType, r.Name, r.Text}
}

// scanReport reads reportColumns, after the columns that go into before.
func scanReport(scan func(...any) error, before ...any) (report.Report, error) {
	var r report.Report
	var original []byte
	err := scan(slices.Concat(before, []any{&r.ID, &original,
		&r.Title, &r.Publisher, &r.Author, &r.Published, &r.URL, &r.Lang, &r.MediaType, &r.Name, &r.Text})...)
	if err != nil {
		return report.Report{}, err
	}
	if len(original) != len(r.Original) {
		return report.Report{}, damaged("a report names its original by %d bytes", len(original))
	}
	r.Original = report.Digest(original)
	return r, nil
}

// Report is the report of that ID; ErrNotFound where there is none.
func (l *Ledger) Report(ctx context.Context, id string) (report.Report, error) {
	r, _, err := reportByID(ctx, l.reader, id)
	if err != nil {
		return report.Report{}, fmt.Errorf("report %s: %w", shown(id), translate(err))
	}
	return r, nil
}

func reportByID(ctx context.Context, db querier, id string) (r report.Report, leaf int64, err error) {
	row := db.QueryRowContext(ctx, `SELECT leaf, `+reportColumns+` FROM report WHERE id = $1`, id)
	r, err = scanReport(row.Scan, &leaf)
	if errors.Is(err, sql.ErrNoRows) {
		return r, 0, ErrNotFound
	}
	return r, leaf, err
}

// Reports are all reports in the order they were added. After an error nothing more follows. The ledger may be used in any way
// while they are gone through; what is added meanwhile comes at the end.
func (l *Ledger) Reports(ctx context.Context) iter.Seq2[report.Report, error] {
	return pages(ctx, l.reader, `SELECT leaf, `+reportColumns+` FROM report WHERE leaf > $1 ORDER BY leaf LIMIT $2`, scanReportRow)
}

// Stale are the reports that have no reading or one that another version of the reader made, in ledger order: the work
// that is left for a reader of that version. It goes on like [Ledger.Reports]; readings may be put while it does.
func (l *Ledger) Stale(ctx context.Context, version string) iter.Seq2[report.Report, error] {
	return pages(ctx, l.reader, `SELECT leaf, `+reportColumns+` FROM report WHERE leaf > $1
		AND NOT EXISTS (SELECT 1 FROM reading WHERE reading.leaf = report.leaf AND reading.version = $3)
		ORDER BY leaf LIMIT $2`, scanReportRow, version)
}

func scanReportRow(rows *sql.Rows) (leaf int64, r report.Report, err, broken error) {
	r, broken = scanReport(rows.Scan, &leaf)
	return leaf, r, nil, broken
}

// Original is the bytes of an original. They are hashed as they are read: ErrDamaged where they are not what was kept,
// ErrNotFound where the ledger's folder has no such file.
func (l *Ledger) Original(ctx context.Context, d report.Digest) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	data, err := l.originals.Get(d)
	return data, translate(err)
}
