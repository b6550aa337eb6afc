"""Findings labelled by reading: which words of which sentence of a public text say what. The texts are not here.

    findings.py show DATA SET DOCUMENT          the numbered sentences of a document, to label from
    findings.py pack DATA DRAFT...              turns drafts (see README.md) into findings/SET/DOCUMENT.tsv
    findings.py check DATA                      reads every file back against the texts
    findings.py words DATA SET DOCUMENT         every row with its words

DATA holds the unpacked sets. `read(DATA)` gives the rows to a program.
"""
import csv
import glob
import hashlib
import json
import os
import re
import sys
import xml.etree.ElementTree as ET

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "train"))
import words as cutter  # noqa: E402

COLUMNS = "sentence kind type mode stance low high head quote who whom where when source of cause what".split()
SPANS = "head quote who whom where when source of cause".split()
KINDS = dict(E="event", F="figure", S="statement", D="demand", C="cause", R="framing", X="silence")
TYPES = set("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split())
STANCES = set("asserted reported confirmed denied alleged expected feared promised demanded hypothetical".split())
WHAT = set("killed injured missing detained displaced abducted hospitalised intensive-care affected participants troops destroyed other".split())
HELD = 8  # one document of so many is never trained on


def held_out(document):
    """One in eight. Documents of ECB+ (12_1ecbplus) tell the same events as their neighbours, and the treebanks' documents (GUM_*, weblog-*,
    newsgroup-*) and the Causal News Corpus (train-012) train other heads: none of them measures."""
    return not re.fullmatch(r"\d+_\d+ecb(plus)?|GUM_.*|weblog-.*|newsgroup-.*|train-\d+", document) and hashlib.sha256(document.encode()).digest()[0] % HELD == 0


# ---------------------------------------------------------------- texts
def worldwide(data, document):
    out, cur = [], []
    for line in list(open(f"{data}/ner/worldwide_newswire/{document}.txt.tsv", encoding="utf8")) + ["\n"]:
        word = line.rstrip("\n").split("\t")[0].strip()
        if word and not word.startswith("http"):
            cur.append(word)
        elif not word and cur:
            out.append(cur)
            cur = []
    return out


def running(text):
    return [[text[b:e] for b, e in s] for s in cutter.sentences(text)]


def muc(data, document):
    number = int(document.split("-")[2])
    low = (number - 1) // 100 * 100 + 1
    path = glob.glob(f"{data}/muc4/muc34/TASK/CORPORA/dev/dev-muc3-{low:04d}-*")[0]
    text = open(path, encoding="latin1").read()
    at = re.search(rf"^{re.escape(document)} .*$", text, re.M)
    body = text[at.end():].split("\nDEV-MUC3-")[0]
    return running("\n".join(p.replace("\n", " ") for p in re.split(r"\n\s*\n", body.strip())))


def re3d(data, document):
    for path in glob.glob(f"{data}/re3d/*/documents.json"):
        if "BBC" in path:
            continue
        for line in open(path, encoding="utf8"):
            if document in line:
                return running(json.loads(line)["text"])
    raise KeyError(document)


GOLD_ECB = {"41_3ecbplus", "11_8ecb", "30_5ecbplus", "19_15ecb"}  # reports with gold rows


def ecbplus(data, document):
    topic = int(document.split("_")[0])
    if topic > 35 or document in GOLD_ECB:
        raise ValueError(f"{document} is for measuring only")
    out = {}
    for t in ET.parse(f"{data}/ecbplus/ECB+_LREC2014/ECB+/{topic}/{document}.xml").getroot().iter("token"):
        out.setdefault(int(t.get("sentence")), []).append((t.text or "").strip() or "_")
    sents = [out[k] for k in sorted(out)]
    return sents[1:] if sents[0][0] == "http" else sents  # an address first


GUM_FREE = "news interview bio voyage textbook vlog speech conversation".split()  # genres whose licence lets weights be trained on them


def treebank(path, document):
    """Sentences of one document of a CoNLL-U file."""
    out, mine = [], False
    for line in open(path, encoding="utf8"):
        if line.startswith("# newdoc id = "):
            mine = line.split("= ")[1].strip() == document
        elif mine and line.startswith("# sent_id"):
            out.append([])
        elif mine and re.match(r"\d+\t", line):
            out[-1].append(line.split("\t")[1])
    return out


def gum(data, document):
    if document.split("_")[1] not in GUM_FREE:
        raise ValueError(f"{document} is not for training")
    return treebank(f"{data}/ud_gum/en_gum-ud-train.conllu", document)


def ewt(data, document):
    return treebank(f"{data}/ud_ewt/en_ewt-ud-train.conllu", document)


def causal(data, document):
    """Causal News Corpus, train: "train-012" is its twenty sentences from the 240th on; each stands alone."""
    first = int(document.split("-")[1]) * 20
    with open(f"{data}/causal_news_corpus/V2/train_subtask1.csv", encoding="utf-8-sig") as f:
        texts = [r["text"] for r in csv.DictReader(f)][first:first + 20]
    return [[t for s in running(x) for t in s] for x in texts]


READ = dict(worldwide=worldwide, muc=muc, re3d=re3d, ecbplus=ecbplus, gum=gum, ewt=ewt, causal=causal)


# ---------------------------------------------------------------- drafts
def find(sentence, what, nth=1):
    """Token range of the words `what` (blank-separated; "a b ... c" leaves words out) -> (beg, end)."""
    parts = [p.split() for p in what.split(" ... ")]
    starts = [i for i in range(len(sentence)) if sentence[i:i + len(parts[0])] == parts[0]]
    if len(starts) < nth:
        return None
    beg = end = starts[nth - 1]
    end += len(parts[0])
    for p in parts[1:]:
        for i in range(end, len(sentence) + 1):
            if sentence[i:i + len(p)] == p:
                end = i + len(p)
                break
        else:
            return None
    return beg, end


def span(sents, here, what):
    """"[@N ]words[#k]" -> "s:b-e", or None."""
    m = re.fullmatch(r"(?:@(\d+) )?(.*?)(?: ?#(\d+))?", what.strip())
    s = int(m.group(1) or here)
    r = find(sents[s], m.group(2).strip(), int(m.group(3) or 1)) if s < len(sents) else None
    return f"{s}:{r[0]}-{r[1]}" if r else None


def draft_row(line, sents):
    """One line of a draft -> row, or a message."""
    head, *rest = [c.strip() for c in re.split(r"\s\|\s", line.strip())]
    c = head.split()
    row = dict.fromkeys(COLUMNS, "")
    row["sentence"], row["kind"] = int(c[0]), KINDS.get(c[1])
    for a in c[2:]:
        if a in TYPES:
            row["type"] = a
        elif a in STANCES:
            row["stance"] = a
        elif a in WHAT and not (row["kind"] == "event" and a == "troops"): # troops are counted, and a mode of MOBILIZE too
            row["what"] = a
        elif m := re.fullmatch(r"(\d*)\.\.(\d*)", a):
            row["low"], row["high"] = m.groups()
        elif re.fullmatch(r"[a-z][a-z-]*", a):
            row["mode"] = a
        else:
            return f"unknown word {a}"
    if row["sentence"] >= len(sents) or not row["kind"]:
        return "no such sentence or kind"
    for field in rest:
        k, _, v = field.partition("=")
        if k not in SPANS:
            return f"unknown field {k}"
        found = [span(sents, row["sentence"], w) for w in v.split(" ; ")]
        if None in found:
            return f"words not in the sentence: {field}"
        row[k] = ";".join(found)
    if not row["quote"]:
        n = len(sents[row["sentence"]])
        row["quote"] = f"{row['sentence']}:0-{n - (sents[row['sentence']][-1] in '.!?')}"
    need = dict(event=("type", "head"), figure=("what", "head"), cause=("of", "cause"))
    missing = [k for k in need.get(row["kind"], ()) if not row[k]]
    return f"needs {missing}" if missing else row


def pack(data, path):
    rows, name, sents, bad = [], None, None, 0
    for n, line in enumerate(open(path, encoding="utf8"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("doc "):
            _, name, document, day = line.split()
            sents = READ[name](data, document)
            continue
        row = draft_row(line, sents)
        if isinstance(row, str):
            bad += 1
            print(f"{path}:{n}: {row}")
        else:
            rows.append(row)
    os.makedirs(f"{HERE}/findings/{name}", exist_ok=True)
    with open(f"{HERE}/findings/{name}/{document}.tsv", "w", encoding="utf8") as f:
        print(f"# published\t{day}", file=f)
        print(*COLUMNS, sep="\t", file=f)
        for r in sorted(rows, key=lambda r: r["sentence"]):
            print(*(r[k] for k in COLUMNS), sep="\t", file=f)
    print(f"{path}: {len(rows)} rows, {bad} left out")


# ---------------------------------------------------------------- reading back
def ranges(s):
    """"2:0-3;2:5-6" -> [(2, 0, 3), (2, 5, 6)]"""
    return [tuple(map(int, re.split("[:-]", x))) for x in s.split(";") if x]


def read_file(path):
    """-> (published, rows); the span columns as lists of (sentence, first token, end token)."""
    lines = open(path, encoding="utf8").read().splitlines()
    rows = []
    for line in lines[2:]:
        r = dict(zip(COLUMNS, line.split("\t")))
        r["sentence"] = int(r["sentence"])
        for k in SPANS:
            r[k] = ranges(r[k])
        rows.append(r)
    return lines[0].split("\t")[1], rows


def read(data):
    """Every labelled document: (set, document, published, held out, sentences of words, rows)."""
    for path in sorted(glob.glob(f"{HERE}/findings/*/*.tsv")):
        name, document = path.split("/")[-2], os.path.basename(path)[:-4]
        published, rows = read_file(path)
        yield name, document, published, held_out(document), READ[name](data, document), rows


def text_of(sents, where):
    return " ; ".join(" ".join(sents[s][b:e]) for s, b, e in where)


def main():
    cmd, data, *rest = sys.argv[1:]
    if cmd == "show":
        for i, s in enumerate(READ[rest[0]](data, rest[1])):
            print(i, " ".join(s))
    elif cmd == "pack":
        for path in rest:
            pack(data, path)
    elif cmd == "words":
        for name, document, _, _, sents, rows in read(data):
            if [name, document] == rest:
                for r in rows:
                    print(*(f"{k}={text_of(sents, r[k]) if k in SPANS else r[k]}" for k in COLUMNS if r[k] not in ("", [])), sep=" | ")
    elif cmd == "check":
        n = docs = held = 0
        for name, document, _, h, sents, rows in read(data):
            docs, n, held = docs + 1, n + len(rows), held + h
            for r in rows:
                for k in SPANS:
                    for s, b, e in r[k]:
                        assert 0 <= b < e <= len(sents[s]), (name, document, r)
        print(f"{docs} documents, {n} rows, {held} documents held out")


if __name__ == "__main__":
    main()
