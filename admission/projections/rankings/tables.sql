CREATE TABLE rankings (
    ranking TEXT NOT NULL,
    who TEXT NOT NULL,
    unit TEXT NOT NULL,
    person TEXT,
    year BIGINT NOT NULL,
    rank TEXT NOT NULL,
    reason TEXT,
    score_hundredths BIGINT,
    decided_by TEXT NOT NULL,
    ranked_on TEXT NOT NULL,
    document_kind TEXT NOT NULL,
    document_number TEXT,
    document_signed TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX rankings_key ON rankings (ranking, known_to);
CREATE INDEX rankings_by_year ON rankings (who, year, unit);
CREATE INDEX rankings_by_person ON rankings (person, year) WHERE person IS NOT NULL;
