CREATE TABLE notes (
    note TEXT NOT NULL,
    about TEXT NOT NULL,
    text TEXT,
    follow_up TEXT,
    written_on TEXT NOT NULL,
    author TEXT NOT NULL,
    closed_on TEXT,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX notes_key ON notes (note, known_to);
CREATE INDEX notes_by_about ON notes (about, known_to, until);
CREATE INDEX notes_by_day ON notes (written_on, note);
CREATE INDEX notes_by_follow_up ON notes (known_to, until, follow_up) WHERE closed_on IS NULL;
