package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"firsthand/internal/report"
)

// JSON writes w whole, as one object: the counts of the ledger, then "incidents" with one incident a line. Every
// incident carries its counts, grade, tallies, origins and the graph they were counted on. Then come "situations",
// "calls", "silences", "sources" and "hints", in the same way, and last "report_list", which says of each report what
// it is but not its text. The object decodes into a [report.Weighing].
func JSON(out io.Writer, w report.Weighing, reports iter.Seq2[report.Report, error]) error {
	b := bufio.NewWriter(out)
	origins, err := json.Marshal(w.Origins)
	if err != nil {
		return fmt.Errorf("encode counts: %w", err)
	}
	fmt.Fprintf(b, "{\"reports\":%d,\"publishers\":%d,\"origins\":%s,\n\"incidents\":", w.Reports, w.Publishers, origins)
	if err := array(b, w.Incidents, func(i report.Incident) any { return i }); err != nil {
		return err
	}
	for _, part := range []struct {
		name  string
		write func() error
	}{
		{"situations", func() error { return array(b, w.Situations, func(s report.Situation) any { return s }) }},
		{"calls", func() error { return array(b, w.Calls, func(c report.OpenCall) any { return c }) }},
		{"silences", func() error { return array(b, w.Silences, func(s report.Silence) any { return s }) }},
		{"sources", func() error { return array(b, w.Sources, func(s report.Source) any { return s }) }},
		{"hints", func() error { return array(b, w.Hints, func(h report.MergeHint) any { return h }) }},
	} {
		fmt.Fprintf(b, ",\n%q:", part.name)
		if err := part.write(); err != nil {
			return err
		}
	}
	if err := reportList(b, reports); err != nil {
		return err
	}
	b.WriteString("}\n")
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}

// listedReport is what an export says of a report.
type listedReport struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Author    string `json:"author"`
	Published string `json:"published"`
	URL       string `json:"url"`
	Name      string `json:"name"`
	Lang      string `json:"lang"`
}

// reportList writes the last member of the object, one report a line.
func reportList(b *bufio.Writer, reports iter.Seq2[report.Report, error]) error {
	b.WriteString(",\n\"report_list\":[")
	end := "]"
	if reports == nil {
		reports = func(func(report.Report, error) bool) {}
	}
	for r, err := range reports {
		if err != nil {
			return fmt.Errorf("list reports: %w", err)
		}
		line, err := json.Marshal(listedReport{r.ID, r.Title, r.Publisher, r.Author, r.Published, r.URL, r.Name, r.Lang})
		if err != nil {
			return fmt.Errorf("encode a report: %w", err)
		}
		if end == "\n]" {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
		b.Write(report.EscapeJSON(line))
		end = "\n]"
	}
	b.WriteString(end)
	return nil
}

// array writes a JSON array with one element a line. Errors of b itself are left for its Flush.
func array[T any](b *bufio.Writer, list []T, element func(T) any) error {
	b.WriteByte('[')
	for i, one := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		line, err := json.Marshal(element(one))
		if err != nil {
			return fmt.Errorf("encode %T: %w", one, err)
		}
		b.WriteByte('\n')
		b.Write(report.EscapeJSON(line))
	}
	if len(list) > 0 {
		b.WriteByte('\n')
	}
	b.WriteByte(']')
	return nil
}
