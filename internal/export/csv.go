package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode"

	"firsthand/internal/report"
)

// columns is the header row. The first twenty-one columns tell of an incident and are the same in each of its rows; the
// rest of one tally.
var columns = []string{
	"incident", "title", "kind", "start", "end", "place", "lat", "lon", "admin1", "country", "precision",
	"reports", "publishers", "named_origins", "witnesses", "unnamed_trails", "distinct_origins",
	"grade", "grade_reason", "origins", "stances",
	"measure", "who", "cumulative", "as_of", "low", "high", "best", "rule", "rivals",
}

// CSV writes the incidents of w as a table for spreadsheets: a header row, then one row for each tally of an incident,
// or a single row with empty tally columns for an incident without figures. Where "measure" is filled and "high" is
// empty, the figure has no upper bound.
//
// Quoting follows RFC 4180; the encoding is UTF-8 without a byte order mark; rows end in a line feed. A cell holds no
// line break: runs of control characters become one space.
//
// Words in a report are written by strangers, and a spreadsheet may run a cell that looks like a formula. Every cell
// that holds words is therefore passed through [Guard]; columns that Firsthand computes (numbers, coordinates) are not,
// so that "-33.5" stays a number.
func CSV(out io.Writer, w report.Weighing) error {
	c := csv.NewWriter(out)
	if err := c.Write(columns); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	for _, i := range w.Incidents {
		head := incidentCells(i)
		tallies := i.Tallies
		if len(tallies) == 0 {
			tallies = []report.Tally{{}}
		}
		for _, t := range tallies {
			if err := c.Write(append(head[:len(head):len(head)], tallyCells(t)...)); err != nil {
				return fmt.Errorf("write csv: incident %s: %w", i.ID, err)
			}
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

func incidentCells(i report.Incident) []string {
	var origins, stances []string
	for _, o := range i.Origins {
		origins = append(origins, fmt.Sprintf("%s (%s)", OriginName(o), o.Hand))
	}
	for _, s := range i.Stances {
		stances = append(stances, s.Who+": "+s.Stance.Stance)
	}
	return []string{
		Guard(i.ID), Guard(i.Title), Guard(i.Kind), Guard(i.When.Start), Guard(i.When.End),
		Guard(i.Where.Name), degrees(i.Where.Lat), degrees(i.Where.Lon), Guard(i.Where.Admin1), Guard(i.Where.Country), Guard(string(i.Where.Precision)),
		strconv.Itoa(i.Counts.Reports), strconv.Itoa(i.Counts.Publishers), strconv.Itoa(i.Counts.Named),
		strconv.Itoa(i.Counts.Witnesses), strconv.Itoa(i.Counts.Unnamed), strconv.Itoa(i.Counts.Distinct),
		Guard(i.Grade.Value), Guard(i.Grade.Reason.String()), Guard(strings.Join(origins, "; ")), Guard(strings.Join(stances, "; ")),
	}
}

func tallyCells(t report.Tally) []string {
	if t.Measure == "" {
		return make([]string, 9)
	}
	var rivals []string
	for _, r := range t.Rivals {
		words := Number(r.Figure) + " (" + r.Origin
		if r.Day != "" {
			words += ", " + r.Day
		}
		if r.Replaced {
			words += ", replaced"
		}
		rivals = append(rivals, words+")")
	}
	return []string{
		Guard(t.Measure), Guard(t.Who), strconv.FormatBool(t.Total), Guard(t.Day), strconv.FormatInt(t.Low, 10), whole(t.High), whole(t.Best),
		Guard(t.Rule.String()), Guard(strings.Join(rivals, "; ")),
	}
}

// OriginName is the name of an origin for people: an unnamed trail is named after the source that passes it on.
func OriginName(o report.Origin) string {
	name := o.Name
	if name == "" {
		name = "unnamed"
	}
	if !o.Named && o.Via != "" {
		name += " via " + o.Via
	}
	return name
}

// Number writes the number of a figure as words bounded it: "82", "at least 82", "about 300", "15000 to 40000".
func Number(f report.Figure) string {
	low := strconv.FormatInt(f.Low, 10)
	switch {
	case f.Bound == report.Range && f.High != nil:
		return low + " to " + whole(f.High)
	case f.Bound == report.AtMost && f.High != nil:
		return "at most " + whole(f.High)
	case f.Bound == report.AtLeast || f.High == nil:
		return "at least " + low
	case f.Bound == report.About:
		return "about " + low
	case *f.High != f.Low:
		return low + " to " + whole(f.High)
	}
	return low
}

func whole(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

// degrees writes a coordinate rounded to six decimals, about ten centimetres, without trailing zeros.
func degrees(d *float64) string {
	if d == nil {
		return ""
	}
	rounded := math.Round(*d*1e6)/1e6 + 0 // + 0 makes a negative zero positive
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// Guard makes words safe for a cell of a spreadsheet: invalid UTF-8 becomes U+FFFD, runs of control characters and line
// breaks become one space, and a cell that a spreadsheet could take for a formula gets an apostrophe in front, as
// OWASP's notes on CSV injection advise.
//
// Such a cell begins with = + - @ or one of their full-width forms, with spaces, invisible characters or apostrophes
// before it or not. Because apostrophes are looked through, no two different cells become the same one, and [Unguard]
// takes the apostrophe off again.
func Guard(s string) string {
	s = tidy(s)
	if formula(s) {
		return "'" + s
	}
	return s
}

// Unguard gives back the words that [Guard] was given, tidied as Guard tidies them.
func Unguard(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && formula(rest) {
		return rest
	}
	return s
}

func formula(s string) bool {
	s = strings.TrimLeftFunc(s, func(r rune) bool { return r == '\'' || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
	return s != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(s)[0])
}

func tidy(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			gap = true
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
