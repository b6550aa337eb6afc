#!/usr/bin/env python3
"""Are confidences true? Of the findings at each tenth, how many are right on the annotated reports.

usage: bench/reliability.py SHARED_DIR RECORDS.jsonl     (records of SHARED/gold's reports, as bench/gold.sh makes them)
Right: score.py pairs the finding with a row of its kind (events: with the right type).
"""
import collections, json, pathlib, sys

from calibrate import load_scorer, pair

shared, records = sys.argv[1:3]
score = load_scorer(pathlib.Path(shared, "gold", "score.py"))
outs = {}
for line in open(records, encoding="utf-8"):
    o = json.loads(line)
    outs[pathlib.Path(o["report"]["name"]).name] = o
tenths = collections.defaultdict(lambda: [0, 0, 0.0])
for path in sorted(pathlib.Path(shared, "gold").glob("*.jsonl")):
    rows = [json.loads(l) for l in open(path, encoding="utf-8") if l.strip()]
    gold, o = [r for r in rows[1:] if r["kind"] in score.KINDS], outs[rows[0]["report"]]
    ours = [score.system_row(f, o) for f in o["findings"]]
    pairs = pair(score, gold, ours)
    for j, f in enumerate(o["findings"]):
        t = tenths[int(f["confidence"] * 10)]
        t[0] += 1
        t[1] += j in pairs and (f["kind"] != "event" or gold[pairs[j]]["type"] == f["event"]["type"])
        t[2] += f["confidence"]
for k in sorted(tenths):
    n, right, said = tenths[k]
    print(f"confidence {k / 10:.1f}  findings {n:4d}  stated {said / n:.2f}  right {right / n:.2f}")
