// Package weigh answers what many reports come to together: which of them tell of one event, who in them had it from
// whom, how many different people stand behind them all, and which figures can be held against each other.
//
// Ten outlets that carry one agency's words are one origin, and no count here says otherwise. Everything [Weigh]
// concludes keeps its evidence: each link between events its reason, each edge of the origins graph the statements that
// show it, each figure its rivals, each grade its sentence. docs/method-weighing.md holds every rule in plain words,
// with its weaknesses; the file names here follow its headings.
//
// This package is the door. Its parts are packages of their own, called in this order: scene makes kinds, places and
// days comparable, registry says which names are one source, corefer which events are one, provenance who had it from
// whom, tally which figures stand against each other, roster lists the sources, situation what lasts, who asks and who
// fell silent.
//
// Weighing reads no files, no clock and no network. It is a pure function of readings, texts where there are any, and
// decisions, and the order in which they come does not matter.
package weigh
