#!/usr/bin/env python3
"""Learns the weights of data/coref.tsv: which earlier mention a noun or pronoun goes back to.

usage: coref_rank.py COREF WEIGHTS GUM-train.conllu OUT.tsv

A log-linear ranker: the candidates of a mention and the choice "new" share one softmax; all candidates of the mention's gold
entity are right (their probabilities are summed), else "new" is. COREF (bench/coref.c) is run with --watch with the weights
so far built in, so features of entities come from the program's own decisions; the caller builds it anew between rounds
(this script prints what it learned and stops). Needs torch. 80 epochs of L-BFGS steps; weights in thousandths.
"""
import collections, pathlib, subprocess, sys, json

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench"))
import coref
import torch
from data import gum_free

# Taken off the weight of "new": CoNLL F1 asks for more recall than the likelihood does (chosen on the dev part; a third more or less changes 0.1).
SHIFT = dict(noun=1300)
SHIFT_OTHERS = 1000
L2 = 3.0
LEMMA_LEAST = 15  # mentions of a noun that give it a weight of its own for beginning an entity (dev links F1 of nouns 66.9, without 65.9)

HEAD = """# Weights of coref_rank.h, learned by train/coref_rank.py on the free documents of the training part of UD English GUM (mentions and entities of its MISC column).
# class: he (he, she), it, they, noun, this (that, these, those), there (here). A candidate's score is the sum of its rows' weights (thousandths); the highest wins; "new"... and "n..." rows are
# those of beginning an entity, of class noun=LEMMA those of one noun. feature and value: coref_rank.c says what each looks at.
"""


def read(lines, gold_of):
    """{class: [(rights, [candidate features])]}"""
    out, name, cur = collections.defaultdict(list), None, None
    for line in lines:
        if line.startswith("# "):
            name = line[2:].strip()
            at = gold_of[name]
        elif line.startswith("? "):
            _, cls, tok = line.split()
            cur = ([], [], at.get(int(tok)))
            out[cls].append(cur)
        else:
            tok, *feats = line.split()
            cur[1].append(feats)
            cur[0].append(tok != "-1" and cur[2] is not None and at.get(int(tok)) == cur[2])
    return out


def learn(examples):
    count = collections.Counter(f for _, cands, _ in examples for c in cands for f in c)
    names = sorted(f for f, n in count.items() if n >= LEMMA_LEAST or not f.startswith("lemma="))
    index = {f: i for i, f in enumerate(names)}
    feats, rows, group, right, n = [], [], [], [], 0
    for g, (rights, cands, _) in enumerate(examples):
        good = rights if any(rights) else [i == 0 for i in range(len(cands))]
        for c, ok in zip(cands, good):
            known = [index[f] for f in c if f in index]
            feats += known
            rows += [n] * len(known)
            group.append(g)
            right.append(ok)
            n += 1
    feats, rows, group = torch.tensor(feats), torch.tensor(rows), torch.tensor(group)
    right = torch.tensor(right)
    w = torch.zeros(len(names), requires_grad=True)
    opt = torch.optim.LBFGS([w], max_iter=80, history_size=10, line_search_fn="strong_wolfe")

    def loss():
        opt.zero_grad()
        s = torch.zeros(n).index_add(0, rows, w[feats])
        e = torch.exp(s - s.max())
        z = torch.zeros(len(examples)).index_add(0, group, e)
        r = torch.zeros(len(examples)).index_add(0, group, e * right)
        l = -(torch.log(r + 1e-30) - torch.log(z + 1e-30)).sum() + L2 * (w * w).sum()
        l.backward()
        return l

    opt.step(loss)
    with torch.no_grad():
        s = torch.zeros(n).index_add(0, rows, w[feats])
        hit = 0
        best = {}
        for i in range(n):
            g = int(group[i])
            if g not in best or s[i] > s[best[g]]:
                best[g] = i
        hit = sum(bool(right[i]) for i in best.values())
    print(f"  {len(examples)} mentions, {len(names)} features, {hit / len(examples):.3f} right on the training set")
    return {f: round(1000 * float(w.detach()[i])) for f, i in index.items()}


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    torch.manual_seed(1)
    torch.set_num_threads(1)
    docs = [d for d in coref.documents(sys.argv[3]) if gum_free(d["name"])]
    feed = "".join(json.dumps({"name": d["name"], "sents": d["sents"]}) + "\n" for d in docs)
    lines = subprocess.run([sys.argv[1], sys.argv[2], "--watch"], input=feed, text=True, capture_output=True, check=True).stdout.splitlines()
    gold_of = {d["name"]: {m: i for i, c in enumerate(coref.gold(d)) for m in c} for d in docs}
    data = read(lines, gold_of)
    with open(sys.argv[4], "w", encoding="utf-8") as f:
        f.write(HEAD + "class\tfeature\tvalue\tweight\n")
        for cls in ("he", "it", "they", "noun", "this", "there"):
            print(cls)
            for name, v in sorted(learn(data[cls]).items(), key=lambda x: (x[0].split(":")[0], int(x[0].split(":")[1]))):
                v -= SHIFT.get(cls, SHIFT_OTHERS) if name == "new:0" else 0
                key, value = name.split(":")
                if v and key.startswith("lemma="):
                    f.write(f"{cls}={key[6:]}\tnew\t0\t{v}\n")
                elif v:
                    f.write(f"{cls}\t{key}\t{value}\t{v}\n")


if __name__ == "__main__":
    main()
