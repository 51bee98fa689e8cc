CREATE TABLE calendars (
    year BIGINT NOT NULL,
    adopted BIGINT NOT NULL,
    days_off TEXT NOT NULL,
    worked_days TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX calendars_key ON calendars (year, known_to);
