-- What is derived for one report (?1 = report.n) after its findings came in or a judgement changed them. Statements end with a line ";".
-- The words of each finding: bytes of the kept text.
UPDATE finding SET words = (SELECT CAST(substr(CAST(r.text AS BLOB), finding.beg + 1, finding.end - finding.beg) AS TEXT) FROM report r WHERE r.n = ?1)
 WHERE report = ?1 AND EXISTS (SELECT 1 FROM report r WHERE r.n = ?1 AND r.text IS NOT NULL)
;
-- What people decided stays with the key.
UPDATE finding SET status = coalesce((SELECT j.status FROM judged j WHERE j.target = finding.key), ''),
 fields = (SELECT j.fields FROM judged j WHERE j.target = finding.key),
 confidential = coalesce((SELECT j.confidential FROM judged j WHERE j.target = finding.key), 0)
 WHERE report = ?1
;
UPDATE report SET confidential = coalesce((SELECT j.confidential FROM judged j WHERE j.target = 'report:' || report.id), 0) WHERE n = ?1
;
-- The columns that queries look at, with corrections.
UPDATE finding SET type = json_extract(now.j, '$.event.type'), mode = json_extract(now.j, '$.event.mode'),
 what = json_extract(now.j, '$.figure.what'), low = json_extract(now.j, '$.figure.low'), high = json_extract(now.j, '$.figure.high'),
 stance = json_extract(now.j, '$.stance'), negated = coalesce(json_extract(now.j, '$.negated'), 0), date_from = json_extract(now.j, '$.date.from'),
 date_to = json_extract(now.j, '$.date.to'), date_precision = json_extract(now.j, '$.date.precision'), place = json_extract(now.j, '$.place')
 FROM (SELECT pos AS p, iif(fields IS NULL, json, json_patch(json, fields)) AS j FROM finding WHERE report = ?1) AS now
 WHERE report = ?1 AND pos = now.p
;
-- A corrected chain of speakers replaces the one that was read.
DELETE FROM source WHERE report = ?1
;
INSERT INTO source(report, finding, pos, name, actor, role, kind)
 SELECT ?1, f.pos, s.key, json_extract(s.value, '$.name'), json_extract(s.value, '$.actor'), json_extract(s.value, '$.role'), json_extract(s.value, '$.kind')
   FROM (SELECT pos, iif(fields IS NULL, json, json_patch(json, fields)) AS j FROM finding WHERE report = ?1) AS f, json_each(f.j, '$.source') AS s
;
DELETE FROM party WHERE report = ?1
;
INSERT OR IGNORE INTO party(report, finding, part, pos, actor, words)
 SELECT ?1, f.pos, 'actor', w.key, json_extract(f.j, '$.event.actor[' || w.key || ']'), w.value
   FROM (SELECT pos, iif(fields IS NULL, json, json_patch(json, fields)) AS j FROM finding WHERE report = ?1) AS f, json_each(f.j, '$.event.actor_text') AS w
 UNION ALL SELECT ?1, f.pos, 'recipient', w.key, json_extract(f.j, '$.event.recipient[' || w.key || ']'), w.value
   FROM (SELECT pos, iif(fields IS NULL, json, json_patch(json, fields)) AS j FROM finding WHERE report = ?1) AS f, json_each(f.j, '$.event.recipient_text') AS w
 UNION ALL SELECT ?1, f.pos, 'by', w.key, json_extract(f.j, '$.demand.by[' || w.key || ']'), w.value
   FROM (SELECT pos, iif(fields IS NULL, json, json_patch(json, fields)) AS j FROM finding WHERE report = ?1) AS f, json_each(f.j, '$.demand.by_text') AS w
;
UPDATE finding SET contested = (contested & 2) | (id IN (SELECT k.value FROM dispute d, json_each(d.json, '$.sides') AS s, json_each(s.value, '$.findings') AS k WHERE d.report = ?1))
 WHERE report = ?1
;
DELETE FROM finding_fts WHERE rowid BETWEEN ?1 * 1048576 AND ?1 * 1048576 + 1048575
;
INSERT INTO finding_fts(rowid, words, who, place, source)
 SELECT f.report * 1048576 + f.pos, f.words,
  (SELECT group_concat(coalesce(a.name || ' / ', '') || coalesce(q.words, ''), ' / ') FROM party q LEFT JOIN actor a ON a.report = q.report AND a.id = q.actor
    WHERE q.report = f.report AND q.finding = f.pos),
  coalesce((SELECT p.name || ' / ' || coalesce(p.admin1, '') || ' / ' || coalesce(p.country, '') FROM place p WHERE p.report = f.report AND p.id = f.place), '')
   || ' / ' || coalesce(json_extract(f.json, '$.where'), ''),
  (SELECT group_concat(coalesce(s.name, '') || ' / ' || coalesce(s.role, ''), ' / ') FROM source s WHERE s.report = f.report AND s.finding = f.pos)
 FROM finding f WHERE f.report = ?1
;
