package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"firsthand/internal/report"
)

// JSON writes w whole, as one object: the counts of the ledger, then "incidents" with one incident a line. Every incident
// carries its counts, grade, tallies, origins and the graph they were counted on. The object decodes into a [report.Weighing].
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
	b.WriteString("}\n")
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write json: %w", err)
	}
	return nil
}

// array writes a JSON array with one element a line. Errors of b itself are left for its Flush.
func array(b *bufio.Writer, incidents []report.Incident, element func(report.Incident) any) error {
	b.WriteByte('[')
	for i, incident := range incidents {
		if i > 0 {
			b.WriteByte(',')
		}
		line, err := json.Marshal(element(incident))
		if err != nil {
			return fmt.Errorf("encode incident %s: %w", incident.ID, err)
		}
		b.WriteByte('\n')
		b.Write(line)
	}
	if len(incidents) > 0 {
		b.WriteByte('\n')
	}
	b.WriteByte(']')
	return nil
}
