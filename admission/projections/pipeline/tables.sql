CREATE TABLE pipeline (
    candidate TEXT NOT NULL,
    person TEXT NOT NULL,
    unit TEXT NOT NULL,
    stage TEXT NOT NULL,
    standing TEXT NOT NULL,
    standing_since TEXT NOT NULL,
    entered TEXT NOT NULL,
    groups TEXT NOT NULL,
    helper TEXT,
    guide TEXT,
    official_on TEXT,
    decided_by TEXT,
    failed_votes BIGINT NOT NULL,
    breaches BIGINT NOT NULL,
    taken_over_on TEXT,
    paper TEXT,
    vouched_by TEXT,
    at_authority BIGINT NOT NULL,
    file_with TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX pipeline_key ON pipeline (candidate, known_to, until);
CREATE INDEX pipeline_by_person ON pipeline (person, known_to, until);
CREATE INDEX pipeline_by_unit ON pipeline (unit, known_to);
CREATE INDEX pipeline_by_standing
ON pipeline (standing, known_to, until, since, unit, groups);
