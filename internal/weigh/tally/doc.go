// Package tally puts the figures of an incident side by side: which of them can be held against each other, which an
// origin has replaced by a later one, which are shares of others, and which one is shown where only one can be, by what
// rule.
package tally
