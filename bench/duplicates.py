"""Precision and recall of near-duplicates: all articles of timelines (T17) and ECB+ are added to one record (without reading them), then
the labelled pairs are looked up. usage: duplicates.py ATTEST DATA_DIR   (labels: bench/labels/duplicates.tsv)"""
import csv
import glob
import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET

csv.field_size_limit(1 << 30)


def plain(s):
    for a, b in (("\\/", "/"), ("-LRB-", "("), ("-RRB-", ")"), ("``", '"'), ("''", '"')):
        s = s.replace(a, b)
    return s


def documents(root):
    for topic in ("egypt", "haiti", "iraq", "libya"):
        path = "%s/timelines/T17/%s/outputwithpub.csv" % (root, topic)
        for i, row in enumerate(list(csv.reader(open(path, errors="replace")))[1:]):
            yield "timelines/" + topic, "%s-%d" % (topic, i + 1), row[0], plain(row[1])
    for path in sorted(glob.glob(root + "/ecbplus/ECB+_LREC2014/ECB+/*/*.xml")):
        sentences = {}
        for t in ET.parse(path).getroot().iter("token"):
            sentences.setdefault(int(t.get("sentence")), []).append(t.text)
        yield "ecbplus/" + path.split("/")[-2], os.path.basename(path)[:-4], None, "\n".join(" ".join(v) for _, v in sorted(sentences.items()))


def record(topic, name, day, text):
    sha = hashlib.sha256(text.encode()).hexdigest()
    key = "r-" + hashlib.sha256((topic + name).encode()).hexdigest()[:16]
    return {"v": 1, "report": {"id": key, "source_sha256": sha, "text_sha256": sha, "name": topic + "/" + name, "published": day, "bytes": len(text.encode()),
                               "text": text}, "findings": []}


def main():
    attest, root = sys.argv[1:3]
    labels = [x.rstrip("\n").split("\t") for x in open(os.path.join(os.path.dirname(__file__), "labels/duplicates.tsv")) if not x.startswith("#")][1:]
    with tempfile.TemporaryDirectory() as d:
        lines = [json.dumps(record(*x)) for x in documents(root)]
        t = time.time()
        subprocess.run([attest, "add", "-q", "--db=" + d + "/d.db", "-"], input="\n".join(lines) + "\n", text=True, check=True)
        seconds = time.time() - t
        db = sqlite3.connect(d + "/d.db")
        near = {(a, b): s for a, b, s in db.execute("SELECT x.name, y.name, score FROM near JOIN report x ON x.n=report JOIN report y ON y.n=other")}
        carriers = db.execute("SELECT count(*) FROM report WHERE copy_of IS NOT NULL").fetchone()[0]
    for half in ("all", "even", "odd"):
        count = {"tp": 0, "fp": 0, "fn": 0, "tn": 0}
        for i, (topic, a, b, yes) in enumerate(labels):
            if half != "all" and i % 2 != (half == "odd"):
                continue
            got = (topic + "/" + a, topic + "/" + b) in near
            what = ("t" if got == (yes == "yes") else "f") + ("p" if got else "n")
            count[what] += 1
            if half == "all" and what[0] == "f" and "--wrong" in sys.argv:
                print(what, topic, a, b)
        print("%-4s pairs %3d: precision %.3f, recall %.3f (%s)" % (half, sum(count.values()), count["tp"] / max(1, count["tp"] + count["fp"]),
                                                                 count["tp"] / max(1, count["tp"] + count["fn"]), count))
    print("%d reports added in %.1f s; %d pairs, %d carriers" % (len(lines), seconds, len(near) // 2, carriers))


main()
