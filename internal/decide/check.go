package decide

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"firsthand/internal/report"
)

// The acts.
const (
	Accept   = report.Accept
	Correct  = report.Correct
	Reject   = report.Reject
	Merge    = report.Merge
	Split    = report.Split
	Grade    = report.Regrade
	Side     = report.SetSide
	Withdraw = report.Withdraw
)

// Acts are all of them, in the order of the documents.
func Acts() []report.Act {
	return []report.Act{Accept, Correct, Reject, Merge, Split, Grade, Side, Withdraw}
}

// Grades are the values that a grade can have, from the firmest.
func Grades() []string {
	return []string{report.GradeConfirmed, report.GradeFair, report.GradeWeak, report.GradeContested, report.GradeDiscounted}
}

// Hands are the values that a hand can be corrected to.
func Hands() []report.Hand {
	return []report.Hand{report.Witness, report.Told, report.Relayed, report.UnknownHand}
}

// OnEdge is the Value of a decision to accept or reject that means the edge between two sources, and not that the two
// are one.
const OnEdge = "edge"

// What the Value of a correction begins with.
const (
	toOrigin = "origin="
	toHand   = "hand="
	toFigure = "figure="
)

// Bounds of what people write, in bytes. A reason is a sentence or a paragraph, not a report.
const (
	MaxReason  = 4000
	MaxName    = 200
	MaxSubject = 1000
	MaxOn      = 500
)

// ToOrigin is the Value that corrects whose words a statement is; "" says that they are nobody's who is named.
func ToOrigin(name string) string { return toOrigin + name }

// ToHand is the Value that corrects what the origin of a statement claims about itself.
func ToHand(h report.Hand) string { return toHand + string(h) }

// ToFigure is the Value that corrects a figure: "82", "80-100", or "80-" for at least 80.
func ToFigure(words string) string { return toFigure + words }

// Check tells what is wrong with a decision, in words for whoever made it; nil when it can be taken down. It looks at
// the form alone: whether the things that it names are there is for [World.Check].
func Check(d report.Decision) error {
	if err := checkFields(d); err != nil {
		return err
	}
	kinds, err := kindsOf(d.On)
	if err != nil {
		return err
	}
	valued := d.Act == Grade || d.Act == Side || d.Act == Correct || d.Value == OnEdge && (d.Act == Accept || d.Act == Reject)
	if d.Value != "" && !valued {
		return fmt.Errorf("a decision to %s has no value", d.Act)
	}
	return checkShape(d, kinds)
}

// checkFields tells what a decision lacks, or has too much of.
func checkFields(d report.Decision) error {
	switch {
	case !slices.Contains(Acts(), d.Act):
		return fmt.Errorf("%q is nothing that can be decided", d.Act)
	case strings.TrimSpace(d.By) == "":
		return errors.New("it does not say who decides")
	case strings.TrimSpace(d.Reason) == "":
		return errors.New("it gives no reason")
	case len(d.Reason) > MaxReason:
		return fmt.Errorf("the reason is longer than %d bytes", MaxReason)
	case len(d.By) > MaxName || len(d.Value) > MaxName:
		return fmt.Errorf("a name or value is longer than %d bytes", MaxName)
	case len(d.On) == 0:
		return errors.New("it does not say what it is about")
	case len(d.On) > MaxOn:
		return fmt.Errorf("it is about more than %d things", MaxOn)
	}
	for _, text := range slices.Concat(d.On, []string{d.By, d.Value, d.Reason}) {
		if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
			return errors.New("it has bytes that are no text")
		}
	}
	return nil
}

// kindsOf are the kinds of the things that a decision is about, each of which it names once.
func kindsOf(on []string) ([]Kind, error) {
	kinds := make([]Kind, len(on))
	for i, name := range on {
		if len(name) > MaxSubject {
			return nil, fmt.Errorf("the name of what it is about is longer than %d bytes", MaxSubject)
		}
		if kinds[i] = KindOf(name); kinds[i] == Unknown {
			return nil, fmt.Errorf("%q is no name of an incident, a source, a report, words of a report or a decision", name)
		}
		if slices.Contains(on[:i], name) {
			return nil, fmt.Errorf("%s is named twice", name)
		}
	}
	return kinds, nil
}

// checkShape tells whether an act is about the things it can be about.
func checkShape(d report.Decision, kinds []Kind) error {
	only := func(k Kind) bool { return !slices.ContainsFunc(kinds, func(other Kind) bool { return other != k }) }
	switch d.Act {
	case Merge:
		if len(kinds) < 2 || !only(Incident) && !only(Source) {
			return errors.New("to merge, name two or more incidents, or two or more sources")
		}
	case Split:
		rest := kinds[1:]
		if len(rest) == 0 || !only(Source) && (kinds[0] != Incident || slices.ContainsFunc(rest, func(k Kind) bool { return k != Decided })) {
			return errors.New("to split, name an incident and the IDs of the reports that leave it, or a source and the sources that leave it")
		}
	case Grade:
		if len(kinds) != 1 || kinds[0] != Incident {
			return errors.New("to grade, name one incident")
		}
		if !slices.Contains(Grades(), d.Value) {
			return fmt.Errorf("a grade is one of %s", strings.Join(Grades(), ", "))
		}
	case Side:
		if !only(Source) {
			return errors.New("only sources have a side")
		}
	case Withdraw:
		if len(kinds) != 1 || kinds[0] != Decided {
			return errors.New("to take back, name one decision")
		}
	case Correct:
		return checkCorrection(d, kinds)
	case Accept, Reject:
		return checkJudgement(d, kinds)
	}
	return nil
}

// checkJudgement is about accept and reject: of words, of a report, of an edge, or of two sources or incidents being
// one.
func checkJudgement(d report.Decision, kinds []Kind) error {
	ends := kinds
	if len(kinds) == 3 && kinds[0] == Incident {
		ends = kinds[1:]
	}
	node := func(k Kind) bool { return k == Source || k == Report }
	switch {
	case len(kinds) == 1 && (kinds[0] == Statement || kinds[0] == Figure || kinds[0] == Report):
		return nil
	case len(ends) == 2 && node(ends[0]) && node(ends[1]), d.Act == Reject && onTwoIncidents(d):
		return nil
	}
	return fmt.Errorf("to %s, name a report, a statement or a figure; two sources; two incidents that are not one; or the two ends of an edge, after an incident where only that one is meant", d.Act)
}

func checkCorrection(d report.Decision, kinds []Kind) error {
	if len(kinds) == 1 && kinds[0] == Statement {
		if strings.HasPrefix(d.Value, toOrigin) {
			return nil
		}
		if hand, ok := strings.CutPrefix(d.Value, toHand); ok && slices.Contains(Hands(), report.Hand(hand)) {
			return nil
		}
		return errors.New("a statement can be corrected in its origin or its hand")
	}
	if len(kinds) == 1 && kinds[0] == Figure {
		if _, _, _, ok := parseFigure(d.Value); ok {
			return nil
		}
		return errors.New("a figure is corrected to a number, 82; to a range, 80-100; or to at least a number, 80-")
	}
	return errors.New("to correct, name one statement or one figure")
}

// parseFigure reads the Value that [ToFigure] makes.
func parseFigure(value string) (low int64, high *int64, bound report.Bound, ok bool) {
	words, ok := strings.CutPrefix(value, toFigure)
	if !ok {
		return 0, nil, "", false
	}
	from, to, ranged := strings.Cut(words, "-")
	low, err := strconv.ParseInt(from, 10, 64)
	if err != nil || low < 0 {
		return 0, nil, "", false
	}
	if !ranged {
		return low, &low, report.ExactBound, true
	}
	if to == "" {
		return low, nil, report.AtLeast, true
	}
	most, err := strconv.ParseInt(to, 10, 64)
	if err != nil || most <= low {
		return 0, nil, "", false
	}
	return low, &most, report.Range, true
}
