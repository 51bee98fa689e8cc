CREATE TABLE scans (
    document TEXT NOT NULL,
    about TEXT NOT NULL,
    step BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    size BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    paper_kind TEXT,
    paper_number TEXT,
    paper_signed TEXT,
    title TEXT,
    kept_on TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    known_from BIGINT NOT NULL,
    known_to BIGINT NOT NULL
);
CREATE INDEX scans_key ON scans (document, about, step, known_to);
CREATE INDEX scans_by_about ON scans (about, step);
CREATE INDEX scans_by_sha256 ON scans (sha256);
CREATE INDEX scans_by_day ON scans (kept_on, sha256);
CREATE TABLE cited_scans (
    position BIGINT NOT NULL,
    stream TEXT NOT NULL,
    sha256 TEXT NOT NULL
);
CREATE INDEX cited_scans_by_stream ON cited_scans (stream, position);
CREATE INDEX cited_scans_by_sha256 ON cited_scans (sha256);
CREATE TABLE undocumented_steps (
    position BIGINT NOT NULL,
    candidate TEXT NOT NULL,
    version BIGINT NOT NULL,
    type TEXT NOT NULL,
    on_day TEXT NOT NULL
);
CREATE INDEX undocumented_steps_by_position ON undocumented_steps (position);
CREATE INDEX undocumented_steps_by_candidate ON undocumented_steps (candidate, position);
