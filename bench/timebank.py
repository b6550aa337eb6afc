#!/usr/bin/env python3
"""Time expressions against TimeBank and AQUAINT (TempEval-3): found (overlap) and value right, precision, recall, F1.

usage: bench/timebank.py [--errors N] DIR TIMEX_PROGRAM WEIGHTS
DIR holds the folders TimeBank and AQUAINT with .tml files; TIMEX_PROGRAM is build/.../bench/timex. The day of writing is the
document's creation time. A gold expression is found if one of ours overlaps it (each of ours answers one); its value is
right if the TIMEX3 values are equal, as in TempEval-3 (UzZaman and others 2013, section 5).
"""
import argparse, collections, json, pathlib, re, subprocess, sys, html

TAG = re.compile(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>", re.S)


def load(path):
    raw = path.read_text(encoding="utf-8", errors="replace").replace("\0", " ")
    dct = re.search(r"<DCT>.*?value=\"([^\"]*)\".*?</DCT>", raw, re.S)
    m = re.search(r"<TEXT[^>]*>(.*?)</TEXT>", raw, re.S)
    body = m.group(1) if m else re.sub(r"<DCT>.*?</DCT>", "", raw, flags=re.S)
    text, gold, pos, open_at = "", [], 0, None
    for m in re.finditer(r"<[^>]+>", body):
        text += html.unescape(body[pos:m.start()])
        pos = m.end()
        tag = m.group(0)
        if tag.startswith("<TIMEX3"):
            open_at = (len(text.encode()), dict(re.findall(r"(\w+)=\"([^\"]*)\"", tag)))
        elif tag.startswith("</TIMEX3") and open_at:
            gold.append((open_at[0], len(text.encode()), open_at[1].get("type", ""), open_at[1].get("value", "")))
            open_at = None
    text += html.unescape(body[pos:])
    return text, (dct.group(1)[:10] if dct else ""), gold


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("dir"), ap.add_argument("program"), ap.add_argument("weights")
    ap.add_argument("--errors", type=int, default=0)
    a = ap.parse_args()
    docs, lines = {}, []
    for p in sorted(pathlib.Path(a.dir).rglob("*.tml")):
        text, day, gold = load(p)
        docs[p.name] = (p.parent.name, text.encode(), gold)
        lines.append(json.dumps({"name": p.name, "published": day, "text": text}))
    out = subprocess.run([a.program, a.weights], input="\n".join(lines) + "\n", capture_output=True, text=True)
    if out.returncode:
        sys.exit(out.stderr)
    tally, shown = collections.defaultdict(lambda: [0, 0, 0, 0]), 0
    for line in out.stdout.split("\n")[:-1]:
        o = json.loads(line)
        part, text, gold = docs[o["name"]]
        left = list(o["timex"])
        for b, e, ty, val in gold:
            hit = next((x for x in left if x[0] < e and b < x[1]), None)
            if hit:
                left.remove(hit)
            right = bool(hit) and hit[3] == val
            for k in (part, "all", "all " + ty):
                tally[k][0] += bool(hit); tally[k][1] += right; tally[k][2] += 1
            if not right and shown < a.errors:
                shown += 1
                print(f"{'VALUE' if hit else 'MISSED'} {ty} {text[b:e].decode('utf-8', 'replace')!r} gold {val} got {hit and (text[hit[0]:hit[1]].decode('utf-8', 'replace'), hit[3])} in {text[max(0, b - 50):e + 40].decode('utf-8', 'replace')!r}")
        for x in left:
            tally[part][3] += 1; tally["all"][3] += 1
            if shown < a.errors:
                shown += 1
                print(f"EXTRA {x[2]} {text[x[0]:x[1]].decode('utf-8', 'replace')!r} {x[3]} in {text[max(0, x[0] - 50):x[1] + 40].decode('utf-8', 'replace')!r}")
    print(f"{'set':<14}{'gold':>6}{'found':>7}{'extra':>7}{'F1':>7}{'value F1':>10}")
    for k, (found, right, n, extra) in sorted(tally.items()):
        p, r = found / max(1, found + extra), found / max(1, n)
        vp, vr = right / max(1, found + extra), right / max(1, n)
        print(f"{k:<14}{n:>6}{found:>7}{extra:>7}{2 * p * r / max(1e-9, p + r):>7.3f}{2 * vp * vr / max(1e-9, vp + vr):>10.3f}")


main()
