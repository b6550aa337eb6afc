#!/usr/bin/env python3
"""CoreNLP's quote annotator in the form of bench/polnear, for the same table.

usage: polnear.py POLNEAR_DIR dev python3 bench/polnear_corenlp.py JARS
JARS: a folder with stanford-corenlp 4.5.10 and its models (Maven Central, edu.stanford.nlp:stanford-corenlp, and the classifier models).
Annotators: tokenize, pos, lemma, ner, depparse, statistical coref, quote, as shipped. The speaker is the mention that the annotator points at, by
its place in the text; where it gives none, the content has no source.
"""
import json, pathlib, subprocess, sys, tempfile

ANNOTATORS = "tokenize,pos,lemma,ner,depparse,coref,quote"


def run(jars, texts):
    """{name: document of the JSON output}"""
    with tempfile.TemporaryDirectory() as tmp:
        tmp = pathlib.Path(tmp)
        (tmp / "out").mkdir()
        for i, text in enumerate(texts):
            (tmp / f"{i}.txt").write_bytes(text.encode("utf-8"))
        (tmp / "files").write_text("".join(f"{tmp}/{i}.txt\n" for i in range(len(texts))))
        subprocess.run(["java", "-Xmx6g", "-cp", f"{jars}/*", "edu.stanford.nlp.pipeline.StanfordCoreNLP", "-annotators", ANNOTATORS,
                        "-coref.algorithm", "statistical", "-threads", "1", "-filelist", f"{tmp}/files", "-outputFormat", "json",
                        "-outputDirectory", f"{tmp}/out"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return [json.loads((tmp / "out" / f"{i}.txt.json").read_text(encoding="utf-8")) if (tmp / "out" / f"{i}.txt.json").exists() else {}
                for i in range(len(texts))]


def main():
    rows = [json.loads(line) for line in sys.stdin if line.strip()]
    for row, o in zip(rows, run(sys.argv[1], [r["text"] for r in rows])):
        text, byte = row["text"], [0]
        for ch in text:
            byte.append(byte[-1] + len(ch.encode("utf-8")))
        unit, char = 0, {}
        for i, ch in enumerate(text):  # Java counts UTF-16 units
            char[unit] = i
            unit += 2 if ord(ch) > 0xFFFF else 1
        char[unit] = len(text)
        at = lambda n: byte[char.get(n, len(text))]
        says = []
        for q in o.get("quotes", []):
            b, e = char.get(q["beginIndex"], 0), char.get(q["endIndex"], len(text))
            while b < e and text[b] in "\"'“”‘’«»`":
                b += 1
            while e > b and text[e - 1] in "\"'“”‘’«»`":
                e -= 1
            mb, me = 0, 0
            if q.get("mention", "Unknown") != "Unknown" and q.get("mentionBegin", -1) >= 0:
                token = {t["index"] - 1 + base: t for base, s in bases(o) for t in s["tokens"]}
                first, last = token.get(q["mentionBegin"]), token.get(q["mentionEnd"])
                if first and last:
                    mb, me = at(first["characterOffsetBegin"]), at(last["characterOffsetEnd"])
            if e > b:
                says.append([byte[b], byte[e], mb, me, 0, 0, q.get("speaker", ""), "quote"])
        print(json.dumps({"name": row["name"], "says": says}))


def bases(o):
    """(tokens before the sentence, sentence)"""
    n, out = 0, []
    for s in o["sentences"]:
        out.append((n, s))
        n += len(s["tokens"])
    return out


main()
