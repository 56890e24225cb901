// Package seal is the arithmetic of a ledger's seal: what one leaf of the log says, how leaves become a tree, and how
// the tree's root is signed.
//
// It exists apart from the ledger because it is the part that a stranger must be able to repeat. It opens no file and
// no database; everything in it is a function of bytes, built from published parts:
//
//   - the tree is a Merkle tree of RFC 6962, section 2.1 (hashing and proofs by golang.org/x/mod/sumdb/tlog);
//   - the signed root is a C2SP tlog-checkpoint (c2sp.org/tlog-checkpoint), which is a signed note
//     (c2sp.org/signed-note, golang.org/x/mod/sumdb/note) with one Ed25519 signature;
//   - the data of a leaf is a [Record], a few lines of ASCII that name what was kept by its digest and commit to everything
//     else about it without showing it.
//
// That last choice is what lets a seal be published. A record shows a number, a time and the digest of the original.
// Who published a report, who wrote it and what it says stand in the record only as keyed hashes ([Commit]) whose key
// stays in the ledger: whoever holds the record learns nothing, and whoever is also handed a [Salt] can check every
// word. docs/ledger.md describes each form to the byte.
package seal
