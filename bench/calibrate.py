#!/usr/bin/env python3
"""Learn data/confidence.tsv: how often findings with these features are right, from annotated reports.

usage: bench/calibrate.py [--kinds=KIND,...] SCORE_PY OUT.tsv GOLD_DIR:RECORDS.jsonl[:held]...
RECORDS.jsonl: `attest read --features` over the reports of GOLD_DIR (gold/input.py feeds them). A finding is right when score.py
pairs it with a row of its kind (events: with the right type). One logistic model a kind with L2, features seen in at least three
reports; the strength is chosen by leaving reports out (10 folds), and so is the floor under which findings of longer reports are dropped:
the one that gives the best F1 over all facts when the left-out findings are scored; none where that gains under half a point.
What the learned heads of the engine say (LEARNED) is only trusted on reports that their training did not see: sets marked held. The
weights of these features are fitted there alone, on top of the rest. The other sets should be records made with weights that had not seen
them either, else the confidences come out too high (statements said to be right nine times in ten were so six times).
The heads of cause and effect learn from another set, so what they say (causetag, pair, signal) is trusted everywhere.
Statements, demands, causes and framings (WORDS) come as loose candidates, so there the model is what decides: one fit of all features, those of
the learned heads only where the set is held, and the floor is FLOOR. --kinds: only these are fitted, the rest of
OUT.tsv stays. Needs numpy. After new weights, with the documents that their training held out (and reports it saw, for all other features):

    bench/labels/gold.py DATA lab --held
    python3 SHARED/gold/input.py lab/gold lab/reports | attest read --features --from=jsonl --format=jsonl - >lab.jsonl
    bench/calibrate.py --kinds=statement,demand,cause,framing SHARED/gold/score.py data/confidence.tsv lab/gold:lab.jsonl:held TRAIN_GOLD:train.jsonl
"""
import collections, importlib.util, json, pathlib, sys

import numpy as np


LEARNED = ("learned", "p_same", "p_other", "p_none", "spans", "spans_other", "vote", "voteother", "rulevote", "actmost", "acthead", "acteffect")
WORDS = ("statement", "demand", "cause", "framing")
REPORTS = 4  # a feature of these kinds is weighed if so many reports have it
# Their floors: a row more raises F1 if it is right more often than half of F1, about 0.3; extra ones have wrong fields besides, and reports
# hold more loaded names than the labelled documents, so that fewer are wrong there.
FLOOR = {"statement": 0.34, "demand": 0.3, "cause": 0.36, "framing": 0.25}


def is_learned(feature):
    return feature.split(":", 1)[1].split("=", 1)[0] in LEARNED


def pair(score, gold, rows):
    """{row index: gold index} as score.py pairs them."""
    pairs = sorted((score.close(g["span"], s["span"]) and
                    (score.union(g["span"], s["span"]) + (g["kind"] == "event" and g.get("type") == s.get("type"))), i, j)
                   for i, g in enumerate(gold) for j, s in enumerate(rows) if g["kind"] == s["kind"])
    gi, sj = {}, {}
    for v, i, j in reversed(pairs):
        if v and i not in gi and j not in sj:
            gi[i], sj[j] = j, i
    return sj


def fit(X, y, l2, steps=200, base=0.0):
    """Logistic regression by Newton steps on a small dense design; base: what is added to each row's sum."""
    w = np.zeros(X.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-(X @ w + base)))
        g = X.T @ (p - y) + l2 * w
        H = (X * (p * (1 - p))[:, None]).T @ X + (l2 + 1e-6) * np.eye(X.shape[1])
        d = np.linalg.solve(H, g)
        w -= d
        if np.abs(d).max() < 1e-5:
            break
    return w


def load_scorer(path):
    spec = importlib.util.spec_from_file_location("score", path)
    m = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(m)
    return m


def read_set(score, arg, first, data, missed, held):
    """Adds a set's findings: data[kind] += (report, features, right, facts right, facts wrong if kept); returns the next report number."""
    gold_dir, records, *mark = arg.split(":")
    recs = {}
    for line in open(records, encoding="utf-8"):
        o = json.loads(line)
        recs[pathlib.Path(o["report"]["name"]).name] = o
    n = first
    for path in sorted(pathlib.Path(gold_dir).glob("*.jsonl")):
        lines = [json.loads(l) for l in open(path, encoding="utf-8") if l.strip()]
        gold, o = [r for r in lines[1:] if r["kind"] in score.KINDS], recs[lines[0]["report"]]
        rows = [score.system_row(f, o) for f in o["findings"]]
        sj = pair(score, gold, rows)
        for j, s in enumerate(rows):
            k = s["kind"]
            if j in sj:
                g = gold[sj[j]]
                fields = [score.field(k, key, g, s) for key in score.FIELDS[k]]
                hit, wrong = 1 + sum(r[0] for r in fields), sum(r[1] for r in fields)
                right = k != "event" or g.get("type") == s.get("type")
            else:
                hit, wrong, right = 0, score.facts_of(k, s), False
            features = [f for f in o["findings"][j].get("features", []) if f.startswith(k + ":")]
            data[k].append((n, features, right, hit, wrong))
        for g in gold:
            missed[g["kind"]][n] = missed[g["kind"]].get(n, 0) + score.facts_of(g["kind"], g)
        if mark:
            held.add(n)
        n += 1
    return n


def words_design(rows, held):
    seen = collections.defaultdict(set)
    use = [(n, [f for f in fs if n in held or not is_learned(f)]) for n, fs, *_ in rows]
    for n, fs in use:
        for f in fs:
            seen[f].add(n)
    names = sorted(f for f, s in seen.items() if len(s) >= REPORTS)
    index = {f: i for i, f in enumerate(names)}
    X = np.zeros((len(rows), len(names) + 1))  # last column: the heads had seen the report; takes what their features leave out there
    for r, (n, fs) in enumerate(use):
        for f in fs:
            if f in index:
                X[r, index[f]] = 1
        X[r, -1] = n not in held
    return names, X


def fit_words(k, rows, held):
    """[(feature, weight)] of a kind whose candidates are loose, and its floor; prints what five folds over reports do on the held sets."""
    names, X = words_design(rows, held)
    y = np.array([float(r[2]) for r in rows])
    on_held, fold = np.array([r[0] in held for r in rows]), np.array([r[0] * 7919 % 5 for r in rows])
    best = None
    for l2 in (5, 12, 25):
        p = np.zeros(len(rows))
        for f in range(5):
            p[fold == f] = 1 / (1 + np.exp(-X[fold == f] @ fit(X[fold != f], y[fold != f], l2)))
        loss = -np.mean((y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))[on_held])
        if best is None or loss < best[0]:
            best = (loss, l2, p)
    loss, l2, p = best
    floor = FLOOR[k]
    keep = on_held & (p >= floor)
    print(f"{k:<10} candidates {int(on_held.sum()):5d} right {y[on_held].mean():.2f} features {len(names):4d} l2 {l2:3d} logloss {loss:.3f} floor {floor:.2f} "
          f"keeps {int(keep.sum()):5d}, {int(y[keep].sum())} of {int(y[on_held].sum())} right")
    w = fit(X, y, l2)
    return [(f"{k}:floor", f"{floor:.2f}")] + [(f, f"{x:.3f}") for f, x in zip(names, w) if abs(x) >= 0.005]


def kept_rows(path, kinds):
    """The rows of the other kinds in the table as it is."""
    if not pathlib.Path(path).exists():
        return []
    lines = [l.split("\t") for l in open(path, encoding="utf-8").read().splitlines() if "\t" in l]
    return [(l[0], l[1]) for l in lines[1:] if l[0].split(":")[0] not in kinds]


def main():
    kinds = [a[8:].split(",") for a in sys.argv[1:] if a.startswith("--kinds=")]
    score_py, out, *sets = [a for a in sys.argv[1:] if not a.startswith("--")]
    score = load_scorer(score_py)
    data = collections.defaultdict(list)
    missed = collections.defaultdict(dict)  # kind -> {report: facts of its gold}
    held, n = set(), 0
    for arg in sets:
        n = read_set(score, arg, n, data, missed, held)
    reports = n
    fitted = kinds[0] if kinds else score.KINDS
    table = kept_rows(out, fitted) if kinds else []
    for k in fitted:
        rows = data[k]
        if len(rows) < 30:
            continue
        if k in WORDS:
            table += fit_words(k, rows, held)
            continue
        seen = collections.defaultdict(set)
        for n, fs, *_ in rows:
            for f in fs:
                seen[f].add(n)
        names = sorted(f for f, s in seen.items() if len(s) >= 3 and not is_learned(f))
        lnames = sorted(f for f, s in seen.items() if is_learned(f) and len(s & held) >= 2)
        index = {f: i for i, f in enumerate(names)}
        X = np.zeros((len(rows), len(names)))
        for r, (_, fs, *_) in enumerate(rows):
            for f in fs:
                if f in index:
                    X[r, index[f]] = 1
        lindex = {f: i for i, f in enumerate(lnames)}
        Z = np.zeros((len(rows), len(lnames)))
        for r, (_, fs, *_) in enumerate(rows):
            for f in fs:
                if f in lindex:
                    Z[r, lindex[f]] = 1
        y = np.array([float(r[2]) for r in rows])
        on_held = np.array([r[0] in held for r in rows])
        fold = np.array([r[0] % 10 for r in rows])
        best = None
        for l2 in (1, 3, 10, 30):
            p = np.zeros(len(rows))
            for f in range(10):
                w = fit(X[fold != f], y[fold != f], l2)
                p[fold == f] = 1 / (1 + np.exp(-X[fold == f] @ w))
            loss = -np.mean(y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))
            if best is None or loss < best[0]:
                best = (loss, l2, p)
        loss, l2, p = best
        logit = np.log(p + 1e-9) - np.log(1 - p + 1e-9)
        v = fit(Z[on_held], y[on_held], 5.0, base=logit[on_held]) if on_held.sum() > 20 and len(lnames) else np.zeros(len(lnames))
        if len(lnames) and on_held.sum() > 20:
            q = 1 / (1 + np.exp(-(logit[on_held] + Z[on_held] @ v)))
            ll = lambda a: -np.mean(y[on_held] * np.log(a + 1e-9) + (1 - y[on_held]) * np.log(1 - a + 1e-9))
            print("   held reports: logloss %.3f -> %.3f" % (ll(p[on_held]), ll(q)), {f: round(float(x), 2) for f, x in zip(lnames, v)})
        score_p = p.copy()
        base = np.ones(len(rows), bool)
        if lnames and on_held.sum() > 20:  # floors where the learned features can be trusted, with their weights left out by fold too
            base = on_held
            for f in range(10):
                test, train = on_held & (fold == f), on_held & (fold != f)
                u = fit(Z[train], y[train], 5.0, base=logit[train]) if train.sum() > 20 else v
                score_p[test] = 1 / (1 + np.exp(-(logit[test] + Z[test] @ u)))
        hit, wrong = np.array([r[3] for r in rows]), np.array([r[4] for r in rows])
        names_of = {r[0] for r, b in zip(rows, base) if b}
        total = sum(c for m, c in missed[k].items() if m in held or not lnames or not names_of <= held)
        curve = []
        for t in np.arange(0, 0.15, 0.02):  # what is right one in seven stays: short texts give few features
            keep = base & (score_p >= t)
            h, x = hit[keep].sum(), wrong[keep].sum()
            curve.append((2 * h / max(1, h + x + total), t, int(keep.sum())))
        f, t, kept = max(curve)
        if f - curve[0][0] < 0.005:
            f, t, kept = curve[0]
        w = fit(X, y, l2)
        print(f"{k:<10} findings {len(rows):5d} right {y.mean():.2f} features {len(names):4d} l2 {l2:3d} logloss {loss:.3f} floor {t:.2f} keeps {kept:5d} facts F1 {curve[0][0]:.3f} -> {f:.3f}")
        table.append((f"{k}:floor", f"{t:.2f}"))
        table += [(f, f"{x:.3f}") for f, x in zip(names + lnames, list(w) + list(v)) if abs(x) >= 0.005]
    with open(out, "w", encoding="utf-8") as o:
        o.write(f"# How much each feature of a finding speaks for it: logistic weights and the floor of each kind, learned by bench/calibrate.py\n"
                f"# on {reports} annotated reports and labelled documents (bench/labels), as read by weights that had not been trained on most of them.\nfeature\tweight\n")
        for f, v in table:
            o.write(f"{f}\t{v}\n")


if __name__ == "__main__":
    main()
