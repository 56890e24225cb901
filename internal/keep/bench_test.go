package keep_test

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"testing"

	"firsthand/internal/keep/folder"
)

// BenchmarkAdd adds reports of about a kilobyte with originals of the same size, a batch at a time. It reports reports
// a second and the bytes that the ledger's files have grown by for each (not counting what the file system adds).
func BenchmarkAdd(b *testing.B) {
	for _, batch := range []int{1, 100} {
		b.Run(fmt.Sprintf("batch=%d", batch), func(b *testing.B) {
			l, dir := newLedger(b)
			n := 0
			for b.Loop() {
				if _, err := l.Add(b.Context(), items(n, batch)); err != nil {
					b.Fatal(err)
				}
				n += batch
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "reports/s")
			if err := l.Close(); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(bytesBelow(b, dir))/float64(n), "B/report")
		})
	}
}

// BenchmarkAddTenThousand is the time of adding 10,000 reports, a hundred at a time, to a new ledger.
func BenchmarkAddTenThousand(b *testing.B) {
	for b.Loop() {
		l, _ := newLedger(b)
		for n := 0; n < 10_000; n += 100 {
			if _, err := l.Add(b.Context(), items(n, 100)); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(10_000*b.N)/b.Elapsed().Seconds(), "reports/s")
}

// BenchmarkVerify checks a ledger of 2,000 reports.
func BenchmarkVerify(b *testing.B) {
	l, _ := newLedger(b)
	for n := 0; n < 2000; n += 100 {
		must(l.Add(b.Context(), items(n, 100)))(b)
	}
	for b.Loop() {
		if found := must(l.Verify(b.Context(), nil))(b); !found.Clean() {
			b.Fatal(found)
		}
	}
	b.ReportMetric(float64(2000*b.N)/b.Elapsed().Seconds(), "reports/s")
}

// BenchmarkOpen opens and closes a ledger.
func BenchmarkOpen(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "ledger")
	filled(b, dir, 3)
	for b.Loop() {
		l, err := folder.Open(b.Context(), dir)
		if err != nil {
			b.Fatal(err)
		}
		if err := l.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func bytesBelow(tb testing.TB, dir string) (total int64) {
	tb.Helper()
	err := filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			total += info.Size()
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return total
}
