#!/usr/bin/env python3
"""A large record for measuring the page: copies of the reports of a small one under new ids, days and publishers.

usage: page_record.py SMALL.db LARGE.db REPORTS
The copies keep their text, so the file is as large as one of so many reports; places get other names, so that there are as many of
them. Incidents and their members are copied too; what linking looks up is not: the file is for reading. Made with SQL: for speed alone.
"""
import hashlib, pathlib, shutil, sqlite3, sys

small, large, want = sys.argv[1], sys.argv[2], int(sys.argv[3])
src = sqlite3.connect(small)
src.execute("PRAGMA wal_checkpoint(TRUNCATE)")
src.close()
shutil.copy(small, large)
d = sqlite3.connect(large)
d.execute("PRAGMA journal_mode=OFF")
d.execute("PRAGMA synchronous=OFF")
d.execute("PRAGMA cache_size=-400000")


def most(table):
    return d.execute(f"SELECT coalesce(max(n), 0) FROM {table}").fetchone()[0]


have, units, incidents = most("report"), most("link_unit"), most("link_incident")
tables = ("report", "actor", "place", "finding", "source", "party", "incident", "dispute", "link_incident", "link_unit", "link_member", "link_figure", "link_actor_member")
columns = {t: [r[1] for r in d.execute(f"PRAGMA table_xinfo({t})") if not r[6]] for t in tables}
d.create_function("rid", 2, lambda n, k: "r-" + hashlib.sha256(f"{n}.{k}".encode()).hexdigest()[:16], deterministic=True)
d.create_function("key", 2, lambda key, k: hashlib.sha256(f"{key}.{k}".encode()).hexdigest()[:16], deterministic=True)


def value(t, c, k):
    if c in ("report", "other_report") or (t, c) == ("report", "n"):
        return f"{c} + {k * have}"
    if c in ("unit", "via") or (t, c) == ("link_unit", "n"):
        return f"{c} + {k * units}"
    if (c == "incident" and t.startswith("link_")) or (t, c) == ("link_incident", "n"):
        return f"{c} + {k * incidents}"
    if (t, c) == ("report", "id"):
        return f"rid(n, {k})"
    if c == "key" and t in ("finding", "link_unit"):
        return f"key(key, {k})"
    if c in ("published", "date_from", "date_to"):
        return f"date({c}, '-{k % 700} days')"
    if (t, c) == ("place", "name"):  # some hundred different sets of places
        return f"iif(precision < 6, name || ' ' || {k % 150}, name)"
    if (t, c) == ("place", "lat"):
        return f"lat + {k % 150} * 0.002"
    return c


own = {t: ("report" if "report" in cols else "n") for t, cols in columns.items()}
bound = {t: incidents if t == "link_incident" else have for t in tables}
for k in range(1, (want + have - 1) // have):
    for t, cols in columns.items():
        d.execute(f"INSERT INTO {t}({','.join(cols)}) SELECT {','.join(value(t, c, k) for c in cols)} FROM {t} WHERE {own[t]} <= {bound[t]}")
    d.execute(f"INSERT INTO finding_fts(rowid, words, who, place, source) SELECT rowid + {(k * have) << 20}, words, who, place, source FROM finding_fts WHERE rowid < {(have + 1) << 20}")
d.commit()
tally = [s for s in (pathlib.Path(__file__).parent.parent / "src/store/tally.sql").read_text().split("\n;\n") if s.strip()]
for (n,) in d.execute("SELECT n FROM report WHERE n NOT IN (SELECT report FROM tallied)").fetchall():
    for sql in tally:
        d.execute(sql, (n, 1))
    d.execute("INSERT INTO tallied VALUES (?)", (n,))
d.execute("UPDATE link_actor SET mentions = (SELECT count(*) FROM link_actor_member m WHERE m.actor = link_actor.n)")
d.commit()
d.execute("ANALYZE")
d.commit()
print(d.execute("SELECT count(*) FROM report").fetchone()[0], "reports,", d.execute("SELECT count(*) FROM finding").fetchone()[0], "findings")
