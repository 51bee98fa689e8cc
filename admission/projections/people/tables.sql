CREATE TABLE people (
    person TEXT NOT NULL,
    name TEXT,
    searched TEXT NOT NULL,
    born TEXT,
    sex TEXT,
    cell TEXT,
    decided_on TEXT,
    official_on TEXT,
    ended_on TEXT,
    candidate TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX people_key ON people (person, known_to);
CREATE TABLE accounts (
    account TEXT NOT NULL,
    holder TEXT,
    known_as TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX accounts_key ON accounts (account, known_to);
