CREATE TABLE confirmations (
    unit TEXT NOT NULL,
    through TEXT NOT NULL,
    confirmed_on TEXT NOT NULL,
    stream TEXT NOT NULL,
    position BIGINT NOT NULL,
    document TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX confirmations_key ON confirmations (unit, known_to);
