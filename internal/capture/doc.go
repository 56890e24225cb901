// Package capture turns bytes into reports.
//
// It answers one question: what is this, and which words in it are to be read? Plain text, saved web pages and lines of
// JSON are told apart by their bytes, never by a file's name, and decoded to UTF-8. What cannot be read with certainty
// is refused with an [Error] that names the file, the line and what to do; it is never read by half or with letters
// guessed wrong.
//
// Two promises hold for every [Item]:
//
//   - Original is the bytes as they came. The report's digest is theirs, and nothing here changes them.
//   - Text is valid UTF-8 and says what the original says. Of a plain text it is the decoded bytes and nothing else: line ends stay as
//     they are, and no Unicode normalisation is applied, so that a span of the text can be found again in the original. Of a page
//     it is the article as a browser would show it, see package page.
//
// Nothing is fetched, and the same bytes give the same item on any machine. Time and memory are linear in the size of
// the input, whatever it holds.
//
// # Plain text with front matter
//
// A plain text may begin with lines that say where it is from, closed by a blank line:
//
//	Publisher: The Courier
//	Published: 2016-12-13
//	Title: Bridge closed
//	Author: A. Writer
//	URL: https://courier.example/bridge
//	Language: en
//
//	The bridge was closed on Tuesday, the governor said.
//
// Any of the six keys may be left out and they may stand in any order. The lines are front matter only if the very
// first line is one of them and every line up to the blank one has the form "Key: value". A key that is not one of the
// six, or one that is given twice, is passed over with a warning. The text begins after the blank line; where that is
// missing, after two or more lines of the six keys that stand alone.
package capture
