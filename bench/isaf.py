#!/usr/bin/env python3
"""Least numbers killed and captured in military press releases, against their coded values.

usage: bench/isaf.py [--errors N] ISAF.jsonl ATTEST
ISAF.jsonl: {"text","gold":{"min_killed","min_captured",...}} a line; ATTEST: the program. A release's value is made of the
lower bounds that it tells of fighters (see `least`); harm to soldiers, police and civilians is another column of the coding and
left out; where nothing is counted, a named or single one killed or held counts one.
"""
import argparse, json, re, subprocess, sys

OTHERS = re.compile(r"civilian|soldier|service ?member|police|coalition|troop|afghan (?!taliban)|child|women|woman|boy|girl|resident|contractor|elder|official|guard|local (?:afghan|national|civilian|resident)|security force|marine|airmen|personnel|student|passenger|villager|worker|governor|mayor", re.I)
BACK = {"people", "individual", "men", "man", "male", "detainee", "person", "suspect", "militant"}
KILL = {"killed"}
HOLD = {"detained", "abducted"}
HELD_EVENT = re.compile(r"captur|detain|arrest|apprehend|nab|custody", re.I)
KILLED_EVENT = re.compile(r"kill|slain|dead|death|eliminat", re.I)


def least(o, whats, words):
    """Per noun the most that one figure of it tells (a release tells things twice), nouns summed; words that only refer back
    ("the men", "individuals") count if they tell more than all else; "additional", "other" are beside those."""
    text, by, back, more = o["report"]["text"].encode(), {}, 0, 0
    for f in o["findings"]:
        if f["kind"] != "figure" or f["figure"]["what"] not in whats or f["figure"]["part_of"]:
            continue
        g = f["figure"]
        if OTHERS.search(g["who_text"] or ""):
            continue
        low = g["low"] if g["low"] is not None else 1 if g["high"] is not None else 4 if g["qualifier"] == "numerous" else 3
        around = text[max(0, f["span"][0] - 30):f["span"][1]].decode("utf-8", "replace").lower()
        noun = (g["who_text"] or "").lower().split()[-1:] or [""]
        noun = noun[0].rstrip("s")
        if re.search(r"\b(additional|another|also|other|others|more)\b", around):
            more += low
        elif noun in BACK:
            back = max(back, low)
        else:
            by[noun] = max(by.get(noun, 0), low)
    best = max(sum(by.values()) + more, back)
    if not best:
        for f in o["findings"]:
            if f["kind"] == "event" and f["event"]["type"] in ("ASSAULT", "COERCE") and words.search(f["head"] or "") and f["stance"] in ("asserted", "confirmed", "reported"):
                who = " ".join(x or "" for x in f["event"]["recipient_text"])
                if who and not OTHERS.search(who):
                    best = 1
    return best


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("data"), ap.add_argument("attest")
    ap.add_argument("--errors", type=int, default=0)
    a = ap.parse_args()
    gold = [json.loads(l) for l in open(a.data, encoding="utf-8")]
    lines = [json.dumps({"name": str(i), "text": g["text"], "published": g["gold"].get("start_date")}) for i, g in enumerate(gold)]
    out = subprocess.run([a.attest, "read", "--from=jsonl", "--format=jsonl", "--with-text", "-"], input="\n".join(lines) + "\n", capture_output=True, text=True)
    if out.returncode not in (0, 1):
        sys.exit(out.stderr)
    n = killed = held = both = shown = 0
    for line in out.stdout.split("\n")[:-1]:
        o = json.loads(line)
        g = gold[int(o["report"]["name"])]
        k, h = least(o, KILL, KILLED_EVENT), least(o, HOLD, HELD_EVENT)
        gk, gh = g["gold"]["min_killed"], g["gold"]["min_captured"]
        n += 1; killed += k == gk; held += h == gh; both += k == gk and h == gh
        if (k != gk or h != gh) and shown < a.errors:
            shown += 1
            print(f"killed {gk} got {k}, held {gh} got {h}: {g['text'][:600]!r}")
            print([(f["figure"]["what"], f["figure"]["low"], f["figure"]["who_text"]) for f in o["findings"] if f["kind"] == "figure"])
    print(f"releases {n}  least killed right {killed / n:.3f}  least captured right {held / n:.3f}  both {both / n:.3f}")


main()
