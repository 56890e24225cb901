-- Which part of its original a report is and how it was captured, sealed with it since form 2 of its record; and the lists of
-- places that a desk imported, which are sealed too. Reports of form 1 have '' in the new columns, and nothing else.

-- +goose Up

ALTER TABLE report ADD COLUMN part             TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN captured_at      TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN captured_tool    TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN captured_version TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN captured_by      TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN captured_from    TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN captured_final   TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN captured_headers TEXT NOT NULL DEFAULT '';

CREATE TABLE place_list (
    leaf     INTEGER PRIMARY KEY REFERENCES leaf (number),
    id       TEXT    NOT NULL UNIQUE,
    added    TEXT    NOT NULL,
    original BLOB    NOT NULL CHECK (length(original) = 32),
    salt     BLOB    NOT NULL CHECK (length(salt) = 32),
    name     TEXT    NOT NULL
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER place_list_is_never_updated BEFORE UPDATE ON place_list
BEGIN SELECT RAISE(ABORT, 'a list of places is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER place_list_is_never_deleted BEFORE DELETE ON place_list
BEGIN SELECT RAISE(ABORT, 'a list of places is never deleted'); END;
-- +goose StatementEnd
