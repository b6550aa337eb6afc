#!/usr/bin/env python3
"""Fits data/choices.tsv: which place and which days an event or figure has (src/find/event_choice.h). Not run at build; needs numpy.

usage: choices.py PROGRAM WEIGHTS PLACES.bin GOLD_DIR REPORT_DIR SCORE.py CHOICES.tsv
PROGRAM is bench/choices.c built; SCORE.py the gold's scorer, whose rule for the same name is used. Prints what the weights do on reports
that they were not fitted to (each tenth left out in turn), and writes them into CHOICES.tsv, for the features that it lists.
"""
import importlib.util, json, pathlib, subprocess, sys
import numpy as np


def load(argv):
    spec = importlib.util.spec_from_file_location("score", argv[5])
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    queries, gold = [], {}
    for path in sorted(pathlib.Path(argv[3]).glob("*.jsonl")):
        lines = [json.loads(l) for l in open(path, encoding="utf-8") if l.strip()]
        head = lines[0]
        gold[head["report"]] = [r for r in lines[1:] if r["kind"] in ("event", "figure")]
        text = (pathlib.Path(argv[4]) / head["report"]).read_text(encoding="utf-8")
        queries.append(json.dumps({"name": head["report"], "published": head["published"], "text": text}))
    out = subprocess.run(argv[:3], input="\n".join(queries) + "\n", capture_output=True, text=True, check=True).stdout
    groups = {"places": [], "days": []}
    for line in out.splitlines():
        a = json.loads(line)
        match(score, a, gold[a["name"]], groups)
    return groups, score


def match(score, a, gold, groups):
    """Pairs rows with gold rows as the scorer does; each pair gives one example of a place and one of days."""
    pairs = sorted((score.close(g["span"], s["span"]) and
                    score.union(g["span"], s["span"]) + (g["kind"] == "event" and g.get("type") == s.get("type")), i, j)
                   for i, g in enumerate(gold) for j, s in enumerate(a["rows"]) if g["kind"] == s["kind"])
    gi, sj = set(), set()
    for v, i, j in reversed(pairs):
        if not v or i in gi or j in sj:
            continue
        gi.add(i)
        sj.add(j)
        g, s = gold[i], a["rows"][j]
        groups["places"].append((a["name"], g["kind"], [c["x"] for c in s["places"]],
                                 [bool(g.get("place")) and score.same(g["place"], c["name"]) for c in s["places"]], int(bool(g.get("place")))))
        d = g.get("date") or [None, None]
        rule = [c for c in s["days"]]
        groups["days"].append((a["name"], g["kind"], [c["x"] for c in rule],
                               [d != [None, None] and [c["from"], c["to"]] == d for c in rule], int(d != [None, None])))


def matrix(groups, names):
    at = {n: k for k, n in enumerate(names)}
    out = []
    for name, kind, xs, ys, has in groups:
        x = np.zeros((len(xs), len(names)))
        for i, f in enumerate(xs):
            for k, v in f.items():
                x[i, at[k]] = v
        out.append((name, kind, x, np.array(ys, float), has))
    return out


def fit(groups, l2, rounds=300):
    """Softmax over the candidates of a row and "none" (score 0): maximum likelihood by gradient ascent with an l2 term."""
    w = np.zeros(groups[0][2].shape[1])
    use = [g for g in groups if not (g[4] and not g[3].sum())]  # the right one is not among them: nothing to learn
    x = np.concatenate([g[2] for g in use] or [np.zeros((0, len(w)))])
    y = np.concatenate([g[3] / g[3].sum() if g[3].sum() else g[3] for g in use])
    starts = np.cumsum([0] + [len(g[3]) for g in use])
    of = np.repeat(np.arange(len(use)), np.diff(starts))
    m = v = np.zeros_like(w)
    for t in range(1, rounds + 1):
        s = np.exp(np.clip(x @ w, -30, 30))
        z = 1 + np.bincount(of, s, minlength=len(use))
        g = x.T @ (y - s / z[of]) - l2 * w
        m = 0.9 * m + 0.1 * g
        v = 0.99 * v + 0.01 * g * g
        w = w + 0.05 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.99**t)) + 1e-8)
    return w


def tally(groups, w, kind, threshold=0.0):
    right = wrong = missed = 0
    for _, k, x, y, has in groups:
        if k != kind:
            continue
        said = False
        ok = 0
        if len(y):
            s = x @ w
            i = int(s.argmax())
            said = s[i] > threshold
            ok = said and y[i]
        right += ok
        wrong += said and not ok
        missed += has and not ok
    return np.array([int(right), int(wrong), int(missed)])


def rules(groups, names, of):
    """What the rules alone do: the candidate that they chose."""
    w = np.zeros(len(names))
    for k, n in enumerate(names):
        w[k] = n in of
    return w


RULE = {"places": {"P_ATTACHED", "P_PARTIES", "P_ABOVE", "P_BELOW", "P_WEAK", "P_GUESS"},
        "days": {"D_OWN", "D_CLIMB", "D_LASTING", "D_ONGOING", "D_NOW", "D_NEAREST", "D_STORY_RULE"}}


def f1(t):
    return 2 * t[0] / max(1, 2 * t[0] + t[1] + t[2])


MARGIN = {"places": 0.6, "days": 0.4}  # added to the bias: where an answer and none are as likely, an answer pays more
L2 = 1.0


def main():
    if len(sys.argv) != 8:
        sys.exit(__doc__)
    groups, _ = load(sys.argv[1:7])
    lines = open(sys.argv[7], encoding="utf-8").read().splitlines()
    listed = [l.split("\t")[0] for l in lines if "\t" in l and not l.startswith("feature\t")]
    weight = {}
    for what, letter in (("places", "P_"), ("days", "D_")):
        known = {k for g in groups[what] for f in g[2] for k in f}
        names = [n for n in listed if n.startswith(letter) and not n.endswith("_LEARNED")]
        every = matrix(groups[what], sorted(known | set(names)))
        at = {n: i for i, n in enumerate(sorted(known | set(names)))}
        data = [(a, k, x[:, [at[n] for n in names]], y, h) for a, k, x, y, h in every]
        for kind in ("event", "figure"):
            alone = f1(tally(every, rules(every, sorted(known | set(names)), RULE[what]), kind, 0.5))
            reports = sorted({g[0] for g in data})
            total = np.zeros(3, int)
            for k in range(10):
                left = set(reports[k::10])
                w = fit([g for g in data if g[0] not in left], L2)
                total += tally([g for g in data if g[0] in left], w, kind, -MARGIN[what])
            print(f"{what} {kind}: rules alone F1 {alone:.3f}, chosen, on reports not fitted to, {f1(total):.3f}")
        for n, w in zip(names, fit(data, L2)):
            weight[n] = w + (MARGIN[what] if n.endswith("_BIAS") else 0)
    with open(sys.argv[7], "w", encoding="utf-8") as f:
        for l in lines:
            n = l.split("\t")[0]
            f.write(f"{n}\t{weight[n]:.3f}\n" if n in weight else l + "\n")


if __name__ == "__main__":
    main()
