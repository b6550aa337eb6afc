"""Reads the training sets into sentences: dicts of `words` and label lists, one label a word, IGNORE where unknown.

What may be trained on, and from which file, is in README.md. Files are looked for under one folder (`data`):
ud_ewt, ud_gum, propbank_ewt, ner, causal_news_corpus; reports with gold rows come from two further folders.
"""
import ast
import collections
import csv
import glob
import hashlib
import html
import json
import os
import random
import re

import arguments
import lemma as lemmas
import words as cutter

IGNORE = -100
MAX_WORDS = 150
UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
NAMES = ["PER", "ORG", "LOC", "NORP", "DATE", "MISC", "MONEY"]
FINDINGS = ["statement", "demand", "cause", "framing", "silence", "figure"]
STANCES = ["asserted", "reported", "confirmed", "denied", "alleged", "expected", "feared", "promised", "demanded", "hypothetical"]
GUM_FREE = ("news", "interview", "bio", "voyage", "textbook", "vlog", "speech", "conversation")
GUM_MEASURED = ("GUM_news_korea", "GUM_news_asylum", "GUM_news_crane")  # texts that the accuracy bench measures on
HELD_OUT = ("kenya", "mex", "kr", "iran")  # countries whose names are never trained on
HELD_OUT_SEEN = ("kr_kherald_8.txt.tsv", "kr_jgdaily_11.txt.tsv", "iran_times_4.txt.tsv", "kenya_nation_6.txt.tsv")
# ^ held-out articles that are also reports with gold rows: their events are trained on, so no names are measured there
SOURCE_CLASS = dict(Person="PER", Organization="ORG", Location="LOC", Facility="LOC", NORP="NORP", Date="DATE", Misc="MISC",
                    Product="MISC", Money="MONEY")
SOURCES = ["worldwide", "uner", "wikigold"]
# Classes that a source does not mark: they may hide under another label of it.
HIDDEN = {"worldwide": {}, "uner": {"O": ("NORP", "DATE", "MISC", "MONEY")}, "wikigold": {"O": ("DATE", "MONEY"), "MISC": ("NORP",)}}


def bio(types):
    return ["O"] + [p + t for t in types for p in ("B-", "I-")]


class Labels(dict):
    """name -> list of labels; `index(name)` -> label -> position."""

    def index(self, name):
        cache = self.__dict__.setdefault("_index", {})
        if name not in cache:
            cache[name] = {l: i for i, l in enumerate(self[name])}
        return cache[name]


# ---------------------------------------------------------------- treebanks
def read_conllu(path, want=lambda doc: True):
    out, rows, sid, doc = [], [], None, ""
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id"):
            doc = line.split("=", 1)[1].strip()
        elif line.startswith("# sent_id"):
            sid = line.split("=", 1)[1].strip()
        elif not line:
            if rows and want(doc):
                out.append(dict(sid=sid, doc=doc, words=[r[1] for r in rows], lemmas=[r[2] for r in rows],
                                upos_=[r[3] for r in rows], feats_=[r[5] for r in rows],
                                head_=[int(r[6]) for r in rows], rel_=[r[7] for r in rows]))
            rows = []
        elif line[0] != "#":
            r = line.split("\t")
            if r[0].isdigit():
                rows.append(r)
    return out


def read_ewt(data, part):
    s = read_conllu(f"{data}/ud_ewt/en_ewt-ud-{part}.conllu")
    with open(f"{data}/propbank_ewt/ewt-propbank-{part}.jsonl", encoding="utf8") as f:
        roles = {d["sent_id"]: d for d in map(json.loads, f)}
    for x in s:
        d = roles.get(x["sid"])
        if d and len(d["tokens"]) == len(x["words"]):
            x["preds"] = d["preds"]
    return s


def gum_free(doc):
    return doc.startswith(tuple(f"GUM_{g}_" for g in GUM_FREE)) and doc not in GUM_MEASURED


def read_gum(data, part):
    return read_conllu(f"{data}/ud_gum/en_gum-ud-{part}.conllu", gum_free)


def treebank_labels(labels, ewt, both):
    count = lambda key, s: collections.Counter(l for x in s for l in x[key])
    labels["upos"] = UPOS
    labels["rel"] = sorted(count("rel_", ewt))
    labels["feats"] = [f for f, n in count("feats_", both).most_common() if n >= 5]
    scripts = collections.Counter(lemmas.script(w, l) for x in both for w, l in zip(x["words"], x["lemmas"]) if l != "_")
    labels["lemma"] = [s for s, n in scripts.most_common() if n >= (3 if s[0] == "=" else 2)]
    args = collections.Counter(a[0] for x in ewt for p in x.get("preds", ()) for a in p["args"])
    labels["role"] = bio(sorted(r for r, n in args.items() if n >= 10 and r != "V"))


def label_treebank(s, labels):
    upos, rel, feats, script, role = (labels.index(k) for k in ("upos", "rel", "feats", "lemma", "role"))
    for x in s:
        for k in list(x):
            if isinstance(x[k], list) and k != "preds":
                x[k] = x[k][:MAX_WORDS]
        n = len(x["words"])
        gum = x["doc"].startswith("GUM")
        x["upos"] = [upos.get(l, IGNORE) for l in x["upos_"]]
        x["feats"] = [feats.get(l, IGNORE) for l in x["feats_"]]
        x["lemma"] = [IGNORE if l == "_" else script.get(lemmas.script(w, l), IGNORE) for w, l in zip(x["words"], x["lemmas"])]
        x["head"] = [h if h <= n else IGNORE for h in x["head_"]]
        x["rel"] = [IGNORE if gum and l == "dep" else rel.get(l, IGNORE) for l in x["rel_"]]
        if "preds" in x:
            x["pred"], x["roles"] = [0] * n, []
            for p in x["preds"]:
                if p["i"] >= n:
                    continue
                x["pred"][p["i"]] = 1
                y = [0] * n
                for r, first, last in p["args"]:
                    if "B-" + r in role:
                        for j in range(first, min(last, n - 1) + 1):
                            y[j] = role[("B-" if j == first else "I-") + r]
                x["roles"].append((p["i"], y))
    return s


# ---------------------------------------------------------------- names
def name_sentences(rows, source, labels):
    """Sentences from [(word, label)] lists; over-long ones in pieces."""
    ids = labels.index("ner")
    return [dict(words=[w for w, _ in c], ner=[ids[l] for _, l in c], source=SOURCES.index(source))
            for s in rows for k in range(0, len(s), MAX_WORDS) for c in [s[k:k + MAX_WORDS]]]


def read_worldwide(data, labels, want):
    out = []
    for path in sorted(glob.glob(f"{data}/ner/worldwide_newswire/*.tsv")):
        if not want(os.path.basename(path)):
            continue
        cur = []
        for line in list(open(path, encoding="utf8")) + ["\n"]:
            c = line.rstrip("\n").split("\t")
            if len(c) < 2 or not c[0].strip():
                if cur:
                    out.append(cur)
                cur = []
            elif not c[0].startswith("http"):
                l = c[1].strip()
                cur.append((c[0].strip(), l[:2] + SOURCE_CLASS[l[2:]] if l[:2] in ("B-", "I-") else "O"))
    return name_sentences(out, "worldwide", labels)


def read_uner(data, labels, part):
    out, cur = [], []
    for line in open(f"{data}/ner/uner_ewt/en_ewt-ud-{part}.iob2", encoding="utf8"):
        c = line.rstrip("\n").split("\t")
        if len(c) < 3:
            if cur and not line.startswith("#"):
                out.append(cur)
                cur = []
        elif c[0].isdigit():
            cur.append((c[1], c[2] if c[2] in labels["ner"] else "O"))
    return name_sentences(out + [cur] * bool(cur), "uner", labels)


def read_wikigold(data, labels):
    out, cur, before = [], [], "O"
    for line in open(f"{data}/ner/wikigold/CONLL-format/data/wikigold.conll.txt", encoding="utf8"):
        c = line.split()
        if len(c) < 2 or c[0] == "-DOCSTART-":
            if cur:
                out.append(cur)
            cur, before = [], "O"
            continue
        l = c[-1]
        if l[0] == "I" and (before == "O" or before[2:] != l[2:]):
            l = "B" + l[1:]
        cur.append((c[0], l))
        before = c[-1]
    return name_sentences(out, "wikigold", labels)


# ---------------------------------------------------------------- cause and effect
KIND = dict(ARG0="CAUSE", ARG1="EFFECT", SIG0="SIGNAL")


def marked(text):
    """A sentence with marks of one relation -> (words, {kind: (first, end)})."""
    words, spans, begun = [], {}, {}
    for tok in re.findall(r"</?(?:ARG|SIG)\d>|[^\s<]+|<", text):
        m = re.fullmatch(r"<(/?)(ARG[01]|SIG\d)>", tok)
        if not m:
            words.append(tok)
        elif not m.group(1):
            begun[m.group(2)] = len(words)
        elif m.group(2) in KIND:
            spans[KIND[m.group(2)]] = (begun.get(m.group(2), 0), len(words))
    return words, spans


def read_causal(data, labels, part):
    """Sentences with `relations`, the spans of every relation, and `cause`: those of all of them as far as they do not overlap."""
    ids, out = labels.index("cause"), []
    with open(f"{data}/causal_news_corpus/V2/{part}_subtask2_grouped.csv", encoding="utf-8-sig", newline="") as f:
        for row in csv.DictReader(f):
            relations = [marked(t) for t in ast.literal_eval(row["causal_text_w_pairs"])]
            words = (relations[0] if relations else marked(row["text"]))[0][:MAX_WORDS]
            spans = [{k: (b, min(e, len(words))) for k, (b, e) in s.items() if b < len(words)} for _, s in relations]
            y = [0] * len(words)
            for s in spans:
                for kind, (b, e) in sorted(s.items(), key=lambda x: x[0] != "SIGNAL"):
                    free = [i for i in range(b, e) if not y[i]]
                    for i in free:
                        y[i] = ids[("I-" if i - 1 in free else "B-") + kind]
            if words:
                out.append(dict(words=words, cause=y, relations=[s for s in spans if "CAUSE" in s and "EFFECT" in s]))
    return out


def top_of(heads, span):
    """The word of a span whose head lies outside it, the one nearest to the root if there are several. heads: [0, head of word 1, ...]"""
    b, e = span
    def depth(i):
        k = 0
        while i and k < 60:
            i, k = heads[i], k + 1
        return k
    return min((i for i in range(b, e) if not b < heads[i + 1] <= e), key=lambda i: depth(i + 1), default=b)


def label_pairs(s, trees, labels):
    """Labels anchor (the top word of each cause) and pairs (the spans seen from it) from `relations` and trees [(heads, relations)]."""
    ids = labels.index("cause")
    for x, (heads, _) in zip(s, trees):
        x["anchor"], x["pairs"] = [0] * len(x["words"]), []
        for spans in x["relations"]:
            at = top_of(heads, spans["CAUSE"])
            if not x["anchor"][at]:
                y = [0] * len(x["words"])
                for kind in ("CAUSE", "EFFECT", "SIGNAL"):
                    b, e = spans.get(kind, (0, 0))
                    for i in range(b, e):
                        y[i] = ids[("B-" if i == b else "I-") + kind]
                x["pairs"].append((at, y))
            x["anchor"][at] = 1
    return s


# ---------------------------------------------------------------- text without labels
NEVER = ("DEV-MUC3-0118", "DEV-MUC3-1103", "DEV-MUC3-1143")  # reports that the accuracy bench measures on


def read_text(data):
    """Sentences of news without labels: MUC DEV, ECB+ topics 1 to 35. One report in eight is left out, as in bench/labels."""
    wanted = lambda name: name not in NEVER and hashlib.sha256(name.encode()).digest()[0] % 8
    texts = []
    for path in sorted(glob.glob(f"{data}/muc4/muc34/TASK/CORPORA/dev/dev-muc3-*")):
        parts = re.split(r"^(DEV-MUC3-\d{4}) .*$", open(path, encoding="latin1").read(), flags=re.M)
        texts += ["\n".join(p.replace("\n", " ") for p in re.split(r"\n\s*\n", body.strip())) for name, body in zip(parts[1::2], parts[2::2]) if wanted(name)]
    random.Random(1).shuffle(texts)  # MUC is in capitals: a part of it is enough
    out = [dict(words=[t[b:e] for b, e in s[:MAX_WORDS]]) for t in texts[:200] for s in cutter.sentences(t) if len(s) > 4]
    for path in sorted(glob.glob(f"{data}/ecbplus/*/ECB+/*/*.xml")):
        if int(os.path.basename(os.path.dirname(path))) <= 35 and wanted(os.path.basename(path)):
            sents = collections.defaultdict(list)
            for sent, word in re.findall(r'<token [^>]*sentence="(\d+)"[^>]*>([^<]*)</token>', open(path, encoding="utf8").read()):
                sents[sent].append(html.unescape(word))
            out += [dict(words=w[:MAX_WORDS]) for w in sents.values() if len(w) > 4 and not w[0].startswith("http")]
    return out


# ---------------------------------------------------------------- reports with gold rows
NUMBER = re.compile(r"""\d|^(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|
seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|scores|several|
many|few|some|no|none|most|tens)$""".replace("\n", ""), re.I)


def read_report(text_path, gold_path, labels):
    """One report's sentences with event, mode, stance (at heads and numbers only) and find (BIO) labels."""
    raw = open(text_path, "rb").read()
    text = raw.decode("utf8")
    char, at = {}, 0
    for i, c in enumerate(text):
        char[at] = i
        at += len(c.encode("utf8"))
    char[at] = len(text)
    sents = [s[k:k + MAX_WORDS] for s in cutter.sentences(text) for k in range(0, len(s), MAX_WORDS)]
    flat = [(si, wi, b, e) for si, s in enumerate(sents) for wi, (b, e) in enumerate(s)]
    event, mode, stance, find = (labels.index(k) for k in ("event", "mode", "stance", "find"))
    out = [dict(words=[text[b:e] for b, e in s], event=[0] * len(s), mode=[0] * len(s), stance=[IGNORE] * len(s),
                find=[0] * len(s), args=[]) for s in sents]
    inside = lambda b, e: [(si, wi) for si, wi, wb, we in flat if wb < e and we > b]
    rows = [json.loads(l) for l in open(gold_path, encoding="utf8")]
    published = next((r["published"] for r in rows if "published" in r), None)
    rows = [(char[r["span"][0]], char[r["span"][1]], r) for r in rows if "kind" in r]
    for b, e, r in rows:
        spot = None
        if r["kind"] == "event":
            m = re.search(r"(?<!\w)" + re.escape(r["head"]), text[b:e]) or re.search(re.escape(r["head"]), text[b:e])
            spot = inside(b + m.start(), b + m.start() + 1)[:1] if m else None
        elif r["kind"] == "figure":
            w = inside(b, e)
            spot = [x for x in w if NUMBER.search(out[x[0]]["words"][x[1]])][:1] or w[:1]
        if not spot:
            continue
        si, wi = spot[0]
        if r["kind"] == "figure" or not out[si]["event"][wi]:
            out[si]["args"].append(arguments.gold_args(r, out[si]["words"], wi, published, labels.index("args")))
        if r["kind"] == "event" and not out[si]["event"][wi]:
            out[si]["event"][wi] = event[r["type"]]
            out[si]["mode"][wi] = mode.get(r.get("mode") or "O", 0)
        if out[si]["stance"][wi] == IGNORE:
            out[si]["stance"][wi] = stance.get(r.get("stance", "asserted"), IGNORE)
    owner = {}
    for k, (b, e, r) in sorted(enumerate(rows), key=lambda x: -(x[1][1] - x[1][0])):
        if r["kind"] in FINDINGS:
            owner.update((x, k) for x in inside(b, e))
    for (si, wi), k in owner.items():
        out[si]["find"][wi] = find[("I-" if owner.get((si, wi - 1)) == k else "B-") + rows[k][2]["kind"]]
    return out


def read_reports(reports, gold, labels):
    """name -> sentences."""
    names = sorted(os.path.basename(p)[:-6] for p in glob.glob(f"{gold}/*.jsonl"))
    return {n: read_report(f"{reports}/{n}.txt", f"{gold}/{n}.jsonl", labels) for n in names}


def report_labels(labels, gold):
    types, modes = collections.Counter(), collections.Counter()
    for p in glob.glob(f"{gold}/*.jsonl"):
        for r in map(json.loads, open(p, encoding="utf8")):
            if r.get("kind") == "event":
                types[r["type"]] += 1
                if r.get("mode"):
                    modes[r["mode"]] += 1
    labels["event"], labels["mode"] = ["O"] + sorted(types), ["O"] + sorted(m for m, n in modes.items() if n >= 2)
    labels["stance"], labels["find"], labels["args"] = STANCES, bio(FINDINGS), bio(arguments.KINDS)


# ---------------------------------------------------------------- noise
SWAP = 0.15  # of the names of a sentence whose names are labelled


def name_pools(s):
    """Sentences with `ner` -> {(label of the first word, words): names of that length}."""
    pools = collections.defaultdict(list)
    for x in s:
        for b, e in mentions(x["ner"]):
            pools[x["ner"][b], e - b].append(x["words"][b:e])
    return pools


def mentions(ner):
    """(first, end) of every name; labels are O, B-x, I-x, B-y, ... by number."""
    b = None
    for i, l in enumerate(list(ner) + [0]):
        if b is not None and not (l and l % 2 == 0):
            yield b, i
            b = None
        if l % 2:
            b = i


def swap_names(x, r, pools):
    """x, some of its names replaced by others of the same class and length: what stands around them is the same."""
    ws = list(x["words"])
    for b, e in mentions(x["ner"]):
        if r.random() < SWAP:
            ws[b:e] = r.choice(pools[x["ner"][b], e - b])
    return dict(x, words=ws)


SMALL = set("a an the of in on at to for and or but by from with as is".split())


def augment(x, r, amount=1.0):
    """x or a noisier copy: case of the whole sentence, final stop, quote and dash forms, unknown words."""
    ws = list(x["words"])
    n = len(ws)
    y = dict(x)
    p = r.random() / amount
    if p < 0.09:
        ws = [w.upper() for w in ws]
    elif p < 0.12:
        ws = [w.lower() for w in ws]
    elif p < 0.15 and n > 3:
        ws = [w if w in SMALL and k else w[:1].upper() + w[1:] for k, w in enumerate(ws)]
    q = r.random() / amount
    if q < 0.10:
        ws = [{'"': "\u2018" if k % 2 else "''", "``": "\u2018", "''": "'", "--": "-", "...": "\u2026"}.get(w, w) for k, w in enumerate(ws)]
    y["words"] = ws
    if r.random() < 0.06 * amount and n > 3 and ws[-1] in (".", "!", "?") and n not in x.get("head", ()):
        for k, v in x.items():
            if isinstance(v, list) and len(v) == n and k not in ("roles", "preds", "args", "pairs", "relations"):
                y[k] = (ws if k == "words" else v)[:-1]
        for k in ("roles", "args", "pairs"):
            if k in x:
                y[k] = [(i, l[:-1], *more) for i, l, *more in x[k] if i < n - 1]
    rate = (0.04 if "event" in x else 0.015) * amount
    unknown = {k for k in range(len(y["words"])) if r.random() < rate}
    if unknown:
        y["unknown"] = unknown
        if "lemma" in y:
            y["lemma"] = [IGNORE if k in unknown else l for k, l in enumerate(y["lemma"])]
    return y


def shuffled(n, seed):
    order = list(range(n))
    random.Random(seed).shuffle(order)
    return order
