-- What the sides of owner ?1 come to (i and an incident, a and an actor). At most 400 of them are looked at, the earliest first. Statements end with a line ";".
DELETE FROM contest WHERE owner = ?1
;
INSERT INTO contest(n, pos, id, owner, type, sides, since, moved, findings, confidential)
 WITH s AS MATERIALIZED (SELECT id, type, side, source, day, report, pos FROM link_side WHERE owner = ?1 ORDER BY owner, id, day, side, report, pos LIMIT 400)
 SELECT 1000000000, length(x.id), x.id, ?1, x.type, group_concat(x.side || ': ' || x.who, ' / '), min(x.since),
  -- who stands on more than one side: the side that was taken last
  (SELECT group_concat(y.source || ' to ' || y.side, '; ') FROM (SELECT s.source, s.side, max(s.day) AS day FROM s WHERE s.id = x.id GROUP BY s.source HAVING count(DISTINCT s.side) > 1) AS y),
  group_concat(x.findings, ' '), 0
 FROM (SELECT s.id, s.type, s.side, group_concat(DISTINCT s.source || iif(s.day = '', '', ' since ' || s.day)) AS who, min(nullif(s.day, '')) AS since,
   group_concat(s.report || ':' || f.id, ' ') AS findings, min(s.report) AS first, max(s.report) AS last
   FROM s JOIN finding f ON f.report = s.report AND f.pos = s.pos GROUP BY s.id, s.type, s.side COLLATE NOCASE) AS x
 GROUP BY x.id, x.type HAVING count(*) > 1 AND min(x.first) <> max(x.last)
;
