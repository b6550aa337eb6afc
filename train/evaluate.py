"""Measures a checkpoint: python evaluate.py CHECKPOINT --data DIR [--bits 8]. Gold words throughout."""
import argparse
import collections

import numpy as np
import torch

import arguments
import data
import decode
import lemma as lemmas
from base import Encoder, Rounding, round8
from model import Model, collate
from wordpiece import WordPiece


class Table:
    """Counts of right, predicted and gold by name."""

    def __init__(self):
        self.c = collections.defaultdict(lambda: [0, 0, 0])

    def add(self, name, gold, found):
        c = self.c[name]
        c[0] += len(gold & found)
        c[1] += len(found)
        c[2] += len(gold)

    def rows(self):
        for k, (r, p, g) in self.c.items():
            yield k, 100 * r / max(1, p), 100 * r / max(1, g), 200 * r / max(1, p + g), g

    def f1(self, name):
        r, p, g = self.c[name]
        return 200 * r / max(1, p + g)


def batches(s, pieces=3000):
    order = sorted(range(len(s)), key=lambda i: len(s[i]["words"]))
    cur, out = [], []
    for i in order:
        if cur and (len(s[i]["words"]) * 1.4 + 2) * (len(cur) + 1) > pieces:
            out.append(cur)
            cur = []
        cur.append(s[i])
    return out + [cur] * bool(cur)


def parse(model, w, b):
    """-> (heads [N], relations [N]) of each sentence, from the decoded tree."""
    s, rdep, rhead = model.arcs(w, b["word_mask"])
    heads = torch.zeros(s.shape[:2], dtype=torch.long)
    for j, n in enumerate(b["lengths"]):
        heads[j, :n + 1] = torch.from_numpy(decode.tree(s[j, :n + 1, :n + 1].numpy()))
    rels = model.relation(rdep, rhead, heads).argmax(-1)
    return [(h[:n + 1], r[:n + 1]) for h, r, n in zip(heads.tolist(), rels.tolist(), b["lengths"])]


def seen_from(model, w, trees, wanted):
    """[(sentence, word)] -> what Model.roles and .arguments take."""
    pb, pi = torch.tensor([x[0] for x in wanted]), torch.tensor([x[1] for x in wanted])
    return pb, pi, model.rows(pb, pi, trees, w.shape[1])


def role_spans(model, w, b, trees, wanted):
    """wanted: [(sentence, word)] -> {(sentence, word): {(first, last, role)}} with words counted from 0."""
    out = {}
    for k in range(0, len(wanted), 400):
        z = wanted[k:k + 400]
        e = model.roles(w, *seen_from(model, w, trees, z))
        e = e.log_softmax(-1)[:, 1:].numpy()
        y = decode.viterbi(e, [b["lengths"][x[0]] for x in z])
        for x, r, scores in zip(z, y, e):
            found = {s for s in decode.spans(r[:b["lengths"][x[0]]], model.labels["role"]) if s[2] != "C-V"}
            out[x] = decode.once(found, scores, model.labels["role"])
    return out


def arg_spans(model, w, b, trees, wanted):
    """wanted: [(sentence, word)] -> {(sentence, word): {(first, last, kind)}} with words counted from 0."""
    if not wanted:
        return {}
    e = model.arguments(w, *seen_from(model, w, trees, wanted))
    y = decode.viterbi(e.log_softmax(-1)[:, 1:].numpy(), [b["lengths"][x[0]] for x in wanted])
    return {x: decode.spans(r[:b["lengths"][x[0]]], model.labels["args"]) for x, r in zip(wanted, y)}


def bio_path(model, name, w, b):
    return decode.viterbi(model.label(name, w).log_softmax(-1)[:, 1:].numpy(), b["lengths"])


@torch.no_grad()
def measure_parse(model, tok, s):
    """UPOS, feats, lemma, UAS, LAS in per cent and a role table."""
    model.eval()
    c, t, L = collections.Counter(), Table(), model.labels
    for batch in batches(s):
        b = collate(tok, batch)
        w = model.words(b).float()
        upos, feats, lem = (model.label(k, w).argmax(-1).tolist() for k in ("upos", "feats", "lemma"))
        trees = parse(model, w, b)
        pred = (model.label("pred", w)[..., 0] > 0).tolist()
        found = [{i for i in range(1, n + 1) if pred[j][i]} for j, n in enumerate(b["lengths"])]
        with_roles = [j for j, x in enumerate(batch) if "preds" in x]
        wanted = sorted({(j, i) for j in with_roles for i in found[j]}
                        | {(j, p["i"] + 1) for j in with_roles for p in batch[j]["preds"] if p["i"] < b["lengths"][j]})
        roles = role_spans(model, w, b, trees, wanted) if wanted else {}
        for j, x in enumerate(batch):
            for i, form in enumerate(x["words"]):
                c["n"] += 1
                c["upos"] += L["upos"][upos[j][i + 1]] == x["upos_"][i]
                c["feats"] += L["feats"][feats[j][i + 1]] == x["feats_"][i]
                c["lemma"] += lemmas.apply(form, L["lemma"][lem[j][i + 1]]) == x["lemmas"][i]
                right = trees[j][0][i + 1] == x["head_"][i]
                c["uas"] += right
                c["las"] += right and L["rel"][trees[j][1][i + 1]] == x["rel_"][i]
            if "preds" not in x:
                continue
            gold = {p["i"] + 1: {(f, l, r) for r, f, l in p["args"] if r not in ("V", "C-V")} for p in x["preds"]}
            t.add("predicates", set(gold), found[j])
            t.add("end to end", {(i,) + a for i, v in gold.items() for a in v}, {(i,) + a for i in found[j] for a in roles[j, i]})
            for i, g in gold.items():
                o = roles.get((j, i), set())
                t.add("gold predicates", g, o)
                t.add("of " + x["upos_"][i - 1], g, o)
                for r in {a[2] for a in g | o}:
                    t.add("role " + r, {a for a in g if a[2] == r}, {a for a in o if a[2] == r})
    return {k: 100 * c[k] / c["n"] for k in ("upos", "feats", "lemma", "uas", "las")}, t


@torch.no_grad()
def measure_spans(model, tok, s, name):
    model.eval()
    t, L = Table(), model.labels[name]
    for batch in batches(s):
        b = collate(tok, batch)
        y = bio_path(model, name, model.words(b).float(), b)
        for j, x in enumerate(batch):
            g, q = decode.spans(x[name], L), decode.spans(y[j, :b["lengths"][j]], L)
            for k in sorted({a[2] for a in g | q}):
                gk, qk = {a for a in g if a[2] == k}, {a for a in q if a[2] == k}
                t.add(k, gk, qk)
                t.add("words " + k, {i for f, l, _ in gk for i in range(f, l + 1)}, {i for f, l, _ in qk for i in range(f, l + 1)})
                if k in ("PER", "ORG", "LOC"):
                    t.add("PER+ORG+LOC", gk, qk)
            t.add("all", g, q)
    return t


@torch.no_grad()
def measure_events(model, tok, s):
    """Event words with and without type and mode; stance at the gold words."""
    model.eval()
    t, L = Table(), model.labels
    for batch in batches(s):
        b = collate(tok, batch)
        w = model.words(b).float()
        ev, mo, st = (model.label(k, w).argmax(-1).tolist() for k in ("event", "mode", "stance"))
        for j, x in enumerate(batch):
            g = {(i, l) for i, l in enumerate(x["event"]) if l}
            q = {(i, ev[j][i + 1]) for i in range(len(x["words"])) if ev[j][i + 1]}
            t.add("event word", {a[0] for a in g}, {a[0] for a in q})
            t.add("event word+type", g, q)
            for k in {a[1] for a in g | q}:
                t.add("event " + L["event"][k], {a for a in g if a[1] == k}, {a for a in q if a[1] == k})
            t.add("mode", {(i, l) for i, l in enumerate(x["mode"]) if l}, {(i, mo[j][i + 1]) for i in range(len(x["words"])) if mo[j][i + 1]})
            for i, l in enumerate(x["stance"]):
                if l >= 0:
                    t.add("stance", {l}, {st[j][i + 1]})
                    t.add("stance not asserted", {l} - {0}, {st[j][i + 1]} - {0})
    return t


@torch.no_grad()
def trees_of(model, tok, s):
    """-> (heads, relations) of every sentence, in order."""
    model.eval()
    out = {}
    for batch in batches(s):
        b = collate(tok, batch)
        out.update((id(x), t) for x, t in zip(batch, parse(model, model.words(b).float(), b)))
    return [out[id(x)] for x in s]


def causal_pair(path, at, labels):
    """Path of labels seen from the top word `at` of a cause -> (cause, effect), (first, last) each, or None."""
    found = decode.spans(path, labels)
    cause = [(b, e) for b, e, k in found if k == "CAUSE"]
    effect = [(b, e) for b, e, k in found if k == "EFFECT"]
    if not cause or not effect:
        return None
    return min(cause, key=lambda s: (not s[0] <= at <= s[1], s[0] - s[1])), min(effect, key=lambda s: (not s[0] <= at <= s[1], s[0] - s[1]))


def pairs_of(model, w, b, trees, least):
    """-> {(sentence, top word of a cause): (cause, effect)}, (first, last) words from 0 each, where that word's chance is `least` or more."""
    p = model.label("anchor", w).softmax(-1)[..., 1]
    wanted = [(j, i) for j, n in enumerate(b["lengths"]) for i in range(1, n + 1) if p[j, i] >= least]
    if not wanted:
        return {}
    e = model.causal(w, *seen_from(model, w, trees, wanted)).log_softmax(-1)[:, 1:].numpy()
    paths = decode.viterbi(e, [b["lengths"][j] for j, _ in wanted])
    pairs = {(j, i): causal_pair(y[:b["lengths"][j]], i - 1, model.labels["cause"]) for (j, i), y in zip(wanted, paths)}
    return {k: v for k, v in pairs.items() if v}


@torch.no_grad()
def measure_pairs(model, tok, s, least=0.5):
    """Pairs of cause and effect as bench/causal.py counts them, by the anchors with at least that chance."""
    model.eval()
    t = Table()
    half = lambda g, f: 2 * (min(g[1], f[1] + 1) - max(g[0], f[0])) >= max(g[1] - g[0], f[1] + 1 - f[0])
    for batch in batches(s):
        b = collate(tok, batch)
        w = model.words(b).float()
        gold, found = {j: x["relations"] for j, x in enumerate(batch)}, {}
        for (j, _), pair in pairs_of(model, w, b, parse(model, w, b), least).items():
            found.setdefault(j, set()).add(pair)
        for j, g in gold.items():
            left, right = list(g), 0
            for f in sorted(found.get(j, ())):
                hit = next((x for x in left if half(x["CAUSE"], f[0]) and half(x["EFFECT"], f[1])), None)
                if hit:
                    left.remove(hit)
                    right += 1
            for name in ["all sentences"] + ["sentences with pairs"] * bool(g):
                c = t.c[name]
                c[0], c[1], c[2] = c[0] + right, c[1] + len(found.get(j, ())), c[2] + len(g)
    return t


@torch.no_grad()
def measure_args(model, tok, s):
    """Argument spans of given event words, by kind; kinds that the source does not tell are left out."""
    model.eval()
    t, L = Table(), model.labels["args"]
    for batch in batches(s):
        b = collate(tok, batch)
        if "ab" not in b:
            continue
        w = model.words(b).float()
        wanted = list(zip(b["ab"].tolist(), b["ai"].tolist()))
        found = arg_spans(model, w, b, parse(model, w, b), wanted)
        for y, x, hidden in zip(b["args"].tolist(), wanted, b["hidden"]):
            gold = decode.spans([max(v, 0) for v in y[1:b["lengths"][x[0]] + 1]], L)
            for k in range((len(L) - 1) // 2):
                if k not in hidden:
                    kind = L[1 + 2 * k][2:]
                    g, q = ({a for a in s if a[2] == kind} for s in (gold, found[x]))
                    words = lambda x: {i for f, l, _ in x for i in range(f, l + 1)}
                    t.add(kind, g, q)
                    t.add("words " + kind, words(g), words(q))
                    t.add("all", g, q)
    return t


def measuring_sets(folder, labels):
    free = lambda f: f.startswith(data.HELD_OUT) and f not in data.HELD_OUT_SEEN
    return dict(dev=data.read_ewt(folder, "dev"), test=data.read_ewt(folder, "test"), gum=data.read_gum(folder, "test"),
                names=data.read_worldwide(folder, labels, free), uner=data.read_uner(folder, labels, "test"),
                cause=data.read_causal(folder, labels, "dev"))


def report_findings(model, tok, held, places=()):
    """Prints how the finding heads do on sentences with event, mode, stance, find and args labels; places: sentences with the place of a verb."""
    tables = [measure_events(model, tok, held), measure_spans(model, tok, held, "find"), measure_args(model, tok, held)]
    for name, rows in [("held", list(t.rows())) for t in tables] + [("place of a verb", list(measure_args(model, tok, places).rows()) if places else [])]:
        for row in rows:
            print("   %s %-22s P %5.1f R %5.1f F %5.1f n %d" % (name, *row))


def report(model, tok, sets, full=False, held=()):
    """Prints a table; -> {figure name: value}."""
    fig = {}
    for k in ("dev", "test", "gum"):
        if k not in sets:
            continue
        p, t = measure_parse(model, tok, sets[k])
        fig.update({f"{k} {a}": v for a, v in p.items()})
        if k != "gum":
            fig.update({f"{k} roles": t.f1("gold predicates"), f"{k} roles end to end": t.f1("end to end"), f"{k} predicates": t.f1("predicates")})
        if full and k == "test":
            for row in sorted(t.rows(), key=lambda r: -r[4]):
                print("   roles %-22s P %5.1f R %5.1f F %5.1f n %d" % row)
    for k, name in (("names", "ner"), ("uner", "ner"), ("cause", "cause")):
        if k not in sets:
            continue
        t = measure_spans(model, tok, sets[k], name)
        if k == "cause":
            pairs = measure_pairs(model, tok, sets[k])
            fig.update({f"pairs, {a}": pairs.f1(a) for a in pairs.c})
            fig.update({f"cause {a}": t.f1(a) for a in ("all", "words CAUSE", "words EFFECT", "CAUSE", "EFFECT", "SIGNAL")})
        else:
            fig[f"{k} PER+ORG+LOC"] = t.f1("PER+ORG+LOC")
        if k == "names":
            fig.update({f"names {a}": t.f1(a) for a in data.NAMES})
    if held:
        report_findings(model, tok, held)
    for k, v in fig.items():
        print(f"{k:24} {v:6.2f}")
    return fig


def load(path):
    """Checkpoint -> (Model, WordPiece)."""
    ck = torch.load(path, weights_only=True)
    tok, labels = WordPiece(ck["pieces"]), data.Labels(dict(anchor=["O", "CAUSE"]) | ck["labels"])
    shape = ck.get("shape", {})
    model = Model(Encoder(len(tok.pieces), **shape), labels)
    missing = model.load_state_dict(ck["model"], strict=False)  # weights made before a head was added lack it
    assert not missing.unexpected_keys and all(k.startswith(("heads.anchor", "pair")) for k in missing.missing_keys)
    return model.eval(), tok


def round_weights(model):
    """The rounding of the exported file: linear weights are rounded on use, the embedding here."""
    Rounding.on = True
    with torch.no_grad():
        model.enc.word.weight.copy_(round8(model.enc.word.weight))


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("checkpoint")
    ap.add_argument("--data", required=True)
    ap.add_argument("--bits", type=int, choices=(8, 32), default=8)
    ap.add_argument("--labels", help="a clone of this repository: measures the finding heads on its held-out documents, and nothing else")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--full", action="store_true", help="also the table of every role")
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    model, tok = load(a.checkpoint)
    if a.bits == 8:
        round_weights(model)
    if a.labels:
        held = arguments.read_labels(a.labels, a.data, model.labels, True)
        report_findings(model, tok, [x for _, s in held for x in s], arguments.read_event_location(a.data, model.labels, learn=False))
        return
    report(model, tok, measuring_sets(a.data, model.labels), a.full)


if __name__ == "__main__":
    main()
