// Package provenance says who in the reports of an incident had it from whom: the attributions of each report, the
// trails that they make, the copies that lead back to other reports, and the origins where all of it ends. It breaks
// cycles, so that nobody has words from themselves, and says what rests on words that were taken back.
package provenance
