"""Trains all tasks at once: python train.py --base DIR --data DIR --reports DIR --gold DIR --out CHECKPOINT --seconds N.

Two processes of one thread each train shared weights (threads of one process wait for each other, badly so on a busy
machine). A step takes one batch of one task (SHARES). The learning rate rises over 100 steps and falls to 2 % by the end of the
time given; an exponential average of the weights is kept.
"""
import argparse
import copy
import os
import random
import time

import torch
import torch.nn.functional as F

import arguments
import data
import evaluate
from base import Encoder, Rounding, load_base
from model import WORD_HEADS, Model, collate

SHARES = dict(parse=0.42, names=0.26, text=0.08, reports=0.05, cause=0.06, place=0.03)
FINDING_HEADS = ("heads.event", "heads.find", "heads.anchor", "heads.cause", "args", "pair")
REPORTS_MOST = 0.22  # share of reports when documents of bench/labels have come
WEIGHT = dict(upos=0.5, feats=0.4, lemma=1.0, arc=1.0, rel=0.7, pred=0.5, role=2.0, args=2.0, ner=1.0, event=1.0, mode=0.5, stance=0.3,
              find=1.0, cause=0.5, anchor=1.0, pair=1.5, vector=2.0)
HELD_REPORTS = 10
SOFT_HEADS = ("upos", "feats", "lemma", "ner", "event", "mode", "find")  # of every word; cause and stance learn from labels alone
FINDINGS = ("event", "mode", "find")  # the teacher knew fewer documents than are labelled now: where there are labels only they count
TEXT_ROLES = 2  # predicates of a sentence without labels whose roles are learned


def name_masks(labels):
    """[sources, label, label]: which labels a source's label may stand for."""
    ner = labels.index("ner")
    out = torch.zeros(len(data.SOURCES), len(ner), len(ner), dtype=torch.bool)
    for k, source in enumerate(data.SOURCES):
        out[k] |= torch.eye(len(ner), dtype=torch.bool)
        for l, types in data.HIDDEN[source].items():
            for p in ("B-", "I-"):
                for t in types:
                    out[k, ner[l if l == "O" else p + l], ner[p + t]] = True
    return out


def make_batches(s, pieces, tok, r):
    """Batches of sentences of like length, in random order."""
    size = lambda x: 2 + sum(len(tok.word(w)) for w in x["words"])
    order = list(range(len(s)))
    r.shuffle(order)
    out = []
    for c in range(0, len(order), 1500):
        cur, chunk = [], sorted(((size(s[i]), i) for i in order[c:c + 1500]))
        for n, i in chunk:
            if cur and n * (len(cur) + 1) > pieces:
                out.append(cur)
                cur = []
            cur.append(s[i])
        if cur:
            out.append(cur)
    r.shuffle(out)
    return out


def cross(logits, y):
    return F.cross_entropy(logits.flatten(0, 1), y.flatten(), ignore_index=data.IGNORE)


def args_loss(lg, y, hidden):
    """lg [P, N, labels]; a word labelled O may be of a kind that the source does not tell (hidden: kinds of each predicate)."""
    allowed = F.one_hot(y.clamp(min=0), lg.shape[-1]).bool()
    for p, kinds in enumerate(hidden):
        for k in kinds:
            allowed[p, :, 1 + 2 * k:3 + 2 * k] |= (y[p] == 0)[:, None]
    return -lg.log_softmax(-1).masked_fill(~allowed, -1e9).logsumexp(-1)[y >= 0].mean()


class Teacher:
    """A finished model whose scores are learned too. Its word vectors are kept: a sentence meets it once, as it was before noise."""

    def __init__(self, path, tok, keep=60000):
        self.model, _ = evaluate.load(path)
        self.tok, self.keep, self.cache = tok, keep, {}
        for p in self.model.parameters():
            p.requires_grad_(False)

    @torch.no_grad()
    def words(self, batch, n):
        """Word vectors of sentences [B, n, H]."""
        keys = [tuple(x["words"]) for x in batch]
        new = [x for x, k in zip(batch, keys) if k not in self.cache]
        if new:
            b = collate(self.tok, [dict(words=x["words"]) for x in new])
            for x, w, k in zip(new, self.model.words(b).bfloat16(), b["lengths"]):
                self.cache[tuple(x["words"])] = w[:k + 1].clone()
        out = torch.zeros(len(batch), n, self.model.enc.hidden)
        for j, key in enumerate(keys):
            w = self.cache[key][:n]
            out[j, :len(w)] = w
        while len(self.cache) > self.keep:
            self.cache.pop(next(iter(self.cache)))
        return out


def like(logits, theirs, ok):
    """How far the student's distribution is from the teacher's, at the places ok."""
    p = theirs[ok].log_softmax(-1)
    return F.kl_div(logits[ok].log_softmax(-1), p, log_target=True, reduction="none").sum(-1).mean()


def sampled(pred, lengths, r):
    """Some predicates [TEXT_ROLES at most] of each sentence; pred [B, N] scores -> [(sentence, word)]"""
    out = []
    for j, (row, n) in enumerate(zip(pred.tolist(), lengths)):
        found = [i for i in range(1, n + 1) if row[i] > 0]
        out += [(j, i) for i in r.sample(found, min(TEXT_ROLES, len(found)))]
    return out


def losses(model, b, masks, w, teacher=None, tw=None, r=None):
    """-> {part: loss} of one batch with word vectors w; against the teacher's scores too (parts with ~) if there is one, with its vectors tw."""
    out, t = {}, teacher and teacher.model
    ok = b["word_mask"].clone()
    ok[:, 0] = False
    for k in WORD_HEADS:
        soft = t and k in SOFT_HEADS and not (k in FINDINGS and k in b)
        if not soft and not (k in b and (b[k] >= 0).any()):
            continue
        lg = model.label(k, w)
        if soft:
            out["~" + k] = like(lg, t.label(k, tw), ok)
        if k == "ner" and k in b:
            lg, y = lg.log_softmax(-1), b[k]
            known = y >= 0
            allowed = masks[b["source"][:, None].expand_as(y)[known], y[known]]
            out[k] = -lg[known].masked_fill(~allowed, -1e9).logsumexp(-1).mean()
        elif k in b and (b[k] >= 0).any():
            out[k] = cross(lg, b[k])
    if not t and not any(k in b for k in ("head", "ab", "cb")):
        return out
    s, rdep, rhead = model.arcs(w, b["word_mask"])
    heads, pairs, name = b.get("head"), None, "role"
    if t:
        ts, tdep, thead = t.arcs(tw, b["word_mask"])
        tpred = t.label("pred", tw)[..., 0]
        out["~arc"] = like(s, ts, ok)
        heads = ts.argmax(-1) if heads is None else heads
    if heads is not None:
        rel = model.relation(rdep, rhead, heads.clamp(min=0))
        if t:
            out["~rel"] = like(rel, t.relation(tdep, thead, heads.clamp(min=0)), ok)
    if "head" in b:
        out["arc"], out["rel"] = cross(s, b["head"]), cross(rel, b["rel"])
    if t or "pred" in b:
        pred = model.label("pred", w)[..., 0]
        if t:
            out["~pred"] = F.binary_cross_entropy_with_logits(pred[ok], tpred[ok].sigmoid())
        if "pred" in b:
            known = b["pred"] >= 0
            out["pred"] = F.binary_cross_entropy_with_logits(pred[known], b["pred"][known].float())
    if "pb" in b:
        pairs = b["pb"], b["pi"]
    elif "ab" in b:
        pairs, name = (b["ab"], b["ai"]), "args"
    elif "cb" in b:
        pairs, name = (b["cb"], b["ci"]), "pair"
    elif t and (found := sampled(tpred, b["lengths"], r)):
        pairs = tuple(torch.tensor(z) for z in zip(*found))
    if pairs:
        own = model.greedy_tree(s.detach(), rdep.detach(), rhead.detach(), b["lengths"])
        rows = model.rows(*pairs, own, w.shape[1])
        of = lambda m, v: dict(role=m.roles, args=m.arguments, pair=m.causal)[name](v, *pairs, rows)
        lg = of(model, w)
        if t and name == "role":
            out["~" + name] = like(lg, of(t, tw), ok[pairs[0]])
        if name == "args":
            out[name] = args_loss(lg, b["args"], b["hidden"])
        elif name == "pair":
            out[name] = cross(lg, b["pair"])
        elif "role" in b:
            out[name] = cross(lg, b["role"])
    return out


class Average:
    """Exponential average of the trained weights."""

    def __init__(self, model, decay):
        self.decay, self.n = decay, 0
        self.shadow = copy.deepcopy(model).eval()
        self.pairs = [(a, b) for a, b in zip(self.shadow.parameters(), model.parameters()) if b.requires_grad]

    @torch.no_grad()
    def step(self):
        self.n += 1
        d = min(self.decay, (1 + self.n) / (10 + self.n))
        torch._foreach_lerp_([a for a, _ in self.pairs], [b.detach() for _, b in self.pairs], 1 - d)


def save(model, tok, labels, args, path):
    torch.save(dict(model=model.state_dict(), pieces=tok.pieces, labels=dict(labels), args=args, shape=model.enc.shape()), path)


def more_reports(a, labels, rank):
    """Sentences of the documents labelled by reading; those that cannot be read (one is just being written) are left for the next time."""
    try:
        documents = arguments.read_labels(a.labels, a.data, labels, False)
    except Exception as e:
        print("labels:", repr(e), flush=True)
        return []
    if not rank:
        print(f"labels: {len(documents)} documents, {sum(len(s) for _, s in documents)} sentences", flush=True)
    return [x for _, s in documents for x in s]


def work(rank, a, model, average, tok, sets, seen, start):
    """One of the processes that train the shared weights, without locks: an update takes a hundredth of a step."""
    torch.set_num_threads(1)
    torch.manual_seed(a.seed + rank)
    if rank:
        os.nice(a.nice)
    r = random.Random(a.seed + rank)
    masks = name_masks(model.labels)
    teacher = Teacher(a.teacher, tok) if a.teacher else None
    slow = [p for n, p in model.named_parameters() if p.requires_grad and n.startswith("enc.") and not n.startswith("enc.case")]
    fast = [p for n, p in model.named_parameters() if not n.startswith("enc.") or n.startswith("enc.case")]
    if a.heads_only:
        slow, fast = [], [p for n, p in model.named_parameters() if n.startswith(FINDING_HEADS)]
        for p in model.parameters():
            p.requires_grad_(any(p is q for q in fast))
    opt = torch.optim.AdamW([dict(params=p, lr=rate) for p, rate in ((slow, a.lr), (fast, a.head_lr)) if p], weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    rates = [g["lr"] for g in opt.param_groups]
    pools = data.name_pools(sets["names"])
    queue, due, run = {k: [] for k in sets}, dict.fromkeys(sets, 0.0), {}
    step, shown, saved, part = 0, 0.0, 0.0, 0
    base, share = sets["reports"], dict(reports=0.6, place=0.15, cause=0.25) if a.heads_only else dict(SHARES)
    while (spent := time.time() - start) < a.seconds:
        f = min(1, (step + 1) / 100) * max(0.01, 1 - spent / a.seconds)
        for g, rate in zip(opt.param_groups, rates):
            g["lr"] = rate * f
        Rounding.on = spent > a.round_from * a.seconds
        for k in due:
            due[k] += share.get(k, 0)
        task = max(due, key=due.get)
        due[task] -= 1
        if not queue[task] and task == "reports" and a.labels:
            sets[task] = base + more_reports(a, model.labels, rank)
            if not a.heads_only:
                share[task] = min(REPORTS_MOST, SHARES[task] * len(sets[task]) / len(base))
        if not queue[task]:
            queue[task] = make_batches(sets[task], a.pieces, tok, r)
        batch = queue[task].pop()
        seen[list(sets).index(task)] += sum(len(x["words"]) for x in batch)
        model.train()
        noisy = [data.swap_names(x, r, pools) if "ner" in x and a.noise else x for x in batch]
        b = collate(tok, [data.augment(x, r, a.noise) if a.noise else x for x in noisy])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bool(a.bf16)):
            w = model.words(b)
            tw = teacher.words(batch, w.shape[1]) if teacher else None
            parts = losses(model, b, masks, w, teacher, tw, r)
            if teacher and spent < a.vectors * a.seconds:
                parts["~vector"] = F.mse_loss(w.float()[b["word_mask"]], tw[b["word_mask"]])
        soft = lambda k: a.soft_names if k == "ner" else a.soft
        loss = sum(WEIGHT[k[1:]] * soft(k[1:]) * v if k[0] == "~" else WEIGHT[k] * (1 - soft(k) if "~" + k in parts else 1.0) * v for k, v in parts.items())
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        step += 1
        if rank:
            continue
        average.step()
        for k, v in parts.items():
            run[k] = 0.97 * run.get(k, v.item()) + 0.03 * v.item()
        if spent - shown > 30:
            shown = spent
            print(f"{spent:.0f} s, step {step}, {seen.sum().item() / spent:.0f} words/s |",
                  " ".join(f"{k} {v:.3f}" for k, v in run.items()), flush=True)
        if spent - saved > a.save:
            saved, part = spent, part + 1
            save(average.shadow, tok, model.labels, vars(a), f"{a.out}.{part}")


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--base", required=True, help="folder with e5-small-v2.onnx and e5-small-v2-tokenizer.json")
    ap.add_argument("--data", required=True)
    ap.add_argument("--reports", required=True)
    ap.add_argument("--gold", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--seconds", type=float, default=480)
    ap.add_argument("--load", help="go on from this checkpoint (give a small --lr and --head-lr)")
    ap.add_argument("--teacher", help="a checkpoint whose scores are learned beside the labels, on text without labels too")
    ap.add_argument("--trees", help="a checkpoint that parses the sentences with causes (the teacher, if there is one)")
    ap.add_argument("--soft", type=float, default=0.5, help="share of the teacher's scores")
    ap.add_argument("--soft-names", type=float, default=0.5, help="the same for names")
    ap.add_argument("--vectors", type=float, default=0.3, help="share of the time in which word vectors are compared with the teacher's")
    ap.add_argument("--labels", help="a clone of this repository: the documents of bench/labels are trained on, new ones too while it runs")
    ap.add_argument("--hold", action="store_true", help=f"keep {HELD_REPORTS} reports back and measure the finding heads on them")
    ap.add_argument("--heads-only", action="store_true", help="trains the heads event, find and args alone, on reports and places")
    ap.add_argument("--gum", type=int, default=1)
    ap.add_argument("--noise", type=float, default=1.0)
    ap.add_argument("--drop", type=float, default=0.2)
    ap.add_argument("--encdrop", type=float, default=0.05)
    ap.add_argument("--lr", type=float, default=2e-4)
    ap.add_argument("--head-lr", type=float, default=1.5e-3)
    ap.add_argument("--pieces", type=int, default=1000, help="of a batch")
    ap.add_argument("--average", type=float, default=0.998)
    ap.add_argument("--save", type=float, default=600, help="a checkpoint OUT.1, OUT.2, ... every so many seconds")
    ap.add_argument("--round-from", type=float, default=2.0, help="share of the time after which 8-bit rounding is trained with")
    ap.add_argument("--bf16", type=int, default=1)
    ap.add_argument("--workers", type=int, default=2, help="processes, one thread each")
    ap.add_argument("--nice", type=int, default=0, help="so much the second worker gives way to other work")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--quick", action="store_true", help="measure on dev and names only")
    a = ap.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)

    enc, tok = load_base(f"{a.base}/e5-small-v2.onnx", f"{a.base}/e5-small-v2-tokenizer.json", drop=a.encdrop)
    ck = torch.load(a.load, weights_only=True) if a.load else {}
    if "shape" in ck:
        enc = Encoder(len(tok.pieces), drop=a.encdrop, **ck["shape"])
        enc.word.weight.requires_grad_(False)
        enc.pos.weight.requires_grad_(False)
    ewt, gum = data.read_ewt(a.data, "train"), data.read_gum(a.data, "train") if a.gum else []
    labels = data.Labels(ner=data.bio(data.NAMES), cause=data.bio(["CAUSE", "EFFECT", "SIGNAL"]), anchor=["O", "CAUSE"])
    data.treebank_labels(labels, ewt, ewt + gum)
    data.report_labels(labels, a.gold)
    reports = data.read_reports(a.reports, a.gold, labels)
    names = sorted(reports)
    held = [names[i] for i in data.shuffled(len(names), 7)[:HELD_REPORTS]] if a.hold else []
    sets = dict(parse=data.label_treebank(ewt, labels) + data.label_treebank(gum, labels),
                names=data.read_worldwide(a.data, labels, lambda f: not f.startswith(data.HELD_OUT))
                + data.read_uner(a.data, labels, "dev") + data.read_wikigold(a.data, labels),
                reports=[x for n in names if n not in held for x in reports[n]],
                cause=data.read_causal(a.data, labels, "train"), place=arguments.read_event_location(a.data, labels))
    if a.teacher:
        sets["text"] = data.read_text(a.data)
    data.label_pairs(sets["cause"], evaluate.trees_of(*evaluate.load(a.trees or a.teacher or a.load), sets["cause"]), labels)
    for k, s in sets.items():
        print(f"{k}: {len(s)} sentences, {sum(len(x['words']) for x in s)} words")
    print("labels", {k: len(v) for k, v in labels.items()}, "pieces", len(tok.pieces), vars(a), flush=True)

    model = Model(enc, labels, a.drop)
    if a.load:
        assert all(labels[k] == v for k, v in ck["labels"].items() if k in labels) and ck["pieces"] == tok.pieces
        new = model.load_state_dict(ck["model"], strict=False)
        print("fresh:", new.missing_keys)
        assert not new.unexpected_keys
    model.share_memory()
    average = Average(model, a.average)
    average.shadow.share_memory()
    seen = torch.zeros(len(sets), dtype=torch.long).share_memory_()
    start = time.time()
    torch.multiprocessing.start_processes(work, (a, model, average, tok, sets, seen, start), a.workers, start_method="fork")
    torch.set_num_threads(a.workers)
    save(average.shadow, tok, labels, vars(a), a.out)
    print(f"trained {time.time() - start:.0f} s, words seen {dict(zip(sets, seen.tolist()))}", flush=True)
    Rounding.on = False
    figures = evaluate.measuring_sets(a.data, labels)
    if a.quick:
        figures = {k: figures[k] for k in ("dev", "names")}
    evaluate.report(average.shadow, tok, figures, held=[x for n in held for x in reports[n]])


if __name__ == "__main__":
    main()
