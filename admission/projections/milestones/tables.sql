CREATE TABLE milestones (
    candidate TEXT NOT NULL,
    name TEXT NOT NULL,
    on_day TEXT NOT NULL,
    rulebook TEXT NOT NULL,
    unit TEXT NOT NULL,
    groups TEXT NOT NULL,
    detail TEXT NOT NULL,
    position BIGINT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX milestones_key ON milestones (candidate, name, known_to, until);
CREATE INDEX milestones_by_day
ON milestones (name, on_day, unit, since, until, known_from, known_to, candidate, groups);
