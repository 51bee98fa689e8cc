CREATE TABLE badges (
    badges TEXT NOT NULL,
    years BIGINT NOT NULL,
    person TEXT NOT NULL,
    unit TEXT NOT NULL,
    round TEXT NOT NULL,
    ground TEXT NOT NULL,
    awarded_on TEXT NOT NULL,
    document TEXT,
    body TEXT NOT NULL,
    against TEXT,
    withdrawn_on TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX badges_key ON badges (badges, years, known_to);
CREATE INDEX badges_by_round ON badges (round, known_to, until, since, unit, years);
CREATE INDEX badges_by_person ON badges (person, years, known_to);
CREATE INDEX badges_against ON badges (known_to) WHERE against IS NOT NULL;
