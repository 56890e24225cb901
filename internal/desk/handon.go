package desk

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"firsthand/internal/report"
)

// exportTypes are the forms in which a list of incidents can be taken along, by the end of the file's name.
var exportTypes = map[string]string{"csv": "text/csv; charset=utf-8", "geojson": "application/geo+json", "json": "application/json"}

// handOn is where a list of incidents can be had for other programs.
type handOn struct{ CSV, GeoJSON, JSON, Feed string }

func (f filter) handOn() handOn {
	return handOn{f.href("/export/incidents.csv", 1), f.href("/export/incidents.geojson", 1), f.href("/export/incidents.json", 1), f.href("/feed/incidents.atom", 1)}
}

// kept are all incidents that a filter keeps, in its order.
func (s *snapshot) kept(f filter) []*row {
	var rows []*row
	for i := range s.rows {
		if f.keeps(&s.rows[i]) {
			rows = append(rows, &s.rows[i])
		}
	}
	f.order(rows)
	return rows
}

// sendExport answers GET /export/{file}: the incidents that a filter keeps, or the one that ?incident= names, as a
// file.
func (d *desk) sendExport(w http.ResponseWriter, r *http.Request) error {
	name, ext, ok := strings.Cut(r.PathValue("file"), ".")
	mediaType := exportTypes[ext]
	if !ok || name != "incidents" || mediaType == "" || d.export == nil {
		return notFound("nothing of this name can be taken along: incidents.csv, incidents.geojson or incidents.json")
	}
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	picked := report.Weighing{Reports: s.weighing.Reports, Publishers: s.weighing.Publishers, Incidents: []report.Incident{}}
	if id := r.URL.Query().Get("incident"); id != "" {
		in := s.incidents[id]
		if in == nil {
			return notFound("no incident has this name")
		}
		picked.Incidents = append(picked.Incidents, *in)
	} else {
		for _, row := range s.kept(parseFilter(r.URL.Query())) {
			picked.Incidents = append(picked.Incidents, *s.incidents[row.ID])
		}
	}
	var b bytes.Buffer
	if err := d.export(&b, ext, picked); err != nil {
		return broken("the file cannot be written", fmt.Errorf("export: %w", err))
	}
	w.Header().Set("Content-Disposition", `attachment; filename="incidents.`+ext+`"`)
	send(w, http.StatusOK, mediaType, b.Bytes())
	return nil
}

// atomFeed and atomEntry are a feed of Atom (RFC 4287).
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  string      `xml:"author>name"`
	Link    atomLink    `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary"`
}

type atomLink struct {
	Href string `xml:"href,attr"`
}

// mostEntries is how many incidents a feed has.
const mostEntries = 100

// sendFeed answers GET /feed/incidents.atom: the incidents that a filter keeps, that first of which the newest report
// tells. A reader of feeds on this machine tells of an incident again when a newer report tells of it.
func (d *desk) sendFeed(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	f := parseFilter(r.URL.Query())
	base := "http://" + r.Host
	feed := atomFeed{ID: base + f.href("/", 1), Title: "Firsthand: incidents", Author: "Firsthand", Link: atomLink{base + f.href("/", 1)}, Updated: noTime}
	if f.Query != "" {
		feed.Title += ", " + f.Query
	}
	for _, row := range s.kept(f) {
		in := s.incidents[row.ID]
		feed.Entries = append(feed.Entries, atomEntry{
			ID: "urn:firsthand:incident:" + in.ID, Title: in.Title, Updated: s.newestOf(in), Link: atomLink{base + incidentHref(in.ID)}, Summary: summary(row),
		})
	}
	slices.SortStableFunc(feed.Entries, func(a, b atomEntry) int { return strings.Compare(b.Updated, a.Updated) })
	feed.Entries = feed.Entries[:min(len(feed.Entries), mostEntries)]
	if len(feed.Entries) > 0 {
		feed.Updated = feed.Entries[0].Updated
	}
	b, err := xml.MarshalIndent(feed, "", " ")
	if err != nil {
		return broken("the feed cannot be written", fmt.Errorf("feed: %w", err))
	}
	send(w, http.StatusOK, "application/atom+xml; charset=utf-8", append([]byte(xml.Header), b...))
	return nil
}

// noTime stands in a feed where no report has a day: a feed needs a time.
const noTime = "1970-01-01T00:00:00Z"

// newestOf is when the newest report of an incident was published.
func (s *snapshot) newestOf(in *report.Incident) string {
	newest := noTime
	for _, id := range reportsOf(in) {
		h := s.heads[id]
		if h == nil {
			continue
		}
		at := h.Day() + "T00:00:00Z"
		if t, err := time.Parse(time.RFC3339, h.Published); err == nil {
			at = t.UTC().Format(time.RFC3339)
		} else if h.Day() == "" {
			continue
		}
		newest = max(newest, at)
	}
	return newest
}

// summary is an incident in a line: figures, what it rests on, its grade.
func summary(r *row) string {
	var parts []string
	for _, l := range r.Figures {
		parts = append(parts, strings.TrimSuffix(l.Range+" "+l.Measure+", "+l.Others, ", "))
	}
	parts = append(parts, r.Basis, r.Grade.Value)
	return strings.Join(parts, ". ")
}
