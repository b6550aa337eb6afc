#!/usr/bin/env python3
"""Coreference on GUM: MUC, B3, CEAFe and their mean (CoNLL F1) over mentions matched by head word, singletons left out.

usage: coref.py COREF WEIGHTS GUM.conllu [--genre=news] [--detail]

COREF is the program built from bench/coref.c. A gold mention is an entity of the MISC column; its head is the first word
of GUM's minimal span whose syntactic head lies outside the mention. Clusters of one mention are dropped on both sides,
as in OntoNotes. Apposition and predicate links (appos, pred) are dropped from the gold, as OntoGUM does.
"""
import collections, json, re, subprocess, sys


def documents(path):
    doc, sent = None, None
    for line in open(path, encoding="utf-8"):
        if line.startswith("# newdoc id"):
            doc = {"name": line.split("=")[1].strip(), "sents": [], "rows": []}
            yield doc
        elif line.startswith("# sent_id"):
            sent = []
            doc["sents"].append(sent)
        elif line.strip() and not line.startswith("#"):
            f = line.rstrip("\n").split("\t")
            if f[0].isdigit():
                doc["rows"].append((len(doc["sents"]) - 1, int(f[0]), int(f[6]), f[7], f[9]))
                sent.append(f[1])


def gold(doc):
    """{cluster: set of head tokens}, without singletons, appositions and predicates."""
    rows, open_, found = doc["rows"], collections.defaultdict(list), []
    for i, (_, _, _, _, misc) in enumerate(rows):
        m = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
        if not m:
            continue
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", m[1]):
            key = part.strip("()").split("-")[0]
            if part.startswith("("):
                open_[key].append((i, part.strip("()").split("-")))
            if part.endswith(")") and open_[key]:
                beg, info = open_[key].pop()
                found.append((beg, i + 1, key, info))
    clusters = collections.defaultdict(set)
    first = {}
    offset = {}
    for i, r in enumerate(rows):
        first.setdefault(r[0], i)
    for beg, end, key, info in found:
        link = info[6] if len(info) > 6 else ""
        if link in ("appos", "pred"):
            continue
        span = [int(x) for x in info[5].split(",")] if re.fullmatch(r"[\d,]+", info[5]) else []
        heads = [beg + x - 1 for x in span if beg + x - 1 < end] or list(range(beg, end))
        base = first[rows[beg][0]]
        inside = lambda t: beg <= base + rows[t][2] - 1 < end and rows[t][2]
        head = next((t for t in heads if not inside(t)), heads[0])
        clusters[key.split("[")[0]].add(head)
    return [c for c in clusters.values() if len(c) > 1]


def f1(p, r):
    return 2 * p * r / (p + r) if p + r else 0.0


def muc(key, out):
    at = {m: i for i, c in enumerate(out) for m in c}
    num = den = 0
    for c in key:
        parts = {at[m] for m in c if m in at}
        num += len(c) - len(parts) - sum(m not in at for m in c)
        den += len(c) - 1
    return num, den


def b3(key, out):
    at = {m: c for c in out for m in c}
    num = den = 0
    for c in key:
        for m in c:
            num += len(c & at.get(m, set())) / len(c)
            den += 1
    return num, den


def assignment(cost):
    """The least total cost of giving each row its own column (Kuhn and Munkres, with potentials); rows <= columns."""
    n, m = len(cost), len(cost[0])
    u, v, row_of, way = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        row_of[0], j0 = i, 0
        least, seen = [float("inf")] * (m + 1), [False] * (m + 1)
        while True:
            seen[j0] = True
            i0, delta, j1 = row_of[j0], float("inf"), 0
            for j in range(1, m + 1):
                if not seen[j]:
                    cur = cost[i0 - 1][j - 1] - u[i0] - v[j]
                    if cur < least[j]:
                        least[j], way[j] = cur, j0
                    if least[j] < delta:
                        delta, j1 = least[j], j
            for j in range(m + 1):
                if seen[j]:
                    u[row_of[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            j0 = j1
            if not row_of[j0]:
                break
        while j0:
            row_of[j0] = row_of[way[j0]]
            j0 = way[j0]
    return sum(cost[row_of[j] - 1][j - 1] for j in range(1, m + 1) if row_of[j])


def ceafe(key, out):
    if not key or not out:
        return 0.0
    a, b = (key, out) if len(key) <= len(out) else (out, key)
    return -assignment([[-2 * len(x & y) / (len(x) + len(y)) for y in b] for x in a])


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    genre = next((a.split("=")[1] for a in sys.argv if a.startswith("--genre=")), "")
    if len(args) != 3:
        sys.exit(__doc__)
    docs = [d for d in documents(args[2]) if genre in d["name"]]
    feed = "".join(json.dumps({"name": d["name"], "sents": d["sents"]}) + "\n" for d in docs)
    lines = subprocess.run([args[0], args[1]], input=feed, text=True, capture_output=True, check=True).stdout.splitlines()
    t = collections.Counter()
    for d, line in zip(docs, lines):
        by = collections.defaultdict(set)
        for tok, k in json.loads(line)["mentions"]:
            by[k].add(tok)
        g, o = gold(d), [c for c in by.values() if len(c) > 1]
        for name, (x, y) in (("mr", muc(g, o)), ("mp", muc(o, g)), ("br", b3(g, o)), ("bp", b3(o, g))):
            t[name, 0] += x
            t[name, 1] += y
        s = ceafe(g, o)
        t["c", 0] += s
        t["c", 1] += len(g)
        t["c", 2] += len(o)
        gm, om = {m for c in g for m in c}, {m for c in o for m in c}
        t["m", 0] += len(gm & om)
        t["m", 1] += len(gm)
        t["m", 2] += len(om)
        if "--detail" in sys.argv:
            words = [w for s in d["sents"] for w in s]
            at = {m: i for i, c in enumerate(o) for m in c}
            for c in g:
                print(d["name"], " | ".join(f"{words[m]}:{at.get(m, '-')}" for m in sorted(c)))
    div = lambda a, b: a / b if b else 0.0
    m, b = [f1(div(t[p, 0], t[p, 1]), div(t[r, 0], t[r, 1])) for p, r in (("mp", "mr"), ("bp", "br"))]
    c = f1(div(t["c", 0], t["c", 2]), div(t["c", 0], t["c", 1]))
    rows = [("mentions", div(t["m", 0], t["m", 2]), div(t["m", 0], t["m", 1])), ("MUC", div(t["mp", 0], t["mp", 1]), div(t["mr", 0], t["mr", 1])),
            ("B3", div(t["bp", 0], t["bp", 1]), div(t["br", 0], t["br", 1])), ("CEAFe", div(t["c", 0], t["c", 2]), div(t["c", 0], t["c", 1]))]
    for name, p, r in rows:
        print(f"{name:<10} P {100 * p:5.1f}  R {100 * r:5.1f}  F1 {100 * f1(p, r):5.1f}")
    print(f"CoNLL F1 {100 * (m + b + c) / 3:.1f} over {len(docs)} documents")


if __name__ == "__main__":
    main()
