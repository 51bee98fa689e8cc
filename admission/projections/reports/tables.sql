CREATE TABLE reports (
    position BIGINT NOT NULL,
    report TEXT NOT NULL,
    kind TEXT NOT NULL,
    unit TEXT,
    year BIGINT NOT NULL,
    first TEXT,
    last TEXT,
    tree TEXT NOT NULL,
    depth BIGINT,
    as_of TEXT NOT NULL,
    known_at BIGINT NOT NULL,
    known_at_time TEXT NOT NULL,
    published_on TEXT NOT NULL,
    published_by TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    document_kind TEXT NOT NULL,
    document_number TEXT,
    document_signed TEXT,
    supersedes TEXT
);
CREATE INDEX reports_key ON reports (report);
CREATE INDEX reports_by_unit ON reports (unit, year);
CREATE INDEX reports_superseding ON reports (supersedes) WHERE supersedes IS NOT NULL;
CREATE TABLE report_figures (
    position BIGINT NOT NULL,
    report TEXT NOT NULL,
    figures TEXT NOT NULL
);
CREATE INDEX report_figures_key ON report_figures (report);
