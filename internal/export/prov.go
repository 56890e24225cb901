package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"firsthand/internal/report"
)

// Chain is what became of a report: how it was captured, when it was sealed, and what people took down since.
type Chain struct {
	Report  report.Report
	Leaf    int64 // of the log that seals it
	Sealed  time.Time
	Entries []report.Decision // of custody, oldest first
}

// Provenance writes chains of custody as PROV-O of the W3C, in JSON-LD that names nothing to be fetched: reports and
// originals are entities, captures and entries are activities, and people and programs are agents, each in a role. No
// text of a report is in it.
func Provenance(out io.Writer, chains []Chain) error {
	p := &provenance{there: make(map[string]bool), agents: make(map[agent]string)}
	for _, c := range chains {
		p.chain(c)
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(node{"@context": provContext, "@graph": p.graph}); err != nil {
		return fmt.Errorf("write provenance: %w", err)
	}
	if _, err := out.Write(report.EscapeJSON(b.Bytes())); err != nil {
		return fmt.Errorf("write provenance: %w", err)
	}
	return nil
}

// provContext says what the short names mean.
var provContext = node{
	"prov": "http://www.w3.org/ns/prov#", "xsd": "http://www.w3.org/2001/XMLSchema#", "dcterms": "http://purl.org/dc/terms/",
	"rdfs": "http://www.w3.org/2000/01/rdf-schema#", "report": "urn:firsthand:report:", "original": "urn:firsthand:original:",
	"entry": "urn:firsthand:entry:", "role": "urn:firsthand:role:", "act": "urn:firsthand:act:", "incident": "urn:firsthand:incident:",
}

// node is a thing of the graph.
type node map[string]any

// agent is a person, or a program.
type agent struct{ kind, name string }

// provenance is a graph while it is made.
type provenance struct {
	graph  []node
	there  map[string]bool // nodes of the graph that several chains may name
	agents map[agent]string
}

func (p *provenance) chain(c Chain) {
	r := c.Report
	original := "original:" + r.Original.String()
	id := "report:" + r.ID
	if p.first(original) {
		p.add(node{"@id": original, "@type": "prov:Entity", "dcterms:identifier": "sha256:" + r.Original.String(), "dcterms:format": r.MediaType})
	}
	p.add(node{"@id": id, "@type": "prov:Entity", "dcterms:title": r.Title, "dcterms:publisher": r.Publisher, "dcterms:creator": r.Author, "dcterms:created": r.Published,
		"dcterms:source": r.URL, "dcterms:language": r.Lang, "dcterms:isPartOf": r.Part, "prov:wasDerivedFrom": named(original), "prov:wasGeneratedBy": named(id + "/sealing")})
	p.capture(id, original, r.Capture)
	p.add(node{"@id": id + "/sealing", "@type": "prov:Activity", "rdfs:label": fmt.Sprintf("sealed as number %d of the log", c.Leaf), "prov:used": named(original), "prov:endedAtTime": moment(c.Sealed)})
	for _, d := range c.Entries {
		p.entry(d)
	}
}

// capture says how a report was captured. Several reports of one original were each captured from it.
func (p *provenance) capture(id, original string, c report.Capture) {
	if c.IsZero() {
		return
	}
	n := node{"@id": id + "/capture", "@type": "prov:Activity", "prov:generated": named(original), "prov:endedAtTime": moment(c.At), "dcterms:source": c.From, "dcterms:relation": c.Final}
	if len(c.Headers) > 0 {
		n["dcterms:description"] = c.Headers
	}
	p.involve(n, agent{"prov:SoftwareAgent", join(c.Tool, c.Version)}, "tool")
	p.involve(n, agent{"prov:Person", c.Operator}, "operator")
	p.add(n)
}

// entry is something that somebody took down about reports. One that is about several stands in the graph once.
func (p *provenance) entry(d report.Decision) {
	id := "entry:" + d.ID
	if !p.first(id) {
		return
	}
	var used []node
	for _, on := range d.On {
		if !strings.HasPrefix(on, "report:") { // a packet is about incidents too
			on = "incident:" + on
		}
		used = append(used, named(on))
	}
	n := node{"@id": id, "@type": []string{"prov:Activity", "act:" + string(d.Act)}, "prov:used": used, "prov:endedAtTime": moment(d.At), "rdfs:comment": d.Reason}
	p.involve(n, agent{"prov:Person", d.By}, "taker-down")
	switch d.Act {
	case report.ReceivedFrom:
		p.involve(n, agent{"prov:Agent", d.Value}, "giver")
	case report.HandedOver:
		p.involve(n, agent{"prov:Agent", d.Value}, "receiver")
	case report.Viewed:
		p.involve(n, agent{"prov:Agent", d.Value}, "viewer")
	default:
		n["rdfs:label"] = d.Value
	}
	p.add(n)
}

// first reports whether the graph has no node of that ID yet.
func (p *provenance) first(id string) bool {
	was := p.there[id]
	p.there[id] = true
	return !was
}

// involve has an agent take part in an activity.
func (p *provenance) involve(n node, a agent, role string) {
	if a.name == "" {
		return
	}
	id, known := p.agents[a]
	if !known {
		id = fmt.Sprintf("_:agent%d", len(p.agents)+1)
		p.agents[a] = id
		p.add(node{"@id": id, "@type": a.kind, "rdfs:label": a.name})
	}
	with, _ := n["prov:wasAssociatedWith"].([]node)
	n["prov:wasAssociatedWith"] = append(with, named(id))
	in, _ := n["prov:qualifiedAssociation"].([]node)
	n["prov:qualifiedAssociation"] = append(in, node{"@type": "prov:Association", "prov:agent": named(id), "prov:hadRole": named("role:" + role)})
}

// add puts a node into the graph, without what is not known of it.
func (p *provenance) add(n node) {
	for name, value := range n {
		if value == "" || value == nil {
			delete(n, name)
		}
	}
	p.graph = append(p.graph, n)
}

func named(id string) node { return node{"@id": id} }

// moment is a time; nil where it is not known.
func moment(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return node{"@type": "xsd:dateTime", "@value": t.UTC().Format(time.RFC3339Nano)}
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}
