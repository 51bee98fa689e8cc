CREATE TABLE rulebooks (
    reference TEXT NOT NULL,
    unit TEXT NOT NULL,
    rulebook TEXT NOT NULL,
    title TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    extends TEXT,
    document TEXT,
    adopted_on TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX rulebooks_key ON rulebooks (reference, known_to);
CREATE TABLE rulebook_texts (
    reference TEXT NOT NULL,
    text TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX rulebook_texts_key ON rulebook_texts (reference, known_to);
CREATE TABLE countings (
    reference TEXT NOT NULL,
    figure TEXT NOT NULL,
    milestone TEXT NOT NULL,
    cancelled TEXT NOT NULL,
    rule TEXT NOT NULL,
    source TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX countings_key ON countings (reference, known_to);
CREATE TABLE ranking_rates (
    reference TEXT NOT NULL,
    who TEXT NOT NULL,
    rank TEXT NOT NULL,
    first TEXT NOT NULL,
    of_classes TEXT NOT NULL,
    at_most_percent BIGINT,
    rule TEXT NOT NULL,
    last TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX ranking_rates_key ON ranking_rates (reference, known_to);
