// Package words judges whether what two reports tell of is one event in the world, where place, day and kind alone do
// not settle it: the report of an arrest two weeks after a shooting, a report that names only the county, one of which
// no more than the title is left.
//
// It goes in four steps, one a file. A [Subject] is what one report says happened. Candidates are subjects that share
// rare words; no other pair is looked at, so the work grows with the number of reports and not with its square. A
// [Scorer] gives each candidate pair a probability from a few features that have names: small decision trees, boosted
// (Friedman 2001), fitted on reports of which people have said which event they are about. Groups grow by average
// linkage: two groups become one when the pairs between them are, on average, probable enough, and never when the
// caller says that they contradict each other. So one good pair cannot chain two events together.
//
// The scorer was fitted on English news reports of shootings in the United States and on nothing else;
// docs/model-card-link.md says what that means.
package words
