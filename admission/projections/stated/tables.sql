CREATE TABLE stated (
    figure TEXT NOT NULL,
    unit TEXT NOT NULL,
    indicator TEXT NOT NULL,
    period TEXT NOT NULL,
    number BIGINT NOT NULL,
    stated_on TEXT NOT NULL,
    document_kind TEXT NOT NULL,
    document_number TEXT,
    document_signed TEXT,
    position BIGINT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX stated_key ON stated (figure, known_to);
CREATE INDEX stated_by_period ON stated (indicator, period);
CREATE INDEX stated_by_unit ON stated (unit);
