CREATE TABLE holds (
    person TEXT NOT NULL,
    hold TEXT NOT NULL,
    cause TEXT NOT NULL,
    held_since TEXT NOT NULL,
    lifted_on TEXT,
    steps TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX holds_key ON holds (person, hold, known_to);
CREATE TABLE stopped_clocks (
    person TEXT NOT NULL,
    ends TEXT NOT NULL,
    spans TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX stopped_clocks_key ON stopped_clocks (person, ends, known_to);
