#!/usr/bin/env python3
"""Figures of different reports: dispute, update or unrelated, against bench/labels/figure_pairs.tsv.

usage: figure_pairs.py RECORD_DIR [--detail]
RECORD_DIR holds egypt.db, libya.db, iraq.db and haiti.db: the records of the timelines set (bench/timelines.py).
"""
import collections, pathlib, sqlite3, sys


def finding(con, document, span, what):
    beg, end = map(int, span.split("-"))
    rows = con.execute("SELECT f.report, f.pos, min(f.end, ?3) - max(f.beg, ?2) AS common FROM report r JOIN finding f ON f.report = r.n WHERE r.name = ?1 AND f.kind = 'figure'"
                       " AND f.what = ?4 AND f.beg < ?3 AND f.end > ?2 ORDER BY abs(f.beg - ?2) + abs(f.end - ?3) LIMIT 1", (document, beg, end, what)).fetchall()
    return rows[0][:2] if rows else None


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    labels = pathlib.Path(__file__).parent / "labels" / "figure_pairs.tsv"
    rows = [line.rstrip("\n").split("\t") for line in open(labels, encoding="utf-8") if not line.startswith("#")][1:]
    table, right, lost = collections.Counter(), 0, 0
    for crisis, a, span_a, b, span_b, what, label in rows:
        path = pathlib.Path(sys.argv[1], f"{crisis}.db")
        if not path.exists():
            continue
        con = sqlite3.connect(path)
        x, y = finding(con, a, span_a, what), finding(con, b, span_b, what)
        said = "unrelated"
        if x and y:
            got = con.execute("SELECT relation FROM link_figure WHERE (report, pos, other_report, other_pos) IN (VALUES(?1, ?2, ?3, ?4), (?3, ?4, ?1, ?2))", (*x, *y)).fetchone()
            said = got[0] if got else "unrelated"
        else:
            lost += 1
        table[label, said] += 1
        right += label == said
        if "--detail" in sys.argv and label != said:
            print(f"{crisis} {a} {span_a} {b} {span_b}: {label}, said {said}")
    n = sum(table.values())
    print(f"{n} pairs, {lost} with a figure that was not found; right {right}: {100 * right / max(1, n):.1f} %")
    for label in ("dispute", "update", "unrelated"):
        print(label, {said: k for (l, said), k in sorted(table.items()) if l == label})


if __name__ == "__main__":
    main()
