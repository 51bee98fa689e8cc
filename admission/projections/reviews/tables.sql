CREATE TABLE reviews (
    review TEXT NOT NULL,
    person TEXT NOT NULL,
    unit TEXT NOT NULL,
    purpose TEXT NOT NULL,
    step TEXT,
    requested_on TEXT NOT NULL,
    concluded_on TEXT,
    concluded_by TEXT,
    document TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX reviews_key ON reviews (review, known_to);
CREATE INDEX reviews_by_person ON reviews (person, known_to, until);
CREATE INDEX reviews_by_unit ON reviews (unit, known_to, until);
CREATE INDEX reviews_by_day ON reviews (requested_on, review);
CREATE INDEX reviews_by_end ON reviews (concluded_on, known_to, until);
