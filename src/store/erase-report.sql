-- Takes report ?1 (report.id) out: its findings go with it, what people wrote about them loses its content. Statements end with a line ";".
UPDATE judgement SET before = NULL, after = iif(verdict = 'undo', after, NULL), why = NULL
 WHERE key IN (SELECT f.key FROM finding f JOIN report r ON r.n = f.report WHERE r.id = ?1) OR key = 'report:' || ?1
;
UPDATE judged SET fields = NULL WHERE target IN (SELECT f.key FROM finding f JOIN report r ON r.n = f.report WHERE r.id = ?1) OR target = 'report:' || ?1
;
DELETE FROM finding_fts WHERE rowid / 1048576 = (SELECT n FROM report WHERE id = ?1)
;
UPDATE finding SET carried = 0 WHERE carried AND report IN (SELECT n FROM report WHERE copy_of = (SELECT n FROM report WHERE id = ?1))
;
UPDATE report SET copy_of = NULL, copied = NULL WHERE copy_of = (SELECT n FROM report WHERE id = ?1)
;
DELETE FROM report WHERE id = ?1
;
