"""The labelled findings as gold records and plain reports, so that score.py and calibrate.py read them.

    gold.py DATA OUT [--held]        writes OUT/gold/NAME.jsonl and OUT/reports/NAME.txt; --held: only the documents never trained on

A party, place or source is the words of the text near it, pronouns too, so only kinds, types, stances, numbers and spans are fully comparable.
"""
import glob
import json
import os
import pathlib
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import findings  # noqa: E402

CLOSE = set(",.;:!?)]%…") | {"”", "''"}
CLITIC = re.compile(r"('|’)(s|S|re|ve|ll|d|m|t)|n['’]t")


def running(sents):
    """Text for words that come without their blanks."""
    text = ""
    for words in sents:
        quoted, glue = False, True
        for w in words:
            closes = w in ("”", "''") or (w == '"' and quoted)
            opens = w in ("“", "``") or (w == '"' and not quoted)
            text += w if glue or w in CLOSE or closes or CLITIC.fullmatch(w) else " " + w
            glue = opens or w in ("(", "[", "$", "£", "€")
            quoted = opens or (quoted and not closes)
        text += " "
    return text


def text_of(data, name, document, sents):
    if name in ("worldwide", "ecbplus", "gum", "ewt"):
        return running(sents)
    if name == "causal": # sentences that stand alone
        return "\n\n".join(running([s]).strip() for s in sents)
    if name == "muc":
        low = (int(document.split("-")[2]) - 1) // 100 * 100 + 1
        text = open(glob.glob(f"{data}/muc4/muc34/TASK/CORPORA/dev/dev-muc3-{low:04d}-*")[0], encoding="latin1").read()
        at = re.search(rf"^{re.escape(document)} .*$", text, re.M)
        return text[at.end():].split("\nDEV-MUC3-")[0].strip()
    for path in glob.glob(f"{data}/re3d/*/documents.json"):
        for line in [] if "BBC" in path else open(path, encoding="utf8"):
            if document in line:
                return json.loads(line)["text"]
    raise KeyError(document)


def places(text, sents):
    """[[(beg, end)]] of the words in the text, or None where a word is not found."""
    pos, out = 0, []
    for words in sents:
        out.append([])
        for w in words:
            k = text.find(w, pos)
            if k < 0:
                return None
            pos = k + len(w)
            out[-1].append((k, pos))
    return out


def row_of(r, span, words):
    """A row of a label file in the gold's form; span, words: functions of a list of (sentence, first, end)."""
    row = {"kind": r["kind"], "span": span(r["quote"]), "stance": r["stance"] or "asserted"}
    sources = [words([x]) for x in r["source"]]
    row["source"] = sources[0] if len(sources) == 1 else sources or None
    row["place"] = words(r["where"][:1]) or None
    if r["kind"] == "event":
        row.update(type=r["type"], mode=r["mode"] or None, head=words(r["head"]), actor=[words([x]) for x in r["who"]], recipient=[words([x]) for x in r["whom"]])
    elif r["kind"] == "figure":
        row.update({k: int(r[k]) if r[k] else None for k in ("low", "high")}, what=r["what"], who=words(r["who"][:1]) or None)
    elif r["kind"] == "demand":
        row["by"] = [words([x]) for x in r["who"]]
    elif r["kind"] == "cause":
        row.update(of=words(r["of"]), cause=words(r["cause"]))
    elif r["kind"] == "framing":
        row["of"] = words(r["of"][:1]) or None
    elif r["kind"] == "statement":
        row["direct"] = r["mode"] == "direct"
    return row


def main():
    data, out, held = sys.argv[1], pathlib.Path(sys.argv[2]), "--held" in sys.argv
    for part in ("gold", "reports"):
        (out / part).mkdir(parents=True, exist_ok=True)
    n = 0
    for name, document, published, kept, sents, rows in findings.read(data):
        if held and not kept:
            continue
        text = text_of(data, name, document, sents)
        at = places(text, sents)
        if at is None:
            print("left out, its words are not in its text:", name, document, file=sys.stderr)
            continue
        byte = [0]
        for ch in text:
            byte.append(byte[-1] + len(ch.encode("utf-8")))
        span = lambda x: [byte[at[x[0][0]][x[0][1]][0]], byte[at[x[-1][0]][x[-1][2] - 1][1]]]
        words = lambda x: " ".join(text[at[s][b][0]:at[s][e - 1][1]] for s, b, e in x)
        file = name + "-" + re.sub(r"[^A-Za-z0-9]+", "-", document)
        gold = [{"report": file + ".txt", "published": None if published == "-" else published, "language": "en", "rows": len(rows)}]
        for i, r in enumerate(rows):
            row = {"id": str(i), **row_of(r, span, words)}
            row["quote"] = text.encode("utf-8")[slice(*row["span"])].decode("utf-8")
            gold.append(row)
        (out / "gold" / f"{file}.jsonl").write_text("".join(json.dumps(g, ensure_ascii=False) + "\n" for g in gold), encoding="utf-8")
        (out / "reports" / f"{file}.txt").write_bytes(text.encode("utf-8"))
        n += 1
    print(n, "documents")


if __name__ == "__main__":
    main()
