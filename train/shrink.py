"""Makes the feed-forward part smaller: python shrink.py CHECKPOINT OUT --data DIR --ff 1024 --rest 2.

Layer by layer, from the first: of the neurons the one whose loss changes the layer's output least on sentences of the training sets goes, and the
outgoing weights of the others take over what they can (optimal brain surgeon over whole neurons); at the end the outgoing weights are
fitted once more by least squares against the output of the whole layer. A calibration column of ones lets the bias take its part.
"""
import argparse
import random

import torch
import torch.nn.functional as F

import data
import evaluate
from model import collate


class Inputs:
    """Gathers, of one layer's f2, the sums of products of its inputs (with a one) over all rows that count."""

    def __init__(self, model, layer):
        self.hook = model.enc.layers[layer].f2.register_forward_pre_hook(self.take)
        self.sum, self.rows, self.mask = 0, 0, None

    def take(self, module, inputs):
        x = inputs[0].float()
        x = x[self.mask["word_mask"] if x.shape[1] == self.mask["word_mask"].shape[1] else self.mask["mask"]]
        x = torch.cat([x, torch.ones_like(x[:, :1])], -1)
        self.sum, self.rows = self.sum + (x.T @ x).double(), self.rows + len(x)


@torch.no_grad()
def products(model, layer, batches):
    i = Inputs(model, layer)
    for b in batches:
        i.mask = b
        model.words(b)
    i.hook.remove()
    return i.sum / i.rows


def prune(h, w, keep):
    """h [K+1, K+1] mean products of inputs, w [N, K+1] weights with the bias last -> (places kept, their new weights and bias)."""
    k = len(h) - 1
    h = h + torch.eye(k + 1, dtype=h.dtype) * 1e-4 * h.diagonal()[:k].mean()
    left, v, inv = torch.ones(k, dtype=torch.bool), w.clone(), torch.linalg.inv(h)
    for _ in range(k - keep):
        cost = (v[:, :k] ** 2).sum(0) / inv.diagonal()[:k]
        j = int(cost.masked_fill(~left, float("inf")).argmin())
        row = inv[j] / inv[j, j]
        v -= v[:, j:j + 1] * row
        inv -= inv[:, j:j + 1] * row
        inv[j, j] = 1
        left[j] = False
    s = torch.cat([left.nonzero()[:, 0], torch.tensor([k])])
    new = torch.linalg.solve(h[s][:, s], h[s] @ w.T).T
    lost = ((w @ h * w).sum() - 2 * (new @ h[s] * w).sum() + (new @ h[s][:, s] * new).sum()) / (w @ h * w).sum()
    return s[:-1], new, float(lost)


@torch.no_grad()
def shrink(model, batches, keep):
    for i, m in enumerate(model.enc.layers):
        w = torch.cat([m.f2.weight, m.f2.bias[:, None]], 1).double()
        s, new, lost = prune(products(model, i, batches), w, keep)
        print(f"layer {i}: {keep} of {w.shape[1] - 1} neurons, {100 * lost:.2f} % of the output lost", flush=True)
        m.f1.weight, m.f1.bias = torch.nn.Parameter(m.f1.weight[s].clone()), torch.nn.Parameter(m.f1.bias[s].clone())
        m.f2.weight, m.f2.bias = torch.nn.Parameter(new[:, :-1].float().contiguous()), torch.nn.Parameter(new[:, -1].float().contiguous())
        m.f1.out_features = m.f2.in_features = keep


def main():
    ap = argparse.ArgumentParser(description=__doc__.split(":")[0])
    ap.add_argument("checkpoint")
    ap.add_argument("out")
    ap.add_argument("--data", required=True)
    ap.add_argument("--ff", type=int, default=1024)
    ap.add_argument("--rest", type=int, default=2)
    ap.add_argument("--sentences", type=int, default=1500)
    a = ap.parse_args()
    torch.set_num_threads(1)
    ck = torch.load(a.checkpoint, weights_only=True)
    model, tok = evaluate.load(a.checkpoint)
    model.enc.rest = a.rest
    s = data.read_ewt(a.data, "train") + data.read_worldwide(a.data, model.labels, lambda f: not f.startswith(data.HELD_OUT))
    s = [x for x in s if len(x["words"]) <= 60]
    random.Random(1).shuffle(s)
    shrink(model, [collate(tok, [dict(words=x["words"]) for x in z]) for z in evaluate.batches(s[:a.sentences])], a.ff)
    ck["model"], ck["shape"] = model.state_dict(), dict(ff=a.ff, rest=a.rest)
    torch.save(ck, a.out)


if __name__ == "__main__":
    main()
