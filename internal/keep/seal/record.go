package seal

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"firsthand/internal/report"
)

// Kind says what a record seals.
type Kind string

// The kinds of record.
const (
	ReportKind   Kind = "report"
	DecisionKind Kind = "decision"
	PlacesKind   Kind = "places" // a list of places that a desk imported
)

// forms are the names of what each kind of record commits to, in the order of its lines, by the number of its form from 1. A form
// is never changed once a ledger has been made with it. The next one adds fields at its end.
var forms = map[Kind][][]string{
	ReportKind: {
		{"title", "publisher", "author", "published", "url", "lang", "media_type", "name", "text"},
		{"title", "publisher", "author", "published", "url", "lang", "media_type", "name", "text",
			"part", "captured_at", "captured_tool", "captured_version", "captured_by", "captured_from", "captured_final", "captured_headers"},
		{"title", "publisher", "author", "published", "url", "lang", "media_type", "name", "text",
			"part", "captured_at", "captured_tool", "captured_version", "captured_by", "captured_from", "captured_final", "captured_headers"},
	},
	DecisionKind: {{"at", "by", "act", "on", "value", "reason"}},
	PlacesKind:   {{"name"}},
}

// closed are the forms that commit to the ID and the original too, behind their fields, where older ones show them.
// Whoever has the plain digest of some bytes can tell that a ledger holds them, and from an ID that is made of it,
// publisher and address can be guessed.
var closed = map[Kind]int{ReportKind: 3}

// Closed reports whether records of kind k show neither ID nor original in that form and up.
func Closed(k Kind, form int) bool { return closed[k] > 0 && form >= closed[k] }

// Names of what a closed record commits to besides its fields: its ID, and the hexadecimal digits of its original's
// digest.
const (
	IDName       = "id"
	OriginalName = "original"
)

// CommittedOf are the names of everything that a record of kind k commits to in one of its forms, in order: its fields,
// and in a closed form the ID and the original.
func CommittedOf(k Kind, form int) []string {
	names := FieldsOf(k, form)
	if Closed(k, form) {
		names = append(names, IDName, OriginalName)
	}
	return names
}

// Newest is the number of the newest form of records of kind k, which new ones have; 0 for a kind that does not exist.
func Newest(k Kind) int { return len(forms[k]) }

// Fields are the names of what a record of kind k commits to in its newest form, in order; nil for a kind that does not
// exist.
func Fields(k Kind) []string { return FieldsOf(k, Newest(k)) }

// FieldsOf are the names of what a record of kind k commits to in one of its forms; nil for a form that does not exist.
func FieldsOf(k Kind, form int) []string {
	if form < 1 || form > len(forms[k]) {
		return nil
	}
	return slices.Clone(forms[k][form-1])
}

// TimeLayout is the form of a record's time: UTC, to the microsecond, always as long.
const TimeLayout = "2006-01-02T15:04:05.000000Z"

// Salt is the secret of one record: it keys the record's commitments. Whoever has it can check guesses at what the
// record commits to, so it leaves the ledger only together with the words it opens.
type Salt [32]byte

// Digest is what a record shows of its salt: its SHA-256.
func (s Salt) Digest() report.Digest { return report.DigestOf(s[:]) }

// Commit is the commitment to the value of one field of a record:
//
//	HMAC-SHA256(key: HMAC-SHA256(key: salt, field), value)
//
// The inner key is of use for that one field alone ([OpenField] checks with it), so one field of a record can be opened
// to somebody while the others stay closed.
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
	Form        int             // 1 and up, see [FieldsOf]
	ID          string          // of the report, decision or list: 32 lower-case hexadecimal digits, see [ValidID]; "" in a closed form
	Added       time.Time       // by the ledger's clock, UTC, whole microseconds, years 0001 to 9999
	Original    report.Digest   // of a report or list; the zero digest for a decision and in a closed form
	Salt        report.Digest   // of the record's salt
	Commitments []report.Digest // one for each of CommittedOf(Kind, Form), in that order
}

// NewRecord commits to values, one for each of Fields(kind), under salt, in the newest form.
func NewRecord(kind Kind, id string, added time.Time, original report.Digest, salt Salt, values []string) (Record, error) {
	return NewRecordOf(kind, Newest(kind), id, added, original, salt, values)
}

// NewRecordOf commits to values, one for each of FieldsOf(kind, form), under salt.
func NewRecordOf(kind Kind, form int, id string, added time.Time, original report.Digest, salt Salt, values []string) (Record, error) {
	names := FieldsOf(kind, form)
	if len(names) == 0 || len(values) != len(names) {
		return Record{}, fmt.Errorf("make a record: %d values for a record of kind %q, want %d", len(values), kind, len(names))
	}
	r := Record{Kind: kind, Form: form, ID: id, Added: added.UTC().Truncate(time.Microsecond), Original: original, Salt: salt.Digest()}
	for i, name := range names {
		r.Commitments = append(r.Commitments, Commit(salt, name, values[i]))
	}
	if !Closed(kind, form) {
		return r, r.validate()
	}
	if !ValidID(id) || original.IsZero() {
		return Record{}, errors.New("make a record: it has no ID or no original")
	}
	r.ID, r.Original = "", report.Digest{}
	r.Commitments = append(r.Commitments, Commit(salt, IDName, id), Commit(salt, OriginalName, original.String()))
	return r, r.validate()
}

// ValidID tells whether id can name a record: 32 lower-case hexadecimal digits, the form of [report.NewID]. An ID of
// that form cannot carry words of a report.
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

// showsOriginal reports whether the record has a line with the digest of an original.
func (r Record) showsOriginal() bool { return r.Kind != DecisionKind && !Closed(r.Kind, r.Form) }

// showsID reports whether the record has a line with its ID.
func (r Record) showsID() bool { return !Closed(r.Kind, r.Form) }

func (r Record) validate() error {
	switch {
	case FieldsOf(r.Kind, r.Form) == nil:
		return fmt.Errorf("record: no kind %q of form %d", r.Kind, r.Form)
	case r.showsID() && !ValidID(r.ID) || !r.showsID() && r.ID != "":
		return errors.New("record: its ID is not 32 lower-case hexadecimal digits")
	case r.Added.Year() < 1 || r.Added.Year() > 9999:
		return errors.New("record: its year is not between 1 and 9999")
	case r.Original.IsZero() == r.showsOriginal():
		return errors.New("record: it names an original and its form does not, or the other way round")
	case r.Salt.IsZero():
		return errors.New("record: it has no salt")
	case len(r.Commitments) != len(CommittedOf(r.Kind, r.Form)):
		return fmt.Errorf("record: %d commitments, want %d", len(r.Commitments), len(CommittedOf(r.Kind, r.Form)))
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
	b = append(b, ' ')
	b = strconv.AppendInt(b, int64(r.Form), 10)
	b = append(b, '\n')
	if r.showsID() {
		b = append(b, "id "...)
		b = append(b, r.ID...)
		b = append(b, '\n')
	}
	b = append(b, "added "...)
	b = r.Added.AppendFormat(b, TimeLayout)
	b = append(b, '\n')
	if r.showsOriginal() {
		b = appendLine(b, OriginalName, r.Original)
	}
	b = appendLine(b, "salt", r.Salt)
	for i, name := range CommittedOf(r.Kind, r.Form) {
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

// MaxRecord is the most bytes a record can have. The longest kind takes under 2,000.
const MaxRecord = 4096

// Parse reads what Encode writes, and only that: Parse(b).Encode() equals b for every b it accepts. Its errors name the
// line, never its content.
func Parse(data []byte) (Record, error) {
	if len(data) > MaxRecord {
		return Record{}, fmt.Errorf("parse record: %d bytes, at most %d", len(data), MaxRecord)
	}
	p := lines{rest: data}
	var r Record
	for kind, known := range forms {
		for i := range known {
			if bytes.HasPrefix(data, fmt.Appendf(nil, "firsthand %s %d\n", kind, i+1)) {
				r.Kind, r.Form = kind, i+1
			}
		}
	}
	if r.Kind == "" {
		return Record{}, errors.New("parse record: line 1 names no kind and form of record that this program knows")
	}
	p.value("firsthand")
	if r.showsID() {
		r.ID = p.value(IDName)
	}
	r.Added = p.time("added")
	if r.showsOriginal() {
		r.Original = p.digest(OriginalName)
	}
	r.Salt = p.digest("salt")
	for _, name := range CommittedOf(r.Kind, r.Form) {
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
