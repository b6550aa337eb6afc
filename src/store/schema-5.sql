-- Schema 5: copies: which reports hold the same text, and which of them it came from.
ALTER TABLE report ADD COLUMN credit TEXT;                              -- news agency that the text credits
ALTER TABLE report ADD COLUMN copy_of INTEGER;                          -- report.n of the one that it carries; NULL: a text of its own
ALTER TABLE report ADD COLUMN copied REAL;                              -- share of the shorter text that both have
ALTER TABLE finding ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;      -- 1: its words stand in the report carried: no source of its own
CREATE TABLE shingle (                  -- word trigrams of each report: see src/link/shingle.h
    hash INTEGER NOT NULL,
    day TEXT NOT NULL,                  -- of publication, '': not known
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    PRIMARY KEY (hash, day, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX shingle_report ON shingle (report);
CREATE TABLE near (                     -- pairs of copies, both ways round
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    score REAL NOT NULL,                -- share of the shorter text that both have
    PRIMARY KEY (report, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX near_other ON near (other);
-- Findings that have a source of their own: what carriers repeat is left out.
CREATE VIEW independent AS SELECT v.* FROM findings v JOIN finding f ON f.report = v.n AND f.pos = v.pos WHERE NOT f.carried;
CREATE VIEW copies AS SELECT r.n, r.name AS report, r.publisher, r.published, r.credit, r.copy_of AS of, o.name AS original, o.publisher AS original_publisher,
    o.published AS original_published, r.copied, (SELECT count(*) FROM finding f WHERE f.report = r.n AND f.carried) AS carried
FROM report r JOIN report o ON o.n = r.copy_of;
