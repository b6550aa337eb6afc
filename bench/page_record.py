#!/usr/bin/env python3
"""A large record for measuring the page: copies of the reports of a small one under new ids, days and publishers.

usage: page_record.py SMALL.db LARGE.db REPORTS
The copies keep their text, so the file is as large as one of so many reports. Made with SQL, not by reading: it is for speed alone.
"""
import hashlib, shutil, sqlite3, sys

small, large, want = sys.argv[1], sys.argv[2], int(sys.argv[3])
src = sqlite3.connect(small)
src.execute("PRAGMA wal_checkpoint(TRUNCATE)")
src.close()
shutil.copy(small, large)
d = sqlite3.connect(large)
d.execute("PRAGMA journal_mode=OFF")
d.execute("PRAGMA synchronous=OFF")
d.execute("PRAGMA cache_size=-400000")
have = d.execute("SELECT max(n) FROM report").fetchone()[0]
columns = {t: [r[1] for r in d.execute(f"PRAGMA table_info({t})")] for t in ("report", "actor", "place", "finding", "source", "party", "incident", "dispute")}
d.create_function("rid", 2, lambda n, k: "r-" + hashlib.sha256(f"{n}.{k}".encode()).hexdigest()[:16], deterministic=True)
d.create_function("key", 2, lambda key, k: hashlib.sha256(f"{key}.{k}".encode()).hexdigest()[:16], deterministic=True)
copies = (want + have - 1) // have
for k in range(1, copies):
    shift = k * have
    for t, cols in columns.items():
        values = []
        for c in cols:
            if (t, c) in (("report", "n"),) or (t != "report" and c == "report"):
                values.append(f"{c} + {shift}")
            elif (t, c) == ("report", "id"):
                values.append(f"rid(n, {k})")
            elif (t, c) == ("finding", "key"):
                values.append(f"key(key, {k})")
            elif c in ("published", "date_from", "date_to"):
                values.append(f"date({c}, '-{k % 700} days')")
            else:
                values.append(c)
        d.execute(f"INSERT INTO {t}({','.join(cols)}) SELECT {','.join(values)} FROM {t} WHERE {'n' if t == 'report' else 'report'} <= {have}")
    d.execute(f"INSERT INTO finding_fts(rowid, words, who, place, source) SELECT rowid + {shift << 20}, words, who, place, source FROM finding_fts WHERE rowid < {(have + 1) << 20}")
d.commit()
d.execute("ANALYZE")
d.commit()
print(d.execute("SELECT count(*) FROM report").fetchone()[0], "reports,", d.execute("SELECT count(*) FROM finding").fetchone()[0], "findings")
