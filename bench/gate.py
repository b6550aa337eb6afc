#!/usr/bin/env python3
"""What the gate before the encoder leaves out, by kind of text, and what that saves: bench/gate.py DATA_DIR GOLD_DIR TEXT_DIR [--build build/x] [--most N] [--fit OUT.jsonl]

DATA_DIR holds the public sets. Kinds: sport and markets (articles of worldwide_newswire told by their words, of the third of its papers that the gate was
not fitted on; TimeBank and AQUAINT's), other newswire of that third, lines around the articles of saved web pages (trafilatura_eval), rows of
numbers in tables of those pages, and the annotated reports GOLD_DIR with their texts TEXT_DIR, of which it also says how many sentences with a row stay.
--fit writes the other two thirds of worldwide_newswire for tools/fit_gate.py.
"""
import argparse, collections, html, json, pathlib, re, subprocess, zlib

SPORT = set("""match coach cup league goal goals team teams players player season championship tournament football soccer cricket innings wickets rugby tennis olympic olympics medal striker
midfielder quarterfinals semifinals semi-final stadium qualifier fifa uefa coached boxing marathon basketball volleyball athletics referee defender goalkeeper standings""".split())
MARKET = set("""shares stocks index points percent profit revenue quarter fiscal earnings investors trading traded dividend nasdaq bourse exchange billion million fell rose gained currency yields
bonds bank turnover ipo equity rate barrel crude""".split())
CLOSE = set(".,!?;:)]%") | {"'s", "n't", "'", "’"}


def kind_of(words):
    low = [w.lower() for w in words]
    return "sport" if sum(w in SPORT for w in low) > 0.02 * len(low) else "markets" if sum(w in MARKET for w in low) > 0.035 * len(low) else "other newswire"


def joined(words):
    out = ""
    for w in words:
        out += w if not out or w in CLOSE or out[-1] in "([$" else " " + w
    return out


def newswire(data):
    """-> (name, kind, held back, text)"""
    for p in sorted((data / "ner" / "worldwide_newswire").glob("*.tsv")):
        parts = [[l.split("\t")[0] for l in b.split("\n") if l.strip()] for b in re.split(r"\n\s*\n", p.read_text(encoding="utf-8"))]
        parts = [s for s in parts if s and not s[0].startswith("http")]
        if parts:
            held = zlib.crc32(p.name.split("_")[0].encode()) % 3 == 0
            yield p.name, kind_of([w for s in parts for w in s]), held, "\n".join(joined(s) for s in parts)


def timebank(data):
    for p in sorted((data / "tempeval3" / "TBAQ-cleaned").glob("*/*.tml")):
        body = re.search(r"<TEXT>(.*?)</TEXT>", p.read_text(encoding="utf-8", errors="replace"), re.S)
        text = html.unescape(re.sub(r"<[^>]+>", "", body.group(1))).strip() if body else ""
        if kind_of(text.split()) != "other newswire":
            yield p.name, kind_of(text.split()), text


def pages(data):
    tests = data / "trafilatura_eval" / "tests"
    for url, page in json.loads((tests / "evaldata.json").read_text(encoding="utf-8")).items():
        path = next((d / page["file"] for d in (tests / "cache", tests / "eval") if (d / page["file"]).exists()), None)
        raw = path.read_text(encoding="utf-8", errors="replace") if path else ""
        if not re.search(r"<html[^>]*lang=.?en", raw[:4000]):
            continue
        if len(page["without"]) > 1:
            yield page["file"], "lines of pages", "\n".join(page["without"])
        table = []
        for row in re.findall(r"<tr.*?</tr>", raw, re.S):
            cells = [re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", c))).strip() for c in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.S)]
            line = " ".join(c for c in cells if c)
            if len(cells) > 2 and sum(c[:1].isdigit() for c in line.split()) * 4 > len(line.split()):
                table.append(line)
        if len(table) > 2:
            yield page["file"], "rows of tables", "\n".join(table)


def main():
    ap = argparse.ArgumentParser()
    for a in ("data", "gold", "texts"):
        ap.add_argument(a, type=pathlib.Path)
    ap.add_argument("--build", default="build/x")
    ap.add_argument("--fit")
    ap.add_argument("--most", type=int, default=1000, help="texts of a kind")
    a = ap.parse_args()
    texts, fit = [], []
    for name, kind, held, text in newswire(a.data):
        if held:
            texts.append((kind, name, text))
        else:
            fit.append({"name": name, "published": "2020-01-01", "language": "en", "text": text, "leave": kind != "other newswire"})
    texts += [(k, n, t) for n, k, t in timebank(a.data)] + [(k, n, t) for n, k, t in pages(a.data)]
    spans = {}
    for p in sorted(a.gold.glob("*.jsonl")):
        head, *found = [json.loads(l) for l in open(p, encoding="utf-8")]
        spans[head["report"]] = [f["span"] for f in found]
        texts.append(("annotated reports", head["report"], (a.texts / head["report"]).read_text(encoding="utf-8")))
    seen = collections.Counter()
    texts = [(k, n, t) for k, n, t in texts if k == "annotated reports" or not seen.update([k]) and seen[k] <= a.most]
    if a.fit:
        pathlib.Path(a.fit).write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in fit), encoding="utf-8")
    out = subprocess.run([a.build + "/bench/gate", "model/attest-en.atw"], input="\n".join(json.dumps([n, t]) for _, n, t in texts), capture_output=True,
                         text=True, check=True).stdout
    sums, rows, lost = collections.OrderedDict(), 0, 0
    for (kind, name, _), line in zip(texts, out.splitlines()):
        *numbers, gone = line.split("\t")[1:]
        old = sums.get(kind, (0,) * 7)
        sums[kind] = tuple(x + float(y) for x, y in zip(old, [1] + numbers))
        if kind == "annotated reports":
            ranges = [tuple(map(int, g.split("-"))) for g in gone.split()]
            rows += len(spans[name])
            lost += sum(any(b <= x and y <= e for b, e in ranges) for x, y in spans[name])
    print(f"{'kind':20} {'texts':>6} {'sentences':>9} {'words':>7}  words that leave  engine's speed with the gate / without")
    for kind, (n, sents, words, gone, gone_words, without, with_) in sums.items():
        print(f"{kind:20} {n:6.0f} {sents:9.0f} {words:7.0f}  {100 * gone_words / words:14.0f} %  {without / with_:.2f}")
    print(f"annotated rows {rows}, in sentences that leave {lost}: recall of the gate {1 - lost / max(1, rows):.4f}")


if __name__ == "__main__":
    main()
