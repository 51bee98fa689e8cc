CREATE TABLE people (
    person TEXT NOT NULL,
    name TEXT,
    searched TEXT NOT NULL,
    born TEXT,
    sex TEXT,
    schooling TEXT,
    residence TEXT,
    listed_as TEXT,
    place TEXT,
    cell TEXT,
    decided_on TEXT,
    official_on TEXT,
    ended_on TEXT,
    joined_into TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX people_key ON people (person, known_to);
CREATE INDEX people_joined ON people (joined_into) WHERE joined_into IS NOT NULL;
CREATE INDEX people_born ON people (searched, born, known_to, person, since, until);
CREATE INDEX people_not_dated ON people (searched) WHERE born IS NULL AND place IS NOT NULL;
CREATE INDEX people_placed ON people (searched, place, known_to) WHERE place IS NOT NULL;
CREATE TABLE people_apart (
    person TEXT NOT NULL,
    other TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX people_apart_key ON people_apart (person, other, known_to);
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
