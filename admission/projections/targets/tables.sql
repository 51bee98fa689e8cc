CREATE TABLE targets (
    target TEXT NOT NULL,
    unit TEXT NOT NULL,
    indicator TEXT NOT NULL,
    period TEXT NOT NULL,
    for_group TEXT NOT NULL,
    people BIGINT NOT NULL,
    number BIGINT,
    percent_hundredths BIGINT,
    base_name TEXT,
    base_count BIGINT,
    promised_by TEXT NOT NULL,
    assigned_on TEXT NOT NULL,
    document TEXT,
    position BIGINT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX targets_key ON targets (target, known_to);
CREATE INDEX targets_by_period ON targets (indicator, period);
CREATE INDEX targets_by_unit ON targets (unit);
