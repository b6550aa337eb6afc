#!/usr/bin/env python3
"""Fits the weights of src/find/where_guess.c on gold records. Not run at build; needs numpy.

usage: guess.py PROGRAM WEIGHTS PLACES.bin GOLD_DIR REPORT_DIR
PROGRAM is bench/event_location.c built. Prints the weights as C, and what they do on reports that they were not fitted to
(each tenth left out in turn).
"""
import json, pathlib, subprocess, sys
import numpy as np



def heads(raw, row):
    b, e = row["span"]
    h = row.get("head")
    if h:
        for words in (h, h.split()[0]):
            i = raw.find(words.encode(), b, e)
            if i >= 0:
                return [i, i + len(words.encode())]
    return [b, e]


def norm(s):
    return {w for w in "".join(c if c.isalnum() else " " for c in s.casefold()).split() if w not in ("the", "of")}


def same(a, b):
    a, b = norm(a), norm(b)
    return bool(a and b) and (a <= b or b <= a or len(a & b) * 2 >= len(a | b))


def load(program, weights, places, gold, reports):
    queries, rows = [], {}
    for path in sorted(pathlib.Path(gold).glob("*.jsonl")):
        lines = [json.loads(l) for l in open(path, encoding="utf-8")]
        raw = (pathlib.Path(reports) / lines[0]["report"]).read_bytes()
        rows[lines[0]["report"]] = [r for r in lines[1:] if r["kind"] in ("event", "figure")]
        queries.append(json.dumps({"name": lines[0]["report"], "published": lines[0]["published"], "text": raw.decode(), "features": True,
                                   "heads": [heads(raw, r) for r in rows[lines[0]["report"]]]}))
    out = subprocess.run([program, weights, places], input="\n".join(queries) + "\n", capture_output=True, text=True, check=True).stdout
    groups = []
    for line in out.splitlines():
        a = json.loads(line)
        for r, h in zip(rows[a["name"]], a["heads"]):
            if h.get("features"):
                x = np.array(h["features"])
                y = np.array([bool(r.get("place")) and same(r["place"], p["name"]) for p in a["places"]], float)
                groups.append((a["name"], x, y, bool(r.get("place"))))
    return groups


def fit(groups, l2=3.0, rounds=400):
    """Softmax over the places of an act and "none" (score 0): maximum likelihood by gradient ascent with an l2 term."""
    w = np.zeros(groups[0][1].shape[1])
    step = 1.0
    m = v = np.zeros_like(w)
    for t in range(1, rounds + 1):
        g = -l2 * w
        for _, x, y, has in groups:
            s = np.exp(np.clip(x @ w, -30, 30))
            p = s / (1 + s.sum())
            target = y / y.sum() if y.sum() else 0 * y
            if has and not y.sum():
                continue  # the right place was not found: nothing to learn
            g += x.T @ (target - p)
        m = 0.9 * m + 0.1 * g
        v = 0.99 * v + 0.01 * g * g
        w = w + 0.05 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.99**t)) + 1e-8)
    return w


def tally(groups, w, threshold):
    right = wrong = missed = 0
    for _, x, y, has in groups:
        s = x @ w
        i = int(s.argmax())
        said = s[i] > threshold
        ok = said and y[i]
        right += ok
        wrong += said and not ok
        missed += has and not ok
    return int(right), int(wrong), int(missed)


def main():
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    groups = load(*sys.argv[1:])
    names = sorted({g[0] for g in groups})
    held = []
    for k in range(10):
        out = set(names[k::10])
        w = fit([g for g in groups if g[0] not in out])
        held.append((w, [g for g in groups if g[0] in out]))
    for t in (-2, -1.5, -1, -0.75, -0.5, -0.25, 0, 0.25, 0.5):
        r = np.sum([tally(g, w, t) for w, g in held], 0)
        print(f"threshold {t}: right {r[0]} wrong {r[1]} missed {r[2]} P {r[0] / max(1, r[0] + r[1]):.3f} R {r[0] / (r[0] + r[2]):.3f}")
    print(", ".join(f"{x:.2f}f" for x in fit(groups)))


if __name__ == "__main__":
    main()
