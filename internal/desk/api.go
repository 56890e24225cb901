package desk

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"firsthand/internal/report"
)

// The same as JSON, for programs. Every answer is read-only, UTF-8, and never cached; a fault is {"error",
// "reference"?} with the status that the page would have.
//
//	GET /api/search.json?q=&publisher=&from=&to=&page=    listOf[foundJSON], 50 reports a page
//	GET /api/incidents.json?q=&kind=&grade=&sort=&page=   incidentList, 50 incidents a page; also work, many, from and to
//	GET /api/incidents/{id}.json                         report.Incident, whole: graph, tallies, links
//	GET /api/situations.json?q=&kind=&page=              listOf[report.Situation], 50 a page
//	GET /api/situations/{id}.json                        report.Situation
//	GET /api/calls.json?q=&page=                         listOf[report.OpenCall], 50 a page
//	GET /api/silences.json                               listOf[report.Silence], all on one page
//	GET /api/sources.json?q=&kind=&page=                 listOf[report.Source], 50 a page; kind "" leaves out unnamed groups
//	GET /api/sources/{id}.json                           report.Source
//	GET /api/decisions.json                              every decision, in the order in which they were taken down
//	GET /api/reports/{id}.json                           apiReport: the report with its text, and its reading

// incidentList is one page of the incidents that a filter keeps, in its order.
type incidentList struct {
	Total     int           `json:"total"` // incidents that pass the filter, on all pages
	Page      int           `json:"page"`  // from 1
	Pages     int           `json:"pages"`
	Incidents []incidentRow `json:"incidents"`
}

// incidentRow is an incident in short.
type incidentRow struct {
	ID      string        `json:"id"`
	Title   string        `json:"title"`
	Kind    string        `json:"kind"`
	When    report.Days   `json:"when,omitzero"`
	Where   report.Where  `json:"where,omitzero"`
	Counts  report.Counts `json:"counts"`
	Grade   report.Grade  `json:"grade"`
	Figures []figureInRow `json:"figures"`
}

// figureInRow is a tally in short.
type figureInRow struct {
	Measure string `json:"measure"`
	Who     string `json:"who,omitempty"`
	Low     int64  `json:"low"`
	High    *int64 `json:"high"` // null: no upper bound
	Best    *int64 `json:"best"` // null where no rule gives one
}

// apiReport is a report with what was read out of it.
type apiReport struct {
	Report  report.Report  `json:"report"`
	Reading report.Reading `json:"reading"`
}

func (d *desk) incidentsJSON(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	rows, p := s.pick(parseFilter(r.URL.Query()))
	list := incidentList{Total: p.Total, Page: p.Page, Pages: p.Pages, Incidents: []incidentRow{}}
	for _, row := range rows {
		in := s.incidents[row.ID]
		short := incidentRow{ID: in.ID, Title: in.Title, Kind: in.Kind, When: in.When, Where: in.Where, Counts: in.Counts, Grade: in.Grade, Figures: []figureInRow{}}
		for _, t := range in.Tallies {
			short.Figures = append(short.Figures, figureInRow{t.Measure, t.Who, t.Low, t.High, t.Best})
		}
		list.Incidents = append(list.Incidents, short)
	}
	return sendJSON(w, list)
}

func (d *desk) incidentJSON(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	id, ok := strings.CutSuffix(r.PathValue("file"), ".json")
	in := s.incidents[id]
	if !ok || in == nil {
		return notFound("no incident has this name")
	}
	return sendJSON(w, in)
}

func (d *desk) reportJSON(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	id, ok := strings.CutSuffix(r.PathValue("file"), ".json")
	if !ok || s.heads[id] == nil {
		return notFound("no report has this name")
	}
	var out apiReport
	if out.Report, err = d.ledger.Report(r.Context(), id); err != nil {
		return broken("the report cannot be read", fmt.Errorf("report %s: %w", id, err))
	}
	if out.Reading, err = d.ledger.Reading(r.Context(), id); err != nil {
		return broken("the report has not been read yet", fmt.Errorf("reading of %s: %w", id, err))
	}
	return sendJSON(w, out)
}

// sendJSON answers with v.
func sendJSON(w http.ResponseWriter, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return broken("the answer cannot be written as JSON", err)
	}
	send(w, http.StatusOK, "application/json", append(report.EscapeJSON(b), '\n'))
	return nil
}
