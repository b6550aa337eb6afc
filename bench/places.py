#!/usr/bin/env python3
"""Measures places against TR-News and LGL (Kamalloo and Rafiei 2018; Lieberman et al. 2010). Both only measure: nothing here is fitted to them.

usage: places.py PROGRAM WEIGHTS PLACES.bin GEO_DIR
PROGRAM is bench/event_location.c built; GEO_DIR holds TR-News.xml and lgl.xml.
found: a mention of the output overlaps one of the gold by half of both. right: of those found, with a point within 161 km (100 miles) of the gold's; of a
large region or country two middles may lie further apart than that, so the share that is right or has the gold's GeoNames id stands beside it.
Adjectives and people of a state ("Turkish") are in the gold but are no places to attest: they are left out, on both sides; the second line
of each set counts them as missed.
"""
import json, math, pathlib, subprocess, sys
import xml.etree.ElementTree as ET

ROOT = pathlib.Path(__file__).resolve().parent.parent


def demonyms():
    words = set()
    for line in open(ROOT / "data/countries.tsv", encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        if not line.startswith("#") and len(c) > 2 and c[2] in ("adjective", "person", "people"):
            words.add(c[0])
    return words


def km(a, b):
    la, lo, lb, mo = map(math.radians, (*a, *b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((mo - lo) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(min(1, h)))


def articles(path):
    for art in ET.parse(path).getroot().iter("article"):
        text = art.findtext("text")
        gold = []
        for t in art.iter("toponym"):
            b, e = int(t.findtext("start")), int(t.findtext("end"))
            tag = t.find("gaztag")
            lat, lon = (tag.findtext("lat"), tag.findtext("lon")) if tag is not None else (t.findtext("lat"), t.findtext("lon"))
            at = (float(lat), float(lon)) if lat and lon else None
            ident = int(tag.get("geonameid") or 0) if tag is not None else 0
            gold.append((len(text[:b].encode()), len(text[:e].encode()), t.findtext("phrase"), at, ident))
        yield art.get("docid"), text, gold


def measure(program, weights, places, path, left_out, detail):
    arts = {d: (t, g) for d, t, g in articles(path)}
    queries = "\n".join(json.dumps({"name": d, "text": t, "heads": []}) for d, (t, g) in arts.items()) + "\n"
    out = subprocess.run([program, weights, places], input=queries, capture_output=True, text=True, check=True).stdout
    found = extra = missed = right = same = placed = adjectives = 0
    for line in out.splitlines():
        o = json.loads(line)
        text, gold = arts[o["name"]]
        mine = sorted(((b, e, p) for p in o["places"] for b, e in p["mentions"]), key=lambda m: m[:2])
        free = list(range(len(mine)))
        for b, e, phrase, at, ident in gold:
            hit = next((i for i in free if (min(e, mine[i][1]) - max(b, mine[i][0])) * 2 >= max(e - b, mine[i][1] - mine[i][0])), None)
            if hit is not None:
                free.remove(hit)
            if phrase.casefold() in left_out:
                adjectives += 1
                continue
            if hit is None:
                missed += 1
                if detail:
                    print("missed", o["name"], phrase)
                continue
            found += 1
            if at:
                placed += 1
                p = mine[hit][2]
                ok = p["known"] and km(at, (p["lat"], p["lon"])) <= 161
                right += ok
                same += ok or (ident and ident == p["geonames"])
                if detail and not ok:
                    print("wrong", o["name"], phrase, at, p["name"], p["country"], p["lat"], p["lon"])
        extra += len(free)
        if detail:
            raw = text.encode()
            for i in free:
                print("extra", o["name"], raw[mine[i][0]:mine[i][1]].decode())
    f = lambda tp, fp, fn: 2 * tp / max(1, 2 * tp + fp + fn)
    name = pathlib.Path(path).stem
    print(f"{name:<8} found P {found / max(1, found + extra):.3f} R {found / max(1, found + missed):.3f} F1 {f(found, extra, missed):.3f}"
          f"   right within 161 km {right / max(1, placed):.3f} of {placed} found, or the same GeoNames id {same / max(1, placed):.3f}")
    print(f"{'':<8} with the {adjectives} adjectives of states as missed: F1 {f(found, extra, missed + adjectives):.3f}")


def main():
    args = [a for a in sys.argv[1:] if a != "--detail"]
    if len(args) != 4:
        sys.exit(__doc__)
    left_out = demonyms()
    for name in ("TR-News.xml", "lgl.xml"):
        path = pathlib.Path(args[3]) / name
        if path.exists():
            measure(*args[:3], path, left_out, "--detail" in sys.argv)


if __name__ == "__main__":
    main()
