#!/usr/bin/env python3
"""Main text of web pages: attest beside trafilatura, readability-lxml and Resiliparse on the trafilatura evaluation set, same pages,
same run, one core each. A `with` segment that is kept is a hit, one that is lost a miss; a `without` segment that is kept is a false
alarm. Blanks, soft hyphens and zero-width characters are made alike in all outputs and segments. Then title and publication day on the
pages of bench/labels/pages.tsv. Seconds are processor time for bytes of a page to text, pages read before the clock starts.

usage: bench/pages.py [--pages build/release/bench/pages] [--venv build/bench-venv] [--peers trafilatura,readability,resiliparse] SET_DIR

SET_DIR is the unpacked set (tests/evaldata.json, tests/cache, tests/eval). `cmake --build build/release --target bench_pages` makes the
reader. The first use installs the peers into the virtual environment.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys

PEER = r"""
import json, sys, time, logging
logging.disable(50)
from trafilatura.utils import decode_file
name = sys.argv[1]
if name == "trafilatura":
    import trafilatura
    read = lambda b: trafilatura.extract(b, include_comments=False)
elif name == "readability":
    from readability import Document
    import lxml.html
    read = lambda b: lxml.html.fromstring(Document(decode_file(b)).summary()).text_content()
else:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree
    from resiliparse.parse.encoding import detect_encoding
    read = lambda b: extract_plain_text(HTMLTree.parse_from_bytes(b, detect_encoding(b)), main_content=True, comments=False)
pages = [open(l.rstrip("\n"), "rb").read() for l in sys.stdin]
out, errors, t = [], 0, time.process_time()
for b in pages:
    try:
        out.append(read(b) or "")
    except Exception:
        out.append("")
        errors += 1
print(json.dumps({"seconds": time.process_time() - t, "errors": errors, "texts": out}))
"""


def norm(s):
    return re.sub(r"\s+", " ", re.sub("[\u00ad\u200b\u2060\ufeff]", "", s)).strip()


def score(gold, texts):
    hit = miss = alarm = 0
    for g, t in zip(gold, texts):
        t = norm(t)
        kept = [norm(w) in t for w in g["with"]]
        hit += sum(kept)
        miss += len(kept) - sum(kept)
        alarm += sum(norm(w) in t for w in g["without"])
    p, r = hit / (hit + alarm), hit / (hit + miss)
    return p, r, 2 * p * r / (p + r)


def row(name, gold, texts, seconds, note=""):
    p, r, f = score(gold, texts)
    print(f"{name:<18} {p:.4f} {r:.4f} {f:.4f} {len(texts) / seconds:9.0f} {note}", flush=True)


def bare(s):
    return re.sub(r"\W", "", s.lower())


def labelled(pages, path):
    """Title and day on the pages that were read by a person; "-": the page shows no day."""
    by_name = {pathlib.Path(p["file"]).name: p for p in pages}
    titles = days = right_title = right_day = 0
    for line in open(path, encoding="utf-8"):
        if line.startswith("#") or line.startswith("file\t"):
            continue
        name, day, title = line.rstrip("\n").split("\t")
        titles += 1
        right_title += bare(by_name[name]["title"]) in [bare(t) for t in title.split(" || ")]
        if day != "-":
            days += 1
            right_day += by_name[name].get("date") == day
    print(f"title right on {right_title} of {titles} pages ({right_title / titles:.1%}), day on {right_day} of the {days} that show one ({right_day / days:.1%})")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("set")
    ap.add_argument("--pages", default="build/release/bench/pages")
    ap.add_argument("--venv", default="build/bench-venv")
    ap.add_argument("--peers", default="trafilatura,readability,resiliparse")
    a = ap.parse_args()
    tests = pathlib.Path(a.set, "tests")
    data = json.loads((tests / "evaldata.json").read_text(encoding="utf-8"))
    gold = list(data.values())
    files = [next(str(p) for p in (tests / "cache" / g["file"], tests / "eval" / g["file"]) if p.exists()) for g in gold]
    names = "".join(f + "\n" for f in files)
    print(f"{len(files)} pages\n{'':<18} {'P':<6} {'R':<6} {'F1':<6} {'pages/s':>9}")
    ours = subprocess.run(["taskset", "-c", "0", a.pages], input=names, capture_output=True, text=True, check=True)
    pages = [json.loads(line) for line in ours.stdout.split("\n") if line]
    row("attest", gold, [p["text"] for p in pages], float(ours.stderr.split()[0]))
    row("  pages 331 on", gold[330:], [p["text"] for p in pages[330:]], float(ours.stderr.split()[0]) * 660 / 990, "(their errors were not looked at while the rules were written; speed of all)")
    python = pathlib.Path(a.venv, "bin", "python")
    if a.peers and not python.exists():
        subprocess.run([sys.executable, "-m", "venv", a.venv], check=True)
        for want in ("trafilatura==2.3.1", "readability-lxml==0.9", "lxml_html_clean", "resiliparse==2.0.1"):
            subprocess.run([python, "-m", "pip", "install", "-q", want], check=True)
    for name in filter(None, a.peers.split(",")):
        peer = subprocess.run(["taskset", "-c", "0", python, "-c", PEER, name], input=names, capture_output=True, text=True, check=True)
        out = json.loads(peer.stdout.splitlines()[-1])
        row(name, gold, out["texts"], out["seconds"], f"({out['errors']} errors)" if out["errors"] else "")
        if name == "trafilatura":
            row("  pages 331 on", gold[330:], out["texts"][330:], out["seconds"] * 660 / 990, "(speed of all)")
    labelled(pages, pathlib.Path(__file__).parent / "labels" / "pages.tsv")


if __name__ == "__main__":
    main()
