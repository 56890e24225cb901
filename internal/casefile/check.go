package casefile

import (
	"archive/zip"
	"cmp"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/stamp"
	"firsthand/internal/report"
)

// Limits of what is read of a packet.
const (
	maxFile  = 256 << 20
	maxTotal = 4 << 30
	maxFiles = 100_000
)

// Finding is one thing that was checked. Both checkers give the same things the same names.
type Finding struct {
	Thing string `json:"thing"` // "contents", "file …", "record R1", "field R1.title", "stamp millstone 15" …
	Holds bool   `json:"holds"`
	Says  string `json:"says"`
}

// Result is what came of checking a packet.
type Result struct {
	Findings []Finding
	Ledger   string   // the origin of the log
	Key      string   // that verifies its checkpoints: everything rests on it
	Records  int      // of the packet, that stand in the log
	Withheld []string // R1.author …
	Sealed   bool     // whether the list of contents is sealed in the log
	Reports  []Report
	Made     string
}

// Report is a report of a packet as it was shown, for whoever can read it again. Fields that are withheld are empty,
// and so is what does not hold.
type Report struct {
	Name     string
	Fields   map[string]string
	Original []byte
	Reading  []byte // JSON
}

// Holds reports whether everything does.
func (r Result) Holds() bool {
	return !slices.ContainsFunc(r.Findings, func(f Finding) bool { return !f.Holds })
}

// Options say whom a checker trusts.
type Options struct {
	Key   string              // a key that the ledger has had, and changes of it perhaps; "" takes the packet's own, which is then for people to compare
	Roots []*x509.Certificate // of authorities for time; nil takes those in the packet, likewise
}

// Check checks a packet. It fails only where the bytes are no packet at all; everything else is in the findings.
func Check(r io.ReaderAt, size int64, o Options) (Result, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return Result{}, fmt.Errorf("check a case file: it is no ZIP archive: %w", err)
	}
	c := &checker{o: o, files: make(map[string]*zip.File), digests: make(map[string]string)}
	if err := c.open(z); err != nil {
		return Result{}, fmt.Errorf("check a case file: %w", err)
	}
	c.contents()
	if c.proofs() {
		c.caseData()
	}
	return c.result, nil
}

type checker struct {
	o       Options
	files   map[string]*zip.File
	digests map[string]string // SHA-256 of each file
	result  Result

	list  contents
	proof proof
	data  caseData

	checkpoint seal.Checkpoint
	chain      seal.Chain
	records    map[string]map[string]string // the opened fields of each record, as far as they hold
	kinds      map[string]seal.Kind
}

func (c *checker) say(thing string, holds bool, format string, args ...any) {
	c.result.Findings = append(c.result.Findings, Finding{thing, holds, fmt.Sprintf(format, args...)})
}

// open lists the files and reads the three that say what the packet is.
func (c *checker) open(z *zip.Reader) error {
	if len(z.File) > maxFiles {
		return errors.New("it has too many files")
	}
	var total uint64
	for _, f := range z.File {
		if c.files[f.Name] != nil {
			c.say("file "+printable(f.Name), false, "two files have this name")
		}
		c.files[f.Name] = f
		if total += f.UncompressedSize64; total > maxTotal || f.UncompressedSize64 > maxFile {
			return errors.New("it is too large")
		}
	}
	for _, part := range []struct {
		name string
		into any
	}{{contentsFile, &c.list}, {proofFile, &c.proof}, {caseFile, &c.data}} {
		data, err := c.read(part.name)
		if err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
		if err := json.Unmarshal(data, part.into, json.RejectUnknownMembers(part.name != caseFile)); err != nil {
			return fmt.Errorf("%s cannot be read", part.name)
		}
	}
	if c.list.Form != Form || c.proof.Form != Form || c.data.Form != Form {
		return fmt.Errorf("it is of another form than %d", Form)
	}
	return nil
}

// read is the bytes of a file, whose digest is noted.
func (c *checker) read(name string) ([]byte, error) {
	f := c.files[name]
	if f == nil {
		return nil, errors.New("it is missing")
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, errors.New("it is damaged")
	}
	sum := sha256.Sum256(data)
	c.digests[name] = hex.EncodeToString(sum[:])
	return data, nil
}

// contents checks that the packet has the listed files and no others.
func (c *checker) contents() {
	named := map[string]bool{contentsFile: true, proofFile: true}
	for _, l := range c.list.Files {
		thing := "file " + printable(l.Name)
		named[l.Name] = true
		data, err := c.read(l.Name)
		switch {
		case err != nil:
			c.say(thing, false, "%v", err)
		case c.digests[l.Name] != l.SHA256 || int64(len(data)) != l.Size:
			c.say(thing, false, "it is not the file that the contents list: SHA-256 %s, listed %s", c.digests[l.Name], printable(l.SHA256))
		default:
			c.say(thing, true, "SHA-256 %s", l.SHA256)
		}
	}
	for _, name := range sorted(c.files) {
		if !named[name] {
			c.say("file "+printable(name), false, "the contents do not list it")
		}
	}
}

// proofs checks the key, the checkpoint, every record, the seal of the contents, and every stamp. It reports whether
// there is a signed root: without one nothing else can be shown.
func (c *checker) proofs() bool {
	c.result.Key, c.result.Made = c.proof.Key, c.list.Made
	c.records, c.kinds = make(map[string]map[string]string), make(map[string]seal.Kind)
	if !c.keys() {
		return false
	}
	name := c.chain.Newest().Name()
	c.result.Ledger = name
	var err error
	if c.checkpoint, err = c.chain.Open([]byte(c.proof.Checkpoint)); err != nil {
		c.say("checkpoint", false, "%v", err)
		return false
	}
	c.say("checkpoint", true, "%d records, root %s, signed by the key of %s", c.checkpoint.Size, c.checkpoint.Root, name)
	for _, k := range c.proof.Keys {
		c.keyChange(k)
	}
	for _, r := range c.proof.Records {
		c.record(r)
	}
	c.export()
	for _, s := range c.proof.Stamps {
		c.stamp(s)
	}
	return true
}

// keys follows the packet's keys, and holds them against the one that was given. It reports whether there is one at
// all.
func (c *checker) keys() bool {
	first, err := seal.ParseKey(c.proof.Key)
	if err != nil {
		c.say("key", false, "it is no public key")
		return false
	}
	c.chain = seal.NewChain(first)
	had := []string{c.proof.Key}
	for _, p := range c.proof.Keys {
		k, err := seal.ParseKeyChange([]byte(p.Record))
		if err == nil && k.Leaf != p.Leaf {
			err = errors.New("it stands at another place than it says")
		}
		var next seal.Chain
		if err == nil {
			next, err = c.chain.Follow(k)
		}
		if err != nil {
			c.say(fmt.Sprintf("key change %d", p.Leaf), false, "%v", err)
			continue
		}
		c.chain, had = next, append(had, k.New)
	}
	if c.o.Key == "" {
		return true
	}
	given, err := seal.ParseChain([]byte(c.o.Key))
	if line, _, _ := strings.Cut(strings.TrimSpace(c.o.Key), "\n"); err != nil || !slices.Contains(had, line) {
		c.say("key", false, "it is not the key that was given")
		return true
	}
	if trusted, err := given.FollowAll(c.chain.Changes()); err != nil {
		c.say("key", false, "it was changed otherwise than the keys that were given")
	} else if _, err := trusted.Open([]byte(c.proof.Checkpoint)); err != nil {
		c.say("key", false, "the keys that were given did not sign the packet: %v", err)
	}
	return true
}

// keyChange checks that the record of a change of keys stands in the log. That the key before signed it, keys has
// checked.
func (c *checker) keyChange(p change) {
	thing := fmt.Sprintf("key change %d", p.Leaf)
	path, err := fromBase64(p.Path)
	if err == nil {
		err = tlog.CheckRecord(tlog.RecordProof(path), c.checkpoint.Size, c.checkpoint.Root, p.Leaf, tlog.RecordHash([]byte(p.Record)))
	}
	if err != nil {
		c.say(thing, false, "it does not stand in the log at place %d", p.Leaf)
		return
	}
	if slices.ContainsFunc(c.result.Findings, func(f Finding) bool { return f.Thing == thing }) {
		return // it does not hold
	}
	c.say(thing, true, "signed by the key before it, and number %d of the log", p.Leaf)
}

// record checks that a record stands in the log, and each value that is opened.
func (c *checker) record(p proven) {
	thing := "record " + printable(p.Name)
	if _, twice := c.records[p.Name]; twice {
		c.say(thing, false, "two records have this name")
		return
	}
	c.records[p.Name] = make(map[string]string)
	path, err := fromBase64(p.Path)
	if err == nil {
		err = tlog.CheckRecord(tlog.RecordProof(path), c.checkpoint.Size, c.checkpoint.Root, p.Leaf, tlog.RecordHash([]byte(p.Record)))
	}
	if err != nil {
		c.say(thing, false, "it does not stand in the log at place %d", p.Leaf)
		return
	}
	record, err := seal.Parse([]byte(p.Record))
	if err != nil {
		c.say(thing, false, "%v", err)
		return
	}
	c.result.Records++
	c.kinds[p.Name] = record.Kind
	c.say(thing, true, "a %s, number %d of the log, added %s by the ledger's clock", record.Kind, p.Leaf, record.Added.Format(seal.TimeLayout))
	committed := make(map[string]report.Digest)
	for i, name := range seal.CommittedOf(record.Kind, record.Form) {
		committed[name] = record.Commitments[i]
	}
	for _, name := range sorted(p.Opened) {
		c.field(p.Name, name, p.Opened[name], committed)
	}
	if record.ID != "" {
		c.records[p.Name][seal.IDName] = record.ID
	}
	if !record.Original.IsZero() {
		c.records[p.Name][seal.OriginalName] = record.Original.String()
	}
}

func (c *checker) field(record, name string, o opened, committed map[string]report.Digest) {
	thing := "field " + printable(record+"."+name)
	want, known := committed[name]
	key, err := report.ParseDigest(o.Key)
	switch {
	case !known:
		c.say(thing, false, "its record has no such field")
	case err != nil || seal.OpenField(key, o.Value) != want:
		c.say(thing, false, "it is not what was sealed")
	default:
		c.records[record][name] = o.Value
		c.say(thing, true, "as sealed")
	}
}

// export checks the record that seals the contents.
func (c *checker) export() {
	fields := c.records[c.proof.Export]
	switch {
	case c.proof.Export == "":
		c.say("contents", false, "no record seals them: what was read and what people see is nobody's word")
	case c.kinds[c.proof.Export] != seal.DecisionKind || fields["act"] != Act:
		c.say("contents", false, "the record %s does not say that a packet was made", printable(c.proof.Export))
	case fields["value"] != valuePrefix+c.digests[contentsFile]:
		c.say("contents", false, "they are not the contents that were sealed when the packet was made")
	default:
		c.result.Sealed = true
		c.say("contents", true, "sealed when the packet was made, by %s", printable(fields["by"]))
	}
}

// stamp checks a time stamp, and that the log begins with what it is over.
func (c *checker) stamp(s stamped) {
	thing := fmt.Sprintf("stamp %s %d", printable(s.By), s.Size)
	before, err := c.chain.Open([]byte(s.Note))
	if err != nil || before.Size != s.Size {
		c.say(thing, false, "what it is over is no checkpoint of this log")
		return
	}
	path, err := fromBase64(s.Path)
	if err == nil {
		err = tlog.CheckTree(tlog.TreeProof(path), c.checkpoint.Size, c.checkpoint.Root, before.Size, before.Root)
	}
	if err != nil {
		c.say(thing, false, "the log does not begin with what it is over")
		return
	}
	answer, err := base64.StdEncoding.DecodeString(s.Answer)
	var got stamp.Stamp
	if err == nil {
		got, err = stamp.Open(answer, []byte(s.Note), c.roots())
	}
	if err != nil {
		c.say(thing, false, "%v", err)
		return
	}
	c.say(thing, true, "the first %d records existed before %s, by the word of %s, under the certificate %s, SHA-256 %x",
		s.Size, got.Before().Format(time.RFC3339), printable(got.Authority), printable(got.Root), got.RootPrint)
}

// roots are the certificates that are trusted for stamps.
func (c *checker) roots() (roots []*x509.Certificate) {
	if c.o.Roots != nil {
		return c.o.Roots
	}
	for _, r := range c.proof.Roots {
		if parsed, err := stamp.ParseRoots([]byte(r.PEM)); err == nil {
			roots = append(roots, parsed...)
		}
	}
	return roots
}

// caseData checks that what the packet tells rests on records that it shows.
func (c *checker) caseData() {
	c.result.Withheld = c.data.Withheld
	for _, r := range c.data.Reports {
		c.report(r)
	}
	for _, d := range c.data.Decisions {
		if c.kinds[d.Name] != seal.DecisionKind {
			c.say("record "+printable(d.Name), false, "the packet shows it as a decision, and it is not proved to be one")
		}
	}
}

func (c *checker) report(r caseReport) {
	thing, fields := "record "+printable(r.Name), c.records[r.Name]
	if c.kinds[r.Name] != seal.ReportKind {
		c.say(thing, false, "the packet shows it as a report, and it is not proved to be one")
		return
	}
	shown := Report{Name: r.Name, Fields: fields}
	if r.Original != "" {
		data, err := c.read(r.Original)
		digest, original := c.digests[r.Original], "original "+printable(r.Name)
		switch {
		case err != nil:
			c.say(original, false, "%v", err)
		case digest != fields[seal.OriginalName]:
			c.say(original, false, "it is not the original that was sealed")
		default:
			shown.Original = data
			c.say(original, true, "the bytes as they were sealed, SHA-256 %s", digest)
		}
	}
	if r.Reading != nil {
		shown.Reading, _ = json.Marshal(r.Reading)
	}
	c.result.Reports = append(c.result.Reports, shown)
}

func fromBase64(lines []string) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(lines))
	for i, line := range lines {
		b, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(b) != tlog.HashSize {
			return nil, errors.New("not a hash")
		}
		hashes[i] = tlog.Hash(b)
	}
	return hashes, nil
}

func sorted[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// printable makes words of a packet fit to stand on a terminal.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || (r >= 0x80 && r < 0xa0) || (r >= 0x200b && r <= 0x200f) || (r >= 0x2028 && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069) || r == 0xfeff {
			return ' '
		}
		return r
	}, s)
	return s[:min(len(s), 200)]
}
