#!/usr/bin/env python3
"""Measures the place of a verb against the event_location set (Halterman 2019): the place phrase must be exactly that of the gold.

usage: event_location.py PROGRAM WEIGHTS PLACES.bin labeled_text.jsonl [--detail]
PROGRAM is bench/event_location.c built. Items by a hash of their text: three quarters for learning, one quarter (dev) for measuring; both are shown.
Some spans of the set are indices of words, both ends included, in place of characters: those are counted out over the words.
"""
import hashlib, json, re, subprocess, sys

WORD = re.compile(r"\s+(?=\S)|[A-Za-z]\.(?:[A-Za-z]\.)+|'s|’s|\w+(?:[.,]\d+)*|[^\w\s]")


def words(text):
    """Words as the set's makers counted them: a run of more than one blank, or a leading one, is a word of its own."""
    out = []
    for m in WORD.finditer(text):
        if m.group().isspace():
            if m.start() > 0 and len(m.group()) < 2:
                continue
            out.append((m.start(), m.end()))
        else:
            out.append((m.start(), m.end()))
    return out


def gold_phrases(item):
    """The place phrases of an item, or None if they cannot be read."""
    out, toks = [], words(item["text"])
    for s in item["spans"]:
        if s["label"] != "LOCATION":
            continue
        b, e = s["start"], s["end"]
        if e - b <= 2:
            if e >= len(toks):
                return None
            b, e = toks[b][0], toks[e][1]
        phrase = item["text"][b:e]
        if not phrase.strip() or not (phrase[0].isupper() or phrase[0].isdigit()):
            return None
        out.append(phrase)
    return out


HEADS = set("the village town city district area province state governorate county region territory municipality sector camp".split())


def norm(s):
    """A name without article and without the words that say what it is, which the set leaves in or out."""
    ws = re.findall(r"\w+", re.sub(r"['’]s\b", "", s.casefold()))
    return " ".join([w for w in ws if w not in HEADS] or ws)


def main():
    args = [a for a in sys.argv[1:] if a != "--detail"]
    if len(args) != 4:
        sys.exit(__doc__)
    items, unread = [], 0
    for line in open(args[3], encoding="utf-8"):
        x = json.loads(line)
        verb = next((s for s in x["spans"] if s["label"] == "VERB"), None)
        gold = gold_phrases(x)
        if gold is None or verb is None:
            unread += 1
            continue
        t = x["text"]
        items.append((t, [len(t[: verb["start"]].encode()), len(t[: verb["end"]].encode())], gold))
    queries = "\n".join(json.dumps({"name": str(i), "text": t, "heads": [h]}) for i, (t, h, _) in enumerate(items)) + "\n"
    out = subprocess.run([*args[:3]], input=queries, capture_output=True, text=True, check=True).stdout
    tally = {True: [0] * 6, False: [0] * 6}
    for line in out.splitlines():
        o = json.loads(line)
        t, (b, _), gold = items[int(o["name"])]
        a = o["heads"][0]
        raw = t.encode()
        mine = None
        if a["place"] >= 0:
            spans = o["places"][a["place"]]["mentions"]
            s, e = min(spans, key=lambda m: abs(m[0] - b))
            mine = raw[s:e].decode()
        ok = mine is not None and any(norm(mine) == norm(g) for g in gold)
        k = tally[hashlib.sha256(raw).digest()[0] < 64]
        k[0] += 1
        k[1] += bool(gold)
        k[2] += ok
        k[3] += bool(gold) and mine is not None
        k[4] += mine is None and not gold
        k[5] += mine is not None
        if "--detail" in sys.argv and not ok and (gold or mine):
            print(a["step"], "| gold", gold, "| got", mine, "|", raw[b:b + 12].decode(errors="replace"), "|", t[:300].replace("\n", " "))
    for dev, name in ((False, "train"), (True, "dev")):
        n, has, ok, both, none, said = tally[dev]
        print(f"{name:<6} {n} verbs, {has} with a place: exact of those answered {ok / max(1, both):.3f}, of all {ok / max(1, has):.3f}; "
              f"P {ok / max(1, said):.3f}; {none} of {n - has} without a place left without; all right {(ok + none) / max(1, n):.3f}")
    print(f"{unread} items whose spans cannot be read are left out")


if __name__ == "__main__":
    main()
