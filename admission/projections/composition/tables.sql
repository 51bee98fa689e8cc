CREATE TABLE particulars (
    person TEXT NOT NULL,
    sources TEXT,
    occupation TEXT,
    qualification TEXT,
    title TEXT,
    ethnic_minority TEXT,
    religious TEXT,
    population_policy TEXT,
    foreign_marriage TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX particulars_key ON particulars (person, known_to, until);
