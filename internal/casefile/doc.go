// Package casefile makes and checks packets that show a stranger what a ledger holds about incidents: originals, what
// was read from them, what was decided, and the proofs that all of it stands in a log that was signed, stamped and not
// changed since.
//
// Whoever gets a packet needs no ledger and no word of ours. Every file in it is named by its digest in contents.json,
// whose own digest is sealed in the log as the record that the packet was made; every record is shown with its path to
// the signed root; every value with the key that opens its commitment; and time stamps stand over earlier roots, with
// the proof that the root begins with them. [Check] checks all of it, and so does verify.html, which lies in each
// packet and shares no code with it. docs/casefile.md has the form to the byte.
//
// What a packet withholds stays closed: a record shows a commitment where a value is missing, and nothing can be
// guessed from it.
package casefile

import "firsthand/internal/report"

// Names of the files of a packet. Originals lie below originalsDir, named by their digests.
const (
	contentsFile = "contents.json"
	caseFile     = "case.json"
	proofFile    = "proof.json"
	pageFile     = "page.html"
	readmeFile   = "README.txt"
	checkerFile  = "verify.html"
	originalsDir = "originals/"
)

// Form is the number of the form of packets.
const Form = 1

// Act is the act of the sealed record that says that a packet was made, and valuePrefix what its value begins with,
// before the SHA-256 of contents.json in hexadecimal digits.
const (
	Act         = string(report.CaseFile)
	valuePrefix = "contents.json sha256:"
)

// contents is contents.json: every file of the packet but itself and proof.json.
type contents struct {
	Form    int      `json:"firsthand_casefile"`
	Made    string   `json:"made"`
	Program string   `json:"program"`
	Ledger  string   `json:"ledger"`
	Files   []listed `json:"files"`
}

type listed struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// proof is proof.json: it needs no seal, because each part of it is checked by itself.
type proof struct {
	Form       int       `json:"firsthand_casefile"`
	Key        string    `json:"key"`            // the first that the ledger had
	Keys       []change  `json:"keys,omitempty"` // every change of it
	Checkpoint string    `json:"checkpoint"`
	Export     string    `json:"export"` // the name of the record that seals contents.json; "" where the ledger could not be written
	Records    []proven  `json:"records"`
	Stamps     []stamped `json:"stamps"`
	Roots      []trusted `json:"roots"`
}

// change is the record of a change of keys, which is open.
type change struct {
	Leaf   int64    `json:"leaf"`
	Record string   `json:"record"`
	Path   []string `json:"path"` // as that of a record
}

// proven is one record of the log.
type proven struct {
	Name   string            `json:"name"` // R1 for a report, D1 for a decision: the name it has in this packet
	Leaf   int64             `json:"leaf"`
	Record string            `json:"record"`
	Path   []string          `json:"path"` // RFC 6962 audit path, from the leaf upwards, in base64
	Opened map[string]opened `json:"opened"`
}

// opened is a value and the key of its field, in hexadecimal digits.
type opened struct {
	Value string `json:"value"`
	Key   string `json:"key"`
}

// stamped is a time stamp over an earlier checkpoint of the same log.
type stamped struct {
	By     string   `json:"by"`
	Size   int64    `json:"size"`
	Note   string   `json:"note"`
	Answer string   `json:"answer"` // TimeStampResp, DER, in base64
	Path   []string `json:"path"`   // RFC 6962 consistency proof from that size to the checkpoint's, in base64
}

// trusted are the certificates that the ledger was told to trust for the stamps of one authority.
type trusted struct {
	By  string `json:"by"`
	PEM string `json:"pem"`
}

// caseData is case.json: what the packet is about.
type caseData struct {
	Form      int            `json:"firsthand_casefile"`
	Made      string         `json:"made"`
	By        string         `json:"by"`
	Reason    string         `json:"reason"`
	Incidents []any          `json:"incidents"`
	Reports   []caseReport   `json:"reports"`
	Decisions []caseDecision `json:"decisions"`
	Withheld  []string       `json:"withheld"` // R1.author, R2.original …
}

type caseReport struct {
	Name     string `json:"name"`
	Leaf     int64  `json:"leaf"`
	Original string `json:"original,omitempty"` // the file, "" where it is withheld
	Before   string `json:"existed_before,omitempty"`
	Reading  any    `json:"reading,omitempty"`
}

type caseDecision struct {
	Name string `json:"name"`
	Leaf int64  `json:"leaf"`
}
