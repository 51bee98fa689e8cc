CREATE TABLE attendances (
    attendance TEXT NOT NULL,
    person TEXT NOT NULL,
    office TEXT NOT NULL,
    body TEXT NOT NULL,
    unit TEXT NOT NULL,
    planned TEXT NOT NULL,
    due_on TEXT NOT NULL,
    planned_on TEXT NOT NULL,
    state TEXT NOT NULL,
    over_on TEXT,
    meeting TEXT,
    reason TEXT,
    document_kind TEXT,
    document_number TEXT,
    document_signed TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX attendances_key ON attendances (attendance, known_to);
CREATE INDEX attendances_by_day ON attendances (due_on, attendance);
CREATE INDEX attendances_awaited ON attendances (known_to, due_on) WHERE over_on IS NULL;
CREATE INDEX attendances_by_unit ON attendances (unit);
CREATE INDEX attendances_by_person ON attendances (person);
CREATE TABLE weaknesses (
    weakness TEXT NOT NULL,
    attendance TEXT NOT NULL,
    unit TEXT NOT NULL,
    person TEXT,
    text TEXT NOT NULL,
    noted_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    closed_on TEXT,
    document_kind TEXT,
    document_number TEXT,
    document_signed TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX weaknesses_key ON weaknesses (weakness, known_to);
CREATE INDEX weaknesses_by_day ON weaknesses (due_on, weakness);
CREATE INDEX weaknesses_open ON weaknesses (known_to, due_on) WHERE closed_on IS NULL;
CREATE INDEX weaknesses_by_attendance ON weaknesses (attendance);
CREATE INDEX weaknesses_by_unit ON weaknesses (unit);
CREATE INDEX weaknesses_by_person ON weaknesses (person) WHERE person IS NOT NULL;
