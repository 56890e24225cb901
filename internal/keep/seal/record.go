package seal

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"firsthand/internal/report"
)

// Kind says what a record seals.
type Kind string

// The kinds of record.
const (
	ReportKind   Kind = "report"
	DecisionKind Kind = "decision"
)

// version is the form of record that Encode writes and Parse reads.
const version = "1"

// fields are the names of what each kind of record commits to, in the order of its lines.
var fields = map[Kind][]string{
	ReportKind:   {"title", "publisher", "author", "published", "url", "lang", "media_type", "name", "text"},
	DecisionKind: {"at", "by", "act", "on", "value", "reason"},
}

// Fields are the names of what a record of kind k commits to, in order; nil for a kind that does not exist.
func Fields(k Kind) []string { return slices.Clone(fields[k]) }

// TimeLayout is the form of a record's time: UTC, to the microsecond, always as long.
const TimeLayout = "2006-01-02T15:04:05.000000Z"

// Salt is the secret of one record: it keys the record's commitments. Whoever has it can check guesses at what the record
// commits to, so it leaves the ledger only together with the words it opens.
type Salt [32]byte

// Digest is what a record shows of its salt: its SHA-256.
func (s Salt) Digest() report.Digest { return report.DigestOf(s[:]) }

// Commit is the commitment to the value of one field of a record:
//
//	HMAC-SHA256(key: HMAC-SHA256(key: salt, field), value)
//
// The inner key is of use for that one field alone ([OpenField] checks with it), so one field of a record can be opened to
// somebody while the others stay closed.
func Commit(salt Salt, field, value string) report.Digest {
	return OpenField(FieldKey(salt, field), value)
}

// FieldKey is the key that opens one field of the record with that salt and no other field.
func FieldKey(salt Salt, field string) report.Digest { return mac(salt[:], field) }

// OpenField is the commitment to value under the key of one field, as [Commit] gives it.
func OpenField(key report.Digest, value string) report.Digest { return mac(key[:], value) }

func mac(key []byte, value string) (sum report.Digest) {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(value))
	m.Sum(sum[:0])
	return sum
}

// Record is the data of one leaf.
type Record struct {
	Kind        Kind
	ID          string          // of the report or decision: 32 lower-case hexadecimal digits, see [ValidID]
	Added       time.Time       // by the ledger's clock, UTC, whole microseconds, years 0001 to 9999
	Original    report.Digest   // of a report; the zero digest for a decision, whose record has no such line
	Salt        report.Digest   // of the record's salt
	Commitments []report.Digest // one for each of Fields(Kind), in that order
}

// NewRecord commits to values, one for each of Fields(kind), under salt.
func NewRecord(kind Kind, id string, added time.Time, original report.Digest, salt Salt, values []string) (Record, error) {
	names := fields[kind]
	if len(names) == 0 || len(values) != len(names) {
		return Record{}, fmt.Errorf("make a record: %d values for a record of kind %q, want %d", len(values), kind, len(names))
	}
	r := Record{Kind: kind, ID: id, Added: added.UTC().Truncate(time.Microsecond), Original: original, Salt: salt.Digest()}
	for i, name := range names {
		r.Commitments = append(r.Commitments, Commit(salt, name, values[i]))
	}
	return r, r.validate()
}

// ValidID tells whether id can name a record: 32 lower-case hexadecimal digits, the form of [report.NewID]. An ID of that
// form cannot carry words of a report.
func ValidID(id string) bool {
	if len(id) != 32 {
		return false
	}
	for i := range len(id) {
		if c := id[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

func (r Record) validate() error {
	switch {
	case fields[r.Kind] == nil:
		return fmt.Errorf("record: no kind %q", r.Kind)
	case !ValidID(r.ID):
		return errors.New("record: its ID is not 32 lower-case hexadecimal digits")
	case r.Added.Year() < 1 || r.Added.Year() > 9999:
		return errors.New("record: its year is not between 1 and 9999")
	case r.Original.IsZero() == (r.Kind == ReportKind):
		return errors.New("record: a report's record names an original, no other does")
	case r.Salt.IsZero():
		return errors.New("record: it has no salt")
	case len(r.Commitments) != len(fields[r.Kind]):
		return fmt.Errorf("record: %d commitments, want %d", len(r.Commitments), len(fields[r.Kind]))
	case slices.Contains(r.Commitments, report.Digest{}):
		return errors.New("record: a commitment is zero")
	}
	return nil
}

// Encode is the record as the bytes that are hashed into the tree: lines of "name SP value LF", see docs/ledger.md.
// Two records that differ in anything have different bytes. The record must be one that NewRecord or Parse gave.
func (r Record) Encode() []byte {
	b := make([]byte, 0, 1024)
	b = append(b, "firsthand "...)
	b = append(b, r.Kind...)
	b = append(b, " "+version+"\nid "...)
	b = append(b, r.ID...)
	b = append(b, "\nadded "...)
	b = r.Added.AppendFormat(b, TimeLayout)
	b = append(b, '\n')
	if r.Kind == ReportKind {
		b = appendLine(b, "original", r.Original)
	}
	b = appendLine(b, "salt", r.Salt)
	for i, name := range fields[r.Kind] {
		b = appendLine(b, name, r.Commitments[i])
	}
	return b
}

func appendLine(b []byte, name string, d report.Digest) []byte {
	b = append(b, name...)
	b = append(b, ' ')
	b = hex.AppendEncode(b, d[:])
	return append(b, '\n')
}

// MaxRecord is the most bytes a record can have. The longest kind takes under 900.
const MaxRecord = 4096

// Parse reads what Encode writes, and only that: Parse(b).Encode() equals b for every b it accepts. Its errors name the
// line, never its content.
func Parse(data []byte) (Record, error) {
	if len(data) > MaxRecord {
		return Record{}, fmt.Errorf("parse record: %d bytes, at most %d", len(data), MaxRecord)
	}
	p := lines{rest: data}
	var r Record
	for kind := range fields {
		if bytes.HasPrefix(data, []byte("firsthand "+string(kind)+" "+version+"\n")) {
			r.Kind = kind
		}
	}
	if r.Kind == "" {
		return Record{}, errors.New("parse record: line 1 is not that of a report or a decision of form 1")
	}
	p.value("firsthand")
	r.ID = p.value("id")
	r.Added = p.time("added")
	if r.Kind == ReportKind {
		r.Original = p.digest("original")
	}
	r.Salt = p.digest("salt")
	for _, name := range fields[r.Kind] {
		r.Commitments = append(r.Commitments, p.digest(name))
	}
	if p.err == nil && len(p.rest) > 0 {
		p.err = fmt.Errorf("%d bytes after line %d", len(p.rest), p.line)
	}
	if p.err == nil {
		p.err = r.validate()
	}
	if p.err != nil {
		return Record{}, fmt.Errorf("parse record: %w", p.err)
	}
	return r, nil
}

// lines takes "name SP value LF" lines off the front of rest and keeps the first error.
type lines struct {
	rest []byte
	line int
	err  error
}

func (p *lines) value(name string) string {
	if p.err != nil {
		return ""
	}
	p.line++
	line, rest, ended := bytes.Cut(p.rest, []byte("\n"))
	value, named := bytes.CutPrefix(line, []byte(name+" "))
	if !ended || !named {
		p.err = fmt.Errorf("line %d is not a whole %q line", p.line, name)
		return ""
	}
	p.rest = rest
	return string(value)
}

func (p *lines) digest(name string) report.Digest {
	v := p.value(name)
	if p.err != nil {
		return report.Digest{}
	}
	d, err := report.ParseDigest(v)
	if err != nil {
		p.err = fmt.Errorf("line %d: %w", p.line, err)
	}
	return d
}

func (p *lines) time(name string) time.Time {
	v := p.value(name)
	if p.err != nil {
		return time.Time{}
	}
	t, err := time.Parse(TimeLayout, v)
	if err != nil || t.Format(TimeLayout) != v {
		p.err = fmt.Errorf("line %d is not a time of the form %s", p.line, TimeLayout)
		return time.Time{}
	}
	return t
}
