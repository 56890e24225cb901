-- The tables of a ledger. docs/ledger.md says what each column holds and how each is checked.
-- There is no way down: no version of the program drops what a ledger holds.

-- +goose Up

-- The log: the data of every leaf, the hashes of the tree in the order of tlog.StoredHashIndex, the newest signed root.
CREATE TABLE leaf (
    number INTEGER PRIMARY KEY CHECK (number >= 0),
    data   BLOB    NOT NULL
) STRICT;

CREATE TABLE tree_hash (
    number INTEGER PRIMARY KEY CHECK (number >= 0),
    hash   BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE checkpoint (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    size INTEGER NOT NULL CHECK (size >= 0),
    note TEXT    NOT NULL
) STRICT;

-- What is sealed. The text stands last, so that reading the columns before it need not read it.
CREATE TABLE report (
    leaf       INTEGER PRIMARY KEY REFERENCES leaf (number),
    id         TEXT    NOT NULL UNIQUE,
    added      TEXT    NOT NULL,
    original   BLOB    NOT NULL CHECK (length(original) = 32),
    salt       BLOB    NOT NULL CHECK (length(salt) = 32),
    title      TEXT    NOT NULL,
    publisher  TEXT    NOT NULL,
    author     TEXT    NOT NULL,
    published  TEXT    NOT NULL,
    url        TEXT    NOT NULL,
    lang       TEXT    NOT NULL,
    media_type TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    text       TEXT    NOT NULL
) STRICT;

CREATE TABLE decision (
    leaf     INTEGER PRIMARY KEY REFERENCES leaf (number),
    id       TEXT    NOT NULL UNIQUE,
    added    TEXT    NOT NULL,
    salt     BLOB    NOT NULL CHECK (length(salt) = 32),
    at       TEXT    NOT NULL,
    analyst  TEXT    NOT NULL,
    act      TEXT    NOT NULL,
    subjects TEXT    NOT NULL,
    value    TEXT    NOT NULL,
    reason   TEXT    NOT NULL
) STRICT;

-- What is derived and may be replaced.
CREATE TABLE reading (
    leaf    INTEGER PRIMARY KEY REFERENCES report (leaf),
    version TEXT    NOT NULL,
    sum     BLOB    NOT NULL CHECK (length(sum) = 32),
    json    TEXT    NOT NULL
) STRICT;

-- Counts the transactions that changed reports, decisions or readings.
CREATE TABLE change (
    only   INTEGER PRIMARY KEY CHECK (only = 1),
    number INTEGER NOT NULL
) STRICT;

INSERT INTO change (only, number) VALUES (1, 0);

-- What is sealed is written once. These stop a slip of the hand; whoever means to alter a ledger can drop them, and the
-- seal is what tells of that.
-- +goose StatementBegin
CREATE TRIGGER leaf_is_never_updated BEFORE UPDATE ON leaf
BEGIN SELECT RAISE(ABORT, 'a leaf is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER leaf_is_never_deleted BEFORE DELETE ON leaf
BEGIN SELECT RAISE(ABORT, 'a leaf is never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER tree_hash_is_never_updated BEFORE UPDATE ON tree_hash
BEGIN SELECT RAISE(ABORT, 'a tree hash is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER tree_hash_is_never_deleted BEFORE DELETE ON tree_hash
BEGIN SELECT RAISE(ABORT, 'a tree hash is never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER report_is_never_updated BEFORE UPDATE ON report
BEGIN SELECT RAISE(ABORT, 'a report is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER report_is_never_deleted BEFORE DELETE ON report
BEGIN SELECT RAISE(ABORT, 'a report is never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decision_is_never_updated BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER decision_is_never_deleted BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END;
-- +goose StatementEnd
