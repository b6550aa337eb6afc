-- Schema 6: what belongs together across reports (src/link; docs/LINKING.md). All of it is derived and can be made anew from the reports and the judgements.
-- An incident: units of different reports that tell of one happening. The columns are those of its first unit that says them.
CREATE TABLE link_incident (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    type TEXT, day INTEGER,             -- days since 1970-01-01, as link_unit.day
    geonames INTEGER, place TEXT, country TEXT, lat REAL, lon REAL,
    units INTEGER NOT NULL DEFAULT 0
) STRICT;
-- A unit: what one report's own incident, or a lone event or figure, tells of one happening.
CREATE TABLE link_unit (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    report INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
    key TEXT NOT NULL,                  -- of its first finding
    incident INTEGER NOT NULL,
    day INTEGER,                        -- of the happening, else of publication
    via INTEGER,                        -- the unit whose likeness decided; NULL: it opened the incident
    likelihood REAL,
    reasons TEXT,                       -- JSON: what each feature added to the log odds, or {"judged":"merged"}
    terms BLOB NOT NULL,                -- what it is compared by (src/link/unit.c)
    looks BLOB                          -- its rows in link_term
) STRICT;
CREATE INDEX link_unit_report ON link_unit (report);
CREATE INDEX link_unit_incident ON link_unit (incident);
CREATE TABLE link_member (
    report INTEGER NOT NULL,
    pos INTEGER NOT NULL,
    unit INTEGER NOT NULL REFERENCES link_unit ON DELETE CASCADE,
    incident INTEGER NOT NULL,
    PRIMARY KEY (report, pos),
    FOREIGN KEY (report, pos) REFERENCES finding (report, pos) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX link_member_unit ON link_member (unit);
CREATE INDEX link_member_incident ON link_member (incident);
-- Where units that may tell of the same are found: by hashes of head and name, type and place, rare words.
CREATE TABLE link_term (
    term INTEGER NOT NULL,
    day INTEGER NOT NULL,               -- -1000000: neither the happening nor the report has a day
    unit INTEGER NOT NULL,
    PRIMARY KEY (term, day, unit)
) STRICT, WITHOUT ROWID;
-- In how many reports a word stands, by its hash.
CREATE TABLE link_df (
    term INTEGER PRIMARY KEY,
    reports INTEGER NOT NULL
) STRICT;
-- The words that tell a report from others: pairs of hash and weight.
CREATE TABLE link_report (
    report INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE,
    terms BLOB NOT NULL
) STRICT;
-- Pairs that people merged or split.
CREATE INDEX judged_first ON judged (substr(target, 1, 16)) WHERE status IN ('merged', 'split');
CREATE INDEX judged_second ON judged (substr(target, 18)) WHERE status IN ('merged', 'split');
-- ---- actors and places across reports
CREATE TABLE link_actor (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL, type TEXT, country TEXT, sector TEXT, -- as the first report that names it has them
    mentions INTEGER NOT NULL DEFAULT 0                        -- actors of reports that are linked to it
) STRICT;
-- How an actor is found: its name without case and accents, the same as sounds, its acronym, its family name (src/link/actor.c).
CREATE TABLE link_name (
    key TEXT NOT NULL,
    actor INTEGER NOT NULL REFERENCES link_actor ON DELETE CASCADE,
    PRIMARY KEY (key, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_name_actor ON link_name (actor);
CREATE TABLE link_actor_member (
    report INTEGER NOT NULL,
    id TEXT NOT NULL,                   -- actor.id
    actor INTEGER NOT NULL REFERENCES link_actor,
    reason TEXT NOT NULL,               -- first, name, transliteration, acronym, family name and country, family name and role
    PRIMARY KEY (report, id),
    FOREIGN KEY (report, id) REFERENCES actor (report, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX link_actor_member_actor ON link_actor_member (actor);
-- ---- figures: what one count is to another
CREATE TABLE link_figure (
    report INTEGER NOT NULL, pos INTEGER NOT NULL,             -- the later one
    other_report INTEGER NOT NULL, other_pos INTEGER NOT NULL,
    relation TEXT NOT NULL,             -- same, update, dispute
    reasons TEXT NOT NULL,              -- JSON: by which rule (src/link/figure.c)
    PRIMARY KEY (report, pos, other_report, other_pos),
    FOREIGN KEY (report, pos) REFERENCES finding (report, pos) ON DELETE CASCADE,
    FOREIGN KEY (other_report, other_pos) REFERENCES finding (report, pos) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX link_figure_other ON link_figure (other_report, other_pos);
-- ---- silence
-- Reports that tell of a place, by the day of their publication. place: g:NUMBER of GeoNames, or n:NAME.
CREATE TABLE coverage (
    place TEXT NOT NULL,
    day INTEGER NOT NULL,
    reports INTEGER NOT NULL,
    PRIMARY KEY (place, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE coverage_place (
    place TEXT PRIMARY KEY,
    name TEXT, country TEXT, lat REAL, lon REAL
) STRICT, WITHOUT ROWID;
CREATE INDEX coverage_place_country ON coverage_place (country);
-- Days on which so few reports are unlikely; made anew when silences are asked for and reports came in since (quiet_made.made: log.n then).
CREATE TABLE quiet (
    place TEXT NOT NULL, day INTEGER NOT NULL, days INTEGER NOT NULL,
    seen INTEGER NOT NULL, expected REAL NOT NULL,
    probability REAL NOT NULL,          -- of so few or fewer, given the four weeks before
    spread INTEGER NOT NULL,            -- 1: negative binomial, as the counts vary more than a Poisson's
    beside REAL NOT NULL,               -- the same given what the country's other places had on these days
    scope TEXT NOT NULL,                -- place: only here; wider: elsewhere too
    PRIMARY KEY (place, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE quiet_made (one INTEGER PRIMARY KEY, made INTEGER NOT NULL) STRICT;

-- ---- views
CREATE VIEW incidents AS SELECT i.n, 'i' || i.n AS id, date(i.day * 86400, 'unixepoch') AS date_from, i.type, i.place, i.country, i.lat, i.lon,
    (SELECT count(DISTINCT u.report) FROM link_unit u WHERE u.incident = i.n) AS reports,
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

-- How much was told of a day: each incident of the day counts by the logarithm of the reports that tell of it.
CREATE VIEW days AS SELECT f.date_from AS day, sum(f.weight) AS weight, count(*) AS incidents FROM (
    SELECT f.date_from, m.incident, ln(1 + count(DISTINCT m.report)) AS weight FROM link_member m JOIN finding f ON f.report = m.report AND f.pos = m.pos
     WHERE f.date_precision = 'day' AND f.status <> 'rejected' AND NOT f.carried GROUP BY f.date_from, m.incident) AS f GROUP BY f.date_from;

-- One count over time: figures of one thing that are the same, updated or disputed.
CREATE VIEW series AS SELECT m.incident AS n, f.pos, f.report || ':' || f.id AS id, coalesce('i' || m.incident, '') AS series,
    coalesce(json_extract(f.json, '$.figure.as_of'), r.published, f.date_from) AS as_of, f.what, json_extract(f.json, '$.figure.who_text') AS who, f.low, f.high,
    json_extract(f.json, '$.figure.cumulative') AS cumulative,
    (SELECT group_concat(s.name, ' < ') FROM source s WHERE s.report = f.report AND s.finding = f.pos) AS source,
    (SELECT group_concat(l.relation || ' ' || l.other_report || ':' || o.id, '; ') FROM link_figure l JOIN finding o ON o.report = l.other_report AND o.pos = l.other_pos
      WHERE l.report = f.report AND l.pos = f.pos) AS relation,
    p.name AS place, p.country, f.status, r.name AS report, r.publisher, f.words, f.key, coalesce(f.date_from, '9999') AS day, f.confidential OR r.confidential AS confidential
FROM finding f JOIN report r ON r.n = f.report LEFT JOIN link_member m ON m.report = f.report AND m.pos = f.pos LEFT JOIN place p ON p.report = f.report AND p.id = f.place
WHERE f.kind = 'figure' AND (EXISTS (SELECT 1 FROM link_figure l WHERE l.report = f.report AND l.pos = f.pos) OR EXISTS (SELECT 1 FROM link_figure l WHERE l.other_report = f.report AND l.other_pos = f.pos));

DROP VIEW actors;
CREATE VIEW actors AS SELECT l.name, l.type, l.country, l.sector,
    (SELECT group_concat(DISTINCT a.name) FROM link_actor_member m JOIN actor a ON a.report = m.report AND a.id = m.id WHERE m.actor = l.n AND a.name <> l.name) AS other_names,
    (SELECT count(DISTINCT m.report) FROM link_actor_member m JOIN report r ON r.n = m.report WHERE m.actor = l.n AND NOT r.confidential) AS reports,
    (SELECT count(*) FROM link_actor_member m JOIN party q ON q.report = m.report AND q.actor = m.id JOIN report r ON r.n = m.report WHERE m.actor = l.n AND NOT r.confidential) AS findings,
    (SELECT count(*) FROM link_actor_member m JOIN source s ON s.report = m.report AND s.actor = m.id JOIN report r ON r.n = m.report WHERE m.actor = l.n AND NOT r.confidential) AS spoken
FROM link_actor l WHERE EXISTS (SELECT 1 FROM link_actor_member m JOIN report r ON r.n = m.report WHERE m.actor = l.n AND NOT r.confidential);

DROP VIEW places;
CREATE VIEW places AS SELECT p.name, p.geonames, p.country, p.admin1, p.lat, p.lon,
    (SELECT group_concat(DISTINCT json_extract(o.json, '$.text')) FROM place o WHERE o.geonames = p.geonames AND json_extract(o.json, '$.text') <> p.name) AS other_names,
    count(DISTINCT p.report) AS reports,
    sum((SELECT count(*) FROM finding f WHERE f.report = p.report AND f.place = p.id)) AS findings
FROM place p JOIN report r ON r.n = p.report WHERE NOT r.confidential GROUP BY coalesce(p.geonames, p.name);
CREATE INDEX place_geonames ON place (geonames);

-- Every finding that stands against one of another report: the dispute, the side it takes, who answers for it and since when.
CREATE VIEW sides AS
 WITH voice AS (SELECT f.report, f.pos, f.words, f.status, f.confidential OR r.confidential AS confidential, coalesce(r.published, f.date_from) AS day, r.name AS file,
   coalesce((SELECT s.name FROM source s WHERE s.report = f.report AND s.finding = f.pos ORDER BY s.pos DESC LIMIT 1), r.publisher, r.name) AS source
   FROM finding f JOIN report r ON r.n = f.report)
 SELECT 'i' || x.incident || ':' || x.what AS id, 'figure' AS type, x.side, v.source, v.day, v.report, v.pos, v.words FROM (
   SELECT min(coalesce(m.incident, 0), coalesce(o.incident, 0)) AS incident, f.what, iif(f.low IS f.high, f.low, coalesce(f.low, '') || '-' || coalesce(f.high, '')) AS side, f.report, f.pos
     FROM link_figure l JOIN finding f ON f.report = l.report AND f.pos = l.pos JOIN link_member m ON m.report = l.report AND m.pos = l.pos
     JOIN link_member o ON o.report = l.other_report AND o.pos = l.other_pos WHERE l.relation = 'dispute'
   UNION SELECT min(coalesce(m.incident, 0), coalesce(o.incident, 0)), f.what, iif(f.low IS f.high, f.low, coalesce(f.low, '') || '-' || coalesce(f.high, '')), f.report, f.pos
     FROM link_figure l JOIN finding f ON f.report = l.other_report AND f.pos = l.other_pos JOIN link_member m ON m.report = l.report AND m.pos = l.pos
     JOIN link_member o ON o.report = l.other_report AND o.pos = l.other_pos WHERE l.relation = 'dispute') AS x
   JOIN voice v ON v.report = x.report AND v.pos = x.pos WHERE v.status <> 'rejected' AND NOT v.confidential
 UNION ALL
 SELECT 'i' || m.incident || ':denial', 'denial', iif(f.stance = 'denied' OR f.negated, 'denied', 'asserted'), v.source, v.day, v.report, v.pos, v.words
   FROM link_member m JOIN finding f ON f.report = m.report AND f.pos = m.pos JOIN voice v ON v.report = m.report AND v.pos = m.pos
  WHERE f.kind = 'event' AND f.stance IN ('asserted', 'reported', 'confirmed', 'alleged', 'denied') AND v.status <> 'rejected' AND NOT v.confidential
    AND m.incident IN (SELECT d.incident FROM finding g JOIN link_member d ON d.report = g.report AND d.pos = g.pos
      WHERE g.kind = 'event' AND g.stance = 'denied' AND g.status <> 'rejected'
        AND EXISTS (SELECT 1 FROM link_member e JOIN finding h ON h.report = e.report AND h.pos = e.pos WHERE e.incident = d.incident AND e.report <> d.report AND h.kind = 'event'
          AND NOT h.negated AND h.stance IN ('asserted', 'reported', 'confirmed', 'alleged')))
 UNION ALL
 SELECT 'i' || m.incident || ':doer', 'doer', l.name, v.source, v.day, v.report, v.pos, v.words
   FROM link_member m JOIN finding f ON f.report = m.report AND f.pos = m.pos JOIN voice v ON v.report = m.report AND v.pos = m.pos
   JOIN party q ON q.report = m.report AND q.finding = m.pos AND q.part = 'actor' JOIN link_actor_member a ON a.report = q.report AND a.id = q.actor JOIN link_actor l ON l.n = a.actor
  WHERE f.type = 'ASSAULT' AND f.stance <> 'denied' AND NOT f.negated AND l.type IN ('person', 'org', 'group', 'state') AND v.status <> 'rejected' AND NOT v.confidential
    AND EXISTS (SELECT 1 FROM link_member m2 JOIN finding f2 ON f2.report = m2.report AND f2.pos = m2.pos
      JOIN party q2 ON q2.report = m2.report AND q2.finding = m2.pos AND q2.part = 'actor' JOIN link_actor_member a2 ON a2.report = q2.report AND a2.id = q2.actor
      JOIN link_actor l2 ON l2.n = a2.actor WHERE m2.incident = m.incident AND m2.report <> m.report AND a2.actor <> a.actor AND f2.type = 'ASSAULT'
       AND coalesce(l2.country, '') || coalesce(l2.sector, '') <> coalesce(l.country, '') || coalesce(l.sector, ''))
 UNION ALL
 SELECT 'a' || a.actor || ':name', 'name', json_extract(f.json, '$.framing.words'), v.source, v.day, v.report, v.pos, v.words
   FROM finding f JOIN voice v ON v.report = f.report AND v.pos = f.pos JOIN link_actor_member a ON a.report = f.report AND a.id = json_extract(f.json, '$.framing.of_actor')
  WHERE f.kind = 'framing' AND v.status <> 'rejected' AND NOT v.confidential
    AND EXISTS (SELECT 1 FROM link_actor_member b JOIN finding g ON g.report = b.report AND g.kind = 'framing' AND json_extract(g.json, '$.framing.of_actor') = b.id
      WHERE b.actor = a.actor AND b.report <> f.report AND lower(json_extract(g.json, '$.framing.words')) <> lower(json_extract(f.json, '$.framing.words')));

DROP VIEW disputes;
CREATE VIEW disputes AS SELECT d.report AS n, d.report || ':' || d.id AS id, d.type,
    (SELECT group_concat(coalesce(json_extract(s.value, '$.who'), '?') || ': ' ||
        coalesce((SELECT group_concat('“' || f.words || '”', ' ') FROM finding f, json_each(s.value, '$.findings') AS k WHERE f.report = d.report AND f.id = k.value), ''), ' / ')
       FROM json_each(d.json, '$.sides') AS s) AS sides,
    r.published AS since, NULL AS moved,
    (SELECT group_concat(d.report || ':' || k.value, ' ') FROM json_each(d.json, '$.sides') AS s, json_each(s.value, '$.findings') AS k) AS findings,
    r.name AS report, r.publisher, r.published,
    r.confidential OR EXISTS (SELECT 1 FROM finding f, json_each(d.json, '$.sides') AS s, json_each(s.value, '$.findings') AS k
      WHERE f.report = d.report AND f.id = k.value AND (f.confidential OR f.status = 'rejected')) AS confidential
FROM dispute d JOIN report r ON r.n = d.report
UNION ALL
SELECT 1000000000 AS n, x.id, x.type, group_concat(x.side || ': ' || x.who, ' / ') AS sides, min(x.since),
    -- who stands on more than one side: the side that was taken last
    (SELECT group_concat(y.source || ' to ' || y.side, '; ') FROM (SELECT s.source, s.side, max(s.day) AS day FROM sides s WHERE s.id = x.id GROUP BY s.source HAVING count(DISTINCT s.side) > 1) AS y) AS moved,
    group_concat(x.findings, ' ') AS findings, NULL AS report, NULL AS publisher, NULL AS published, 0 AS confidential
  FROM (SELECT s.id, s.type, s.side, group_concat(DISTINCT s.source || coalesce(' since ' || s.day, '')) AS who, min(s.day) AS since, group_concat(s.report || ':' || f.id, ' ') AS findings
          FROM sides s JOIN finding f ON f.report = s.report AND f.pos = s.pos GROUP BY s.id, s.type, s.side) AS x
 GROUP BY x.id, x.type HAVING count(*) > 1;

DROP VIEW silences;
-- What reports say is cut off or not known; days on which so few reports are unlikely ("no report", with the chance of that); and, apart from both,
-- counts that say none ("reported none").
CREATE VIEW silences AS SELECT n, pos, id, date_from, date_to, place, country, json_extract(json, '$.silence.type') AS type,
    json_extract(json, '$.silence.about') AS about, NULL AS probability,
    stance, source, confidence, status, report, publisher, published, words, key, day, confidential, json
FROM findings WHERE kind = 'silence'
UNION ALL
SELECT 1000000000, q.day, 'q:' || q.place || ':' || date(q.day * 86400, 'unixepoch'), date(q.day * 86400, 'unixepoch'), date((q.day + q.days - 1) * 86400, 'unixepoch'), p.name, p.country,
    iif(q.seen = 0, 'no report', 'few reports'),
    q.seen || ' reports where ' || round(q.expected, 1) || ' were to be expected, ' || iif(q.scope = 'place', 'only here', 'elsewhere in the country too') ||
     coalesce('; said to be cut: ' || (SELECT group_concat(f.report || ':' || f.id, ' ') FROM finding f JOIN place o ON o.report = f.report AND o.id = f.place
        WHERE f.kind = 'silence' AND json_extract(f.json, '$.silence.type') IN ('cut', 'access') AND o.country = p.country
          AND julianday(coalesce(f.date_from, (SELECT r.published FROM report r WHERE r.n = f.report))) - 2440587.5 BETWEEN q.day - 3 AND q.day + q.days + 2), ''),
    q.probability, '', NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, date(q.day * 86400, 'unixepoch'), 0, '{}'
FROM quiet q JOIN coverage_place p ON p.place = q.place
UNION ALL
SELECT n, pos, id, date_from, date_to, place, country, 'reported none', what, NULL, stance, source, confidence, status, report, publisher, published, words, key, day, confidential, json
FROM findings WHERE kind = 'figure' AND high = 0 AND what <> 'other';

-- Why a finding belongs to an incident: the finding whose likeness decided, how likely it was and what spoke for and against it.
CREATE VIEW links AS SELECT f.report || ':' || f.id AS id, f.key, 'i' || m.incident AS incident, u.likelihood,
    (SELECT g.report || ':' || g.id FROM link_member v JOIN finding g ON g.report = v.report AND g.pos = v.pos WHERE v.unit = u.via ORDER BY v.pos LIMIT 1) AS via, u.reasons
FROM link_member m JOIN finding f ON f.report = m.report AND f.pos = m.pos JOIN link_unit u ON u.n = m.unit;
