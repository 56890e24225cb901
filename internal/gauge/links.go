package gauge

// openLinks reads reports with the incident that each is about, a report a line.
func openLinks(path string) (contents, error) {
	type row struct {
		incidentRow
		Incident string
	}
	rows, err := rowsIn[row](path)
	if err != nil {
		return nil, err
	}
	c := &links{incident: map[string]string{}}
	for _, r := range rows {
		if _, again := c.incident[r.ID]; !again {
			c.ids = append(c.ids, r.ID)
		}
		c.incident[r.ID] = r.Incident
		c.reports = append(c.reports, r.input())
	}
	return c, nil
}

// links is reports in the order of the corpus, and the incident of each. A report that stands there twice is read twice
// and counts once, with the last incident.
type links struct {
	reports  []Input
	ids      []string
	incident map[string]string
}

func (c *links) inputs() []Input { return c.reports }

// score compares two ways of sorting the same reports into incidents. A report without an answer is an incident of its
// own.
//
// B-cubed (Bagga and Baldwin 1998) asks each report: of those it was put together with, how many belong there
// (precision), and of those it belongs with, how many are there (recall); the report itself is one of them. Pairs asks
// each two reports whether they are together.
func (c *links) score(answers Answers, s *Scores) {
	type cell struct{ gold, found string }
	found := make(map[string]string, len(c.ids))
	for _, id := range c.ids {
		incident, answered := answers.Incidents[id]
		if !answered {
			incident = "alone:" + id
		}
		found[id] = incident
	}
	gold, answer, both := map[string]int{}, map[string]int{}, map[cell]int{}
	for _, id := range c.ids {
		g, f := c.incident[id], found[id]
		gold[g]++
		answer[f]++
		both[cell{g, f}]++
	}

	var precision, recall float64
	for _, id := range c.ids {
		g, f := c.incident[id], found[id]
		precision += ratio(both[cell{g, f}], answer[f])
		recall += ratio(both[cell{g, f}], gold[g])
	}
	if n := float64(len(c.ids)); n > 0 {
		precision, recall = precision/n, recall/n
	}
	s.agree(Agreement{"B-cubed", precision, recall, harmonic(precision, recall)})
	s.agree(count{pairsIn(both), pairsIn(answer), pairsIn(gold)}.agreement("pairs"))
}

// pairsIn is how many pairs lie in groups of these sizes.
func pairsIn[K comparable](sizes map[K]int) int {
	n := 0
	for _, size := range sizes {
		n += size * (size - 1) / 2
	}
	return n
}
