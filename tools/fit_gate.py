#!/usr/bin/env python3
"""Fits data/gate.tsv, the classifier of src/text/gate.c: python tools/fit_gate.py REPORTS.jsonl RECORDS.jsonl GOLD_DIR TEXT_DIR OUT.tsv

REPORTS: reports as attest reads them; RECORDS: what `attest read --no-gate --format=jsonl` says of each, in the same order. A sentence is one to keep if a
finding overlaps it. GOLD_DIR and TEXT_DIR: annotated reports and their texts, where a row says so; they count four times. Logistic
regression by AdaGrad with L2; only words seen in 4 sentences or more, only weights of 0.15 or more are written. The bar is set so that 0.994 of
the annotated rows' sentences that were left out of a first fit stay. Needs nothing but Python.
"""
import json, math, pathlib, random, re, sys, unicodedata

WORD = re.compile(r"[^\W\d_]+|\d[\d.,:]*|[^\w\s]")
END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[A-Z\"“‘(])|\n+")
QUOTES = set("\"“”") | {"``", "''"}


def sentences(text):
    beg = 0
    for m in list(END.finditer(text)) + [None]:
        end = m.start() if m else len(text)
        if end > beg:
            yield beg, end
        beg = m.end() if m else end


def features(s):
    words = WORD.findall(s)
    if len(words) < 3 or any(w in QUOTES for w in words):
        return None
    n = len(words)
    low = {unicodedata.normalize("NFD", w.lower()) for w in words if not w[0].isdigit()}
    low = {"".join(c for c in w if not unicodedata.combining(c)) for w in low}
    caps = sum("A" <= w[0] <= "Z" for w in words)
    nums = sum(w[0].isdigit() for w in words)
    return sorted(low) + [f"@caps{min(5, caps * 10 // n)}", f"@nums{min(5, nums * 10 // n)}", f"@size{min(5, n // 8)}"]


def rows(text, spans, weight):
    at, k = [0], 0
    for c in text:
        k += len(c.encode())
        at.append(k)
    for b, e in sentences(text):
        f = features(text[b:e])
        if f:
            yield f, any(x < at[e] and at[b] < y for x, y in spans), weight


def fit(data, epochs=6, l2=2e-6, rate=0.3):
    count = {}
    for f, _, _ in data:
        for w in f:
            count[w] = count.get(w, 0) + 1
    w, g, bias = {}, {}, 0.0
    order = list(range(len(data)))
    for _ in range(epochs):
        random.shuffle(order)
        for i in order:
            f, y, c = data[i]
            f = [x for x in f if count[x] >= 4]
            z = bias + sum(w.get(x, 0.0) for x in f)
            d = c * (1 / (1 + math.exp(-max(-30, min(30, z)))) - y)
            bias -= 0.01 * d
            for x in f:
                k = d + l2 * len(data) * w.get(x, 0.0) / count[x]
                g[x] = g.get(x, 1e-6) + k * k
                w[x] = w.get(x, 0.0) - rate * k / math.sqrt(g[x] + 1)
    return bias, w


def score(model, f):
    return model[0] + sum(model[1].get(x, 0.0) for x in f if abs(model[1].get(x, 0.0)) >= 0.15)


def main():
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    random.seed(7)
    data, gold = [], []
    with open(sys.argv[1], encoding="utf-8") as a, open(sys.argv[2], encoding="utf-8") as b:
        for x, y in zip(a, b):
            data += rows(json.loads(x)["text"], [f["span"] for f in json.loads(y)["findings"]], 1)
    for p in sorted(pathlib.Path(sys.argv[3]).glob("*.jsonl")):
        head, *found = [json.loads(l) for l in open(p, encoding="utf-8")]
        text = (pathlib.Path(sys.argv[4]) / head["report"]).read_bytes().decode("utf-8")
        gold.append(list(rows(text, [f["span"] for f in found], 4)))
    kept = []
    for part in range(4):
        model = fit(data + [r for i, g in enumerate(gold) if i % 4 != part for r in g], epochs=3)
        kept += [(score(model, f), y) for i, g in enumerate(gold) if i % 4 == part for f, y, _ in g]
    good = sorted(s for s, y in kept if y)
    bar = good[int(0.006 * len(good))]
    model = fit(data + [r for g in gold for r in g])
    out = {w: v for w, v in model[1].items() if abs(v) >= 0.15 and len(w.encode()) <= 40}
    print(f"{len(data)} sentences, {sum(y for _, y, _ in data)} with findings; annotated: {len(kept)}, {len(good)} with rows; bar {bar:.2f}: "
          f"left out {sum(s < bar for s, y in kept if not y)} of {sum(not y for _, y in kept)} without rows; {sum(score(model, f) < bar for f, _, _ in data)} of the others; "
          f"of those with findings {sum(score(model, f) < bar for f, y, _ in data if y)}; {len(out)} words")
    with open(sys.argv[5], "w", encoding="utf-8") as f:
        f.write("# Weights of src/text/gate.c, learned by tools/fit_gate.py on annotated reports and on newswire as attest itself reads it. Thousandths; a sentence\n"
                "# stays if @bias and the weights of its words and shapes (share of capitals, of numbers; size) reach @bar.\nword\tweight\n")
        f.write(f"@bias\t{round(1000 * model[0])}\n@bar\t{round(1000 * bar)}\n")
        for w in sorted(out):
            f.write(f"{w}\t{round(1000 * out[w])}\n")


if __name__ == "__main__":
    main()
