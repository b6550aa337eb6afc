#!/usr/bin/env python3
"""PETRARCH2's unit-test records: is the cue category (first two digits) of the expected events found?

usage: bench/petrarch.py [--errors] [PETR.UnitTest.records.xml] [ATTEST]
The records (stylised sentences: Gondor, Arnor ...) are coded with the verbs of the test dictionary, whose two-digit cue categories mix WEIS (04
approve, 06 grant, 12 accuse, 16 warn, 22 force ...) and CAMEO (03 intent to cooperate, 19 fight ...); codes beyond 22 are made up for the test and left
out. WEIS and CAMEO below say which PLOVER types (and statements, for 02 comment) answer a category in either. Recall: expected events whose category one of the sentence's events answers, whatever its
actors. Precision: events given (of sentences with an expected one) that answer one. Where the records expect nothing, events given are printed apart.
"""
import argparse, html, json, pathlib, re, subprocess

WEIS = {"01": {"CONCEDE", "RETREAT"}, "02": {"statement"}, "03": {"CONSULT"}, "04": {"SUPPORT"}, "05": {"AGREE", "AID"}, "06": {"SUPPORT", "CONCEDE", "AID", "RETREAT"},
        "07": {"AID", "SUPPORT"}, "08": {"AGREE", "SUPPORT", "COOPERATE"}, "09": {"REQUEST"}, "10": {"REQUEST"}, "11": {"REJECT", "ACCUSE"}, "12": {"ACCUSE"},
        "13": {"ACCUSE", "PROTEST"}, "14": {"REJECT", "statement"}, "15": {"REQUEST"}, "16": {"THREATEN"}, "17": {"THREATEN", "COERCE"}, "18": {"PROTEST", "MOBILIZE"},
        "19": {"SANCTION", "REJECT"}, "20": {"SANCTION", "COERCE"}, "21": {"COERCE", "ASSAULT"}, "22": {"ASSAULT"}}

CAMEO = {"03": {"AGREE"}, "04": {"CONSULT"}, "05": {"SUPPORT"}, "06": {"COOPERATE"}, "07": {"AID"}, "08": {"CONCEDE", "RETREAT"}, "09": {"ACCUSE"}, "11": {"ACCUSE"},
         "12": {"REJECT"}, "13": {"THREATEN"}, "14": {"PROTEST"}, "15": {"MOBILIZE"}, "16": {"SANCTION"}, "17": {"COERCE"}, "18": {"ASSAULT"}, "19": {"ASSAULT"},
         "20": {"ASSAULT"}}
ANSWERS = {c: WEIS[c] | CAMEO.get(c, set()) for c in WEIS}


def load(path):
    rows = []
    for m in re.finditer(r"<Sentence([^>]*)>(.*?)</Sentence>", pathlib.Path(path).read_text(encoding="utf-8", errors="replace"), re.S):
        text = re.search(r"<Text>(.*?)</Text>", m.group(2), re.S)
        day = re.search(r'date *= *"(\d{4})(\d\d)(\d\d)"', m.group(1))
        codes = re.findall(r'<EventCoding[^>]*eventcode *= *"(\d+)"', m.group(2))
        rows.append((" ".join(html.unescape(text.group(1)).split()), "-".join(day.groups()) if day else None, [c[:2] for c in codes]))
    return rows


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("file", nargs="?", default="../attest-data/petrarch2/petrarch2/data/text/PETR.UnitTest.records.xml")
    ap.add_argument("attest", nargs="?", default="build/release/attest")
    ap.add_argument("--errors", action="store_true")
    a = ap.parse_args()
    rows = load(a.file)
    lines = "".join(json.dumps({"name": str(i), "published": d, "language": "en", "text": t}) + "\n" for i, (t, d, _) in enumerate(rows))
    out = subprocess.run([a.attest, "read", "--from=jsonl", "--format=jsonl", "-"], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    got = {int(o["report"]["name"]): o["findings"] for o in map(json.loads, out.decode().splitlines())}
    found = expected = right = given = extra = 0
    for i, (text, _, codes) in enumerate(rows):
        codes = [c for c in codes if c in WEIS]
        types = [f["event"]["type"] for f in got.get(i, []) if f["kind"] == "event"]
        said = ["statement"] if any(f["kind"] == "statement" for f in got.get(i, [])) and "02" in codes else []
        if not codes:
            extra += len(types)
            continue
        hits = sum(any(t in ANSWERS[c] for t in types + said) for c in codes)
        found += hits
        expected += len(codes)
        right += sum(any(t in ANSWERS[c] for c in codes) for t in types + said)
        given += len(types + said)
        if a.errors and hits < len(codes):
            print(codes, types + said, text, sep=" | ")
    print(f"PETRARCH unit-test records: category right, recall {found} of {expected} ({found / expected:.1%}), precision {right} of {given} ({right / max(1, given):.1%}); "
          f"events where none is expected {extra}")


if __name__ == "__main__":
    main()
