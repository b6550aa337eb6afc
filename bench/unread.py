"""Places of reports in languages that are not read, against names in public sets: a place found is right if its mention shares letters
with a name of a place, and found are the names that some mention shares letters with. Ten sentences make a report.
usage: unread.py ATTEST DATA_DIR [SHOW]   DATA_DIR holds multi; SHOW: print that many wrong ones of each set"""
import json
import subprocess
import sys

SETS = ["ner_ru_nerel", "ner_uk_slavic", "ner_ar_anercorp", "ner_fa_arman", "ner_tr_wiki", "ner_es_conll2002", "ner_fr_wikineural", "ner_pt_wikineural", "ner_kk_kaznerd"]
BODIES = ("ORG", "ORGANIZATION", "FAC")
PLACES = ("LOC", "GPE", "CITY", "COUNTRY", "STATE", "LOCATION")


def sentences(path):
    words = []
    for line in open(path, encoding="utf-8"):
        cell = line.rstrip("\n").split()
        if len(cell) < 2 or line.startswith("#"):
            if words:
                yield words
            words = []
        elif cell[0].isdigit() and len(cell) > 2:
            words.append((cell[1], cell[2]))
        else:
            words.append((cell[0], cell[-1]))
    if words:
        yield words


def report(group):
    text, spans, bodies = "", [], []
    for sent in group:
        kind = ""
        for word, tag in sent:
            text += "" if not text or text.endswith("\n") else " "
            at = len(text.encode())
            text += word
            body = tag[2:].split("-")[0].upper() in BODIES
            is_place = tag[2:].split("-")[0].upper() in PLACES
            if tag[0] == "I" and is_place and spans and kind == "place":
                spans[-1][1] = len(text.encode())
            elif is_place:
                spans.append([at, len(text.encode())])
            if body:
                bodies.append([at, len(text.encode())])
            kind = "place" if is_place else tag[2:]
        text += "\n"
    return text, spans, bodies


def main():
    attest, data, show = sys.argv[1], sys.argv[2], int((sys.argv[3:] or [0])[0])
    for name in SETS:
        try:
            sents = list(sentences("%s/multi/%s/test.iob2" % (data, name)))[:3000]
        except OSError:
            continue
        reports = [report(sents[i:i + 10]) for i in range(0, len(sents), 10)]
        lines = "".join(json.dumps({"name": "r", "language": name.split("_")[1], "text": t}, ensure_ascii=False) + "\n" for t, _, _ in reports)
        out = subprocess.run([attest, "read", "--from=jsonl", "--format=jsonl", "-"], input=lines.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode().splitlines()
        right = within = wrong = found = gold = other = 0
        for (text, spans, bodies), line in zip(reports, out):
            r = json.loads(line)
            if r["report"]["language"] != name.split("_")[1]:
                other += 1
                continue
            got = [(m[0], m[1], p["name"]) for p in r["places"] for m in p["mentions"]]
            for b, e, called in got:
                ok = any(b < ge and gb < e for gb, ge in spans)
                part = not ok and any(b < ge and gb < e for gb, ge in bodies)
                right += ok
                within += part
                wrong += not ok and not part
                if not ok and not part and show > 0 and wrong % 7 == 1 and wrong < 7 * show:
                    print("   wrong: %s as %s in: %s" % (text.encode()[b:e].decode(), called, text.encode()[max(0, b - 40):e + 30].decode(errors="ignore").replace("\n", " ")))
            gold += len(spans)
            found += sum(any(b < ge and gb < e for b, e, _ in got) for gb, ge in spans)
        print("%s: places right %.2f of %d (%.2f with those within the name of a body), names found %.2f of %d (%d of %d reports taken for another language)"
              % (name, right / max(1, right + within + wrong), right + within + wrong, (right + within) / max(1, right + within + wrong), found / max(1, gold), gold, other, len(reports)), flush=True)


main()
