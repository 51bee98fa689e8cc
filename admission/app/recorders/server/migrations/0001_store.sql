CREATE SCHEMA admission;
CREATE TABLE admission.migrations (
    version BIGINT NOT NULL PRIMARY KEY,
    applied_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()
);
CREATE TABLE admission.events (
    position BIGINT NOT NULL PRIMARY KEY,
    stream TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    type TEXT COLLATE "C" NOT NULL,
    state BYTEA NOT NULL,
    metadata BYTEA NOT NULL,
    event_id TEXT COLLATE "C" NOT NULL UNIQUE,
    recorded_at TEXT COLLATE "C" NOT NULL,
    command_id TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C",
    UNIQUE (stream, version)
);
CREATE TABLE admission.commands (
    command_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    key_id TEXT COLLATE "C" NOT NULL,
    digest BYTEA NOT NULL,
    first BIGINT NOT NULL,
    last BIGINT NOT NULL
);
CREATE TABLE admission.refusals (
    refusal_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    command_id TEXT COLLATE "C" NOT NULL,
    recorded_at TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    command TEXT COLLATE "C" NOT NULL,
    stream TEXT COLLATE "C",
    codes TEXT COLLATE "C" NOT NULL
);
CREATE TABLE admission.store (
    key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);
CREATE TABLE admission.tlog_leaf (
    idx BIGINT NOT NULL PRIMARY KEY,
    position BIGINT,
    refusal TEXT COLLATE "C",
    hash BYTEA NOT NULL,
    marks BYTEA NOT NULL
);
CREATE TABLE admission.tlog_tile (
    level BIGINT NOT NULL,
    idx BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (level, idx)
);
CREATE TABLE admission.tlog_head (
    id BIGINT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    position BIGINT NOT NULL,
    frontier BYTEA NOT NULL
);
CREATE SCHEMA admission_rows;
CREATE SCHEMA admission_rows_fresh;
CREATE SCHEMA admission_rows_locked;
CREATE SCHEMA admission_rows_locked_fresh;
