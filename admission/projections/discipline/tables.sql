CREATE TABLE disciplines (
    stream TEXT NOT NULL,
    number BIGINT NOT NULL,
    whom TEXT NOT NULL,
    unit TEXT NOT NULL,
    person TEXT,
    form TEXT NOT NULL,
    on_day TEXT NOT NULL,
    body TEXT,
    paper TEXT NOT NULL,
    probationer BIGINT NOT NULL,
    lifted_on TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX disciplines_key ON disciplines (stream, known_to);
CREATE INDEX disciplines_by_day
ON disciplines (on_day, known_to, until, since, unit, whom, form, lifted_on);
CREATE INDEX disciplines_of_people ON disciplines (person, known_to) WHERE person IS NOT NULL;
CREATE TABLE screenings (
    stream TEXT NOT NULL,
    number BIGINT NOT NULL,
    unit TEXT NOT NULL,
    ground TEXT NOT NULL,
    listed_on TEXT NOT NULL,
    helper TEXT,
    educated_on TEXT,
    outcome TEXT,
    ended_on TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX screenings_key ON screenings (stream, known_to);
CREATE INDEX screenings_by_day ON screenings (listed_on, known_to);
CREATE INDEX screenings_open ON screenings (educated_on, known_to) WHERE outcome IS NULL;
CREATE TABLE proceedings (
    stream TEXT NOT NULL,
    number BIGINT NOT NULL,
    person TEXT,
    unit TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    starts TEXT NOT NULL,
    level TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX proceedings_key ON proceedings (stream, known_to);
CREATE INDEX proceedings_by_day ON proceedings (starts, known_to);
