CREATE SCHEMA {schema};
CREATE TABLE {schema}.migrations (
    version BIGINT NOT NULL PRIMARY KEY,
    applied_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now()
);
CREATE TABLE {schema}.events (
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
CREATE TABLE {schema}.commands (
    command_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    key_id TEXT COLLATE "C" NOT NULL,
    digest BYTEA NOT NULL,
    first BIGINT NOT NULL,
    last BIGINT NOT NULL
);
CREATE TABLE {schema}.refusals (
    refusal_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    command_id TEXT COLLATE "C" NOT NULL,
    recorded_at TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    command TEXT COLLATE "C" NOT NULL,
    stream TEXT COLLATE "C",
    codes TEXT COLLATE "C" NOT NULL
);
CREATE TABLE {schema}.store (
    key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);
CREATE TABLE {schema}.tlog_leaf (
    idx BIGINT NOT NULL PRIMARY KEY,
    position BIGINT,
    refusal TEXT COLLATE "C",
    hash BYTEA NOT NULL,
    marks BYTEA NOT NULL
);
CREATE TABLE {schema}.tlog_tile (
    level BIGINT NOT NULL,
    idx BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (level, idx)
);
CREATE TABLE {schema}.tlog_head (
    id BIGINT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    position BIGINT NOT NULL,
    frontier BYTEA NOT NULL
);
CREATE SCHEMA {schema}_rows;
CREATE SCHEMA {schema}_rows_fresh;
CREATE SCHEMA {schema}_rows_locked;
CREATE SCHEMA {schema}_rows_locked_fresh;
