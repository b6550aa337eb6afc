#!/usr/bin/env python3
"""PLOVER's coded example sentences: is the event type right?

usage: bench/plover.py [--errors] [PLOVER_GSR_even.json] [ATTEST]
The older types of the file are mapped to the manual's 16 (DEMAND to REQUEST, INVESTIGATE and DISAPPROVE to ACCUSE, FIGHT to ASSAULT; CRIME is
left out). Each sentence is read as a report of its own. `right`: of the events found, the one whose words share most with the words that the
coders marked (EVT: ...) has their type. `among` counts a sentence as right if any of its events has the type. Also: how many events are given in all.
"""
import argparse, collections, json, pathlib, re, subprocess

OLD = {"DEMAND": "REQUEST", "INVESTIGATE": "ACCUSE", "DISAPPROVE": "ACCUSE", "FIGHT": "ASSAULT"}


def words(s):
    return {w[:5] for w in re.findall(r"\w+", s.casefold())}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("file", nargs="?", default="../attest-data/plover/PLOVER_GSR_even.json")
    ap.add_argument("attest", nargs="?", default="build/release/attest")
    ap.add_argument("--errors", action="store_true")
    a = ap.parse_args()
    rows = [r for r in json.loads(pathlib.Path(a.file).read_text()) if r["event"] != "CRIME"]
    lines = "".join(json.dumps({"name": r["id"], "published": "2000-01-02", "language": "en", "text": r["text"]}) + "\n" for r in rows)
    out = subprocess.run([a.attest, "read", "--from=jsonl", "--format=jsonl", "-"], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    got = {o["report"]["name"]: o["findings"] for o in map(json.loads, out.decode().splitlines())}
    per, right, among, given = collections.defaultdict(lambda: [0, 0]), 0, 0, 0
    for r in rows:
        gold = OLD.get(r["event"], r["event"])
        events = [f for f in got.get(r["id"], []) if f["kind"] == "event"]
        given += len(events)
        marked = words(r.get("eventText") or "")
        best = max(events, key=lambda f: (len(words(f["head"]) & marked), -f["span"][0]), default=None)
        ok = best is not None and best["event"]["type"] == gold
        right += ok
        among += any(f["event"]["type"] == gold for f in events)
        per[gold][0] += ok
        per[gold][1] += 1
        if a.errors and not ok:
            print(gold, r.get("eventText"), [(f["event"]["type"], f["head"]) for f in events], r["text"], sep=" | ")
    for t, (n, of) in sorted(per.items()):
        print(f"{t:<10} {n:>3} of {of}")
    print(f"PLOVER examples: type right {right} of {len(rows)} ({right / len(rows):.1%}); among the events of the sentence {among / len(rows):.1%}; events given {given}")


if __name__ == "__main__":
    main()
