package desk

import (
	"net/http"
	"strings"

	"firsthand/internal/report"
)

// listOf is one page of a list, with how much there is on all pages.
type listOf[T any] struct {
	Total int `json:"total"` // that pass the filter, on all pages
	Page  int `json:"page"`  // from 1
	Pages int `json:"pages"`
	List  []T `json:"list"`
}

// sendList answers with one page of a list.
func sendList[T any](w http.ResponseWriter, list []*T, p pager) error {
	out := listOf[*T]{Total: p.Total, Page: p.Page, Pages: p.Pages, List: list}
	if out.List == nil {
		out.List = []*T{}
	}
	return sendJSON(w, out)
}

func (d *desk) situationsJSON(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	list, p := s.pickSituations(onlyKind(parseFilter(r.URL.Query())))
	return sendList(w, list, p)
}

func (d *desk) situationJSON(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	id, ok := strings.CutSuffix(r.PathValue("file"), ".json")
	x := s.situations[id]
	if !ok || x == nil {
		return notFound("no situation has this name")
	}
	return sendJSON(w, x)
}

func (d *desk) callsJSON(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	list, p := s.pickCalls(parseFilter(r.URL.Query()))
	return sendList(w, list, p)
}

func (d *desk) silencesJSON(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	list := make([]*report.Silence, 0, len(s.weighing.Silences))
	for i := range s.weighing.Silences {
		list = append(list, &s.weighing.Silences[i])
	}
	return sendList(w, list, pager{Total: len(list), Page: 1, Pages: 1})
}

func (d *desk) sourcesJSON(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	list, p := s.pickSources(onlyKind(parseFilter(r.URL.Query())))
	return sendList(w, list, p)
}

func (d *desk) sourceJSON(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	id, ok := strings.CutSuffix(r.PathValue("file"), ".json")
	x := s.sources[id]
	if !ok || x == nil {
		return notFound("no source has this name; it may have been merged with another")
	}
	return sendJSON(w, x)
}
