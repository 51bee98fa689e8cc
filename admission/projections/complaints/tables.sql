CREATE TABLE complaints (
    complaint TEXT NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT NOT NULL,
    received_on TEXT NOT NULL,
    sender TEXT,
    subject TEXT,
    content TEXT,
    assigned_to TEXT,
    assigned_on TEXT,
    outcome TEXT,
    resolved_on TEXT,
    document TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX complaints_key ON complaints (complaint, known_to);
CREATE INDEX complaints_by_person ON complaints (person, known_to, until);
CREATE INDEX complaints_by_unit ON complaints (unit, known_to, until);
CREATE INDEX complaints_by_day ON complaints (received_on, complaint);
