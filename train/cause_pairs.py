#!/usr/bin/env python3
"""Learns data/cause_pairs.tsv: which pair of constituents of a sentence is a cause and its effect.

usage: cause_pairs.py CAUSAL WEIGHTS DATA OUT.tsv

CAUSAL is bench/causal.c, DATA holds causal_news_corpus. A logistic model over the features that CAUSAL prints for each candidate (cause_pair.c), on the
training part; a candidate is right when both spans share half of their words with a gold pair's. L2 2.0, 50 steps of L-BFGS. A feature must occur in
LEAST sentences; weights under 0.05 are dropped. The head "cause" saw the same sentences, so its labels are no feature here: they add up to LABELS for
each span, as chosen on the development part (1.5 and 2.5: 1 and 2 points less).
"""
import ast, csv, pathlib, subprocess, sys, collections

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench"))
import causal
import torch

LEAST, L2, DROP = 6, 2.0, 0.05
LABELS = 2.0

HEAD = """# Weights of cause_pair.c, learned by train/cause_pairs.py on the training part of the Causal News Corpus (CC0). A pair of spans is told when the sum of its
# rows is over 0, in thousandths. =bias: for every pair; =labels: what labels of the head "cause" that agree wholly add, for each span.
# feature: A phrase and what it hangs on, B subject and complement, V subject and the rest, R noun and complement of its clause, then 0: the first is the cause, 1: the second.
"""


def candidates(program, weights, rows):
    feed = "".join(" ".join(w) + "\n" for w, _ in rows)
    out = subprocess.run([program, weights, "--watch"], input=feed, text=True, capture_output=True, check=True).stdout
    sentences, cur = [], []
    for line in out.split("\n"):
        if line:
            spans, *feats = line.split("\t")
            a, b, c, d = map(int, spans.split())
            cur.append(((a, b), (c, d), feats))
        else:
            sentences.append(cur)
            cur = []
    return sentences


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    torch.set_num_threads(1)
    with open(f"{sys.argv[3]}/causal_news_corpus/V2/train_subtask2_grouped.csv", encoding="utf-8-sig", newline="") as f:
        rows = [causal.words_and_pairs(r["text"], ast.literal_eval(r["causal_text_w_pairs"])) for r in csv.DictReader(f)]
    sentences = candidates(sys.argv[1], sys.argv[2], rows)
    count = collections.Counter(f for s in sentences for f in {f for c in s for f in c[2]})
    index = {f: i for i, f in enumerate(sorted(f for f, n in count.items() if n >= LEAST))}
    feats, of, right = [], [], []
    for (_, gold), s in zip(rows, sentences):
        for c, e, fs in s:
            known = [index[f] for f in fs if f in index]
            feats += known
            of += [len(right)] * len(known)
            right.append(any(causal.like(c, g) and causal.like(e, h) for g, h in gold))
    feats, of, right = torch.tensor(feats), torch.tensor(of), torch.tensor(right).float()
    print(f"{len(rows)} sentences, {len(right)} candidates, {int(right.sum())} right, {len(index)} features", flush=True)
    w, bias = torch.zeros(len(index), requires_grad=True), torch.tensor(-3.0, requires_grad=True)
    opt = torch.optim.LBFGS([w, bias], max_iter=50, history_size=8, line_search_fn="strong_wolfe")

    def loss():
        opt.zero_grad()
        s = torch.zeros(len(right)).index_add(0, of, w[feats]) + bias
        l = torch.nn.functional.binary_cross_entropy_with_logits(s, right, reduction="sum") + L2 * (w * w).sum()
        l.backward()
        return l

    opt.step(loss)
    with open(sys.argv[4], "w", encoding="utf-8") as f:
        f.write(HEAD + f"feature\tweight\n=bias\t{round(1000 * bias.item())}\n=labels\t{round(1000 * LABELS)}\n")
        for name, i in index.items():
            if abs(w[i].item()) >= DROP:
                f.write(f"{name}\t{round(1000 * w[i].item())}\n")


if __name__ == "__main__":
    main()
