package report

import "time"

// Decision is what an analyst did and why. Decisions are appended to a ledger and never edited: another decision undoes
// one. Package decide says which there are and what they come to.
type Decision struct {
	ID     string    `json:"id"`
	At     time.Time `json:"at"`
	By     string    `json:"by"`  // the analyst, as the desk knows them
	Act    Act       `json:"act"` // accept, correct, reject, merge, split, grade, side, withdraw
	On     []string  `json:"on"`  // what it is about: names of incidents, sources, reports, words of reports, or decisions
	Value  string    `json:"value,omitempty"`
	Reason string    `json:"reason"` // never empty
}

// Act is what is done to the things that a decision is on.
type Act string

// The acts.
const (
	Accept   Act = "accept"
	Correct  Act = "correct"
	Reject   Act = "reject"
	Merge    Act = "merge"
	Split    Act = "split"
	Regrade  Act = "grade"
	SetSide  Act = "side"
	Withdraw Act = "withdraw"
)

// The acts that change nothing that is counted: they take down what became of reports, for whoever follows them from
// hand to hand.
const (
	ReceivedFrom Act = "received"    // from whom, in Value
	HandedOver   Act = "handed-over" // to whom
	Consented    Act = "consent"     // what whoever gave them agreed to
	Restricted   Act = "restricted"  // who may see them
	Viewed       Act = "viewed"      // who looked at them
	CaseFile     Act = "casefile"    // a packet about the things was given away; Value names its digest
)

// ChangedKey is the act of who changed the key that signs the ledger; Value is the new public key.
const ChangedKey Act = "changed-key"

// CustodyActs are the acts of custody.
var CustodyActs = []Act{ReceivedFrom, HandedOver, Consented, Restricted, Viewed, CaseFile}
