CREATE TABLE units (
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    code TEXT,
    parent TEXT,
    authorised BIGINT NOT NULL,
    founded TEXT NOT NULL,
    ended TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX units_key ON units (unit, known_to);
CREATE INDEX units_by_parent ON units (parent, known_to);
