-- Sides of the disputes across reports about incident ?1. Statements end with a line ";".
DELETE FROM link_side WHERE owner = 'i' || ?1
;
-- Figures: a pair in dispute belongs to the earlier of the two incidents that its figures stand in.
INSERT OR IGNORE INTO link_side(owner, id, day, side, report, pos, type, source)
 SELECT 'i' || ?1, 'i' || ?1 || ':' || f.what, coalesce(r.published, f.date_from, ''), iif(f.low IS f.high, f.low, coalesce(f.low, '') || '-' || coalesce(f.high, '')), f.report, f.pos, 'figure',
  coalesce((SELECT s.name FROM source s WHERE s.report = f.report AND s.finding = f.pos ORDER BY s.pos DESC LIMIT 1), r.publisher, r.name, r.id)
 FROM (WITH pair AS (
    SELECT l.report AS r1, l.pos AS p1, l.other_report AS r2, l.other_pos AS p2 FROM link_member m JOIN link_figure l ON l.report = m.report AND l.pos = m.pos AND l.relation = 'dispute'
      JOIN link_member o ON o.report = l.other_report AND o.pos = l.other_pos WHERE m.incident = ?1 AND o.incident >= ?1
    UNION SELECT l.report, l.pos, l.other_report, l.other_pos FROM link_member m JOIN link_figure l ON l.other_report = m.report AND l.other_pos = m.pos AND l.relation = 'dispute'
      JOIN link_member o ON o.report = l.report AND o.pos = l.pos WHERE m.incident = ?1 AND o.incident >= ?1)
   SELECT r1 AS report, p1 AS pos FROM pair UNION SELECT r2, p2 FROM pair) AS x
 CROSS JOIN finding f ON f.report = x.report AND f.pos = x.pos CROSS JOIN report r ON r.n = f.report
 WHERE f.status <> 'rejected' AND NOT f.confidential AND NOT r.confidential AND (f.low IS NOT NULL OR f.high IS NOT NULL)
;
-- One report denies what another asserts.
INSERT OR IGNORE INTO link_side(owner, id, day, side, report, pos, type, source)
 SELECT 'i' || ?1, 'i' || ?1 || ':denial', coalesce(r.published, f.date_from, ''), iif(f.stance = 'denied' OR f.negated, 'denied', 'asserted'), f.report, f.pos, 'denial',
  coalesce((SELECT s.name FROM source s WHERE s.report = f.report AND s.finding = f.pos ORDER BY s.pos DESC LIMIT 1), r.publisher, r.name, r.id)
 FROM link_member m CROSS JOIN finding f ON f.report = m.report AND f.pos = m.pos CROSS JOIN report r ON r.n = f.report
 WHERE m.incident = ?1 AND f.kind = 'event' AND f.stance IN ('asserted', 'reported', 'confirmed', 'alleged', 'denied') AND f.status <> 'rejected' AND NOT f.confidential AND NOT r.confidential
  AND EXISTS (SELECT 1 FROM link_member d CROSS JOIN finding g ON g.report = d.report AND g.pos = d.pos WHERE d.incident = ?1 AND g.kind = 'event' AND g.stance = 'denied' AND g.status <> 'rejected'
   AND EXISTS (SELECT 1 FROM link_member e CROSS JOIN finding h ON h.report = e.report AND h.pos = e.pos WHERE e.incident = ?1 AND e.report <> d.report AND h.kind = 'event' AND NOT h.negated
    AND h.stance IN ('asserted', 'reported', 'confirmed', 'alleged')))
;
-- An attack with doers of different countries or sectors.
INSERT OR IGNORE INTO link_side(owner, id, day, side, report, pos, type, source)
 WITH doer AS MATERIALIZED (SELECT m.report, m.pos, a.actor, l.name, coalesce(l.country, '') || coalesce(l.sector, '') AS sort
   FROM link_member m CROSS JOIN finding f ON f.report = m.report AND f.pos = m.pos JOIN party q ON q.report = m.report AND q.finding = m.pos AND q.part = 'actor'
   JOIN link_actor_member a ON a.report = q.report AND a.id = q.actor JOIN link_actor l ON l.n = a.actor
   WHERE m.incident = ?1 AND f.type = 'ASSAULT' AND f.stance <> 'denied' AND NOT f.negated AND f.status <> 'rejected' AND NOT f.confidential AND l.type IN ('person', 'org', 'group', 'state'))
 SELECT 'i' || ?1, 'i' || ?1 || ':doer', coalesce(r.published, f.date_from, ''), d.name, f.report, f.pos, 'doer',
  coalesce((SELECT s.name FROM source s WHERE s.report = f.report AND s.finding = f.pos ORDER BY s.pos DESC LIMIT 1), r.publisher, r.name, r.id)
 FROM doer d CROSS JOIN finding f ON f.report = d.report AND f.pos = d.pos CROSS JOIN report r ON r.n = f.report
 WHERE NOT r.confidential AND EXISTS (SELECT 1 FROM doer e WHERE e.report <> d.report AND e.actor <> d.actor AND e.sort <> d.sort)
;
