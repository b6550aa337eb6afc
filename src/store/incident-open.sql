-- What incident ?1 says of itself: what its first unit that says it says, as far as it may be shown.
UPDATE link_incident SET
 type = (SELECT t.type FROM told t WHERE t.incident = ?1 AND t.type IS NOT NULL AND t.pos = (SELECT min(x.pos) FROM told x WHERE x.incident = ?1 AND x.unit = t.unit) ORDER BY t.unit LIMIT 1),
 -- the shortest stretch of days that a finding of the unit gives
 day = (SELECT CAST(julianday(t.date_from) - 2440587.5 AS INTEGER) FROM told t WHERE t.incident = ?1 AND t.date_from IS NOT NULL AND t.date_precision NOT IN ('year', 'month')
   ORDER BY t.unit, julianday(coalesce(t.date_to, t.date_from)) - julianday(t.date_from), t.pos LIMIT 1),
 (geonames, place, country, lat, lon) = (SELECT p.geonames, p.name, p.country, p.lat, p.lon FROM told t JOIN place p ON p.report = t.report AND p.id = t.place
   WHERE t.incident = ?1 AND t.pos = (SELECT min(x.pos) FROM told x WHERE x.incident = ?1 AND x.unit = t.unit) ORDER BY p.name IS NULL, t.unit LIMIT 1)
 WHERE n = ?1
;
