-- Schema 2: which program and engine read a report (the record's "made_by", JSON); what was done to the record, in order.
ALTER TABLE report ADD COLUMN made_by TEXT;
CREATE TABLE log (
    n INTEGER PRIMARY KEY,
    at TEXT NOT NULL,                   -- UTC time
    what TEXT NOT NULL,                 -- added, updated
    report TEXT NOT NULL,               -- report.id
    findings INTEGER NOT NULL,
    program TEXT NOT NULL               -- attest and its version
) STRICT;
