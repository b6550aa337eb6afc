#!/usr/bin/env python3
"""Fits data/event_rows.tsv: which words that may name an act get a row (src/find/event_decide.h). Not run at build; needs numpy.

usage: event_rows.py PROGRAM WEIGHTS PLACES.bin SCORE.py EVENT_ROWS.tsv GOLD_DIR:REPORT_DIR[:seen]...
PROGRAM is bench/choices.c built. What the learned heads say of reports that they were trained on (seen) is surer than it will be, so there
their features get weights of their own, which are thrown away. A row is right as SCORE.py pairs rows, RIGHT_TYPE of it for its type.
Prints what the weights do on a half of the unseen reports that they were not fitted to, then writes those fitted on all.
"""
import collections, importlib.util, json, math, pathlib, subprocess, sys
import numpy as np

LEARNED = set("ANY ANY_LOG ANY_NO_ROW SAME OTHER SAME_P OTHER_P ANY_RULES NEIGHBOUR IN_STATEMENT IN_DEMAND IN_CAUSE IN_FIGURE IN_FRAMING IN_SILENCE WEAK_HEAD".split())
RIGHT_TYPE = 0.6          # share of the worth of a row that lies in its type
TAKEN = (-2.0, -0.8)      # TAKEN_SAME, TAKEN_OTHER: by hand, on reports left out
BY_HAND = {"IN_PASSING": 1.0, "WEAK": -0.8}  # quick readers leave out acts told in passing ("the murdered journalist") and give acts for feelings
BIAS = 0.9                # added: where a row and none are as likely, a row pays more (F1 of rows on reports left out)
L2, L2_WORD, WORD = 2.0, 8.0, 4  # a word with its type has a weight of its own from WORD times on


def read(argv, score, arg):
    gold_dir, report_dir, *mark = arg.split(":")
    heads = {}
    for path in sorted(pathlib.Path(gold_dir).glob("*.jsonl")):
        lines = [json.loads(l) for l in open(path, encoding="utf-8") if l.strip()]
        heads[lines[0]["report"]] = (lines[0], [r for r in lines[1:] if r["kind"] == "event"])
    texts = {n: (pathlib.Path(report_dir) / n).read_text(encoding="utf-8") for n in heads}
    queries = "".join(json.dumps({"name": n, "published": h["published"], "text": texts[n]}) + "\n" for n, (h, _) in heads.items())
    out = subprocess.run(argv[1:4], input=queries, capture_output=True, text=True, check=True).stdout
    docs = []
    for line in out.splitlines():
        a = json.loads(line)
        gold, text = heads[a["name"]][1], texts[a["name"]].encode("utf-8")
        for s in a["acts"]:
            s["word"] = text[s["head"][0]:s["head"][1]].decode("utf-8", "replace").lower()
            s["key"] = f"{s['lemma']} {s['type']}"
            s["y"] = 0.0
        for i, j in pair(score, gold, a["acts"], lambda g, s: s["word"] in (g.get("head") or "").lower().split()):
            a["acts"][j]["y"] = 1 - RIGHT_TYPE + RIGHT_TYPE * (gold[i]["type"] == a["acts"][j]["type"])
        docs.append((bool(mark), a["acts"], gold))
    return docs


def pair(score, gold, rows, head=lambda g, s: 0):
    """[(gold, row)] as score.py pairs them; head: more for a row of the same word."""
    pairs = sorted((score.union(g["span"], s["span"]) + (g["type"] == s["type"]) + head(g, s), i, j)
                   for i, g in enumerate(gold) for j, s in enumerate(rows) if score.close(g["span"], s["span"]))
    gi, sj = {}, set()
    for _, i, j in reversed(pairs):
        if i not in gi and j not in sj:
            gi[i] = j
            sj.add(j)
    return list(gi.items())


def features(seen, s, words):
    x = {("seen " if seen and k in LEARNED else "") + k: v for k, v in s["x"].items()}
    if s["key"] in words:
        x["word " + s["key"]] = 1.0
    return x


def fit(docs):
    count = collections.Counter(s["key"] for _, acts, _ in docs for s in acts)
    words = {w for w, c in count.items() if c >= WORD}
    rows = [features(seen, s, words) for seen, acts, _ in docs for s in acts]
    y = np.array([s["y"] for _, acts, _ in docs for s in acts])
    names = sorted({k for x in rows for k in x})
    at = {n: k for k, n in enumerate(names)}
    X = np.zeros((len(rows), len(names)), np.float32)
    for r, x in enumerate(rows):
        for k, v in x.items():
            X[r, at[k]] = v
    l2 = np.array([0.01 if n == "BIAS" else L2_WORD if n.startswith("word ") else L2 for n in names])
    w = np.zeros(len(names))
    for _ in range(8):
        p = 1 / (1 + np.exp(-(X @ w)))
        H = ((X * (p * (1 - p))[:, None].astype(np.float32)).T @ X).astype(float) + np.diag(l2)
        w -= np.linalg.solve(H, X.T @ (p - y) + l2 * w)
    return dict(zip(names, w)), words


def chosen(score, acts, w, words):
    """The rows that event.c would keep."""
    for s in acts:
        s["z"] = BIAS + sum(w.get(k, 0) * v for k, v in features(False, s, words).items())
    kept = []
    for s in sorted(acts, key=lambda s: -s["z"]):
        if s["z"] + sum(TAKEN[g["type"] != s["type"]] for g in kept if score.close(g["span"], s["span"])) > 0:
            kept.append(s)
    return kept


def tally(score, docs, keep):
    right = typed = rows = golds = 0
    for _, acts, gold in docs:
        kept = keep(acts)
        pairs = pair(score, gold, kept)
        right, rows, golds = right + len(pairs), rows + len(kept), golds + len(gold)
        typed += sum(gold[i]["type"] == kept[j]["type"] for i, j in pairs)
    return f"F1 {2 * right / (rows + golds):.3f} typed {2 * typed / (rows + golds):.3f} P {right / rows:.3f} R {right / golds:.3f}"


def main():
    if len(sys.argv) < 7:
        sys.exit(__doc__)
    spec = importlib.util.spec_from_file_location("score", sys.argv[4])
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    docs = [d for arg in sys.argv[6:] for d in read(sys.argv, score, arg)]
    unseen = [d for d in docs if not d[0]]
    half = unseen[::2]
    w, words = fit([d for d in docs if d[0]] + unseen[1::2])
    print("half of the unseen reports, rules alone:", tally(score, half, lambda acts: [s for s in acts if s["rules"]]))
    print("weighed, not fitted to them:            ", tally(score, half, lambda acts: chosen(score, acts, w, words)))
    w, _ = fit(docs)
    w["BIAS"] += BIAS
    w["MARGIN"] = BIAS
    w["TAKEN_SAME"], w["TAKEN_OTHER"] = TAKEN
    w.update(BY_HAND)
    head = [l for l in open(sys.argv[5], encoding="utf-8") if l.startswith("#")]
    with open(sys.argv[5], "w", encoding="utf-8") as f:
        f.writelines(head + ["feature\tweight\n"])
        for k, v in sorted(w.items(), key=lambda kv: (kv[0].startswith("word "), kv[0])):
            if not k.startswith("seen ") and abs(v) >= 0.02:
                f.write(f"{k.removeprefix('word ')}\t{v:.3f}\n")


if __name__ == "__main__":
    main()
