// Package export writes a weighing for other programs: a spreadsheet (CSV), a map (GeoJSON), and everything (JSON). It
// also counts a whole ledger, outlets against origins, as text and as a picture ([Study]).
//
// Analysts take what Firsthand found into the tools they already have. Each writer streams one incident at a time to an
// io.Writer, decides nothing and leaves nothing out that its format can hold: rival figures stay side by side, unnamed
// trails stay unnamed, and a figure without an upper bound stays without one. The same weighing always gives the same
// bytes.
//
// Errors are those of the io.Writer, wrapped. What was written before one is not taken back.
package export

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"firsthand/internal/report"
)

// Format names one of the forms that an export can take.
type Format string

// The formats.
const (
	FormatCSV     Format = "csv"
	FormatGeoJSON Format = "geojson"
	FormatJSON    Format = "json"
)

// Formats lists every format, in the order in which help texts show them.
var Formats = []Format{FormatCSV, FormatGeoJSON, FormatJSON}

// ParseFormat reads the name of a format, in upper or lower case.
func ParseFormat(s string) (Format, error) {
	if f := Format(strings.ToLower(s)); slices.Contains(Formats, f) {
		return f, nil
	}
	return "", fmt.Errorf("unknown format %q: want csv, geojson or json", s)
}

// Write writes the incidents of w in the format f. JSON also lists the reports that w was weighed from; nil where there
// are none to list.
func Write(out io.Writer, f Format, w report.Weighing, reports iter.Seq2[report.Report, error]) error {
	switch f {
	case FormatCSV:
		return CSV(out, w)
	case FormatGeoJSON:
		return GeoJSON(out, w)
	case FormatJSON:
		return JSON(out, w, reports)
	}
	return fmt.Errorf("unknown format %q", f)
}
