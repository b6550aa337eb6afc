"""The pretrained encoder: e5-small-v2's first layers, read from its fp32 ONNX file, with a case embedding added."""
import numpy as np
import onnx
import torch
import torch.nn as nn
import torch.nn.functional as F
from onnx import numpy_helper

from wordpiece import WordPiece, base_vocab, keep_piece

LINEARS = (("qkv", None), ("o", "attention.output.dense"), ("f1", "intermediate.dense"), ("f2", "output.dense"))


class Rounding:
    """Straight-through 8-bit rounding of all QLinear layers, switched on for measuring and for the last part of training."""
    on = False


class _Through(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, scale):
        return (x / scale).round_() * scale

    @staticmethod
    def backward(ctx, g):
        return g, None


def round8(x, dim=-1):
    """x as the 8-bit engine sees it: symmetric, one scale for each slice along `dim`."""
    scale = x.detach().abs().amax(dim, keepdim=True).clamp(min=1e-12) / 127
    return _Through.apply(x, scale)


class QLinear(nn.Linear):
    def forward(self, x):
        if not Rounding.on:
            return super().forward(x)
        with torch.autocast("cpu", enabled=False):
            x, w = round8(x.float()), round8(self.weight)
        return F.linear(x, w, self.bias)


class SharedDropout(nn.Module):
    """Dropout with one mask for all places of a sentence (or of a predicate): x [B, N, H]. Far cheaper on a CPU."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, x):
        if not self.training or not self.p:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[2]) >= self.p
        return x * (keep.to(x.dtype) / (1 - self.p))


class Layer(nn.Module):
    def __init__(self, hidden, ff, eps):
        super().__init__()
        self.qkv, self.o = QLinear(hidden, 3 * hidden), QLinear(hidden, hidden)
        self.f1, self.f2 = QLinear(hidden, ff), QLinear(ff, hidden)
        self.ln1, self.ln2 = nn.LayerNorm(hidden, eps=eps), nn.LayerNorm(hidden, eps=eps)


class Encoder(nn.Module):
    """ids, case, mask [B, T], first, word_mask [B, N] -> vectors of words [B, N, hidden]; BERT with post-norm and tanh GELU.

    Up to the attention of layer `rest` (counted from 0) all pieces take part; what follows it and later layers see the first piece
    of each word and [CLS] only.
    """

    def __init__(self, vocab, hidden=384, layers=6, heads=12, ff=1536, maxpos=512, eps=1e-12, drop=0.0, rest=None):
        super().__init__()
        self.rest = layers - 1 if rest is None else rest
        self.hidden, self.heads, self.maxpos, self.eps = hidden, heads, maxpos, eps
        self.word, self.pos = nn.Embedding(vocab, hidden), nn.Embedding(maxpos, hidden)
        self.case = nn.Embedding(8, hidden)
        nn.init.zeros_(self.case.weight)
        self.ln, self.drop = nn.LayerNorm(hidden, eps=eps), SharedDropout(drop)
        self.layers = nn.ModuleList(Layer(hidden, ff, eps) for _ in range(layers))

    def shape(self):
        return dict(layers=len(self.layers), ff=self.layers[0].f1.out_features, rest=self.rest)

    def forward(self, ids, case, mask, first, word_mask):
        b, t = ids.shape
        x = self.drop(self.ln(self.word(ids) + self.pos.weight[:t] + self.case(case)))
        size = self.hidden // self.heads
        gelu = "none" if self.training else "tanh"  # the exact form trains twice as fast here; the engine has the other
        row = first[..., None].expand(-1, -1, self.hidden)
        for i, m in enumerate(self.layers):
            t = x.shape[1]
            bias = torch.zeros(b, 1, 1, t).masked_fill(~mask[:, None, None, :], -1e4)
            if torch.is_autocast_enabled("cpu"):
                bias = bias.bfloat16()
            q, k, v = m.qkv(x).split(self.hidden, -1)
            if i == self.rest:
                q, x, mask = q.gather(1, row), x.gather(1, row), word_mask
            q, k, v = (z.reshape(b, -1, self.heads, size).transpose(1, 2).contiguous() for z in (q, k, v))
            a = torch.matmul(q * size ** -0.5, k.transpose(2, 3)) + bias
            c = torch.matmul(a.softmax(-1, dtype=torch.float32).to(v.dtype), v)
            x = m.ln1(x + self.drop(m.o(c.transpose(1, 2).reshape(x.shape))).float())
            x = m.ln2(x + self.drop(m.f2(F.gelu(m.f1(x), approximate=gelu))).float())
        return x


def load_base(onnx_file, tokenizer_json, layers=6, drop=0.0):
    """-> (Encoder with pretrained weights and the trimmed vocabulary, WordPiece)."""
    graph = onnx.load(onnx_file).graph
    tensors = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    linear = {}  # the exporter names weight matrices by number: find them by the node that uses them
    for n in graph.node:
        if n.op_type == "MatMul" and n.input[1] in tensors:
            linear[n.name.strip("/").replace("/MatMul", "").replace("/", ".")] = tensors[n.input[1]].T
    t = lambda a: torch.from_numpy(np.array(a, dtype=np.float32))
    pieces = base_vocab(tokenizer_json)
    kept = [i for i, p in enumerate(pieces) if keep_piece(p)]
    enc = Encoder(len(kept), layers=layers, drop=drop)
    e = "embeddings."
    with torch.no_grad():
        enc.word.weight.copy_(t(tensors[e + "word_embeddings.weight"])[kept])
        enc.pos.weight.copy_(t(tensors[e + "position_embeddings.weight"] + tensors[e + "token_type_embeddings.weight"][0]))
        enc.ln.weight.copy_(t(tensors[e + "LayerNorm.weight"]))
        enc.ln.bias.copy_(t(tensors[e + "LayerNorm.bias"]))
        for i, m in enumerate(enc.layers):
            p = f"encoder.layer.{i}."
            qkv = [p + "attention.self." + x for x in ("query", "key", "value")]
            m.qkv.weight.copy_(torch.cat([t(linear[x]) for x in qkv]))
            m.qkv.bias.copy_(torch.cat([t(tensors[x + ".bias"]) for x in qkv]))
            for name, theirs in LINEARS[1:]:
                getattr(m, name).weight.copy_(t(linear[p + theirs]))
                getattr(m, name).bias.copy_(t(tensors[p + theirs + ".bias"]))
            for name, theirs in (("ln1", "attention.output"), ("ln2", "output")):
                getattr(m, name).weight.copy_(t(tensors[p + theirs + ".LayerNorm.weight"]))
                getattr(m, name).bias.copy_(t(tensors[p + theirs + ".LayerNorm.bias"]))
    enc.word.weight.requires_grad_(False)
    enc.pos.weight.requires_grad_(False)
    return enc, WordPiece([pieces[i] for i in kept])
