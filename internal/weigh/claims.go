package weigh

import (
	"slices"

	"firsthand/internal/report"
)

// claims visits what a report says of the event, claim by claim; none for a reading that holds no claims.
func (t *mention) claims(visit func(*report.Claim)) {
	for i := range t.doc.reading.Claims {
		if c := &t.doc.reading.Claims[i]; c.Event == t.event.ID {
			visit(c)
		}
	}
}

// founds reports whether a claim is word that it happened, how many it harmed or who did it: whoever makes one is an origin.
func founds(c *report.Claim) bool {
	if c.Polarity != "" && c.Polarity != report.Asserts {
		return false
	}
	switch c.Part {
	case report.OccurrencePart, report.TollPart, report.BlamePart, report.StatePart, report.PleaPart:
		return true
	}
	return false
}

// claimed lists the statements that make claims on the event, and those of them that give a toll of it.
func (t *mention) claimed() (found []*report.Statement, tolls map[*report.Statement]bool) {
	tolls = make(map[*report.Statement]bool)
	t.claims(func(c *report.Claim) {
		if c.Statement == "" || !founds(c) {
			return
		}
		if s := t.doc.statement(c.Statement); s != nil && c.Part == report.TollPart {
			tolls[s] = true
		}
		s := t.doc.statement(c.Statement)
		if s != nil && len(s.Hops) > 0 && onWhatHappened(s) && !slices.Contains(found, s) {
			found = append(found, s)
		}
	})
	return found, tolls
}

// speaksItself reports whether the report makes a claim on the event in its own voice.
func (t *mention) speaksItself() bool {
	own := false
	t.claims(func(c *report.Claim) { own = own || c.Statement == "" && founds(c) })
	return own
}
