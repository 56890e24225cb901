// Package keep is the ledger: it holds every report, the bytes it was read from, every reading and every decision, and it
// can show years later that none of them was altered.
//
// A ledger is one folder. In it are a SQLite database, the originals as files named by their SHA-256, and the seal: a
// Merkle log whose leaf for a record is written in the same transaction as the record, and whose signed root stands both
// in the database and in a file beside it. docs/ledger.md describes the folder exactly enough to write a checker in
// another language.
//
// What it promises:
//
//   - What [Ledger.Add] and [Ledger.Decide] return without an error is on the disk and survives a power cut. What
//     they return with an error is wholly absent, but for original files that nothing refers to.
//   - A report and a decision are never changed or deleted. Only readings, which can be made again, are replaced.
//   - The ledger never signs a tree that does not extend the last one it signed.
//   - [Ledger.Verify] names every record and file that is not what was sealed.
//
// What it does not promise: somebody who can write to the folder and read its private key can replace the whole ledger by
// another consistent one. Only a checkpoint kept elsewhere ([Ledger.Checkpoint]) tells of that; [Ledger.Verify] takes any
// number of them.
//
// Many goroutines may use a [Ledger], and many processes may have the same folder open. One writes at a time: SQLite's
// write lock orders them, a second writer waits for it up to [busyTimeout] and then gets [ErrBusy]. Readers never wait.
//
// Errors and findings carry IDs, digests, sizes and names of fields. They never carry the words of a report, its
// publisher, its author or a path of the machine outside the ledger, so that they can be logged and shown.
package keep
