CREATE TABLE classes (
    class_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT NOT NULL,
    title TEXT NOT NULL,
    audience TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    sessions BIGINT,
    ordered_on TEXT NOT NULL,
    people BIGINT NOT NULL,
    passed BIGINT NOT NULL,
    concluded_on TEXT,
    issued TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX classes_key ON classes (class_id, known_to);
CREATE TABLE class_people (
    class_id TEXT NOT NULL,
    person TEXT NOT NULL,
    attended BIGINT,
    passed BIGINT,
    certificate TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX class_people_key ON class_people (class_id, person, known_to);
CREATE INDEX class_people_by_person ON class_people (person);
