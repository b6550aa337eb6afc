#!/usr/bin/env python3
"""Learns data/link.tsv from the training topics of ECB+: logistic regression over the features of src/link/score.h.

usage: train/link.py DIR RECORD.db READ.jsonl PAIRS.tsv > data/link.tsv
DIR, RECORD.db and READ.jsonl as for bench/ecbplus.py (training topics only); PAIRS.tsv is what bench/link_pairs prints.
A pair of units is right if two of their mentions are in one chain, wrong if both hold mentions and none is shared;
units without a mention in the sentences that were marked are left out.
"""
import importlib.util, pathlib, sqlite3, sys
import numpy as np

spec = importlib.util.spec_from_file_location("ecbplus", pathlib.Path(__file__).parent.parent / "bench" / "ecbplus.py")
ecb = importlib.util.module_from_spec(spec)
spec.loader.exec_module(ecb)
# What may only speak for a link, and what only against it: a sign that the data do not bear out is set to nothing.
UP = "head kin mode type words doer done_to cross name place place_within day day_near report head_report kin_report type_report number".split()
DOWN = "type_clash name_clash doer_clash done_to_clash place_clash day_clash planned published own".split()
# Said by reasoning, as ECB+ reports carry no day of publication and few days: two different days are nearly always two happenings.
FLOOR = {"day": 0.8, "day_near": -0.3, "day_clash": -2.5, "published": -0.6, "place": 0.5, "place_clash": -1.2, "number": 0.8}


def main():
    root, db, read, table = sys.argv[1:5]
    mentions, _ = ecb.found_mentions(root, "train", read)
    con = sqlite3.connect(db)
    unit = dict(con.execute("SELECT f.key, m.unit FROM link_member m JOIN finding f ON f.report=m.report AND f.pos=m.pos"))
    chains = {}
    for name, topic, chain, key, lemma in mentions:
        if key in unit:
            chains.setdefault(unit[key], set()).add(chain)
    names, X, y = None, [], []
    for line in open(table):
        c = line.rstrip("\n").split("\t")
        if names is None:
            names = c[2:]
            continue
        a, b = int(c[0]), int(c[1])
        if a in chains and b in chains:
            X.append([float(v) for v in c[2:]])
            y.append(bool(chains[a] & chains[b]))
    X, y = np.array(X), np.array(y, float)
    print(f"{len(y)} pairs, {int(y.sum())} right", file=sys.stderr)
    w = np.zeros(X.shape[1])
    free = np.array([n not in FLOOR for n in names])
    for n in FLOOR:
        w[names.index(n)] = FLOOR[n]
    m = v = np.zeros_like(w)
    for t in range(1, 3001):
        p = 1 / (1 + np.exp(-(X @ w)))
        g = X.T @ (p - y) / len(y) + 1e-4 * w * (np.array(names) != "bias")
        g[~free] = 0
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w = w - 0.05 * (m / (1 - 0.9 ** t)) / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-8)
        for i, n in enumerate(names):
            if (n in UP and n not in FLOOR and w[i] < 0) or (n in DOWN and n not in FLOOR and w[i] > 0):
                w[i] = 0
    p = 1 / (1 + np.exp(-(X @ w)))
    for cut in (0.3, 0.4, 0.5, 0.6):
        tp = ((p >= cut) & (y > 0)).sum()
        print(f"cut {cut}: precision {tp / max(1, (p >= cut).sum()):.3f} recall {tp / y.sum():.3f}", file=sys.stderr)
    print("# link.tsv: weights of the model that says whether two reports tell of one happening (features: src/link/score.h).\n"
          f"# Learned by train/link.py from {len(y)} pairs of the training topics of ECB+ (1 to 35), {int(y.sum())} of them right.\n"
          "# Set by reasoning, as ECB+ has no days of publication and few days and places: day, day_near, day_clash, published, place, place_clash, number.\n"
          "# join, join_own, fuse: chosen on the training topics, weights from one half and pairs of the other.\nname\tvalue")
    for n, x in zip(names, w):
        print(f"{n}\t{x:.3f}")
    print("join\t0.40\njoin_own\t0.25\nfuse\t0.40")


if __name__ == "__main__":
    main()
