"""The multi-task model: one encoder, one-label-a-word heads, a biaffine parser and a role labeller.

Tensor shapes: B sentences, T pieces, N words with the root at 0, P predicates. Word 0 is [CLS].
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

from base import QLinear, SharedDropout
from data import IGNORE
from wordpiece import case_class

WORD_HEADS = ("upos", "feats", "lemma", "ner", "event", "mode", "stance", "find", "cause", "anchor")
ARC, REL, ROLE, ARGS, FAR = 128, 64, 128, 64, 32
MAX_PIECES_SENTENCE = 300


def tree_rows(heads, rels, pred, n, relations):
    """Rows of role.tree0..2 for every word seen from `pred` (docs/WEIGHTS.md). heads[0] is the root's and unused."""
    wide = relations + 1
    anc, up, x, k = {}, [], pred, 0
    while x not in anc and k < 30:
        anc[x] = k
        up.append(x)
        k += 1
        x = heads[x] if x else 0
    own = [relations] + [rels[up[u - 1]] for u in range(1, len(up) + 1)]
    t0, t1, t2 = [0] * n, [0] * n, [0] * n
    for t in range(1, len(heads)):
        x, d, last = t, 0, -1
        while x not in anc and d < 30:
            last = x
            x = heads[x] if x else 0
            d += 1
        u = anc.get(x, 3)
        v = min(u, 3)
        t0[t] = v * wide + (rels[last] if last >= 0 else relations)
        t1[t] = v * 4 + min(d, 3)
        t2[t] = v * wide + (own[u] if u < len(own) else relations)
    return t0, t1, t2


class Model(nn.Module):
    def __init__(self, encoder, labels, drop=0.2):
        super().__init__()
        h = encoder.hidden
        self.labels, self.relations = labels, len(labels["rel"])
        self.enc, self.drop = encoder, SharedDropout(drop)
        self.heads = nn.ModuleDict({k: QLinear(h, len(labels[k])) for k in WORD_HEADS})
        self.heads["pred"] = QLinear(h, 1)
        self.arcdep, self.archead = QLinear(h, ARC), QLinear(h, ARC)
        self.reldep, self.relhead = QLinear(h, REL), QLinear(h, REL)
        self.U = nn.Parameter(torch.randn(ARC + 1, ARC) * 0.01)
        self.V = nn.Parameter(torch.randn(self.relations, REL + 1, REL + 1) * 0.01)
        self.rtok, self.rpred = QLinear(h, ROLE), QLinear(h, ROLE, bias=False)
        self.rmul1, self.rmul2 = QLinear(h, ROLE), QLinear(h, ROLE)
        self.dist = nn.Embedding(2 * FAR + 1, ROLE)
        self.tree = nn.ModuleList(nn.Embedding(k, ROLE) for k in (4 * (self.relations + 1), 16, 4 * (self.relations + 1)))
        for e in (self.dist, *self.tree):
            nn.init.normal_(e.weight, std=0.1)
        self.role = QLinear(ROLE, len(labels["role"]))
        self.argsmid, self.args = QLinear(ROLE, ARGS), QLinear(ARGS, len(labels["args"]))
        self.pairmid, self.pair = QLinear(ROLE, ARGS), QLinear(ARGS, len(labels["cause"]))

    def words(self, b):
        """-> [B, N, H], the vector of each word's first piece."""
        return self.enc(b["ids"], b["case"], b["mask"], b["first"], b["word_mask"])

    def label(self, name, w):
        return self.heads[name](self.drop(w)).float()

    def arcs(self, w, word_mask):
        """-> arc scores [B, N dep, N head] with padding masked, relation vectors of dependents and heads."""
        w = self.drop(w)
        dep, head, rdep, rhead = (self.drop(F.leaky_relu(l(w), 0.1)) for l in (self.arcdep, self.archead, self.reldep, self.relhead))
        with torch.autocast("cpu", enabled=False):
            dep, head = dep.float(), head.float()
            s = (torch.cat([dep, torch.ones_like(dep[..., :1])], -1) @ self.U) @ head.transpose(1, 2)
        return s.masked_fill(~word_mask[:, None, :], -1e9), rdep, rhead

    def relation(self, rdep, rhead, heads):
        h = rhead.gather(1, heads[..., None].expand(-1, -1, rhead.shape[-1]))
        one = torch.ones_like(h[..., :1])
        t = torch.einsum("bti,rij->btrj", torch.cat([rdep, one], -1), self.V)
        return (t * torch.cat([h, one], -1)[:, :, None].to(t.dtype)).sum(-1).float()

    @torch.no_grad()
    def greedy_tree(self, s, rdep, rhead, lengths):
        """Best head of each word on its own, for the role features in training."""
        heads = (s - 1e9 * torch.eye(s.shape[1])).argmax(-1)
        rels = self.relation(rdep, rhead, heads).argmax(-1)
        return [(h[:n + 1], r[:n + 1]) for h, r, n in zip(heads.tolist(), rels.tolist(), lengths)]

    def rows(self, pb, pi, trees, n):
        """Rows of the tree features of every word seen from each predicate [P, 3, N]."""
        return torch.tensor([tree_rows(*trees[j], i, n, self.relations) for j, i in zip(pb.tolist(), pi.tolist())])

    def pairs(self, w, pb, pi, rows):
        """pb, pi [P]: sentence and word of each predicate -> [P, N, ROLE], each word seen from the predicate."""
        w = self.drop(w)
        n, p = w.shape[1], w[pb, pi]
        dist = (torch.arange(n)[None] - pi[:, None]).clamp(-FAR, FAR) + FAR
        h = self.rtok(w)[pb] + self.rpred(p)[:, None] + self.dist(dist) + self.rmul1(w)[pb] * self.rmul2(p)[:, None]
        for k, e in enumerate(self.tree):
            h = h + e(rows[:, k])
        return self.drop(F.gelu(h))

    def roles(self, w, pb, pi, rows):
        """-> [P, N, role labels]"""
        return self.role(self.pairs(w, pb, pi, rows)).float()

    def arguments(self, w, ab, ai, rows):
        """The same for event words -> [P, N, argument labels]."""
        return self.args(self.drop(F.gelu(self.argsmid(self.pairs(w, ab, ai, rows))))).float()

    def causal(self, w, cb, ci, rows):
        """The same for the top words of causes -> [P, N, labels of cause]."""
        return self.pair(self.drop(F.gelu(self.pairmid(self.pairs(w, cb, ci, rows))))).float()


def encode(tok, words, unknown=()):
    """-> (ids, case classes, position of each word's first piece with [CLS] first)."""
    ids, case, first = [tok.cls], [7], [0]
    for i, w in enumerate(words):
        p = [tok.unk] if i in unknown else tok.word(w)
        first.append(len(ids))
        ids += p
        case += [case_class(w, i == 0)] * len(p)
    ids, case = ids[:MAX_PIECES_SENTENCE - 1] + [tok.sep], case[:MAX_PIECES_SENTENCE - 1] + [7]
    return ids, case, [min(f, len(ids) - 1) for f in first]


def collate(tok, batch):
    """Sentences -> padded tensors; labels get the root's IGNORE in front."""
    enc = [encode(tok, x["words"], x.get("unknown", ())) for x in batch]
    t, n = max(len(e[0]) for e in enc), max(len(x["words"]) for x in batch) + 1
    pad = lambda l, v, m: l + [v] * (m - len(l))
    b = dict(ids=torch.tensor([pad(e[0], tok.pad, t) for e in enc]), case=torch.tensor([pad(e[1], 7, t) for e in enc]),
             first=torch.tensor([pad(e[2], 0, n) for e in enc]), lengths=[len(x["words"]) for x in batch])
    b["mask"] = torch.arange(t)[None] < torch.tensor([len(e[0]) for e in enc])[:, None]
    b["word_mask"] = torch.arange(n)[None] <= torch.tensor(b["lengths"])[:, None]
    for k in WORD_HEADS + ("head", "rel", "pred"):
        if any(k in x for x in batch):
            b[k] = torch.tensor([pad([IGNORE] + x.get(k, []), IGNORE, n) for x in batch])
    if "source" in batch[0]:
        b["source"] = torch.tensor([x["source"] for x in batch])
    roles = [(j, i + 1, pad([IGNORE] + y, IGNORE, n)) for j, x in enumerate(batch) for i, y in x.get("roles", ())]
    if roles:
        b["pb"], b["pi"], b["role"] = (torch.tensor(z) for z in zip(*roles))
    causes = [(j, i + 1, pad([IGNORE] + y, IGNORE, n)) for j, x in enumerate(batch) for i, y in x.get("pairs", ())]
    if causes:
        b["cb"], b["ci"], b["pair"] = (torch.tensor(z) for z in zip(*causes))
    events = [(j, i + 1, pad([IGNORE] + y, IGNORE, n), hidden) for j, x in enumerate(batch) for i, y, hidden in x.get("args", ())]
    if events:
        *z, hidden = zip(*events)
        b["ab"], b["ai"], b["args"] = (torch.tensor(v) for v in z)
        b["hidden"] = hidden
    return b
