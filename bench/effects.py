#!/usr/bin/env python3
"""Learn data/effects.tsv: which word names what a cause brought about (src/find/cause_effect.h).

usage: bench/effects.py SCORE_PY OUT.tsv TRAIN_GOLD:RECORDS.jsonl LABELS/gold:RECORDS.jsonl [HELD/gold]
RECORDS.jsonl: `attest read --features` over the reports. In TRAIN_GOLD a word is right if score.py takes its text for the gold's effect; in
the labelled documents (bench/labels/gold.py, all of them), whose effects are words of the text, if it lies within them. Those of
HELD (gold.py --held) are left out and measured. A logistic model with L2 of single words, the likeliest of a cause is taken; labelled documents count LABELS
each, as their effects are clauses and any word within is right. Prints effects right by the rules' words and by the weights: on TRAIN_GOLD by six folds over
reports, on the held documents. Needs numpy.
"""
import collections, json, pathlib, re, sys

import numpy as np

from calibrate import load_scorer, pair

L2, LABELS, SEEN = 10, 0.2, 6  # strengths between 5 and 20, weights from 0.1 to 0.5 give the same; a feature is weighed if so many words have it


def words_of(row, text):
    """Bytes of the label's effect: where its words stand next to the cause."""
    of = row["of"].encode("utf-8")
    at = [m.start() for m in re.finditer(re.escape(of), text)]
    beg = min(at, key=lambda x: abs(x - row["span"][0])) if at else -1
    return beg, beg + len(of)


def read_set(score, gold_dir, records, by_words):
    """[(report, [(features, right)])], a cause each that the gold has too; the rules' word first."""
    recs = {}
    for line in open(records, encoding="utf-8"):
        o = json.loads(line)
        recs[pathlib.Path(o["report"]["name"]).name] = o
    out = []
    for path in sorted(pathlib.Path(gold_dir).glob("*.jsonl")):
        lines = [json.loads(l) for l in open(path, encoding="utf-8") if l.strip()]
        name, gold = lines[0]["report"], [r for r in lines[1:] if r["kind"] == "cause"]
        ours = [f for f in recs[name]["findings"] if f["kind"] == "cause"]
        text = (path.parent.parent / "reports" / name).read_bytes() if by_words else b""
        for j, i in pair(score, gold, ours).items():
            g, effects = gold[i], ours[j].get("effects", [])
            if not g.get("of") or not effects:
                continue
            beg, end = words_of(g, text) if by_words else (0, 0)
            out.append((name, [(e["features"], beg <= e["span"][0] < end if by_words else bool(score.same(g["of"], e["text"]))) for e in effects]))
    return out


def fit(sets):
    """sets: [(rows, weight of each)] -> {feature: weight}"""
    seen = collections.Counter(f for rows, _ in sets for _, words in rows for fs, _ in words for f in fs)
    at = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= SEEN))}
    x, y, share = [], [], []
    for k, (rows, weight) in enumerate(sets):
        for _, words in rows:
            for fs, right in words:
                v = np.zeros(len(at) + 2)
                v[[at[f] for f in fs if f in at]] = 1
                v[len(at)], v[len(at) + 1] = 1, k  # how often words are right, and in this set
                x.append(v)
                y.append(right)
                share.append(weight)
    x, y, share, w = np.array(x), np.array(y, float), np.array(share), np.zeros(len(at) + 2)
    for _ in range(60):
        p = 1 / (1 + np.exp(-x @ w))
        d = np.linalg.solve((x * (share * p * (1 - p))[:, None]).T @ x + L2 * np.eye(len(w)), x.T @ (share * (p - y)) + L2 * w)
        w -= d
        if np.abs(d).max() < 1e-5:
            break
    return {f: w[i] for f, i in at.items()}


def right(rows, w):
    """Effects right: by the rules' words, by the weights."""
    best = [max(words, key=lambda e: sum(w.get(f, 0) for f in e[0])) for _, words in rows]
    return np.array([sum(words[0][1] for _, words in rows), sum(e[1] for e in best), len(rows)])


def main():
    if len(sys.argv) not in (5, 6):
        sys.exit(__doc__)
    score = load_scorer(sys.argv[1])
    train, labels = (read_set(score, *a.split(":"), by_words) for a, by_words in ((sys.argv[3], False), (sys.argv[4], True)))
    held = {p.stem + ".txt" for p in pathlib.Path(sys.argv[5]).glob("*.jsonl")} if len(sys.argv) > 5 else set()
    learn = [r for r in labels if r[0] not in held]
    fold = {n: i * 7919 % 6 for i, n in enumerate(sorted({r[0] for r in train}))}
    total = sum(right([r for r in train if fold[r[0]] == k], fit([([r for r in train if fold[r[0]] != k], 1), (learn, LABELS)])) for k in range(6))
    print("reports left out: by the rules %d, weighed %d of %d" % tuple(total))
    w = fit([(train, 1), (learn, LABELS)])
    print("held documents: by the rules %d, weighed %d of %d" % tuple(right([r for r in labels if r[0] in held], w)))
    with open(sys.argv[2], "w", encoding="utf-8") as o:
        o.write("# effects.tsv: what each feature of a word speaks for its naming what a cause brought about (src/find/cause_effect.h), in thousandths;\n"
                f"# learned by bench/effects.py on {len(train)} causes of annotated reports and {len(learn)} of labelled documents (bench/labels).\nfeature\tweight\n")
        for f, v in sorted(w.items()):
            if abs(v) >= 0.005:
                o.write(f"{f}\t{round(1000 * v)}\n")


if __name__ == "__main__":
    main()
