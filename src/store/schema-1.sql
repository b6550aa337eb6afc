-- The record of one desk: schema 1. PRAGMA user_version holds the number;
-- schema-2.sql and so on are run after it. Findings are replaced as a whole when a report
-- is read anew; judgement is only ever added to and points at keys, which survive re-reading.
CREATE TABLE report (
    n INTEGER PRIMARY KEY,              -- short number that people type: 1:f3
    id TEXT NOT NULL UNIQUE,            -- r-<16 hex>
    source_sha256 TEXT NOT NULL,
    text_sha256 TEXT NOT NULL,
    record_sha256 TEXT NOT NULL,        -- of the record without its text: says whether anything changed
    name TEXT, url TEXT, publisher TEXT, published TEXT, language TEXT, title TEXT,
    bytes INTEGER NOT NULL,
    v INTEGER NOT NULL,                 -- version of the wire format
    head TEXT NOT NULL,                 -- the JSON of "report" without its text
    text TEXT,                          -- kept text, if the record came with it
    added TEXT NOT NULL,                -- UTC time
    updated TEXT
) STRICT;
CREATE TABLE actor (
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    id TEXT NOT NULL,
    name TEXT, type TEXT, country TEXT, sector TEXT,
    json TEXT NOT NULL,
    PRIMARY KEY (report, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE place (
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    id TEXT NOT NULL,
    name TEXT, geonames INTEGER, lat REAL, lon REAL, country TEXT, admin1 TEXT, precision INTEGER,
    json TEXT NOT NULL,
    PRIMARY KEY (report, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE finding (
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    pos INTEGER NOT NULL,               -- place in the record, from 0
    id TEXT NOT NULL,                   -- f1
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    incident TEXT,
    beg INTEGER NOT NULL, end INTEGER NOT NULL, -- bytes of the kept text
    stance TEXT, negated INTEGER NOT NULL,
    date_from TEXT, date_to TEXT, date_precision TEXT,
    place TEXT,
    type TEXT, mode TEXT,               -- of an event
    what TEXT, low INTEGER, high INTEGER, -- of a figure
    confidence REAL, rule TEXT,
    json TEXT NOT NULL,
    PRIMARY KEY (report, pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_key ON finding (key);
CREATE INDEX finding_date ON finding (date_from);
CREATE TABLE source (
    report INTEGER NOT NULL,
    finding INTEGER NOT NULL,           -- finding.pos
    pos INTEGER NOT NULL,               -- 0: the one the report quotes
    name TEXT, actor TEXT, role TEXT, kind TEXT,
    PRIMARY KEY (report, finding, pos),
    FOREIGN KEY (report, finding) REFERENCES finding (report, pos) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE incident (
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    id TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (report, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE dispute (
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    id TEXT NOT NULL,
    type TEXT,
    json TEXT NOT NULL,
    PRIMARY KEY (report, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE problem (
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    pos INTEGER NOT NULL,
    stage TEXT, what TEXT,
    json TEXT NOT NULL,
    PRIMARY KEY (report, pos)
) STRICT, WITHOUT ROWID;
CREATE TABLE judgement (
    n INTEGER PRIMARY KEY,
    key TEXT NOT NULL,                  -- of the finding judged
    verdict TEXT NOT NULL,              -- accept, reject, correct, merge, split, grade
    who TEXT NOT NULL,
    at TEXT NOT NULL,                   -- UTC time
    why TEXT,
    before TEXT, after TEXT             -- JSON
) STRICT;
CREATE INDEX judgement_key ON judgement (key);
