CREATE TABLE moves (
    stream TEXT NOT NULL,
    number BIGINT NOT NULL,
    what TEXT NOT NULL,
    direction TEXT NOT NULL,
    on_day TEXT NOT NULL,
    unit TEXT,
    candidate TEXT,
    province TEXT,
    letter_number TEXT,
    letter_signed TEXT,
    replied_on TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX moves_key ON moves (stream, number, known_to);
CREATE INDEX moves_by_day ON moves (on_day, known_to);
