CREATE TABLE movements (
    stream TEXT NOT NULL,
    number BIGINT NOT NULL,
    cell TEXT NOT NULL,
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    members BIGINT NOT NULL,
    position BIGINT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX movements_key ON movements (stream, known_to);
CREATE INDEX movements_known ON movements (known_from);
CREATE INDEX movements_taken_back ON movements (known_to) WHERE known_to < 9223372036854775807;
CREATE INDEX movements_by_cell
ON movements (cell, known_to, on_day, until, since, members, known_from);
CREATE INDEX movements_by_day
ON movements (on_day, known_to, until, since, cell, kind, members, known_from);
