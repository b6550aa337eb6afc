#!/usr/bin/env python3
"""Load: a record of very many reports, made from a few hundred that were read, with other days, names and places: how fast they are added, whether
the last cost more than the first, and how fast `attest events` answers.

usage: link_load.py make READ.jsonl N > BIG.jsonl
       link_load.py measure ATTEST BIG.jsonl RECORD.db
The last thousand also go into a new record at the end, as the machine may have changed meanwhile. Each copy moves all days by a whole number of days, puts other names for the persons and bodies and other numbers for GeoNames' places, so that it tells of
other happenings; the texts' offsets no longer fit, so the texts are left out and the words of findings with them.
"""
import collections, json, pathlib, random, resource, sqlite3, statistics, subprocess, sys, time, datetime, hashlib, re

SYLLABLES = "ka lo mi ra ten dor sa vi bel no gar hu tam ze pol ri".split()


def moved(day, by):
    try:
        return (datetime.date.fromisoformat(day[:10]) + datetime.timedelta(days=by)).isoformat()
    except ValueError:
        return day


def alter(record, k, rng):
    r = json.loads(record)
    by = rng.randrange(0, 3650)
    head = r["report"]
    tag = f"{k:06d}"
    head["source_sha256"] = hashlib.sha256((head["source_sha256"] + tag).encode()).hexdigest()
    head["text_sha256"] = head["source_sha256"]
    head["id"] = "r-" + head["source_sha256"][:16]
    head["name"] = f"{head['name']}-{tag}"
    head.pop("text", None)
    head["published"] = moved(head["published"], by) if head.get("published") else moved("2005-01-01", by)
    names = {}
    for a in r["actors"]:
        if a.get("type") in ("person", "org") and a.get("name"):
            new = " ".join("".join(rng.choice(SYLLABLES) for _ in range(2)).capitalize() for _ in a["name"].split()[:3])
            names[a["name"]] = new
            a["name"] = new
    shift = rng.randrange(0, 400)
    for p in r["places"]:
        if p.get("geonames"):
            p["geonames"] += shift * 10000000
            p["name"] = f"{p['name']} {shift}"
    for f in r["findings"]:
        f["key"] = hashlib.sha256((f["key"] + tag).encode()).hexdigest()[:16]
        if f.get("date"):
            for end in ("from", "to"):
                if f["date"].get(end):
                    f["date"][end] = moved(f["date"][end], by)
        for s in f.get("source", []):
            if s.get("name"):
                s["name"] = names.get(s["name"], s["name"])
        if f.get("figure") and f["figure"].get("as_of"):
            f["figure"]["as_of"] = moved(f["figure"]["as_of"], by)
    return json.dumps(r, ensure_ascii=False, separators=(",", ":"))


def make(path, n):
    rng, lines = random.Random(1), [line for line in open(path, encoding="utf-8")]
    for k in range(n):
        print(alter(lines[k % len(lines)], k, rng))


def measure(attest, big, db):
    run = subprocess.Popen([attest, "add", "-q", "--db", db, "-"], stdin=subprocess.PIPE)
    began, marks, n, last = time.time(), [], 0, collections.deque(maxlen=1000)
    ticks = 100.0

    def used():
        with open(f"/proc/{run.pid}/stat") as f:
            c = f.read().rsplit(")", 1)[1].split()
        return (int(c[11]) + int(c[12])) / ticks

    for line in (sys.stdin.buffer if big == "-" else open(big, "rb")):
        run.stdin.write(line)
        last.append(line)
        n += 1
        if n % 1000 == 0:
            run.stdin.flush()
            con = sqlite3.connect(f"file:{db}?mode=ro", uri=True, timeout=60)
            while True: # wait until they are in, so that the thousand is the one that was just given
                try:
                    have = con.execute("SELECT max(n) FROM report").fetchone()[0] or 0
                except sqlite3.OperationalError:
                    have = 0
                if have >= n - 70:
                    break
                time.sleep(0.05)
            con.close()
            marks.append((n, time.time() - began, used()))
            print(f"{n}\t{marks[-1][1]:.1f} s\t{marks[-1][2]:.1f} s of processor time", flush=True)
    run.stdin.close()
    run.wait()
    wall = time.time() - began
    parts = [(b[2] - a[2]) for a, b in zip([(0, 0, 0)] + marks, marks)]
    print(f"{n} reports in {wall:.0f} s: {n / wall:.0f} a second; processor time {marks[-1][2]:.0f} s")
    if len(parts) > 2:
        print(f"the last thousand cost {parts[-1]:.2f} s of processor time, the first {parts[0]:.2f} s: {parts[-1] / parts[0]:.2f} times")
    control(attest, db + ".new", b"".join(last))
    queries(attest, db)


def control(attest, db, lines):
    """The last thousand into a new record, at this very moment: what of their cost is the machine's."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([attest, "add", "-q", "--db", db, "-"], input=lines, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"the last thousand into a new record: {after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime:.2f} s of processor time")
    for end in ("", "-wal", "-shm"):
        pathlib.Path(db + end).unlink(missing_ok=True)


def queries(attest, db):
    asked = [["--limit=50"], ["--type=PROTEST", "--limit=50"], ["--place=Haiti", "--limit=50"], ["--since=2008-01-01", "--until=2008-01-07", "--limit=50"],
             ["--actor=police", "--limit=50"], ["--source=official", "--limit=50"], ["--stance=denied", "--limit=50"], ["--confidence=0.9", "--limit=50"],
             ["--type=ASSAULT", "--since=2010-06-01", "--until=2010-06-30", "--limit=50"]]
    times = []
    for q in asked:
        took = []
        for _ in range(5):
            t = time.time()
            subprocess.run([attest, "events", "--db", db, *q], stdout=subprocess.DEVNULL, check=False)
            took.append(time.time() - t)
        times.append(statistics.median(took))
        print(f"attest events {' '.join(q)}: {1000 * times[-1]:.0f} ms")
    print(f"median of the questions: {1000 * statistics.median(times):.0f} ms")


if __name__ == "__main__":
    if len(sys.argv) == 4 and sys.argv[1] == "make":
        make(sys.argv[2], int(sys.argv[3]))
    elif len(sys.argv) == 5 and sys.argv[1] == "measure":
        measure(*sys.argv[2:])
    else:
        sys.exit(__doc__)
