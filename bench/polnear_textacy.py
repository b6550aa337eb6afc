#!/usr/bin/env python3
"""textacy's direct quotations in the form of bench/polnear, for the same table.

usage: polnear.py POLNEAR_DIR dev PYTHON bench/polnear_textacy.py MODEL   (PYTHON has textacy and the spaCy model MODEL)
A report on which textacy fails (an odd quotation mark) has no attributions.
"""
import importlib, json, sys

import textacy.extract

nlp = importlib.import_module(sys.argv[1]).load()

for line in sys.stdin:
    o = json.loads(line)
    text = o["text"]
    doc = nlp(text)
    byte = [0]
    for ch in text:
        byte.append(byte[-1] + len(ch.encode("utf-8")))
    says = []
    try:
        for q in textacy.extract.direct_quotations(doc):
            speaker = (byte[q.speaker[0].idx], byte[q.speaker[-1].idx + len(q.speaker[-1])]) if q.speaker else (0, 0)
            cue = (byte[q.cue[0].idx], byte[q.cue[-1].idx + len(q.cue[-1])]) if q.cue else (0, 0)
            says.append([byte[q.content.start_char], byte[q.content.end_char], *speaker, *cue, " ".join(t.text for t in q.speaker), "direct"])
    except ValueError:
        says = []
    print(json.dumps({"name": o["name"], "says": says}))
