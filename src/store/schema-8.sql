-- Schema 8: what the first page counts, kept with each change instead of counted at each look (tally.sql); and the order of the review queue.
-- Shown findings (not rejected, not confidential) by kind, day and type. Of kind: those of findings; 'report' (day: of publication); 'dispute' (within
-- one report); 'review' (not judged yet; type: the finding's kind).
CREATE TABLE tally (
    kind TEXT NOT NULL,
    day TEXT NOT NULL,                  -- date_from, '': not said
    type TEXT NOT NULL,                 -- of an event, silence or dispute, what a figure counts, else ''
    n INTEGER NOT NULL,
    PRIMARY KEY (kind, day, type)
) STRICT, WITHOUT ROWID;
-- Shown findings by place; events in the four classes of PLOVER (1 words for, 2 deeds for, 3 words against, 4 deeds against, 0 none). lat, lon 1000: not known.
CREATE TABLE tally_place (
    country TEXT NOT NULL, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
    precision INTEGER NOT NULL,
    g0 INTEGER NOT NULL, g1 INTEGER NOT NULL, g2 INTEGER NOT NULL, g3 INTEGER NOT NULL, g4 INTEGER NOT NULL,
    silences INTEGER NOT NULL,
    findings INTEGER NOT NULL,          -- of all kinds
    PRIMARY KEY (country, name, lat, lon)
) STRICT, WITHOUT ROWID;
CREATE INDEX tally_place_most ON tally_place (findings);
-- Who is the first to say so in how many shown statements.
CREATE TABLE tally_speaker (
    name TEXT PRIMARY KEY,
    said INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tally_speaker_most ON tally_speaker (said);
-- Reports that are counted in the three tables above.
CREATE TABLE tallied (report INTEGER PRIMARY KEY) STRICT;
-- 1: stands in a dispute within its report, 2: in one with another report, 3: in both.
ALTER TABLE finding ADD COLUMN contested INTEGER NOT NULL DEFAULT 0;
CREATE INDEX finding_review ON finding (contested DESC, confidence, report, pos) WHERE status = '';
DROP VIEW queue;
-- What a person should look at first: findings in a dispute, then the least sure ones.
CREATE VIEW queue AS SELECT f.report AS n, f.pos, f.report || ':' || f.id AS id, f.key, f.kind, f.confidence, f.contested AS disputed, f.confidential OR r.confidential AS confidential
FROM finding f JOIN report r ON r.n = f.report WHERE f.status = '';
