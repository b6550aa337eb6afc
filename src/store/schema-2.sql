-- Schema 2: what was done to the record, in order.
CREATE TABLE log (
    n INTEGER PRIMARY KEY,
    at TEXT NOT NULL,                   -- UTC time
    what TEXT NOT NULL,                 -- added, updated
    report TEXT NOT NULL,               -- report.id
    findings INTEGER NOT NULL,
    program TEXT NOT NULL               -- attest and its version
) STRICT;
