// Package decide says what analysts may decide, and what their decisions come to.
//
// A decision is sealed and never edited, so the record shows for ever who changed what, and why. It can be taken back:
// that is another decision, which names the first ([Withdraw]). Of all decisions only those that [Standing] gives
// count.
//
// Decisions on incidents, sources and edges are carried out by weighing. Those on reports, and on words of reports,
// change what weighing is given, and [Changes] carries them out: a report that was rejected is not weighed, a statement
// that was rejected is nobody's words but the report's own, a statement or figure that was corrected says what the
// analyst says. The report, its original and its reading are left as they are: take the decision back and everything is
// as before.
//
// # What a decision is about
//
// Decision.On holds names of things, as they stand in a weighing:
//
//	1f2e3d4c5b6a7988          an incident
//	source:quillfort          a source, or unnamed:… for words that name nobody
//	report:325717ea…          a report, also as a node of an origins graph
//	statement:325717ea…/0-94  the statement of a report whose words stand at these bytes of its text
//	figure:325717ea…/0-21     a figure, likewise
//	0a1b2c…                   a decision: 32 hexadecimal digits. In a split, behind the incident, the bare ID of a report
//
// Statements and figures are named by where their words stand, and not by the number that a reader gave them, because
// the text never changes and the numbers do when a better reader comes.
package decide
