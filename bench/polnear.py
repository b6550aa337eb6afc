#!/usr/bin/env python3
"""Measure attributions against PolNeAR (Newell, Margolin and Ruths 2018): content spans and their sources.

usage: polnear.py [--list] POLNEAR_DIR PART PROGRAM WEIGHTS PLACES
POLNEAR_DIR holds data/PART/text and data/PART/attributions (brat files); PART is dev or test; PROGRAM is bench/polnear.
One annotator an article (the first by name). A content is found when a content of the program shares half of the words of
both together (Jaccard 0.5), one to one, best first; drafts of the same source that touch are joined first, since a
quotation broken by its cue is one content there. The source is right when its last word, the head, is one of the gold
source's words, or the gold's head one of its words. The set is for measuring only: nothing is learned from it.
"""
import json, pathlib, re, subprocess, sys

WORD = re.compile(r"\w+")

def words(text, spans):
    out = set()
    for b, e in spans:
        out |= {b + m.start() for m in WORD.finditer(text[b:e])}
    return out

def gold_of(path, text):
    ents, links = {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        part = line.split("\t")
        if line.startswith("T"):
            kind, _, rest = part[1].partition(" ")
            ents[part[0]] = (kind, [tuple(map(int, s.split())) for s in rest.split(";")])
        elif line.startswith("E"):
            links.append([x.split(":") for x in part[1].split()])
    rows = []
    for link in links:
        content, source = [], []
        for role, ref in link:
            if ref in ents and ref.startswith("T"):
                if role.startswith("Content"):
                    content += ents[ref][1]
                elif role.startswith("Source"):
                    source += ents[ref][1]
        if content:
            rows.append((words(text, content), sorted(source), content))
    return rows

def join(says, text):
    """Contents of one source and cue are one content; so are a quotation's parts inside a longer content."""
    groups = {}
    for b, e, sb, se, cb, ce, name, rule in says:
        key = (cb, ce, name) if ce else (b, e, name)
        groups.setdefault(key, []).append((b, e, sb, se))
    out = []
    for rows in groups.values():
        out.append((words(text, [r[:2] for r in rows]), [(r[2], r[3]) for r in rows if r[3] > r[2]][:1]))
    return [r for r in out if r[0]]

def head(text, span):
    m = list(WORD.finditer(text[span[0]:span[1]]))
    return m[-1].group().casefold() if m else ""

def same_head(text, gold, got):
    a = {w.casefold() for b, e in gold for w in WORD.findall(text[b:e])}
    b = {w.casefold() for x, y in got for w in WORD.findall(text[x:y])}
    return any(head(text, s) in a for s in got) or any(head(text, s) in b for s in gold)

def main():
    args = [a for a in sys.argv[1:] if a != "--list"]
    show = "--list" in sys.argv
    if len(args) != 5:
        sys.exit(__doc__)
    base, part = pathlib.Path(args[0]) / "data" / args[1], args[1]
    texts, raw = {}, []
    for p in sorted((base / "text").glob("*.txt")):
        texts[p.stem] = p.read_bytes().decode("utf-8").replace("\r\n", "\n")
        raw.append(json.dumps({"name": p.stem, "text": texts[p.stem]}, ensure_ascii=False))
    run = subprocess.run(args[2:], input="\n".join(raw) + "\n", capture_output=True, text=True, check=True)
    tally, heads = [0, 0, 0], [0, 0]
    for line in run.stdout.splitlines():
        o = json.loads(line)
        text = texts[o["name"]]
        ann = sorted((base / "attributions").glob(o["name"] + "_*.ann"))
        if not ann:
            continue
        gold = gold_of(ann[0], text)
        size, at = [], 0
        for ch in text:  # bytes to characters
            size.append(at)
            at += len(ch.encode("utf-8"))
        char = {b: i for i, b in enumerate(size)}
        char[at] = len(text)
        says = [[char[x] for x in s[:6]] + s[6:] for s in o["says"]]
        got = join(says, text)
        pairs = sorted(((len(g[0] & s[0]) / len(g[0] | s[0]), i, j) for i, g in enumerate(gold) for j, s in enumerate(got) if g[0] & s[0]), reverse=True)
        gi, sj = {}, set()
        for v, i, j in pairs:
            if v >= 0.5 and i not in gi and j not in sj:
                gi[i] = j
                sj.add(j)
        tally[0] += len(gi)
        tally[1] += len(got) - len(sj)
        tally[2] += len(gold) - len(gi)
        for i, j in gi.items():
            if gold[i][1]:
                ok = bool(got[j][1]) and same_head(text, gold[i][1], got[j][1])
                heads[0] += ok
                heads[1] += 1
                if show and not ok:
                    print("source", o["name"], [text[b:e] for b, e in gold[i][1]], [text[b:e] for b, e in got[j][1]])
        if show:
            for i, g in enumerate(gold):
                if i not in gi:
                    print("missed", o["name"], [text[b:e] for b, e in g[2]])
    right, extra, missed = tally
    p, r = right / max(1, right + extra), right / max(1, right + missed)
    print(f"polnear {part} content: P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}; source head {heads[0] / max(1, heads[1]):.3f} of {heads[1]}")

if __name__ == "__main__":
    main()
