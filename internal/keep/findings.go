package keep

import (
	"fmt"
	"strings"
)

// Problem is what is the matter with something that Verify looked at.
type Problem string

// The problems. Unprotected and those after it do no harm; the others mean that the ledger is not what was sealed, or
// is no longer protected.
const (
	Altered      Problem = "altered"      // it is there and is not what it was
	Missing      Problem = "missing"      // it was there and is not
	Unsealed     Problem = "unsealed"     // it is there and the seal knows nothing of it
	Unreadable   Problem = "unreadable"   // it is there and cannot be looked at
	Exposed      Problem = "exposed"      // others can read what should be secret
	Differs      Problem = "differs"      // a reading or a text is not what making it again gives. Only who can make it says so: not Verify
	Unprotected  Problem = "unprotected"  // it was never under the seal, as an older version left it: says nothing either way
	Untrusted    Problem = "untrusted"    // who signed it is nobody whom this ledger was told to trust
	Absent       Problem = "absent"       // it can be left out of a copy, and is
	Strange      Problem = "strange"      // it lies in the ledger's folder and is none of its files: says nothing of what was sealed
	Loose        Problem = "loose"        // others on this machine can look at it: says nothing of what was sealed
	Late         Problem = "late"         // it is behind, as an interruption leaves it, and the next command brings it up
	Clock        Problem = "clock"        // two clocks do not agree: says nothing of what was sealed
	Unreferenced Problem = "unreferenced" // a file that nothing refers to, as an interrupted add leaves one: harmless
)

// Thing is the kind of thing that a finding is about.
type Thing string

// The things.
const (
	OriginalFile    Thing = "original"    // Which is its digest, or its path where it has none
	ReportRow       Thing = "report"      // Which is its ID
	DecisionRow     Thing = "decision"    // Which is its ID
	PlacesRow       Thing = "places"      // Which is its ID; of a list that was never sealed, its file
	ReadingRow      Thing = "reading"     // Which is the ID of its report
	LeafRow         Thing = "leaf"        // Which is its number
	TreeHashRow     Thing = "tree hash"   // Which is its number
	CheckpointNote  Thing = "checkpoint"  // Which says where it stands: a file, the database, or elsewhere
	KeyThing        Thing = "key"         // Which is its path
	KeyChangeLeaf   Thing = "key change"  // Which is the number of its leaf
	DatabaseFile    Thing = "database"    // Which is the part of it
	FolderThing     Thing = "folder"      // Which is the path below the ledger's
	StampThing      Thing = "time stamp"  // Which is its name on the shelf
	WitnessThing    Thing = "cosignature" // Which is its name on the shelf
	UnfinishedWrite Thing = "unfinished"  // Which is its path
)

// Finding is one thing that does not agree with the seal.
type Finding struct {
	Problem Problem
	Thing   Thing
	Which   string // the one it is, see the things
	Field   string // of a report or decision: the sealed field; otherwise ""

	// What should be there and what is, where that can be said: digests, sizes, numbers and times, never words of a
	// report.
	Expected string
	Found    string

	Detail string // the rest of the sentence, where there is more to say
}

// Harmless tells whether the finding takes nothing away from what the ledger proves.
func (f Finding) Harmless() bool {
	switch f.Problem {
	case Unreferenced, Unprotected, Clock, Absent, Strange, Loose, Late:
		return true
	}
	return false
}

// says is how a sentence goes on after what the finding is about.
var says = map[Problem]string{
	Altered:      " is not what was sealed",
	Missing:      " is missing",
	Unsealed:     " was never sealed",
	Unreadable:   " cannot be read",
	Exposed:      " can be read by others",
	Differs:      " is not what reading the report again gives",
	Untrusted:    " is signed by nobody who is trusted here",
	Absent:       " is not here",
	Strange:      " is none of the ledger's files",
	Loose:        " can be opened by others on this machine",
	Late:         " is not the newest",
	Clock:        " has a time that does not fit",
	Unprotected:  " is not protected by the seal",
	Unreferenced: " is a file that nothing refers to; it does no harm",
}

// String is the finding as a sentence for people, without a full stop.
func (f Finding) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", f.Thing, f.Which)
	if f.Field != "" {
		fmt.Fprintf(&b, ": its %s", f.Field)
	}
	if f.Problem == Differs && f.Thing == ReportRow {
		b.WriteString(" is not what capturing its original again gives")
	} else {
		b.WriteString(says[f.Problem])
	}
	if f.Detail != "" {
		b.WriteString(": " + f.Detail)
	}
	switch {
	case f.Expected != "" && f.Found != "":
		fmt.Fprintf(&b, " (expected %s, found %s)", f.Expected, f.Found)
	case f.Expected != "":
		fmt.Fprintf(&b, " (expected %s)", f.Expected)
	case f.Found != "":
		fmt.Fprintf(&b, " (found %s)", f.Found)
	}
	return b.String()
}

// kindOfFinding is a problem of one kind of thing, or of any where Thing is "".
type kindOfFinding struct {
	Problem
	Thing
}

// meanings are what findings show, and what else than a person could explain them. They are about things and accuse
// nobody: what happened is for people to find out.
var meanings = map[kindOfFinding]string{
	{Altered, OriginalFile}:   "The bytes of the original are not those that were sealed. A disk that fails, a program that rewrote the file and a person can each do that.",
	{Altered, ReadingRow}:     "The reading does not have its own checksum. A disk that fails can explain that. Nothing that is sealed is touched, and it can be made again.",
	{Altered, DatabaseFile}:   "The database is not as this program makes it. Damage to the file, another program that opened it and a person can each explain that.",
	{Altered, WitnessThing}:   "The cosignature is not the witness's over the checkpoint beside it, or its key is damaged: it shows nothing. A disk that fails and a person can each explain that. What is sealed is not touched.",
	{Altered, StampThing}:     "The stamp is not over the checkpoint beside it, or is damaged: it shows nothing. A disk that fails, a mix of files of two ledgers and a person can each explain that. What is sealed is not touched.",
	{Altered, KeyChangeLeaf}:  "The record does not hold what the keys that it names would have signed. A disk that fails, a program that wrote to the file and a person can each do that.",
	{Altered, KeyThing}:       "The keys are not the pair that they should be. A copy that was mixed up from two ledgers can explain that.",
	{Altered, CheckpointNote}: "What was signed there does not fit this log. A mix of files of two ledgers, a backup of which only a part was put back, and a rewritten log can each explain that.",
	{Altered, ""}:             "What stands in the database is not what was sealed. A disk that fails, a program that wrote to the file and a person can each do that.",
	{Missing, ""}:             "It was there and is gone. An incomplete copy, a backup of which only a part was put back, a disk that fails and a person can each explain that.",
	{Unsealed, KeyChangeLeaf}: "The key that signed until then did not name that one, so nothing that it signed is this ledger's word. Parts of two ledgers that were mixed, and somebody who put a key of their own there, can each explain that.",
	{Unsealed, ""}:            "Nothing in the log speaks for it, so this program did not add it as it stands. A backup of which only a part was put back, another program and a person can each explain that.",
	{Unreadable, ""}:          "It shows nothing of what is in it. A disk that fails, or rights of this account that do not reach so far, explain that most often.",
	{Exposed, ""}:             "Other accounts of this machine could have read the key. Copies lose modes; nobody need have done anything.",
	{Differs, ReportRow}:      "The very same build reads another text out of the sealed original than the one that is sealed beside it. Memory that failed when it was captured, a fault of the program that shows only at times, and a text that somebody with the ledger's key sealed by other means can each explain that.",
	{Differs, ""}:             "The very same reader reads the sealed report otherwise, so the reading is not the one that it gave. Memory or a disk that failed, a fault of the reader that shows only at times, and somebody who wrote to the database can each explain that. What is sealed is not touched.",
	{Untrusted, ""}:           "It may be what it says, and shows nothing here: the certificate or key that it leads to is not among those that this ledger was told to trust, or was taken away.",
	{Absent, ""}:              "Copies that are only read are best without the private key.",
	{Strange, ""}:             "Somebody or some program put it there. It takes nothing from what is sealed.",
	{Loose, ""}:               "Copies lose modes; nobody need have done anything. What is sealed is not touched, and whoever has an account here could have read it.",
	{Late, ""}:                "A command that was interrupted, or a disk that was full, leaves it so. A checkpoint that was put back from a copy looks the same.",
	{Clock, ""}:               "The times that records carry are those of this machine's clock, which may have been wrong. What the seal shows does not rest on them.",
	{Unprotected, ""}:         "An older version kept it outside of the seal. It shows nothing either way.",
	{Unreferenced, ""}:        "An add that was interrupted leaves such files.",
}

// Means says what a finding shows, and what else than a person could explain it.
func (f Finding) Means() string {
	if words, ok := meanings[kindOfFinding{f.Problem, f.Thing}]; ok {
		return words
	}
	return meanings[kindOfFinding{f.Problem, ""}]
}

// Findings are what Verify found, in the order in which it looked.
type Findings []Finding

// Clean tells whether the ledger is what was sealed: there is nothing, or nothing but what is harmless.
func (fs Findings) Clean() bool {
	for _, f := range fs {
		if !f.Harmless() {
			return false
		}
	}
	return true
}
