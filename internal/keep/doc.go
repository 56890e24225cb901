// Package keep is the ledger: it holds every report, the bytes it was read from, every reading and every decision, and
// it can show years later that none of them was altered.
//
// This package is the ledger's rules: what a record says, what is sealed and when, what may follow what, and what is
// checked. It stands over three interfaces: a database ([firsthand/internal/keep/store]), a place for the bytes of
// originals ([firsthand/internal/keep/blob]) and a place where the newest checkpoint is published
// ([firsthand/internal/keep/anchor]). Package folder puts a ledger together from a SQLite file and a folder;
// docs/ledger.md describes that folder exactly enough to write a checker in another language.
//
// The seal is a Merkle log whose leaf for a record is written in the same transaction as the record, and whose signed
// root stands both in the database and at the anchor.
//
// What it promises:
//
//   - What [Ledger.Add] and [Ledger.Decide] return without an error is on the disk and survives a power cut. What
//     they return with an error is wholly absent, but for originals that nothing refers to; with [ErrUnknown] it is
//     wholly there or wholly absent, and doing the same again tells which.
//   - A report and a decision are never changed or deleted. Only readings, which can be made again, are replaced.
//   - The ledger never signs a tree that does not extend the last one it signed.
//   - [Ledger.Verify] names every record and file that is not what was sealed.
//
// What it does not promise: somebody who can write to the folder and read its private key can replace the whole ledger
// by another consistent one. Only a checkpoint kept elsewhere ([Ledger.Checkpoint]) tells of that; [Ledger.Verify]
// takes any number of them.
//
// Many goroutines may use a [Ledger], and many processes may have the same one open. One writes at a time: the store
// orders them, a second writer waits for its turn as long as the store says and then gets [ErrBusy]. Readers never
// wait.
//
// Errors and findings carry IDs, digests, sizes and names of fields. They never carry the words of a report, its
// publisher, its author or a path of the machine outside the ledger, so that they can be logged and shown.
package keep
