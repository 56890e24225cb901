// Package roster lists all sources of a ledger: what each is called, what kind of source it is and by which sign, whom
// it belongs to, where it speaks, and which two may be one.
package roster
