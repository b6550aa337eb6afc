#!/usr/bin/env python3
"""Least numbers killed and captured in military press releases, against their coded values.

usage: bench/isaf.py [--errors N] ISAF.jsonl ATTEST
ISAF.jsonl: {"text","gold":{"min_killed","min_captured",...}} a line; ATTEST: the program. A release's value is made of the
lower bounds that it tells of fighters (see `least`); harm to soldiers, police and civilians is another column of the coding and
left out; where nothing is counted, a named or single one killed or held counts one.
"""
import argparse, datetime, json, re, subprocess, sys

OTHERS = re.compile(r"civilian|soldier|service ?member|police|coalition|troop|afghan (?!taliban)|child|women|woman|boy|girl|resident|contractor|elder|official|guard|local (?:afghan|national|civilian|resident)|security force|marine|airmen|personnel|student|passenger|villager|worker|governor|mayor|american", re.I)
VAGUE = re.compile(r"\b(several|multiple|numerous|a number of|some|many|few)\b")
MORE = re.compile(r"\b(additional|another|also|other|others|more|along with|of his)\b(?! than)")
BACK = {"people", "individual", "men", "man", "male", "detainee", "person", "suspect", "militant", "other", "associate"}
KILL = {"killed"}
HOLD = {"detained", "abducted"}
HELD_EVENT = re.compile(r"captur|detain|arrest|apprehend|nab|custody", re.I)
KILLED_EVENT = re.compile(r"kill|slain|dead|death|eliminat", re.I)


def figures_of(o, whats):
    """The counted, told of the operation itself: (noun, least, exact, "additional", sentence). Left out: parts of another figure,
    sums over weeks or more, what is dated a week or more before the release or has no lower bound ("a large number of")."""
    text, out = o["report"]["text"].encode(), []
    told = o["report"]["published"]
    for f in o["findings"]:
        g = f.get("figure")
        if f["kind"] != "figure" or g["what"] not in whats or g["part_of"] or g["cumulative"] or OTHERS.search(g["who_text"] or ""):
            continue
        last = (f["date"] or {}).get("to") or (f["date"] or {}).get("from")
        if last and told and (datetime.date.fromisoformat(told) - datetime.date.fromisoformat(last)).days > 7:
            continue
        low = g["low"] if g["low"] is not None else 1 if g["high"] is not None else None
        span = text[f["span"][0]:f["span"][1]].decode("utf-8", "replace").lower()
        noun = ((g["who_text"] or "").lower().split()[-1:] or [""])[0].rstrip("s")
        sentence = len(re.findall(rb"[.!?][\s\xe2]|\n\n", text[:f["span"][0]]))
        exact = g["low"] is not None and not VAGUE.search(span)
        out.append((noun, low, exact, bool(MORE.search(span)), sentence))
    return out


def least(o, whats, words):
    """The first sentence that counts is the sum; later ones tell parts of it or tell it again. What follows adds only a noun that
    was not counted yet, or "another", "others" beyond it; exact numbers replace vague ones ("several") of the same noun. A large
    number without a bound ("numerous") is four where nothing else is counted."""
    rows = figures_of(o, whats)
    first = rows[0][4] if rows else 0
    nouns = {r[0] for r in rows if r[4] == first and r[0] not in BACK}
    by, back, several, more, vague, numerous = {}, 0, 0, 0, set(), 0
    for noun, low, exact, additional, sentence in rows:
        again = sentence != first
        if low is None:
            numerous = 4
        elif noun in BACK and not (sentence == first and nouns) and not additional:
            if exact:
                back = max(back, low)
            else:
                several = max(several, low)
        elif noun not in by:
            if again and low == 1 and not additional and sum(n for v in by.values() for n, _ in v) > 1:
                continue  # one of those counted
            if again and additional and noun in BACK:
                more += low if not vague and sum(n for v in by.values() for n, _ in v) == 1 else 0
            else:
                by[noun] = [(low, sentence)]
                if not exact:
                    vague.add(noun)
        elif not again:
            by[noun].append((low, sentence))
        elif noun in vague and exact:
            by[noun] = [(low, sentence)]
            vague.discard(noun)
        elif exact and by[noun][0][1] != first and low not in [n for n, _ in by[noun]]:
            by[noun].append((low, sentence))
        elif low > sum(n for n, _ in by[noun]):
            by[noun] = [(low, sentence)]
    total = sum(n for rows in by.values() for n, _ in rows) + more
    if total <= 1:
        total = max(total, several)
    return max(total, back if not by or back > total and not vague else 0) or numerous or single(o, words)


def single(o, words):
    """One named or single fighter killed or held, where nothing is counted."""
    text = o["report"]["text"].encode()
    for f in o["findings"]:
        if f["kind"] == "event" and f["event"]["type"] in ("ASSAULT", "COERCE") and f["stance"] in ("asserted", "confirmed", "reported"):
            span = text[f["span"][0]:f["span"][1]].decode("utf-8", "replace")
            who = " ".join(x or "" for x in f["event"]["recipient_text"])
            if words.search(span) and who and not OTHERS.search(who):
                return 1
    return 0


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
