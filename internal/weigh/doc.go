// Package weigh answers what many reports come to together: which of them tell of one event, who in them had it from
// whom, how many different people stand behind them all, and which figures can be held against each other.
//
// Ten outlets that carry one agency's words are one origin, and no count here says otherwise. Everything [Weigh]
// concludes keeps its evidence: each link between events its reason, each edge of the origins graph the statements that
// show it, each figure its rivals, each grade its sentence. docs/method-weighing.md holds every rule in plain words,
// with its weaknesses; the file names here follow its headings.
//
// Weighing reads no files, no clock and no network. It is a pure function of readings, texts where there are any, and
// decisions, and the order in which they come does not matter.
package weigh
