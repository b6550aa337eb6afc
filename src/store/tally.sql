-- Takes the findings of one report (?1 = report.n) into the tallies (?2 = 1) or out of them (?2 = -1). Statements end with a line ";".
INSERT INTO tally(kind, day, type, n)
 SELECT f.kind, coalesce(f.date_from, ''), coalesce(f.type, f.what, json_extract(f.json, '$.silence.type'), ''), ?2 * count(*) FROM finding f
  WHERE f.report = ?1 AND f.status <> 'rejected' AND NOT f.confidential AND f.report NOT IN (SELECT n FROM report WHERE confidential) GROUP BY 1, 2, 3
 ON CONFLICT DO UPDATE SET n = n + excluded.n
;
INSERT INTO tally(kind, day, type, n)
 SELECT 'report', coalesce(published, ''), '', ?2 FROM report WHERE n = ?1 AND n NOT IN (SELECT n FROM report WHERE confidential)
 ON CONFLICT DO UPDATE SET n = n + excluded.n
;
INSERT INTO tally(kind, day, type, n)
 SELECT 'review', '', f.kind, ?2 * count(*) FROM finding f
  WHERE f.report = ?1 AND f.status = '' AND NOT f.confidential AND f.report NOT IN (SELECT n FROM report WHERE confidential) GROUP BY 1, 2, 3
 ON CONFLICT DO UPDATE SET n = n + excluded.n
;
INSERT INTO tally(kind, day, type, n)
 SELECT 'dispute', coalesce(r.published, ''), coalesce(d.type, ''), ?2 * count(*) FROM dispute d JOIN report r ON r.n = d.report
  WHERE d.report = ?1 AND d.report NOT IN (SELECT n FROM report WHERE confidential)
    AND NOT EXISTS (SELECT 1 FROM json_each(d.json, '$.sides') AS s, json_each(s.value, '$.findings') AS k JOIN finding f ON f.report = d.report AND f.id = k.value
      WHERE f.confidential OR f.status = 'rejected') GROUP BY 1, 2, 3
 ON CONFLICT DO UPDATE SET n = n + excluded.n
;
INSERT INTO tally_place(country, name, lat, lon, precision, g0, g1, g2, g3, g4, silences, findings)
 SELECT country, name, lat, lon, min(precision), ?2 * sum(class = 0), ?2 * sum(class = 1), ?2 * sum(class = 2), ?2 * sum(class = 3), ?2 * sum(class = 4),
   ?2 * sum(kind = 'silence'), ?2 * count(*)
  FROM (SELECT coalesce(p.country, '') AS country, coalesce(p.name, '') AS name, coalesce(p.lat, 1000) AS lat, coalesce(p.lon, 1000) AS lon, coalesce(p.precision, 0) AS precision, f.kind,
      CASE WHEN f.kind <> 'event' THEN -1 WHEN f.type IN ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE') THEN 1 WHEN f.type IN ('COOPERATE', 'AID', 'RETREAT') THEN 2
       WHEN f.type IN ('REQUEST', 'ACCUSE', 'REJECT', 'THREATEN') THEN 3 WHEN f.type IN ('PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT') THEN 4 ELSE 0 END AS class
    FROM finding f JOIN place p ON p.report = f.report AND p.id = f.place
    WHERE f.report = ?1 AND f.status <> 'rejected' AND NOT f.confidential AND f.report NOT IN (SELECT n FROM report WHERE confidential))
  GROUP BY 1, 2, 3, 4
 ON CONFLICT DO UPDATE SET g0 = g0 + excluded.g0, g1 = g1 + excluded.g1, g2 = g2 + excluded.g2, g3 = g3 + excluded.g3, g4 = g4 + excluded.g4,
  silences = silences + excluded.silences, findings = findings + excluded.findings
;
-- (+ keeps SQLite from walking all statements of the record by the index on kinds)
INSERT INTO tally_speaker(name, said)
 SELECT who, ?2 * count(*) FROM (SELECT (SELECT s.name FROM source s WHERE s.report = f.report AND s.finding = f.pos ORDER BY s.pos DESC LIMIT 1) AS who FROM finding f
  WHERE f.report = ?1 AND +f.kind = 'statement' AND f.status <> 'rejected' AND NOT f.confidential AND f.report NOT IN (SELECT n FROM report WHERE confidential))
  WHERE who IS NOT NULL GROUP BY 1
 ON CONFLICT DO UPDATE SET said = said + excluded.said
;
