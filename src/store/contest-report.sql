-- Disputes of report ?1: those within it, and the names that it uses. Statements end with a line ";".
DELETE FROM contest WHERE n = ?1
;
INSERT INTO contest(n, pos, id, owner, type, sides, since, findings, confidential)
 SELECT d.report, length(d.id), d.report || ':' || d.id, '', coalesce(d.type, ''),
  (SELECT group_concat(coalesce(json_extract(s.value, '$.who'), '?') || ': ' ||
      coalesce((SELECT group_concat('“' || f.words || '”', ' ') FROM finding f, json_each(s.value, '$.findings') AS k WHERE f.report = d.report AND f.id = k.value), ''), ' / ')
     FROM json_each(d.json, '$.sides') AS s),
  (SELECT published FROM report WHERE n = ?1),
  (SELECT group_concat(d.report || ':' || k.value, ' ') FROM json_each(d.json, '$.sides') AS s, json_each(s.value, '$.findings') AS k),
  (SELECT confidential FROM report WHERE n = ?1) OR EXISTS (SELECT 1 FROM finding f, json_each(d.json, '$.sides') AS s, json_each(s.value, '$.findings') AS k
    WHERE f.report = d.report AND f.id = k.value AND (f.confidential OR f.status = 'rejected'))
 FROM dispute d WHERE d.report = ?1
;
DELETE FROM link_side WHERE report = ?1 AND type = 'name'
;
INSERT OR IGNORE INTO link_side(owner, id, day, side, report, pos, type, source)
 SELECT 'a' || a.actor, 'a' || a.actor || ':name', coalesce(r.published, f.date_from, ''), json_extract(f.json, '$.framing.words'), f.report, f.pos, 'name',
  coalesce((SELECT s.name FROM source s WHERE s.report = f.report AND s.finding = f.pos ORDER BY s.pos DESC LIMIT 1), r.publisher, r.name, r.id)
 FROM finding f JOIN report r ON r.n = f.report JOIN link_actor_member a ON a.report = f.report AND a.id = json_extract(f.json, '$.framing.of_actor')
 WHERE f.report = ?1 AND f.kind = 'framing' AND f.status <> 'rejected' AND NOT f.confidential AND NOT r.confidential AND json_extract(f.json, '$.framing.words') IS NOT NULL
;
