CREATE TABLE due (
    candidate TEXT NOT NULL,
    rule TEXT NOT NULL,
    clock TEXT NOT NULL,
    what TEXT NOT NULL,
    acts TEXT NOT NULL,
    body TEXT NOT NULL,
    starts TEXT NOT NULL,
    stated TEXT NOT NULL,
    amount BIGINT NOT NULL,
    length_unit TEXT NOT NULL,
    extra BIGINT NOT NULL,
    rulebook TEXT NOT NULL,
    ends TEXT NOT NULL,
    earliest TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX due_key ON due (candidate, known_to, until);
CREATE INDEX due_by_day ON due (known_to, until, earliest);
CREATE TABLE breaches (
    candidate TEXT NOT NULL,
    act TEXT NOT NULL,
    on_day TEXT NOT NULL,
    rules TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE TABLE reroutings (
    candidate TEXT NOT NULL,
    on_day TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX reroutings_key ON reroutings (candidate, known_to);
CREATE INDEX breaches_key ON breaches (candidate, known_to);
