-- Schema 12: what people closed is neither counted nor named in what is shown of incidents, days, series, actors, places and links.
CREATE INDEX judged_closed ON judged (target) WHERE confidential;
-- Findings that may be shown. (Whether a report is closed is asked of an index: its row would bring its whole text along.)
CREATE VIEW open_finding AS SELECT f.* FROM finding f WHERE NOT f.confidential AND f.report NOT IN (SELECT n FROM report WHERE confidential);
-- The members of an incident that count: those that may be shown, or, where there is none, all; such an incident is confidential itself.
CREATE VIEW told AS SELECT m.incident, m.unit, m.report, m.pos, f.id, f.type, f.what, f.low, f.high, f.stance, f.status, f.confidence, f.words, f.place, f.date_from, f.date_to, f.date_precision
FROM link_member m JOIN finding f ON f.report = m.report AND f.pos = m.pos
WHERE (NOT f.confidential AND f.report NOT IN (SELECT n FROM report WHERE confidential))
   OR NOT EXISTS (SELECT 1 FROM link_member x JOIN open_finding o ON o.report = x.report AND o.pos = x.pos WHERE x.incident = m.incident);

DROP VIEW incidents;
CREATE VIEW incidents AS SELECT i.n, 'i' || i.n AS id, date(i.day * 86400, 'unixepoch') AS date_from, i.type, i.place, i.country, i.lat, i.lon,
    -- what carriers print counts with the report that they carry
    (SELECT count(DISTINCT coalesce((SELECT c.copy_of FROM report c WHERE c.n = t.report AND c.copy_of IS NOT NULL), t.report)) FROM told t WHERE t.incident = i.n) AS reports,
    (SELECT count(*) FROM told t WHERE t.incident = i.n) AS findings,
    -- UCDP GED's rule: low is the least, high the greatest figure of people killed that a source gives for the incident; best is what the latest report holds, as
    -- later reports know more; the claims themselves stay in `figures`.
    (SELECT min(t.low) FROM told t WHERE t.incident = i.n AND t.what = 'killed' AND t.status <> 'rejected' AND t.stance <> 'denied') AS low,
    (SELECT t.low FROM told t JOIN report r ON r.n = t.report WHERE t.incident = i.n AND t.what = 'killed'
      AND t.status <> 'rejected' AND t.stance <> 'denied' AND t.low IS NOT NULL ORDER BY r.published DESC, t.confidence DESC LIMIT 1) AS best,
    (SELECT max(coalesce(t.high, t.low)) FROM told t WHERE t.incident = i.n AND t.what = 'killed' AND t.status <> 'rejected' AND t.stance <> 'denied') AS high,
    (SELECT group_concat(t.report || ':' || t.id, ' ') FROM told t WHERE t.incident = i.n) AS members,
    (SELECT t.words FROM told t WHERE t.incident = i.n ORDER BY t.confidence DESC LIMIT 1) AS words,
    coalesce(date(i.day * 86400, 'unixepoch'), '9999') AS day,
    NOT EXISTS (SELECT 1 FROM link_member m JOIN open_finding f ON f.report = m.report AND f.pos = m.pos WHERE m.incident = i.n) AS confidential
FROM link_incident i;

DROP VIEW days;
-- How much was told of a day: each incident of the day counts by the logarithm of the reports that tell of it.
CREATE VIEW days AS SELECT f.date_from AS day, sum(f.weight) AS weight, count(*) AS incidents FROM (
    SELECT f.date_from, m.incident, ln(1 + count(DISTINCT m.report)) AS weight FROM link_member m JOIN open_finding f ON f.report = m.report AND f.pos = m.pos
     WHERE f.date_precision = 'day' AND f.status <> 'rejected' AND NOT f.carried GROUP BY f.date_from, m.incident) AS f GROUP BY f.date_from;

DROP VIEW series;
-- One count over time: figures of one thing that are the same, updated or disputed. A figure that only closed ones stand beside is confidential here.
CREATE VIEW series AS SELECT m.incident AS n, f.pos, f.report || ':' || f.id AS id, coalesce('i' || m.incident, '') AS series,
    coalesce(json_extract(f.json, '$.figure.as_of'), r.published, f.date_from) AS as_of, f.what, json_extract(f.json, '$.figure.who_text') AS who, f.low, f.high,
    json_extract(f.json, '$.figure.cumulative') AS cumulative,
    (SELECT group_concat(s.name, ' < ') FROM source s WHERE s.report = f.report AND s.finding = f.pos) AS source,
    (SELECT group_concat(l.relation || ' ' || l.other_report || ':' || o.id, '; ') FROM link_figure l JOIN open_finding o ON o.report = l.other_report AND o.pos = l.other_pos
      WHERE l.report = f.report AND l.pos = f.pos) AS relation,
    p.name AS place, p.country, f.status, r.name AS report, r.publisher, f.words, f.key, coalesce(f.date_from, '9999') AS day,
    f.confidential OR r.confidential
     OR NOT (EXISTS (SELECT 1 FROM link_figure l JOIN open_finding o ON o.report = l.other_report AND o.pos = l.other_pos WHERE l.report = f.report AND l.pos = f.pos)
      OR EXISTS (SELECT 1 FROM link_figure l JOIN open_finding o ON o.report = l.report AND o.pos = l.pos WHERE l.other_report = f.report AND l.other_pos = f.pos)) AS confidential
FROM finding f JOIN report r ON r.n = f.report LEFT JOIN link_member m ON m.report = f.report AND m.pos = f.pos LEFT JOIN place p ON p.report = f.report AND p.id = f.place
WHERE f.kind = 'figure' AND (EXISTS (SELECT 1 FROM link_figure l WHERE l.report = f.report AND l.pos = f.pos) OR EXISTS (SELECT 1 FROM link_figure l WHERE l.other_report = f.report AND l.other_pos = f.pos));

-- Actors of open reports, but for those that only closed findings there give a part or quote.
CREATE VIEW open_actor AS SELECT m.actor, a.report, a.id, a.name FROM link_actor_member m JOIN actor a ON a.report = m.report AND a.id = m.id
WHERE m.report NOT IN (SELECT n FROM report WHERE confidential)
  AND (NOT EXISTS (SELECT 1 FROM judged WHERE confidential)
    OR EXISTS (SELECT 1 FROM party q JOIN finding f ON f.report = q.report AND f.pos = q.finding WHERE q.report = m.report AND q.actor = m.id AND NOT f.confidential)
    OR EXISTS (SELECT 1 FROM source q JOIN finding f ON f.report = q.report AND f.pos = q.finding WHERE q.report = m.report AND q.actor = m.id AND NOT f.confidential)
    OR NOT (EXISTS (SELECT 1 FROM party q WHERE q.report = m.report AND q.actor = m.id) OR EXISTS (SELECT 1 FROM source q WHERE q.report = m.report AND q.actor = m.id)));
DROP VIEW actors;
CREATE VIEW actors AS SELECT x.name, x.type, x.country, x.sector,
    (SELECT group_concat(DISTINCT o.name) FROM open_actor o WHERE o.actor = x.n AND o.name <> x.name) AS other_names,
    (SELECT count(DISTINCT o.report) FROM open_actor o WHERE o.actor = x.n) AS reports,
    (SELECT count(*) FROM open_actor o JOIN party q ON q.report = o.report AND q.actor = o.id JOIN finding f ON f.report = q.report AND f.pos = q.finding WHERE o.actor = x.n AND NOT f.confidential) AS findings,
    (SELECT count(*) FROM open_actor o JOIN source s ON s.report = o.report AND s.actor = o.id JOIN finding f ON f.report = s.report AND f.pos = s.finding WHERE o.actor = x.n AND NOT f.confidential) AS spoken
FROM (SELECT l.n, l.type, l.country, l.sector, -- the name that the first report gives, unless only closed ones give it
       iif(EXISTS (SELECT 1 FROM open_actor o WHERE o.actor = l.n AND o.name = l.name), l.name, (SELECT o.name FROM open_actor o WHERE o.actor = l.n ORDER BY o.report LIMIT 1)) AS name
      FROM link_actor l) AS x WHERE x.name IS NOT NULL;

DROP VIEW places;
CREATE VIEW places AS SELECT p.name, p.geonames, p.country, p.admin1, p.lat, p.lon,
    (SELECT group_concat(DISTINCT json_extract(o.json, '$.text')) FROM place o WHERE o.geonames = p.geonames AND json_extract(o.json, '$.text') <> p.name
      AND o.report NOT IN (SELECT n FROM report WHERE confidential)) AS other_names,
    count(DISTINCT p.report) AS reports,
    sum((SELECT count(*) FROM finding f WHERE f.report = p.report AND f.place = p.id AND NOT f.confidential)) AS findings
FROM place p WHERE p.report NOT IN (SELECT n FROM report WHERE confidential)
  AND (NOT EXISTS (SELECT 1 FROM finding f WHERE f.report = p.report AND f.place = p.id AND f.confidential)
    OR EXISTS (SELECT 1 FROM finding f WHERE f.report = p.report AND f.place = p.id AND NOT f.confidential))
GROUP BY coalesce(p.geonames, p.name);

DROP VIEW silences;
-- What reports say is cut off or not known; days on which so few reports are unlikely ("no report", with the chance of that); and, apart from both,
-- counts that say none ("reported none"). Closed reports count among those that came, by number alone: without them there would be silence where there was none.
CREATE VIEW silences AS SELECT n, pos, id, date_from, date_to, place, country, json_extract(json, '$.silence.type') AS type,
    json_extract(json, '$.silence.about') AS about, NULL AS probability,
    stance, source, confidence, status, report, publisher, published, words, key, day, confidential, json
FROM findings WHERE kind = 'silence'
UNION ALL
SELECT 1000000000, q.day, 'q:' || q.place || ':' || date(q.day * 86400, 'unixepoch'), date(q.day * 86400, 'unixepoch'), date((q.day + q.days - 1) * 86400, 'unixepoch'), p.name, p.country,
    iif(q.seen = 0, 'no report', 'few reports'),
    q.seen || ' reports where ' || round(q.expected, 1) || ' were to be expected, ' || iif(q.scope = 'place', 'only here', 'elsewhere in the country too') ||
     coalesce('; said to be cut: ' || (SELECT group_concat(f.report || ':' || f.id, ' ') FROM open_finding f JOIN place o ON o.report = f.report AND o.id = f.place
        WHERE f.kind = 'silence' AND json_extract(f.json, '$.silence.type') IN ('cut', 'access') AND o.country = p.country
          AND julianday(coalesce(f.date_from, (SELECT r.published FROM report r WHERE r.n = f.report))) - 2440587.5 BETWEEN q.day - 3 AND q.day + q.days + 2), ''),
    q.probability, '', NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, date(q.day * 86400, 'unixepoch'), 0, '{}'
FROM quiet q JOIN coverage_place p ON p.place = q.place
UNION ALL
SELECT n, pos, id, date_from, date_to, place, country, 'reported none', what, NULL, stance, source, confidence, status, report, publisher, published, words, key, day, confidential, json
FROM findings WHERE kind = 'figure' AND high = 0 AND what <> 'other';

DROP VIEW links;
-- Why a finding belongs to an incident: the finding whose likeness decided, how likely it was and what spoke for and against it.
CREATE VIEW links AS SELECT f.report || ':' || f.id AS id, f.key, 'i' || m.incident AS incident, u.likelihood,
    (SELECT g.report || ':' || g.id FROM link_member v JOIN open_finding g ON g.report = v.report AND g.pos = v.pos WHERE v.unit = u.via ORDER BY v.pos LIMIT 1) AS via, u.reasons
FROM link_member m JOIN open_finding f ON f.report = m.report AND f.pos = m.pos JOIN link_unit u ON u.n = m.unit;
