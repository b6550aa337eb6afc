"""Writes what the 8-bit engine must give for the sentences of reference.txt: python reference.py WEIGHTS.atw OUT.jsonl

One JSON object a line: words; ids (pieces with [CLS] and [SEP]); upos, feats, lemma, ner, event, mode, stance, anchor, find, cause (a
label for each word; BIO heads by Viterbi); head (0 the root, else the word counted from 1) and rel; preds: word (from
0) and its roles [label, first word, last word]; args: the same of predicates and event words; causes: [top word of the cause,
cause, effect] with first and last words; vec: the first 8 numbers of the first word's vector.
"""
import argparse
import json
import os

import torch

import evaluate
import export
import lemma as lemmas
from model import collate, encode

BIO = ("ner", "find", "cause")
LEAST = 0.1  # chance of a word to be the top of a cause, as in src/text/pairs.c


@torch.no_grad()
def analyse(model, tok, words):
    b = collate(tok, [dict(words=words)])
    w = model.words(b).float()
    n, L = len(words), model.labels
    out = dict(words=words, ids=encode(tok, words)[0])
    for k in ("upos", "feats", "lemma", "event", "mode", "stance", "anchor"):
        out[k] = [L[k][i] for i in model.label(k, w).argmax(-1)[0, 1:].tolist()]
    out["lemma"] = [lemmas.apply(f, s) for f, s in zip(words, out["lemma"])]
    for k in BIO:
        out[k] = [L[k][i] for i in evaluate.bio_path(model, k, w, b)[0].tolist()]
    trees = evaluate.parse(model, w, b)
    out["head"], out["rel"] = trees[0][0][1:], [L["rel"][r] for r in trees[0][1][1:]]
    preds = [i for i in range(1, n + 1) if model.label("pred", w)[0, i, 0] > 0]
    roles = evaluate.role_spans(model, w, b, trees, [(0, i) for i in preds])
    out["preds"] = [dict(word=i - 1, roles=[[r, f, l] for f, l, r in sorted(roles[0, i])]) for i in preds]
    events = sorted({*preds, *(i + 1 for i, l in enumerate(out["event"]) if l != "O")})
    found = evaluate.arg_spans(model, w, b, trees, [(0, i) for i in events])
    out["args"] = [dict(word=i - 1, args=[[k, f, l] for f, l, k in sorted(found[0, i])]) for i in events]
    out["causes"] = [[i - 1, *cause, *effect] for (_, i), (cause, effect) in sorted(evaluate.pairs_of(model, w, b, trees, LEAST).items())]
    out["vec"] = [round(x, 4) for x in w[0, 1, :8].tolist()]
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__.split(":")[0])
    ap.add_argument("weights")
    ap.add_argument("out")
    a = ap.parse_args()
    torch.set_num_threads(1)
    model, tok = export.read_model(a.weights)
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "reference.txt"), encoding="utf8") as f, open(a.out, "w", encoding="utf8") as out:
        for line in f:
            if line.strip() and line[0] != "#":
                out.write(json.dumps(analyse(model, tok, line.split()), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
