"""Writes the weights file: python export.py CHECKPOINT OUT.atw. `read_model` builds the model again from such a file."""
import argparse

import numpy as np
import torch

import atw
import data
import evaluate
from base import Encoder, Rounding
from model import WORD_HEADS, Model
from wordpiece import MAX_PIECES, WordPiece

LABELS = WORD_HEADS + ("rel", "role", "args")


def linears(model):
    """[(name in the file, layer)]"""
    out = [(f"layer.{i}.{k}", getattr(m, k)) for i, m in enumerate(model.enc.layers) for k in ("qkv", "o", "f1", "f2")]
    out += [(f"head.{k}", h) for k, h in model.heads.items()]
    out += [(f"head.{k}", getattr(model, k)) for k in ("arcdep", "archead", "reldep", "relhead", "rtok", "rpred", "rmul1", "rmul2")]
    return out + [("role.out", model.role), ("args.mid", model.argsmid), ("args.out", model.args),
                  ("pair.mid", model.pairmid), ("pair.out", model.pair)]


def floats(model):
    """[(name in the file, parameter)] of what stays in 32 bits."""
    e = model.enc
    out = [("emb.pos", e.pos.weight), ("emb.case", e.case.weight), ("emb.ln.g", e.ln.weight), ("emb.ln.b", e.ln.bias)]
    for i, m in enumerate(e.layers):
        for k in ("ln1", "ln2"):
            out += [(f"layer.{i}.{k}.g", getattr(m, k).weight), (f"layer.{i}.{k}.b", getattr(m, k).bias)]
    out += [("arc.U", model.U), ("rel.V", model.V), ("role.dist", model.dist.weight)]
    return out + [(f"role.tree{k}", t.weight) for k, t in enumerate(model.tree)]


def tensors(model, tok, name="attest-en"):
    e, num = model.enc, lambda p: p.detach().float().numpy()
    meta = dict(name=name, hidden=e.hidden, layers=len(e.layers), heads=e.heads, ff=e.layers[0].f1.out_features, rest=e.rest, maxpos=e.maxpos,
                eps=e.eps, cls=tok.cls, sep=tok.sep, unk=tok.unk, maxpieces=MAX_PIECES, lower=1)
    out = {"meta": atw.text(f"{k}={v}" for k, v in meta.items()), "vocab": atw.text(tok.pieces)}
    out["emb.word"], out["emb.word.scale"] = atw.quantise(num(e.word.weight))
    out.update((k, num(p)) for k, p in floats(model))
    for k, layer in linears(model):
        bias = num(layer.bias) if layer.bias is not None else 0
        out.update((f"{k}.{s}", a) for s, a in atw.pack(num(layer.weight), bias).items())
    out.update((f"labels.{k}", atw.text(model.labels[k])) for k in LABELS)
    return out


def read_model(path):
    """Weights file -> (Model as the 8-bit engine computes it, WordPiece)."""
    t = atw.read(path)
    tok, labels = WordPiece(t["vocab"]), data.Labels({k: t["labels." + k] for k in LABELS})
    meta = dict(line.split("=", 1) for line in t["meta"])
    layers = int(meta["layers"])
    model = Model(Encoder(len(tok.pieces), layers=layers, ff=int(meta["ff"]), rest=int(meta.get("rest", layers - 1))), labels).eval()
    with torch.no_grad():
        model.enc.word.weight.copy_(torch.from_numpy(t["emb.word"].astype(np.float32) * t["emb.word.scale"][:, None]))
        for k, p in floats(model):
            p.copy_(torch.from_numpy(t[k].copy()))
        for k, layer in linears(model):
            w, b = atw.unpack(t, k, layer.out_features)
            layer.weight.copy_(torch.from_numpy(w))
            if layer.bias is not None:
                layer.bias.copy_(torch.from_numpy(b.copy()))
    Rounding.on = True
    return model, tok


def main():
    ap = argparse.ArgumentParser(description=__doc__.split(":")[0])
    ap.add_argument("checkpoint")
    ap.add_argument("out")
    a = ap.parse_args()
    model, tok = evaluate.load(a.checkpoint)
    size = atw.write(a.out, tensors(model, tok))
    read_model(a.out)
    print(f"{a.out}: {size} bytes")


if __name__ == "__main__":
    main()
