package casefile

import (
	"archive/zip"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep"
	"firsthand/internal/report"
)

// Case is what a packet is to hold.
type Case struct {
	Incidents []report.Incident
	Reports   []string                  // IDs, in the order of the packet
	Readings  map[string]report.Reading // by ID of the report
	Decisions []string                  // IDs
	Withhold  []string                  // see [Withheld]
	By        string                    // who makes the packet
	Reason    string                    // why, and for whom
	Made      time.Time
	Program   string // name and version

	// Sealed is called when the record that seals the contents stands in the log and before it is proved: it has the
	// newest checkpoint stamped where that can be done. nil where it cannot.
	Sealed func(context.Context)
}

// Withheld are the names that Case.Withhold can have: FIELD, of every report and decision; FIELD@ID, of one; "original"
// means the original's bytes and its digest.
type withheld map[string]bool

func (w withheld) has(field, id string) bool { return w[field] || w[field+"@"+id] }

// any reports whether anything of a record is withheld that its reading or a weighing could show.
func (w withheld) any(o keep.Opening) bool {
	return slices.ContainsFunc(o.Fields, func(f keep.OpenField) bool { return w.has(f.Name, o.ID) })
}

// packet is a packet while it is written.
type packet struct {
	ctx    context.Context
	ledger *keep.Ledger
	zip    *zip.Writer
	c      Case
	closed withheld

	listed   []listed
	openings []keep.Opening // of the records, in the order of their names
	names    []string
	data     caseData
}

// Write makes a packet about c from a ledger. Before the proofs it seals, as a decision of c.By, that the packet was
// made.
func Write(ctx context.Context, out io.Writer, l *keep.Ledger, c Case) error {
	p := &packet{ctx: ctx, ledger: l, zip: zip.NewWriter(out), c: c, closed: make(withheld),
		data: caseData{Form: Form, Made: c.Made.UTC().Format(time.RFC3339), By: c.By, Reason: c.Reason,
			Incidents: []any{}, Reports: []caseReport{}, Decisions: []caseDecision{}, Withheld: []string{}}}
	for _, name := range c.Withhold {
		p.closed[name] = true
	}
	if err := p.write(); err != nil {
		return fmt.Errorf("make a case file: %w", err)
	}
	return nil
}

func (p *packet) write() error {
	for i, id := range p.c.Reports {
		if err := p.report(fmt.Sprintf("R%d", i+1), id); err != nil {
			return err
		}
	}
	for i, id := range p.c.Decisions {
		o, err := p.open(fmt.Sprintf("D%d", i+1), id)
		if err != nil {
			return err
		}
		p.data.Decisions = append(p.data.Decisions, caseDecision{fmt.Sprintf("D%d", i+1), o.Leaf})
	}
	p.incidents()
	shown, err := page(p.shown())
	if err != nil {
		return err
	}
	data, err := marshal(p.data)
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		data []byte
	}{{caseFile, data}, {pageFile, shown}, {readmeFile, []byte(readme)}, {checkerFile, []byte(Checker)}} {
		if err := p.file(f.name, f.data); err != nil {
			return err
		}
	}
	list, err := p.contents()
	if err != nil {
		return err
	}
	if err := p.add(contentsFile, list); err != nil {
		return err
	}
	proofs, err := p.prove(list)
	if err != nil {
		return err
	}
	if err := p.add(proofFile, proofs); err != nil {
		return err
	}
	return p.zip.Close()
}

// open gives a record its name in the packet.
func (p *packet) open(name, id string) (keep.Opening, error) {
	o, err := p.ledger.Opening(p.ctx, id)
	if err != nil {
		return o, err
	}
	p.openings, p.names = append(p.openings, o), append(p.names, name)
	return o, nil
}

// report adds a report with its original and its reading, as far as they are not withheld.
func (p *packet) report(name, id string) error {
	o, err := p.open(name, id)
	if err != nil {
		return err
	}
	// The ID is made of the original's digest, the publisher, the address and the part: who knows some of them can try
	// the others.
	for _, field := range []string{"publisher", "url", "part", "original"} {
		if p.closed.has(field, id) {
			p.closed["id@"+id] = true
		}
	}
	if p.closed.any(o) && !o.Closed {
		return fmt.Errorf("%w: the record of report %s is of an older form, which shows its ID and its original: nothing of it can be withheld", keep.ErrInvalid, id)
	}
	r, err := p.ledger.Report(p.ctx, id)
	if err != nil {
		return err
	}
	shown := caseReport{Name: name, Leaf: o.Leaf}
	if !p.closed.has("original", id) {
		if shown.Original, err = p.original(r.Original); err != nil {
			return err
		}
	}
	if g, read := p.c.Readings[id]; read && !p.closed.any(o) {
		shown.Reading = g
	}
	if before, found, err := p.ledger.Before(p.ctx, o.Leaf); err == nil && found {
		shown.Before = before.Before().Format(time.RFC3339)
	}
	for _, f := range o.Fields {
		if p.closed.has(f.Name, id) {
			p.data.Withheld = append(p.data.Withheld, name+"."+f.Name)
		}
	}
	p.data.Reports = append(p.data.Reports, shown)
	return nil
}

// original adds the bytes of an original, once.
func (p *packet) original(d report.Digest) (string, error) {
	name := originalsDir + d.String()
	if slices.ContainsFunc(p.listed, func(l listed) bool { return l.Name == name }) {
		return name, nil
	}
	data, err := p.ledger.Original(p.ctx, d)
	if err != nil {
		return "", err
	}
	return name, p.file(name, data)
}

// incidents adds the incidents. Where anything of a report is withheld they are only named: what was weighed is full of
// words.
func (p *packet) incidents() {
	hidden := len(p.data.Withheld) > 0 || slices.ContainsFunc(p.openings, p.closed.any)
	for _, in := range p.c.Incidents {
		if hidden {
			p.data.Incidents = append(p.data.Incidents, struct {
				ID    string `json:"id"`
				Title string `json:"title"`
			}{in.ID, in.Title})
			continue
		}
		p.data.Incidents = append(p.data.Incidents, in)
	}
}

// file adds a file that the contents list.
func (p *packet) file(name string, data []byte) error {
	p.listed = append(p.listed, listed{name, int64(len(data)), report.DigestOf(data).String()})
	return p.add(name, data)
}

// add adds a file as it is: a packet is stored without compression, so that any tool can take it apart.
func (p *packet) add(name string, data []byte) error {
	w, err := p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: p.c.Made.UTC()})
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

func (p *packet) contents() ([]byte, error) {
	key, err := p.ledger.PublicKey()
	if err != nil {
		return nil, err
	}
	origin, _, _ := strings.Cut(key, "+")
	return marshal(contents{Form: Form, Made: p.data.Made, Program: p.c.Program, Ledger: origin, Files: p.listed})
}

// prove seals the contents and proves every record.
func (p *packet) prove(list []byte) ([]byte, error) {
	var out proof
	var err error
	if out.Key, err = p.ledger.PublicKey(); err != nil {
		return nil, err
	}
	if !p.ledger.ReadOnly() {
		d, err := p.ledger.Decide(p.ctx, report.Decision{By: p.c.By, Act: report.CaseFile, On: p.subjects(), Value: valuePrefix + report.DigestOf(list).String(), Reason: p.c.Reason}, keep.AnyVersion)
		if err != nil {
			return nil, err
		}
		if _, err := p.open("X1", d.ID); err != nil {
			return nil, err
		}
		out.Export = "X1"
		if p.c.Sealed != nil {
			p.c.Sealed(p.ctx)
		}
	}
	stamps, sizes, err := p.stamps()
	if err != nil {
		return nil, err
	}
	var leaves []int64
	for _, o := range p.openings {
		leaves = append(leaves, o.Leaf)
	}
	keys, _, err := p.ledger.Keys(p.ctx)
	if err != nil {
		return nil, err
	}
	for _, k := range keys.Changes() {
		leaves = append(leaves, k.Leaf)
	}
	proven, err := p.ledger.Prove(p.ctx, leaves, sizes)
	if err != nil {
		return nil, err
	}
	if proven.Checkpoint, err = p.ledger.CosignaturesOn(p.ctx, proven.Checkpoint); err != nil {
		return nil, err
	}
	out.Form, out.Checkpoint, out.Records, out.Stamps, out.Roots = Form, string(proven.Checkpoint), p.records(proven), []stamped{}, []trusted{}
	for _, s := range stamps {
		out.Stamps = append(out.Stamps, stamped{s.By, s.Size, string(s.Note), base64.StdEncoding.EncodeToString(s.Answer), inBase64(proven.Consistences[s.Size])})
	}
	for _, k := range keys.Changes() {
		out.Keys = append(out.Keys, change{k.Leaf, string(k.Encode()), inBase64(proven.Inclusions[k.Leaf])})
	}
	known, err := p.ledger.Authorities(p.ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range known {
		if slices.ContainsFunc(stamps, func(s keep.Stamped) bool { return s.By == a.Name }) {
			out.Roots = append(out.Roots, trusted{a.Name, string(a.Roots)})
		}
	}
	return marshal(out)
}

// subjects are what the record of the packet is about: the incidents, and the reports whose IDs are shown.
func (p *packet) subjects() (on []string) {
	for _, in := range p.c.Incidents {
		on = append(on, in.ID)
	}
	for _, o := range p.openings {
		if o.Kind == "report" && !p.closed.has("id", o.ID) {
			on = append(on, "report:"+o.ID)
		}
	}
	return on
}

// stamps are those that the packet needs: for each record the earliest that covers it, and of each authority the
// newest.
func (p *packet) stamps() (needed []keep.Stamped, sizes []int64, err error) {
	all, err := p.ledger.Stamps(p.ctx)
	if err != nil {
		return nil, nil, err
	}
	all = slices.DeleteFunc(all, func(s keep.Stamped) bool { return s.Err != nil })
	newest := make(map[string]int)
	want := make(map[int]bool)
	for i, s := range all { // by size
		newest[s.By] = i
	}
	for _, i := range newest {
		want[i] = true
	}
	for _, o := range p.openings {
		if i := slices.IndexFunc(all, func(s keep.Stamped) bool { return s.Size > o.Leaf }); i >= 0 {
			want[i] = true
		}
	}
	for i, s := range all {
		if want[i] {
			needed, sizes = append(needed, s), append(sizes, s.Size)
		}
	}
	return needed, sizes, nil
}

// records are the records with their paths and with what opens them, as far as it is not withheld.
func (p *packet) records(from keep.Proven) (all []proven) {
	for i, o := range p.openings {
		r := proven{Name: p.names[i], Leaf: o.Leaf, Record: string(o.Record), Path: inBase64(from.Inclusions[o.Leaf]), Opened: make(map[string]opened)}
		for _, f := range o.Fields {
			if !p.hides(f, o) {
				r.Opened[f.Name] = opened{f.Value, hex.EncodeToString(f.Key[:])}
			}
		}
		all = append(all, r)
	}
	return all
}

// hides reports whether a field is withheld: it was asked for, or it names a report whose ID is.
func (p *packet) hides(f keep.OpenField, o keep.Opening) bool {
	if p.closed.has(f.Name, o.ID) {
		return true
	}
	if o.Kind == "report" {
		return false
	}
	return slices.ContainsFunc(p.c.Reports, func(id string) bool { return p.closed.has("id", id) && strings.Contains(f.Value, id) })
}

func inBase64(hashes []tlog.Hash) []string {
	out := make([]string, len(hashes))
	for i, h := range hashes {
		out[i] = base64.StdEncoding.EncodeToString(h[:])
	}
	return out
}

func marshal(v any) ([]byte, error) {
	data, err := json.MarshalIndent(v, "", " ")
	return append(data, '\n'), err
}
