package desk

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/singleflight"

	"firsthand/internal/desk/find"
	"firsthand/internal/report"
)

// cache keeps what the ledger comes to until the ledger's version changes.
type cache struct {
	ledger Ledger
	weigh  func(context.Context) (report.Weighing, error)
	latest atomic.Pointer[snapshot]
	flight singleflight.Group
	index  *find.Index // of the texts; grows with the ledger, in take alone
}

func newCache(l Ledger, weigh func(context.Context) (report.Weighing, error)) (*cache, error) {
	index, err := find.New()
	if err != nil {
		return nil, err
	}
	return &cache{ledger: l, weigh: weigh, index: index}, nil
}

// get returns a snapshot at least as new as the ledger was when get was called. Many requests at once share one
// weighing, which goes on if the first of them is given up.
func (c *cache) get(ctx context.Context) (*snapshot, error) {
	version, err := c.ledger.Version(ctx)
	if errors.Is(err, ErrReplaced) {
		return nil, broken("another ledger was put in the place of this one while the desk had it open: end the desk, and start it again", err)
	}
	if err != nil {
		return nil, broken("the ledger cannot be read", fmt.Errorf("version: %w", err))
	}
	if s := c.latest.Load(); s != nil && s.version == version {
		return s, nil
	}
	for {
		done := c.flight.DoChan("", func() (any, error) { return c.take(context.WithoutCancel(ctx)) })
		select {
		case <-ctx.Done():
			return nil, broken("weighing the ledger takes longer than a page can wait; try again soon", ctx.Err())
		case r := <-done:
			if r.Err != nil {
				return nil, broken("the ledger cannot be weighed", r.Err)
			}
			if s := r.Val.(*snapshot); s.version >= version {
				return s, nil
			} // joined a weighing that had begun before the ledger grew
		}
	}
}

// take weighs the ledger, indexes the result and keeps it. What was added meanwhile is in it or comes with the next
// version.
func (c *cache) take(ctx context.Context) (s *snapshot, err error) {
	defer func() { // it runs in a goroutine of its own, where a panic would end the program
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	s = &snapshot{
		incidents: map[string]*report.Incident{},
		heads:     map[string]*head{},
		originals: map[report.Digest]string{},

		situations: map[string]*report.Situation{},
		under:      map[string][]*report.Situation{},
		sources:    map[string]*report.Source{},
		silences:   map[string]*report.Silence{},
		hints:      map[string][]*report.MergeHint{},
	}
	if s.version, err = c.ledger.Version(ctx); err != nil {
		return nil, fmt.Errorf("version: %w", err)
	}
	var unindexed []find.Doc
	index := func(most int) error {
		if len(unindexed) <= most {
			return nil
		}
		err := c.index.Add(ctx, unindexed)
		unindexed = unindexed[:0]
		return err
	}
	before := c.latest.Load()
	s.begin(before)
	for placed, err := range c.ledger.ReportsAfter(ctx, s.leaf) {
		if err != nil {
			return nil, fmt.Errorf("list reports: %w", err)
		}
		r := placed.Report
		s.leaf = placed.Leaf
		if !c.index.Has(r.ID) {
			unindexed = append(unindexed, find.Doc{ID: r.ID, Head: strings.Join([]string{r.Title, r.Publisher, r.Author}, "\n"), Text: r.Text})
			if err := index(indexedAtOnce); err != nil {
				return nil, err
			}
		}
		h := &head{Report: r, heading: titleOf(r), key: searchKey(titleOf(r), r.Publisher, r.Author)}
		s.newest = max(s.newest, h.Day())
		h.Text = "" // texts are read when a page shows them
		s.heads[r.ID] = h
		s.reports = append(s.reports, h)
		s.originals[r.Original] = r.MediaType
	}
	if err := index(0); err != nil {
		return nil, err
	}
	s.index = c.index
	if s.weighing, err = c.weigh(ctx); err != nil {
		return nil, fmt.Errorf("weigh: %w", err)
	}
	for i := range s.weighing.Incidents {
		in := &s.weighing.Incidents[i]
		s.incidents[in.ID] = in
		s.rows = append(s.rows, s.rowAfter(before, in))
		for _, id := range reportsOf(in) {
			if h := s.heads[id]; h != nil {
				h.incidents = append(h.incidents, in)
			}
		}
	}
	s.order(before)
	s.questions = s.questionsOf()
	slices.SortStableFunc(s.reports, func(a, b *head) int { return strings.Compare(b.Published, a.Published) })
	c.latest.Store(s)
	return s, nil
}

// indexedAtOnce is how many reports are indexed in one transaction.
const indexedAtOnce = 500

// snapshot is what the ledger came to at one version, indexed for the pages. It is never changed once made.
type snapshot struct {
	version   int64
	leaf      int64 // of the newest report
	weighing  report.Weighing
	incidents map[string]*report.Incident
	rows      []row            // one for each incident, in the weighing's order
	rowOf     map[string]int   // places in rows, by ID of the incident
	keyOf     map[string]int   // places in sourceKeys, by ID of the source
	heads     map[string]*head // by report ID
	reports   []*head          // newest first
	originals map[report.Digest]string
	newest    string      // day of the newest report; "" where none has one
	index     *find.Index // may hold reports that are not of the snapshot

	// What lists find the situations, calls and sources of the weighing by, in its order.
	situationKeys, callKeys, sourceKeys []find.Key

	questions []question // open to a decision, that first whose answer would change most

	situations map[string]*report.Situation
	under      map[string][]*report.Situation // by ID of the incident
	sources    map[string]*report.Source
	silences   map[string]*report.Silence     // by ID of the source
	hints      map[string][]*report.MergeHint // by ID of either source
}

// begin takes over what an older snapshot knows of reports, nil where there is none: they never change.
func (s *snapshot) begin(before *snapshot) {
	s.leaf = -1
	s.rowOf, s.keyOf = map[string]int{}, map[string]int{}
	if before == nil {
		return
	}
	s.leaf, s.newest = before.leaf, before.newest
	s.originals = maps.Clone(before.originals)
	s.reports = make([]*head, 0, len(before.reports)+1)
	for _, h := range before.reports {
		own := *h
		own.incidents = nil
		s.heads[own.ID] = &own
		s.reports = append(s.reports, &own)
	}
}

// rowAfter is the row of an incident, which is that of an older snapshot where the incident is the same.
func (s *snapshot) rowAfter(before *snapshot, in *report.Incident) row {
	s.rowOf[in.ID] = len(s.rows)
	if before != nil {
		if was := before.incidents[in.ID]; was != nil && unchanged(was.Graph.Nodes, in.Graph.Nodes) {
			return before.rows[before.rowOf[in.ID]]
		}
	}
	return s.row(in)
}

// unchanged reports whether two lists are one and the same in memory. What is weighed anew has lists of its own.
func unchanged[T any](a, b []T) bool {
	return len(a) > 0 && len(a) == len(b) && &a[0] == &b[0]
}

// sourceKey is what a source is found by, which is that of an older snapshot where its reports are the same.
func (s *snapshot) sourceKey(before *snapshot, x *report.Source) find.Key {
	s.keyOf[x.ID] = len(s.sourceKeys)
	if before != nil {
		if was := before.sources[x.ID]; was != nil && unchanged(was.Reports, x.Reports) {
			return before.sourceKeys[before.keyOf[x.ID]]
		}
	}
	return searchKey(x.Name, strings.Join(x.Others, "\n"), strings.Join(x.Voices, "\n"))
}

// order makes what the weighing holds besides incidents ready to be found.
func (s *snapshot) order(before *snapshot) {
	w := &s.weighing
	for i := range w.Situations {
		x := &w.Situations[i]
		s.situations[x.ID] = x
		s.situationKeys = append(s.situationKeys, searchKey(x.Title, x.Where.Admin1, strings.Join(x.Where.Within, " ")))
		for _, id := range x.Incidents {
			s.under[id] = append(s.under[id], x)
		}
	}
	for i := range w.Sources {
		x := &w.Sources[i]
		s.sources[x.ID] = x
		s.sourceKeys = append(s.sourceKeys, s.sourceKey(before, x))
	}
	for i := range w.Calls {
		c := &w.Calls[i]
		s.callKeys = append(s.callKeys, searchKey(c.Who, c.Where.Name, c.Via, strings.Join(c.Needs, "\n")))
	}
	for i := range w.Silences {
		s.silences[w.Silences[i].Source] = &w.Silences[i]
	}
	for i := range w.Hints {
		h := &w.Hints[i]
		s.hints[h.A] = append(s.hints[h.A], h)
		s.hints[h.B] = append(s.hints[h.B], h)
	}
}

// head is a report without its text, and the incidents it belongs to.
type head struct {
	report.Report
	heading   string // what it is called
	incidents []*report.Incident
	key       find.Key // what a search looks in
}

// reportsOf lists the reports of an incident, each once, in the order of its events.
func reportsOf(in *report.Incident) []string {
	var ids []string
	seen := map[string]bool{}
	add := func(id string) {
		if id != "" && !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	for _, e := range in.Events {
		add(e.Report)
	}
	for _, n := range in.Graph.Nodes {
		add(n.Report)
	}
	return ids
}
