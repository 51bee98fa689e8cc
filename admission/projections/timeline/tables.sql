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
    document_signed TEXT
);
CREATE INDEX timeline_by_stream ON timeline (stream, position);
