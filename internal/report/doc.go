// Package report holds the nouns of Firsthand: plain data, no input or output.
//
// Every other room of the house speaks in these types and this package imports none of them.
// docs/glossary.md tells what each word means to the people who use them; docs/reading.md describes
// the JSON form of a [Reading] field by field.
//
// Two conventions hold everywhere:
//
//   - A [Span] is a half-open pair of UTF-8 byte offsets into the Text of one report, always on rune boundaries.
//     Words are never copied out of the text when a span will do.
//   - A day is an ISO 8601 calendar date ("2016-12-13"). A zero value ("", 0, nil) means "the report does not say",
//     never "none".
package report
