package main

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"firsthand/internal/export"
	"firsthand/internal/report"
)

// asked is what a program of others asks of the chains: who gave which report, who captured it, what a packet was
// about, and what was agreed to.
const asked = `
import sys, rdflib
g = rdflib.Graph()
g.parse(data=sys.stdin.read(), format="json-ld")
P = "PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX role: <urn:firsthand:role:> PREFIX act: <urn:firsthand:act:> "
def ask(q):
    for row in sorted(tuple(map(str, r)) for r in g.query(P + q)):
        print(" | ".join(row))
ask("SELECT ?r ?t ?l { ?a a prov:Activity, act:received; prov:used ?r; prov:endedAtTime ?t; prov:qualifiedAssociation [ prov:hadRole role:giver; prov:agent [ rdfs:label ?l ] ] }")
ask("SELECT ?r ?l { ?r prov:wasDerivedFrom ?o . ?c prov:generated ?o; prov:qualifiedAssociation [ prov:hadRole role:tool; prov:agent [ a prov:SoftwareAgent; rdfs:label ?l ] ] }")
ask("SELECT ?r { ?a a act:casefile; prov:used ?r }")
ask("SELECT ?l ?why { ?a a act:consent; rdfs:label ?l; rdfs:comment ?why }")
ask("SELECT (COUNT(?a) AS ?n) { ?a a prov:Person }")
`

// TestProgramsOfOthersReadTheChains has RDFLib read them. Debian has it for its own Python; CI installs it.
func TestProgramsOfOthersReadTheChains(t *testing.T) {
	const python = "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import rdflib").Run(); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("RDFLib is not installed:", err)
		}
		t.Skip("RDFLib is not installed")
	}
	at := time.Date(2026, 11, 28, 14, 0, 0, 0, time.UTC)
	original := report.DigestOf([]byte("two messages"))
	first, second := strings.Repeat("a", 32), strings.Repeat("b", 32)
	capture := report.Capture{At: at, Tool: "firsthand", Version: "1", Operator: "M. Kerr"}
	given := report.Decision{ID: strings.Repeat("1", 32), At: at, By: "M. Kerr", Act: report.ReceivedFrom, On: []string{"report:" + first, "report:" + second}, Value: `a "nurse" <حلب>`, Reason: "On a card"}
	entries := []report.Decision{given,
		{ID: strings.Repeat("2", 32), At: at, By: "M. Kerr", Act: report.Consented, On: []string{"report:" + first}, Value: "use in court", Reason: "Said so"},
		{ID: strings.Repeat("3", 32), At: at, By: "A. Vane", Act: report.CaseFile, On: []string{"0123456789abcdef", "report:" + first}, Value: "sha256:00", Reason: "For the registry"}}
	chains := []export.Chain{
		{Report: report.Report{ID: first, Original: original, Part: "message 1", Text: "kept to ourselves", Capture: capture}, Leaf: 0, Sealed: at, Entries: entries},
		{Report: report.Report{ID: second, Original: original, Part: "message 2", Text: "kept to ourselves"}, Leaf: 1, Sealed: at, Entries: entries[:1]},
	}
	var written, again bytes.Buffer
	for _, out := range []*bytes.Buffer{&written, &again} {
		if err := export.Provenance(out, chains); err != nil {
			t.Fatal(err)
		}
	}
	if written.String() != again.String() {
		t.Error("the same chains give other bytes")
	}
	if strings.Contains(written.String(), "kept to ourselves") {
		t.Error("the text of a report is in it")
	}
	cmd := exec.Command(python, "-c", asked)
	cmd.Stdin = &written
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("RDFLib: %v\n%s", err, out)
	}
	const id = "urn:firsthand:report:"
	want := strings.Join([]string{
		id + first + ` | 2026-11-28T14:00:00+00:00 | a "nurse" <حلب>`,
		id + second + ` | 2026-11-28T14:00:00+00:00 | a "nurse" <حلب>`,
		id + first + " | firsthand 1",
		id + second + " | firsthand 1",
		"urn:firsthand:incident:0123456789abcdef",
		id + first,
		"use in court | Said so",
		"2",
	}, "\n") + "\n"
	if string(out) != want {
		t.Errorf("RDFLib reads\n%s\nand not\n%s", out, want)
	}
}
