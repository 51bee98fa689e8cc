CREATE TABLE conscripts (
    conscript TEXT NOT NULL,
    person TEXT NOT NULL,
    unit TEXT NOT NULL,
    round TEXT NOT NULL,
    listed_on TEXT NOT NULL,
    enlists TEXT NOT NULL,
    deferred_on TEXT,
    deferral TEXT,
    unproposed TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX conscripts_key ON conscripts (conscript, known_to);
CREATE INDEX conscripts_by_person ON conscripts (person, known_to);
CREATE INDEX conscripts_by_day ON conscripts (enlists, known_to, until);
