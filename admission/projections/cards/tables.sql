CREATE TABLE cards (
    cards TEXT NOT NULL,
    number BIGINT NOT NULL,
    person TEXT NOT NULL,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    batch TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    document TEXT,
    card_number TEXT,
    handed_over_on TEXT,
    withdrawn_on TEXT,
    against TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX cards_key ON cards (cards, number, known_to);
CREATE INDEX cards_by_day ON cards (decided_on, known_to, until, since, unit, kind);
CREATE INDEX cards_by_person ON cards (person, known_to);
CREATE INDEX cards_against ON cards (known_to) WHERE against IS NOT NULL;
