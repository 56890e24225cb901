package export

import (
	"bufio"
	"fmt"
	"io"

	"firsthand/internal/report"
)

// feature is a GeoJSON Feature (RFC 7946, section 3.2).
type feature struct {
	Type       string     `json:"type"`
	ID         string     `json:"id"`
	Geometry   *point     `json:"geometry"`
	Properties properties `json:"properties"`
}

// point is a GeoJSON Point (RFC 7946, section 3.1.2): longitude, then latitude, in WGS 84 degrees.
type point struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"`
}

// properties is what a map shows of an incident. The graph is left to [JSON].
type properties struct {
	Title     string           `json:"title"`
	Kind      string           `json:"kind"`
	Start     string           `json:"start,omitempty"` // ISO 8601 day
	End       string           `json:"end,omitempty"`
	Place     string           `json:"place,omitempty"`
	PlaceID   string           `json:"place_id,omitempty"`
	Admin1    string           `json:"admin1,omitempty"`
	Country   string           `json:"country,omitempty"`
	Precision report.Precision `json:"precision,omitempty"`
	Grade     string           `json:"grade"`
	Reason    string           `json:"grade_reason"`
	report.Counts
	Figures []figure `json:"figures"`
	Origins []origin `json:"origins"`
}

// figure is one tally and the figures that were reconciled in it.
type figure struct {
	Measure string  `json:"measure"`
	Who     string  `json:"who,omitempty"`
	Total   bool    `json:"cumulative,omitempty"`
	AsOf    string  `json:"as_of,omitempty"`
	Low     int64   `json:"low"`
	High    *int64  `json:"high"`
	Best    *int64  `json:"best"`
	Rule    string  `json:"rule"`
	Rivals  []rival `json:"rivals"`
}

// rival is one figure of a tally and the origin that gave it.
type rival struct {
	Low      int64        `json:"low"`
	High     *int64       `json:"high"`
	Bound    report.Bound `json:"bound"`
	Origin   string       `json:"origin"`
	Day      string       `json:"day,omitempty"`
	Replaced bool         `json:"replaced,omitempty"`
}

// origin is where trails of an incident end.
type origin struct {
	Name    string      `json:"name"`
	Named   bool        `json:"named"`
	Via     string      `json:"via,omitempty"`
	Hand    report.Hand `json:"hand"`
	Reports int         `json:"reports"`
}

// GeoJSON writes the incidents of w as a FeatureCollection (RFC 7946) with one feature a line. An incident that could
// not be placed has a null geometry, as the standard asks, and is not left out. A point stands for as much ground as
// "precision" says.
func GeoJSON(out io.Writer, w report.Weighing) error {
	b := bufio.NewWriter(out)
	b.WriteString("{\"type\":\"FeatureCollection\",\"features\":")
	if err := array(b, w.Incidents, func(i report.Incident) any { return featureOf(i) }); err != nil {
		return err
	}
	b.WriteString("}\n")
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write geojson: %w", err)
	}
	return nil
}

func featureOf(i report.Incident) feature {
	f := feature{Type: "Feature", ID: i.ID, Properties: properties{
		Title: i.Title, Kind: i.Kind, Start: i.When.Start, End: i.When.End,
		Place: i.Where.Name, PlaceID: i.Where.ID, Admin1: i.Where.Admin1, Country: i.Where.Country, Precision: i.Where.Precision,
		Grade: i.Grade.Value, Reason: i.Grade.Reason.String(), Counts: i.Counts,
		Figures: make([]figure, 0, len(i.Tallies)), Origins: make([]origin, 0, len(i.Origins)),
	}}
	if i.Where.Lat != nil && i.Where.Lon != nil {
		f.Geometry = &point{Type: "Point", Coordinates: [2]float64{*i.Where.Lon, *i.Where.Lat}}
	}
	for _, t := range i.Tallies {
		rivals := make([]rival, 0, len(t.Rivals))
		for _, r := range t.Rivals {
			rivals = append(rivals, rival{Low: r.Figure.Low, High: r.Figure.High, Bound: r.Figure.Bound, Origin: r.Origin, Day: r.Day, Replaced: r.Replaced})
		}
		f.Properties.Figures = append(f.Properties.Figures, figure{
			Measure: t.Measure, Who: t.Who, Total: t.Total, AsOf: t.Day, Low: t.Low, High: t.High, Best: t.Best, Rule: t.Rule.String(), Rivals: rivals,
		})
	}
	for _, o := range i.Origins {
		f.Properties.Origins = append(f.Properties.Origins, origin{Name: o.Name, Named: o.Named, Via: o.Via, Hand: o.Hand, Reports: len(o.Reports)})
	}
	return f
}
