-- The tables of a ledger. docs/ledger.md says what each column holds and how each is checked: they are those of SQLite, with
-- the types of PostgreSQL. Text compares by its bytes ("C"), so that no update of the system's collations can break an index.
-- There is no way down: no version of the program drops what a ledger holds.

-- The log: the data of every leaf, the hashes of the tree in the order of tlog.StoredHashIndex, the newest signed root.
CREATE TABLE leaf (
    number bigint PRIMARY KEY CONSTRAINT leaf_number CHECK (number >= 0),
    data   bytea  NOT NULL
);

CREATE TABLE tree_hash (
    number bigint PRIMARY KEY CONSTRAINT tree_hash_number CHECK (number >= 0),
    hash   bytea  NOT NULL CONSTRAINT tree_hash_length CHECK (octet_length(hash) = 32)
);

CREATE TABLE checkpoint (
    one  bigint PRIMARY KEY CONSTRAINT checkpoint_one CHECK (one = 1),
    size bigint NOT NULL CONSTRAINT checkpoint_size CHECK (size >= 0),
    note text   COLLATE "C" NOT NULL
);

-- What is sealed. The columns of a text are compressed and stored outside the row where they are long.
CREATE TABLE report (
    leaf             bigint PRIMARY KEY REFERENCES leaf (number),
    id               text   COLLATE "C" NOT NULL UNIQUE,
    added            text   COLLATE "C" NOT NULL,
    original         bytea  NOT NULL CONSTRAINT report_original CHECK (octet_length(original) = 32),
    salt             bytea  NOT NULL CONSTRAINT report_salt CHECK (octet_length(salt) = 32),
    title            text   COLLATE "C" NOT NULL,
    publisher        text   COLLATE "C" NOT NULL,
    author           text   COLLATE "C" NOT NULL,
    published        text   COLLATE "C" NOT NULL,
    url              text   COLLATE "C" NOT NULL,
    lang             text   COLLATE "C" NOT NULL,
    media_type       text   COLLATE "C" NOT NULL,
    name             text   COLLATE "C" NOT NULL,
    text             text   COLLATE "C" NOT NULL,
    part             text   COLLATE "C" NOT NULL,
    captured_at      text   COLLATE "C" NOT NULL,
    captured_tool    text   COLLATE "C" NOT NULL,
    captured_version text   COLLATE "C" NOT NULL,
    captured_by      text   COLLATE "C" NOT NULL,
    captured_from    text   COLLATE "C" NOT NULL,
    captured_final   text   COLLATE "C" NOT NULL,
    captured_headers text   COLLATE "C" NOT NULL
);

CREATE TABLE decision (
    leaf     bigint PRIMARY KEY REFERENCES leaf (number),
    id       text   COLLATE "C" NOT NULL UNIQUE,
    added    text   COLLATE "C" NOT NULL,
    salt     bytea  NOT NULL CONSTRAINT decision_salt CHECK (octet_length(salt) = 32),
    at       text   COLLATE "C" NOT NULL,
    analyst  text   COLLATE "C" NOT NULL,
    act      text   COLLATE "C" NOT NULL,
    subjects text   COLLATE "C" NOT NULL,
    value    text   COLLATE "C" NOT NULL,
    reason   text   COLLATE "C" NOT NULL
);

CREATE TABLE place_list (
    leaf     bigint PRIMARY KEY REFERENCES leaf (number),
    id       text   COLLATE "C" NOT NULL UNIQUE,
    added    text   COLLATE "C" NOT NULL,
    original bytea  NOT NULL CONSTRAINT place_list_original CHECK (octet_length(original) = 32),
    salt     bytea  NOT NULL CONSTRAINT place_list_salt CHECK (octet_length(salt) = 32),
    name     text   COLLATE "C" NOT NULL
);

-- What is derived and may be replaced. The JSON is kept to the byte: its sum is over these.
CREATE TABLE reading (
    leaf    bigint PRIMARY KEY REFERENCES report (leaf),
    version text   COLLATE "C" NOT NULL,
    sum     bytea  NOT NULL CONSTRAINT reading_sum CHECK (octet_length(sum) = 32),
    json    text   COLLATE "C" NOT NULL
);

-- Counts the transactions that changed reports, decisions or readings. Who writes holds its one row from first to last.
CREATE TABLE change (
    one    bigint PRIMARY KEY CONSTRAINT change_one CHECK (one = 1),
    number bigint NOT NULL
);

INSERT INTO change (one, number) VALUES (1, 0);

-- What is sealed is written once. This stops a slip of the hand; whoever means to alter a ledger can drop it, and the seal is
-- what tells of that.
CREATE FUNCTION sealed_is_sealed() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'a % is never changed or deleted', TG_TABLE_NAME; END$$;

CREATE TRIGGER leaf_is_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON leaf EXECUTE FUNCTION sealed_is_sealed();
CREATE TRIGGER tree_hash_is_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON tree_hash EXECUTE FUNCTION sealed_is_sealed();
CREATE TRIGGER report_is_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON report EXECUTE FUNCTION sealed_is_sealed();
CREATE TRIGGER decision_is_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON decision EXECUTE FUNCTION sealed_is_sealed();
CREATE TRIGGER place_list_is_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON place_list EXECUTE FUNCTION sealed_is_sealed();
