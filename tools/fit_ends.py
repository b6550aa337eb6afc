#!/usr/bin/env python3
"""Fits data/ends.tsv: python tools/fit_ends.py ENGINE_EVAL WEIGHTS DATA_DIR OUT.tsv

Sentence ends of UD English EWT and GUM (train), seen by what stands around each gap between two words; a logistic
model with L1. ENGINE_EVAL cuts the texts by the rules alone; features are those of src/text/ends.c. Needs torch.
"""
import collections
import os
import subprocess
import sys

import torch

LEAST, L1, SMALLEST, EPOCHS = 10, 1e-5, 0.12, 6
# words that a few mails of the treebank made telling: names of people, days, captions
LEFT_OUT = set("jeff sara mike ben nam bush ld2d confirmed image game figure name up click attached "
               "monday tuesday wednesday thursday friday saturday sunday".split())


def gaps(engine_eval, weights, path):
    """-> paragraphs of (word, blank before it, begins by rule, begins in the treebank)."""
    env = dict(os.environ, ENGINE_GAPS="1", ENGINE_RULES="1")
    text = subprocess.run([engine_eval, weights, "split", path], env=env, capture_output=True, check=True, encoding="utf8").stdout
    out, before = [], None
    for row in text.splitlines():
        cells = row.split("\t")
        if len(cells) == 5:
            if cells[0] != before:
                out.append([])
                before = cells[0]
            out[-1].append((cells[4], cells[1] == "1", cells[2] == "1", cells[3] == "1"))
    return out


def low(word):
    w = "".join(c.lower() if c < "\x80" else c for c in word)
    return None if w in LEFT_OUT else w


def shape(w):
    c = w[0]
    if "://" in w or w.startswith("www."):
        return "U"
    if "@" in w and len(w) > 1:
        return "@"
    if "0" <= c <= "9":
        return "1"
    if c.isalpha():
        if w[-1] == ".":
            return "B"
        if c.islower():
            return "l"
        if len(w.encode()) > 1 and c < "\x80" and not any("a" <= x <= "z" for x in w):
            return "A"
        return "C" if c.isupper() else "o"
    if all(x in ".!?" for x in w):
        return "." if w == "." else "?" if "?" in w else "!" if "!" in w else "_"
    if w == "…":
        return "_"
    if c in ",;:":
        return c if len(w) == 1 else "F"
    if c in "([{<":
        return "("
    if c in ")]}>":
        return ")"
    if c in "-–—*=~•_+|#":
        return "-" if len(w) < 4 else "="
    if c in "\"'“”‘’`":
        return '"' if len(w) < 3 else "l"
    return "o"


def bucket(d):
    return sum(d > x for x in (1, 2, 4, 7, 12, 20, 35, 60))


def features(par):
    """-> [(word index, features)] of the gaps of a paragraph."""
    n, words = len(par), [x[0] for x in par]
    shapes = [shape(w) for w in words]
    at = lambda i: shapes[i] if 0 <= i < n else "#"
    word = lambda i: low(words[i]) if 0 <= i < n else "#"
    stop, nearest = [n] * n, n
    for k in range(n - 1, -1, -1):
        nearest = k if shapes[k] in ".?!" else nearest
        stop[k] = nearest
    starts = [i for i in range(n) if par[i][2]]
    small = sum(shapes[i] == "l" for i in starts)
    style = "n" if not any(s in "CA" for s in shapes) else "a" if "l" not in shapes else "m"
    style += "0" if not small else "1" if small * 3 < len(starts) else "2"
    out, last = [], 0
    for i in range(1, n):
        _, apart, rule, _ = par[i]
        if not apart and not rule:
            continue
        r, a, b, c, d = "nr"[rule], at(i - 2), at(i - 1), at(i), at(i + 1)
        far, near = bucket(i - last), bucket(stop[i] - i)
        f = ["a" + r + b + c, "b" + r + a + b + c, "c" + r + b + c + d, "d" + r + a + b + c + d, f"L{r}{b}{c}{far}", f"N{r}{b}{c}{near}",
             "S" + r + b + c + style, f"M{r}{far}{near}"]
        pairs = [("v" + r + c, word(i + 1)), ("q" + r + b, word(i - 2))]
        if b not in "1U@":
            pairs.append(("p" + r, word(i - 1)))
        if c not in "1U@":
            pairs += [("w" + r, word(i)), ("x" + r + b, word(i))]
        out.append((i, f + [k + w for k, w in pairs if w is not None]))
        last = i if rule else last
    return out


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    engine_eval, weights, data, target = sys.argv[1:]
    torch.manual_seed(1)
    rows, gold = [], []
    for name in ("ud_ewt/en_ewt-ud-train.conllu", "ud_gum/en_gum-ud-train.conllu"):
        for par in gaps(engine_eval, weights, os.path.join(data, name)):
            for i, f in features(par):
                rows.append(f)
                gold.append(float(par[i][3]))
    count = collections.Counter(x for f in rows for x in f)
    ids = {x: k + 1 for k, (x, c) in enumerate((x, c) for x, c in count.most_common() if c >= LEAST)}
    x = torch.zeros(len(rows), 13, dtype=torch.long)
    for k, f in enumerate(rows):
        known = [ids[a] for a in f if a in ids]
        x[k, :len(known)] = torch.tensor(known, dtype=torch.long)
    y, w, bias = torch.tensor(gold), torch.nn.Embedding(len(ids) + 1, 1, padding_idx=0), torch.zeros(1, requires_grad=True)
    torch.nn.init.zeros_(w.weight)
    opt = torch.optim.Adam([w.weight, bias], lr=0.05)
    for epoch in range(EPOCHS):
        opt.param_groups[0]["lr"] = 0.05 * (1 - epoch / EPOCHS) + 0.002
        for part in torch.randperm(len(y)).split(4096):
            z = w(x[part]).sum((1, 2)) + bias
            loss = torch.nn.functional.binary_cross_entropy_with_logits(z, y[part]) + L1 * w.weight.abs().sum() + 1e-6 * (w.weight ** 2).sum()
            opt.zero_grad()
            loss.backward()
            opt.step()
    with open(target, "w", encoding="utf8") as out:
        out.write("feature\tweight\nbias\t%d\n" % (round(bias.item() * 100) + 50))  # half a logit more: L1 keeps ends rare
        for f, k in sorted(ids.items()):
            v = w.weight[k, 0].item()
            if abs(v) >= SMALLEST:
                out.write("%s\t%d\n" % (f, round(v * 100)))


if __name__ == "__main__":
    main()
