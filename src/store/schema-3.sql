-- Schema 3: the words of each finding, who has part in it, full-text search, judgements that count, views for direct use.
ALTER TABLE report ADD COLUMN confidential INTEGER NOT NULL DEFAULT 0;
ALTER TABLE finding ADD COLUMN words TEXT;                              -- kept text under [beg,end)
ALTER TABLE finding ADD COLUMN fields TEXT;                             -- corrections by people: a JSON merge patch (RFC 7396) over json
ALTER TABLE finding ADD COLUMN status TEXT NOT NULL DEFAULT '';         -- '', accepted, corrected, rejected
ALTER TABLE finding ADD COLUMN confidential INTEGER NOT NULL DEFAULT 0;
-- type, mode, what, low, high, stance, negated, date_* and place are what holds now, corrections included; json is what the program read.
CREATE INDEX finding_day ON finding (kind, coalesce(date_from, '9999'), report, pos);
CREATE TABLE party (
    report INTEGER NOT NULL,
    finding INTEGER NOT NULL,           -- finding.pos
    part TEXT NOT NULL,                 -- actor, recipient, by
    pos INTEGER NOT NULL,
    actor TEXT,                         -- actor.id, NULL: without a name
    words TEXT,
    PRIMARY KEY (report, finding, part, pos),
    FOREIGN KEY (report, finding) REFERENCES finding (report, pos) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_name ON actor (name COLLATE NOCASE);
-- rowid: report * 1048576 + pos
CREATE VIRTUAL TABLE finding_fts USING fts5(words, who, place, source, tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE report_fts USING fts5(title, text, content='report', content_rowid='n', tokenize = "unicode61 remove_diacritics 2");
CREATE TRIGGER report_fts_add AFTER INSERT ON report BEGIN
    INSERT INTO report_fts(rowid, title, text) VALUES (new.n, new.title, new.text);
END;
CREATE TRIGGER report_fts_change AFTER UPDATE OF title, text ON report BEGIN
    INSERT INTO report_fts(report_fts, rowid, title, text) VALUES ('delete', old.n, old.title, old.text);
    INSERT INTO report_fts(rowid, title, text) VALUES (new.n, new.title, new.text);
END;
CREATE TRIGGER report_fts_drop AFTER DELETE ON report BEGIN
    INSERT INTO report_fts(report_fts, rowid, title, text) VALUES ('delete', old.n, old.title, old.text);
END;
-- What the judgements on one target come to: made anew from the table judgement after each of them.
CREATE TABLE judged (
    target TEXT PRIMARY KEY,            -- a finding's key, report:ID, source:NAME, incident keys joined by +
    status TEXT NOT NULL DEFAULT '',
    fields TEXT,
    grade TEXT,                         -- Admiralty: A-F for the source, 1-6 for the information (B2)
    confidential INTEGER NOT NULL DEFAULT 0,
    judgements INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO report_fts(rowid, title, text) SELECT n, title, text FROM report;

-- ---- views: what `attest events` and the others print; rejected rows are there (column status) and left out by the commands
CREATE VIEW findings AS SELECT
    f.report AS n, f.pos, f.report || ':' || f.id AS id, f.key, f.kind, r.name AS report, r.publisher, r.published,
    f.date_from, f.date_to, f.date_precision,
    coalesce(p.name, json_extract(f.json, '$.where')) AS place, p.precision AS place_precision, p.country, p.lat, p.lon,
    f.type, f.mode, f.what, f.low, f.high,
    (SELECT group_concat(s.name, ' < ') FROM source s WHERE s.report = f.report AND s.finding = f.pos) AS source,
    f.stance, f.negated, f.confidence, f.status, f.confidential OR r.confidential AS confidential, f.words,
    iif(f.fields IS NULL, f.json, json_patch(f.json, f.fields)) AS json, coalesce(f.date_from, '9999') AS day
FROM finding f JOIN report r ON r.n = f.report LEFT JOIN place p ON p.report = f.report AND p.id = f.place;

CREATE VIEW events AS SELECT n, pos, id, date_from, date_to, date_precision, type, mode,
    (SELECT group_concat(coalesce(a.name, q.words), '; ') FROM party q LEFT JOIN actor a ON a.report = q.report AND a.id = q.actor
      WHERE q.report = findings.n AND q.finding = findings.pos AND q.part = 'actor') AS actor,
    (SELECT group_concat(coalesce(a.name, q.words), '; ') FROM party q LEFT JOIN actor a ON a.report = q.report AND a.id = q.actor
      WHERE q.report = findings.n AND q.finding = findings.pos AND q.part = 'recipient') AS recipient,
    place, country, lat, lon, place_precision, json_extract(json, '$.event.measure') AS measure,
    json_extract(json, '$.event.phase') AS phase, json_extract(json, '$.event.cameo') AS cameo,
    stance, negated, source, confidence, status, report, publisher, published, words, key, day, confidential, json
FROM findings WHERE kind = 'event';

CREATE VIEW figures AS SELECT n, pos, id, date_from, date_to, date_precision, what, json_extract(json, '$.figure.who_text') AS who,
    low, high, json_extract(json, '$.figure.qualifier') AS qualifier, json_extract(json, '$.figure.unit') AS unit,
    json_extract(json, '$.figure.cumulative') AS cumulative, json_extract(json, '$.figure.as_of') AS as_of,
    place, country, lat, lon, place_precision,
    stance, negated, source, confidence, status, report, publisher, published, words, key, day, confidential, json
FROM findings WHERE kind = 'figure';

CREATE VIEW statements AS SELECT n, pos, id, date_from, date_to, source, json_extract(json, '$.source[0].role') AS role,
    json_extract(json, '$.statement.direct') AS direct,
    stance, negated, place, country, confidence, status, report, publisher, published, words, key, day, confidential, json
FROM findings WHERE kind = 'statement';

CREATE VIEW demands AS SELECT n, pos, id, date_from, date_to,
    (SELECT group_concat(coalesce(a.name, q.words), '; ') FROM party q LEFT JOIN actor a ON a.report = q.report AND a.id = q.actor
      WHERE q.report = findings.n AND q.finding = findings.pos AND q.part = 'by') AS demanded_by,
    json_extract(json, '$.demand.text') AS demand,
    stance, source, place, country, confidence, status, report, publisher, published, words, key, day, confidential, json
FROM findings WHERE kind = 'demand';

CREATE VIEW causes AS SELECT n, pos, id, date_from, date_to, json_extract(json, '$.cause.of') AS effect,
    json_extract(json, '$.cause.text') AS cause,
    stance, source, place, country, confidence, status, report, publisher, published, words, key, day, confidential, json
FROM findings WHERE kind = 'cause';

CREATE VIEW framings AS SELECT n, pos, id, date_from, date_to, json_extract(json, '$.framing.of') AS framed,
    json_extract(json, '$.framing.words') AS framing,
    stance, source, place, country, confidence, status, report, publisher, published, words, key, day, confidential, json
FROM findings WHERE kind = 'framing';

CREATE VIEW silences AS SELECT n, pos, id, date_from, date_to, place, country, json_extract(json, '$.silence.type') AS type,
    json_extract(json, '$.silence.about') AS about,
    stance, source, confidence, status, report, publisher, published, words, key, day, confidential, json
FROM findings WHERE kind = 'silence';

CREATE VIEW disputes AS SELECT d.report AS n, d.report || ':' || d.id AS id, d.type,
    (SELECT group_concat(coalesce(json_extract(s.value, '$.who'), '?') || ': ' ||
        coalesce((SELECT group_concat('“' || f.words || '”', ' ') FROM finding f, json_each(s.value, '$.findings') AS k WHERE f.report = d.report AND f.id = k.value), ''), ' / ')
       FROM json_each(d.json, '$.sides') AS s) AS sides,
    (SELECT group_concat(d.report || ':' || k.value, ' ') FROM json_each(d.json, '$.sides') AS s, json_each(s.value, '$.findings') AS k) AS findings,
    r.name AS report, r.publisher, r.published,
    r.confidential OR EXISTS (SELECT 1 FROM finding f, json_each(d.json, '$.sides') AS s, json_each(s.value, '$.findings') AS k
      WHERE f.report = d.report AND f.id = k.value AND (f.confidential OR f.status = 'rejected')) AS confidential
FROM dispute d JOIN report r ON r.n = d.report;

CREATE VIEW actors AS SELECT a.name, min(a.type) AS type, min(a.country) AS country, min(a.sector) AS sector,
    count(DISTINCT a.report) AS reports,
    sum((SELECT count(*) FROM party q WHERE q.report = a.report AND q.actor = a.id)) AS findings,
    sum((SELECT count(*) FROM source s WHERE s.report = a.report AND s.actor = a.id)) AS spoken
FROM actor a JOIN report r ON r.n = a.report WHERE NOT r.confidential AND a.name IS NOT NULL GROUP BY a.name;

CREATE VIEW places AS SELECT p.name, p.geonames, p.country, p.admin1, p.lat, p.lon, count(DISTINCT p.report) AS reports,
    sum((SELECT count(*) FROM finding f WHERE f.report = p.report AND f.place = p.id)) AS findings
FROM place p JOIN report r ON r.n = p.report WHERE NOT r.confidential GROUP BY coalesce(p.geonames, p.name);
