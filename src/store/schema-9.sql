-- Schema 9: what sentences mean, for search (src/store/meaning.c).
CREATE TABLE meaning_engine (
    n INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,          -- of the weights: vectors of different ones cannot be compared
    sentences INTEGER NOT NULL DEFAULT 0,
    sum BLOB                            -- of all vectors brought to length 1: 384 numbers of 64 bits, in units of 2^-20
) STRICT;
CREATE TABLE meaning (
    report INTEGER PRIMARY KEY REFERENCES report ON DELETE CASCADE,
    engine INTEGER NOT NULL REFERENCES meaning_engine,
    spans BLOB NOT NULL,                -- [sentences][2] 32-bit bytes of the kept text, little end first
    vectors BLOB NOT NULL               -- [sentences][384] 8-bit numbers; all 0: not to be found
) STRICT;
