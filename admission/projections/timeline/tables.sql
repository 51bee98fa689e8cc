CREATE TABLE timeline (
    position BIGINT NOT NULL,
    stream TEXT NOT NULL,
    version BIGINT NOT NULL,
    type TEXT NOT NULL,
    on_day TEXT NOT NULL,
    stated TEXT,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    rulebook TEXT,
    late TEXT NOT NULL,
    against TEXT NOT NULL,
    document_kind TEXT,
    document_number TEXT,
    document_signed TEXT,
    corrects BIGINT
);
CREATE INDEX timeline_by_stream ON timeline (stream, position);
CREATE TABLE readings (
    stream TEXT NOT NULL,
    version BIGINT NOT NULL,
    how TEXT NOT NULL,
    by_position BIGINT NOT NULL,
    late TEXT NOT NULL,
    against TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX readings_key ON readings (stream, version, known_to);
