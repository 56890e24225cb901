// Package formattest holds what the tests of several formats share.
package formattest

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"firsthand/internal/capture/format"
	"firsthand/internal/report"
)

// Read reads data and gives each report as its fields, set apart by " | ", and each problem as its words.
func Read(f format.Format, data string, fields func(report.Report) []string) (got []string) {
	for item, problem := range f.Read(context.Background(), strings.NewReader(data), format.DefaultLimits()) {
		if problem != nil {
			got = append(got, problem.Error())
			continue
		}
		got = append(got, strings.Join(fields(item.Report), " | "))
	}
	return got
}

// Knows fails the test where the format does not know its own files, or takes others for them.
func Knows(t *testing.T, f format.Format, own []string, others ...string) {
	t.Helper()
	for _, data := range own {
		if !f.Sniff([]byte(data)) {
			t.Errorf("%.40q is not known as one", data)
		}
	}
	for _, data := range others {
		if f.Sniff([]byte(data)) {
			t.Errorf("%q is taken for one", data)
		}
	}
}

// Fuzz gives the format anything to read: no report may lack words.
func Fuzz(f *testing.F, of format.Format, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		of.Sniff(data)
		lim := format.DefaultLimits()
		lim.Original = 1 << 16
		for item, problem := range of.Read(context.Background(), bytes.NewReader(data), lim) {
			if problem == nil && format.Blank(item.Report.Text) {
				t.Error("a report without words")
			}
		}
	})
}
