CREATE TABLE party_ages (
    person TEXT NOT NULL,
    unit TEXT NOT NULL,
    counts_from TEXT NOT NULL,
    first_decided TEXT NOT NULL,
    official_on TEXT NOT NULL,
    days_away BIGINT NOT NULL,
    at_least BIGINT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX party_ages_key ON party_ages (person, known_to);
CREATE INDEX party_ages_by_day ON party_ages (counts_from, known_to, until, since, unit, person);
