-- Schema 10: disputes kept as they come (src/link/contest.c), instead of compared anew at each look; incidents by day; independent reports counted.
-- Each finding that stands against one of another report. What people rejected or closed is not here.
CREATE TABLE link_side (
    owner TEXT NOT NULL,                -- i and the number of the incident, or a and that of the actor
    id TEXT NOT NULL,                   -- of the dispute: its owner and what it is about
    day TEXT NOT NULL,                  -- of publication; '': not known
    side TEXT NOT NULL,
    report INTEGER NOT NULL,
    pos INTEGER NOT NULL,
    type TEXT NOT NULL,                 -- figure, denial, doer, name
    source TEXT NOT NULL,
    PRIMARY KEY (owner, id, day, side, report, pos),
    FOREIGN KEY (report, pos) REFERENCES finding (report, pos) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX link_side_finding ON link_side (report, pos);
-- Disputes, within a report (n: its number) and across reports (n: 1000000000).
CREATE TABLE contest (
    n INTEGER NOT NULL,
    pos INTEGER NOT NULL,               -- length of the id, for the order of d2 and d10
    id TEXT NOT NULL,
    owner TEXT NOT NULL,                -- as in link_side; '': within a report
    type TEXT NOT NULL,
    sides TEXT, since TEXT, moved TEXT, findings TEXT,
    confidential INTEGER NOT NULL,
    PRIMARY KEY (n, pos, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contest_owner ON contest (owner);
CREATE INDEX contest_since ON contest (since) WHERE NOT confidential;
CREATE INDEX link_incident_day ON link_incident (coalesce(day, 99999999), n);
CREATE INDEX report_copy ON report (n, copy_of) WHERE copy_of IS NOT NULL;

DROP VIEW disputes;
CREATE VIEW disputes AS SELECT c.n, c.pos, c.id, c.type, c.sides, c.since, c.moved, c.findings, r.name AS report, r.publisher, r.published, c.confidential
FROM contest c LEFT JOIN report r ON r.n = c.n;
DROP VIEW sides;
-- Every finding that stands against one of another report: the dispute, the side it takes, who answers for it and since when.
CREATE VIEW sides AS SELECT s.id, s.type, s.side, s.source, nullif(s.day, '') AS day, s.report, s.pos, f.words
FROM link_side s JOIN finding f ON f.report = s.report AND f.pos = s.pos
WHERE EXISTS (SELECT 1 FROM contest c WHERE c.n = 1000000000 AND c.pos = length(s.id) AND c.id = s.id);

DROP VIEW incidents;
CREATE VIEW incidents AS SELECT i.n, 'i' || i.n AS id, date(i.day * 86400, 'unixepoch') AS date_from, i.type, i.place, i.country, i.lat, i.lon,
    -- what carriers print counts with the report that they carry
    (SELECT count(DISTINCT coalesce((SELECT c.copy_of FROM report c WHERE c.n = u.report AND c.copy_of IS NOT NULL), u.report)) FROM link_unit u WHERE u.incident = i.n) AS reports,
    (SELECT count(*) FROM link_member m WHERE m.incident = i.n) AS findings,
    -- UCDP GED's rule: low is the least, high the greatest figure of people killed that a source gives for the incident; best is what the latest report holds, as
    -- later reports know more; the claims themselves stay in `figures`.
    (SELECT min(f.low) FROM link_member m JOIN finding f ON f.report = m.report AND f.pos = m.pos WHERE m.incident = i.n AND f.what = 'killed' AND f.status <> 'rejected' AND f.stance <> 'denied') AS low,
    (SELECT f.low FROM link_member m JOIN finding f ON f.report = m.report AND f.pos = m.pos JOIN report r ON r.n = f.report WHERE m.incident = i.n AND f.what = 'killed'
      AND f.status <> 'rejected' AND f.stance <> 'denied' AND f.low IS NOT NULL ORDER BY r.published DESC, f.confidence DESC LIMIT 1) AS best,
    (SELECT max(coalesce(f.high, f.low)) FROM link_member m JOIN finding f ON f.report = m.report AND f.pos = m.pos WHERE m.incident = i.n AND f.what = 'killed' AND f.status <> 'rejected' AND f.stance <> 'denied') AS high,
    (SELECT group_concat(f.report || ':' || f.id, ' ') FROM link_member m JOIN finding f ON f.report = m.report AND f.pos = m.pos WHERE m.incident = i.n) AS members,
    (SELECT f.words FROM link_member m JOIN finding f ON f.report = m.report AND f.pos = m.pos WHERE m.incident = i.n ORDER BY f.confidence DESC LIMIT 1) AS words,
    coalesce(date(i.day * 86400, 'unixepoch'), '9999') AS day,
    NOT EXISTS (SELECT 1 FROM link_member m JOIN finding f ON f.report = m.report AND f.pos = m.pos JOIN report r ON r.n = f.report WHERE m.incident = i.n AND NOT f.confidential AND NOT r.confidential) AS confidential
FROM link_incident i;
