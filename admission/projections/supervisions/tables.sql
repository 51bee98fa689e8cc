CREATE TABLE supervisions (
    unit TEXT NOT NULL,
    supervisor TEXT NOT NULL,
    office TEXT,
    assigned_on TEXT NOT NULL,
    document TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX supervisions_key ON supervisions (unit, supervisor, known_to);
CREATE INDEX supervisions_by_supervisor ON supervisions (supervisor, known_to);
