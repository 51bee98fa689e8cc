CREATE TABLE cancelled_memberships (
    stream TEXT NOT NULL,
    person TEXT NOT NULL,
    number BIGINT NOT NULL,
    after_day TEXT NOT NULL,
    cancelled_on TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX cancelled_memberships_key ON cancelled_memberships (stream, person, number, known_to);
CREATE INDEX cancelled_memberships_by_person ON cancelled_memberships (person, known_to);
