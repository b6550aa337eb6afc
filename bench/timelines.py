#!/usr/bin/env python3
"""Timelines: the days with the most weight of incidents, beside the days that journalists chose for their timelines.

usage: timelines.py input DIR CRISIS | attest read --from=jsonl --format=jsonl --with-text - > READ.jsonl
       timelines.py score DIR CRISIS RECORD.db
CRISIS is egypt, libya, iraq or haiti. Reports named in LEFT_OUT are among those that rules were developed on and are not counted.
"""
import csv, json, pathlib, sqlite3, sys
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from tokens import join

csv.field_size_limit(1 << 30)
# rows of outputwithpub.csv; its first line is row 0
LEFT_OUT = {"egypt": {46, 115, 138, 204}, "libya": {122, 68, 661, 235}, "iraq": {302, 89, 87}, "haiti": {276}}


def articles(root, crisis):
    with open(pathlib.Path(root, "T17", crisis, "outputwithpub.csv"), encoding="utf-8", newline="") as f:
        for n, row in enumerate(csv.DictReader(f), 1):
            if n in LEFT_OUT[crisis]:
                continue
            lines = [join(line.split())[0] for line in row["text"].split("\n") if line.strip()]
            yield f"{crisis}-{n}", row["date"][:10], "\n".join(lines)


def gold_days(root, crisis):
    """One set of days for each timeline of the crisis."""
    for path in sorted(pathlib.Path(root, "gold-timelines", f"tl17-{crisis}").glob("*.txt")):
        days = {line.strip() for line in open(path, encoding="utf-8", errors="replace")
                if len(line.strip()) == 10 and line[4] == "-" and line[7] == "-"}
        yield path.stem, days


def main():
    if len(sys.argv) < 4 or sys.argv[1] not in ("input", "score"):
        sys.exit(__doc__)
    root, crisis = sys.argv[2:4]
    if sys.argv[1] == "input":
        for name, day, text in articles(root, crisis):
            print(json.dumps({"name": name, "published": day, "language": "en", "text": text}, ensure_ascii=False))
        return
    con = sqlite3.connect(sys.argv[4])
    weight = con.execute("SELECT day, weight FROM days").fetchall()
    for name, days in gold_days(root, crisis):
        inside = sorted((w, d) for d, w in weight if min(days) <= d <= max(days))
        chosen = {d for w, d in inside[-len(days):]}
        hit = len(chosen & days)
        p, r = hit / len(chosen) if chosen else 0.0, hit / len(days)
        print(f"{crisis}\t{name}\t{len(days)}\t{hit}\t{2 * p * r / (p + r) if hit else 0:.3f}")


if __name__ == "__main__":
    main()
