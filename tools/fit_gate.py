#!/usr/bin/env python3
"""Fits data/gate.tsv, the classifier of src/text/gate.c: python tools/fit_gate.py REPORTS.jsonl RECORDS.jsonl GOLD_DIR TEXT_DIR OUT.tsv

REPORTS: reports as attest reads them; RECORDS: what `attest read --no-gate --format=jsonl` says of each, in the same order. A sentence is one to keep if a
finding overlaps it; of a report with "leave": true (sport, markets: bench/gate.py tells them) none is, whatever was found. GOLD_DIR and TEXT_DIR: annotated
reports and their texts, where a row says so; they count four times. Logistic regression by AdaGrad with L2; only words seen in 4 sentences or more, only
weights of 0.15 or more are written. What stands around (the mean score of 8 sentences on each side) gets the weight that leaves out most when the bar is set so
that 0.997 of the annotated rows' sentences, and 0.99 of those with findings in newswire, stay that a first fit has not seen. Needs nothing but Python.
"""
import json, math, pathlib, random, re, sys, unicodedata

WORD = re.compile(r"[^\W\d_]+|\d[\d.,:]*|[^\w\s]")
END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[A-Z\"“‘(])|\n+")
NEAR, AROUND = 8, (0, 0.5, 1, 1.5, 2, 3)
QUOTES = set("\"“”") | {"``", "''"}


def sentences(text):
    beg = 0
    for m in list(END.finditer(text)) + [None]:
        end = m.start() if m else len(text)
        if end > beg:
            yield beg, end
        beg = m.end() if m else end


def features(s):
    """-> (does it stay anyway, features)"""
    words = WORD.findall(s)
    n = max(1, len(words))
    low = {unicodedata.normalize("NFD", w.lower()) for w in words if not w[0].isdigit()}
    low = {"".join(c for c in w if not unicodedata.combining(c)) for w in low}
    caps = sum("A" <= w[0] <= "Z" for w in words)
    nums = sum(w[0].isdigit() for w in words)
    shapes = [f"@caps{min(5, caps * 10 // n)}", f"@nums{min(5, nums * 10 // n)}", f"@size{min(5, n // 8)}"]
    return len(words) < 3 or any(w in QUOTES for w in words), sorted(low) + shapes


def report(text, spans, weight, leave=False):
    """-> [(features, to keep, weight, stays anyway)] of its sentences"""
    at, k = [0], 0
    for c in text:
        k += len(c.encode())
        at.append(k)
    out = []
    for b, e in sentences(text):
        stays, f = features(text[b:e])
        out.append((f, not leave and any(x < at[e] and at[b] < y for x, y in spans), weight, stays))
    return out


def rows(reports):
    return [r[:3] for d in reports for r in d if not r[3]]


def scores(model, d, around):
    """Of the sentences of a report that may leave: [(score with what stands around, to keep)]."""
    own = [max(-6.0, min(6.0, score(model, f))) for f, _, _, _ in d]
    out = []
    for i, (_, y, _, stays) in enumerate(d):
        near = own[max(0, i - NEAR):i + NEAR + 1]
        if not stays:
            out.append((99.0 if own[i] >= 0 else own[i] + around * sum(near) / len(near), y)) # one that speaks for itself stays
    return out


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
    news, gold = [], []
    with open(sys.argv[1], encoding="utf-8") as a, open(sys.argv[2], encoding="utf-8") as b:
        for x, y in zip(a, b):
            x = json.loads(x)
            news.append(report(x["text"], [f["span"] for f in json.loads(y)["findings"]], 1, x.get("leave", False)))
    for p in sorted(pathlib.Path(sys.argv[3]).glob("*.jsonl")):
        head, *found = [json.loads(l) for l in open(p, encoding="utf-8")]
        text = (pathlib.Path(sys.argv[4]) / head["report"]).read_bytes().decode("utf-8")
        gold.append(report(text, [f["span"] for f in found], 4))
    kept = {a: [] for a in AROUND}
    gone = {a: [] for a in AROUND}
    found = {a: [] for a in AROUND}
    for part in range(4):
        model = fit(rows(news[i] for i in range(len(news)) if i % 4 != part) + rows(g for i, g in enumerate(gold) if i % 4 != part), epochs=3)
        for a in AROUND:
            kept[a] += [s for i, g in enumerate(gold) if i % 4 == part for s, y in scores(model, g, a) if y]
            of_news = [s for i, g in enumerate(news) if i % 4 == part for s in scores(model, g, a)]
            gone[a] += [s for s, y in of_news if not y]
            found[a] += [s for s, y in of_news if y]
    bars = {a: sorted(kept[a])[int(0.003 * len(kept[a]))] for a in AROUND}
    for a in AROUND:
        bars[a] = min(bars[a], sorted(found[a])[int(0.01 * len(found[a]))])
        print(f"around {a}: bar {bars[a]:.2f}: of annotated sentences {sum(s < bars[a] for s in kept[a])} of {len(kept[a])} leave, of newswire {sum(s < bars[a] for s in found[a])} of "
              f"{len(found[a])} with findings, {sum(s < bars[a] for s in gone[a])} of {len(gone[a])} without")
    around = max(AROUND, key=lambda a: sum(s < bars[a] for s in gone[a]))
    bar = bars[around]
    model = fit(rows(news) + rows(gold))
    out = {w: v for w, v in model[1].items() if abs(v) >= 0.15 and len(w.encode()) <= 40}
    with open(sys.argv[5], "w", encoding="utf-8") as f:
        f.write("# Weights of src/text/gate.c, learned by tools/fit_gate.py on annotated reports and on newswire as attest itself reads it. Thousandths; a sentence\n"
                "# stays if @bias, the weights of its words and shapes (share of capitals, of numbers; size) and @around times the mean of the sentences near it reach @bar.\nword\tweight\n")
        f.write(f"@bias\t{round(1000 * model[0])}\n@bar\t{round(1000 * bar)}\n@around\t{round(1000 * around)}\n")
        for w in sorted(out):
            f.write(f"{w}\t{round(1000 * out[w])}\n")


if __name__ == "__main__":
    main()
