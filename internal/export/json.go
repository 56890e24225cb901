package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"firsthand/internal/report"
)

// JSON writes w whole, as one object: the counts of the ledger, then "incidents" with one incident a line. Every incident
// carries its counts, grade, tallies, origins and the graph they were counted on. Then come "situations", "calls", "silences",
// "sources" and "hints", in the same way. The object decodes into a [report.Weighing].
func JSON(out io.Writer, w report.Weighing) error {
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
	b.WriteString("}\n")
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
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
		b.Write(line)
	}
	if len(list) > 0 {
		b.WriteByte('\n')
	}
	b.WriteByte(']')
	return nil
}
