-- Puts ?2 (as many stars as bytes) where ?1 stands, in every column that may hold it. Statements end with a line ";".
UPDATE report SET text = replace(text, ?1, ?2), title = replace(title, ?1, ?2), head = replace(head, ?1, ?2), name = replace(name, ?1, ?2), redacted = 1
 WHERE instr(coalesce(text, ''), ?1) OR instr(coalesce(title, ''), ?1) OR instr(head, ?1)
;
UPDATE finding SET json = replace(json, ?1, ?2), words = replace(words, ?1, ?2) WHERE instr(json, ?1) OR instr(coalesce(words, ''), ?1)
;
UPDATE actor SET name = replace(name, ?1, ?2), json = replace(json, ?1, ?2) WHERE instr(json, ?1)
;
UPDATE place SET name = replace(name, ?1, ?2), json = replace(json, ?1, ?2) WHERE instr(json, ?1)
;
UPDATE incident SET json = replace(json, ?1, ?2) WHERE instr(json, ?1)
;
UPDATE dispute SET json = replace(json, ?1, ?2) WHERE instr(json, ?1)
;
UPDATE problem SET what = replace(what, ?1, ?2), json = replace(json, ?1, ?2) WHERE instr(json, ?1)
;
UPDATE judgement SET key = replace(key, ?1, ?2), before = replace(before, ?1, ?2), after = replace(after, ?1, ?2), why = replace(why, ?1, ?2)
 WHERE instr(coalesce(before, '') || coalesce(after, '') || coalesce(why, '') || key, ?1)
;
UPDATE judged SET fields = replace(fields, ?1, ?2), target = replace(target, ?1, ?2) WHERE instr(coalesce(fields, '') || target, ?1)
;
