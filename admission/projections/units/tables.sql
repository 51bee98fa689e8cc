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
CREATE TABLE heirs (
    unit TEXT NOT NULL,
    on_day TEXT NOT NULL,
    heir TEXT NOT NULL,
    share BIGINT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX heirs_key ON heirs (unit, known_to);
CREATE TABLE unit_acts (
    unit TEXT NOT NULL,
    number BIGINT NOT NULL,
    act TEXT NOT NULL,
    on_day TEXT NOT NULL,
    kind TEXT,
    parent TEXT,
    divided TEXT,
    document_kind TEXT,
    document_number TEXT,
    document_signed TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX unit_acts_key ON unit_acts (unit, known_to);
CREATE INDEX unit_acts_by_day ON unit_acts (on_day, known_to);
