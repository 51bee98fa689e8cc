CREATE TABLE erasures (
    person TEXT NOT NULL,
    asked TEXT NOT NULL,
    unit TEXT,
    ground TEXT,
    paper TEXT,
    requested_on TEXT,
    requested_by TEXT,
    first_approver TEXT,
    second_approver TEXT,
    refused_on TEXT,
    erased_on TEXT,
    held_since TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX erasures_key ON erasures (person, known_to);
CREATE INDEX erasures_open ON erasures (asked, known_to);
CREATE TABLE key_epochs (
    stream TEXT NOT NULL,
    erasures BIGINT NOT NULL,
    keys BIGINT NOT NULL,
    scans BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    waiting BIGINT NOT NULL,
    unit TEXT,
    requested_on TEXT,
    erased_on TEXT,
    backups_unit TEXT,
    backups_since TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX key_epochs_key ON key_epochs (stream, known_to);
