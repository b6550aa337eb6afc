-- Schema 4: what was erased by law or request leaves its day and reason, never its content.
CREATE TABLE erased (
    n INTEGER PRIMARY KEY,
    at TEXT NOT NULL,                   -- UTC time
    what TEXT NOT NULL,                 -- report, name
    report TEXT,                        -- report.id of a report that was erased: it is not taken in again
    who TEXT NOT NULL,
    why TEXT NOT NULL,
    places INTEGER NOT NULL             -- findings gone, or places where the name stood
) STRICT;
ALTER TABLE report ADD COLUMN redacted INTEGER NOT NULL DEFAULT 0; -- 1: a name was taken out of the text, which no longer has its text_sha256
-- What a person should look at first: findings in a dispute, then the least sure ones.
CREATE VIEW queue AS SELECT f.report AS n, f.pos, f.report || ':' || f.id AS id, f.key, f.kind, f.confidence,
    EXISTS (SELECT 1 FROM dispute d, json_each(d.json, '$.sides') AS s, json_each(s.value, '$.findings') AS k
      WHERE d.report = f.report AND k.value = f.id) AS disputed,
    f.confidential OR r.confidential AS confidential
FROM finding f JOIN report r ON r.n = f.report WHERE f.status = '';
