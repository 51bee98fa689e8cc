CREATE TABLE inspections (
    inspection TEXT NOT NULL,
    unit TEXT NOT NULL,
    inspected_by TEXT NOT NULL,
    programme TEXT,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    frozen_at BIGINT NOT NULL,
    begun_on TEXT NOT NULL,
    begun_by TEXT NOT NULL,
    ended_on TEXT,
    ended_by TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX inspections_key ON inspections (inspection, unit, known_to, until);
CREATE INDEX inspections_by_unit ON inspections (unit, known_to, until);
CREATE INDEX inspections_by_day ON inspections (begun_on, inspection, unit);
CREATE TABLE findings (
    finding TEXT NOT NULL,
    inspection TEXT NOT NULL,
    unit TEXT NOT NULL,
    person TEXT,
    rule TEXT,
    events TEXT NOT NULL,
    text TEXT NOT NULL,
    document TEXT,
    raised_on TEXT NOT NULL,
    answer TEXT,
    answered_on TEXT,
    remedy TEXT,
    due_on TEXT,
    upheld_on TEXT,
    reason TEXT,
    state TEXT NOT NULL,
    over_on TEXT,
    over_by TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX findings_key ON findings (finding, known_to);
CREATE INDEX findings_by_inspection ON findings (inspection, known_to, until);
CREATE INDEX findings_by_unit ON findings (unit, known_to, until);
CREATE INDEX findings_by_person ON findings (person, known_to, until);
CREATE INDEX findings_by_day ON findings (raised_on, finding);
CREATE INDEX findings_due ON findings (known_to, due_on) WHERE over_on IS NULL;
