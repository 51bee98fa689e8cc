CREATE TABLE directives (
    directive TEXT NOT NULL,
    unit TEXT NOT NULL,
    title TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    document_kind TEXT NOT NULL,
    document_number TEXT,
    document_signed TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX directives_key ON directives (directive, known_to);
CREATE TABLE tasks (
    task TEXT NOT NULL,
    directive TEXT NOT NULL,
    unit TEXT NOT NULL,
    person TEXT,
    text TEXT NOT NULL,
    assigned_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    goal BIGINT,
    rank TEXT,
    reached BIGINT,
    said TEXT,
    said_on TEXT,
    state TEXT NOT NULL,
    over_on TEXT,
    document_kind TEXT,
    document_number TEXT,
    document_signed TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX tasks_key ON tasks (task, known_to);
CREATE INDEX tasks_by_day ON tasks (due_on, task);
CREATE INDEX tasks_open ON tasks (known_to, due_on) WHERE over_on IS NULL;
CREATE INDEX tasks_by_unit ON tasks (unit);
CREATE INDEX tasks_by_directive ON tasks (directive);
