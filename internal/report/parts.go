package report

// Sayer is somebody who says something of an incident, with the words that say it.
type Sayer struct {
	Name  string         `json:"name"`
	Node  string         `json:"node,omitempty"` // in the graph, or of the registry; "" for a report that nobody signs
	Named bool           `json:"named"`
	Words []StatementRef `json:"words"`
}

// Accused is a party that is said to have done it, and by whom.
type Accused struct {
	Name string  `json:"name"`
	By   []Sayer `json:"by"`
}

// Parts says who stands behind which part of an incident: that it happened, how many it harmed, who did it.
type Parts struct {
	Occurrence []Sayer `json:"occurrence"`
	Toll       []Sayer `json:"toll"`
	Blame      []Sayer `json:"blame"`
}
