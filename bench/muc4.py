#!/usr/bin/env python3
"""MUC-4 (TST2 unless told otherwise): the five string-fill roles of incidents of violence, head match F1, and the incident type.

usage: bench/muc4.py [--set tst2] [--errors] [CORPORA_DIR] [ATTEST]
As in the role-filler literature (Patwardhan and Riloff 2007, Huang and Riloff 2011) the fills of all templates of a text are pooled by role and
compared by their head word; alternatives ("/") count once, optional fills ("?") are neither missed nor wrong. Our side: events of ASSAULT (and
robbery, COERCE seize) give perpetrators (actor: a named body or armed group is the organisation, else individual), victims and targets (recipient:
people, things); weapons are words of data/modes.tsv in their spans. Type: a template's type is among those of the text's events.
"""
import argparse, collections, json, pathlib, re, subprocess

ROLES = {"9.": "perp individual", "10.": "perp organisation", "12.": "target", "18.": "victim", "19.": "victim", "6.": "weapon"}
HERE = pathlib.Path(__file__).resolve().parent.parent
WARFARE = re.compile(r"(?i)(clash|fight|fought|battle|combat|war\b|wars\b|conflict|offensive|coup|ceasefire|confrontation|operation|advance)")  # the task leaves warfare out
BODIES = set("ARMY FORCE POLICE MILITARY GOVERNMENT GUARD BATTALION BRIGADE CARTEL FRONT MOVEMENT COMMAND NAVY REGIME PARTY ORGANIZATION EXTRADITABLE CONTRA".split())
STOP = {"THE", "A", "AN", "OF", "IN", "ON", "AT", "FROM", "WITH", "BY", "FOR", "TO", "WHO", "NEAR", "AND"}


def head(s):
    words = re.findall(r"[\w'.-]+", s.upper().replace("(", " ( "))
    out = []
    for w in words:
        if out and w in STOP:
            break
        out.append(w)
    w = out[-1] if out else ""
    return w[:-1] if len(w) > 3 and w.endswith("S") else w


def templates(path):
    rows, slot = [], None
    for line in path.read_text(errors="replace").splitlines():
        m = re.match(r"(\d+\.) +([A-Z ]+: [A-Z ()]+?) {2,}(.*)", line)
        if m:
            slot = m.group(1)
            if slot == "0.":
                rows.append(collections.defaultdict(list))
            if rows:
                rows[-1][slot].append(m.group(3).strip())
        elif line.startswith(" " * 20) and rows and slot:
            rows[-1][slot].append(line.strip())
    return rows


def fills(lines):
    """[(heads of the alternatives, optional)]"""
    out = []
    for line in lines:
        names = re.findall(r'"([^"]*)"', line.split(": ")[0] if line.count('": ') else line)
        names = [n for n in names if n != "-"]
        if names:
            out.append(({head(n) for n in names}, line.startswith("?")))
    return out


def texts(path):
    parts = re.split(r"^((?:TST\d|DEV)-MUC[34]-\d+).*$", path.read_text(errors="replace"), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def kind(e):
    if e["type"] == "COERCE":
        return "ROBBERY"
    return {"abduct": "KIDNAPPING", "explosives": "BOMBING", "suicide-attack": "BOMBING"}.get(e["mode"], "ATTACK")


def words_of(*classes):
    rows = [l.split("\t") for l in (HERE / "data/event_words.tsv").read_text().splitlines() if l and l[0] not in "#"]
    return {head(r[0]) for r in rows if set(r[1].split(",")) & set(classes)}


def ours(record, weapons, things=words_of("building", "vehicle", "infrastructure"), people=words_of("person"), arms=words_of("weapon")):
    got, types = collections.defaultdict(set), set()
    actor = {a["id"]: a for a in record["actors"]}
    orgs = {head(a["name"]) for a in record["actors"] if a.get("type") == "org"} - {""}
    text = record["report"]["text"].encode()
    for f in record["findings"]:
        e = f.get("event") if f["kind"] == "event" else None
        if not e or f.get("negated") or not (e["type"] == "ASSAULT" or (e["type"] == "COERCE" and e["mode"] == "seize")):
            continue
        if WARFARE.match(f["head"]):
            continue
        types.add(kind(e))
        span = text[f["span"][0]:f["span"][1]].decode("utf-8", "replace")
        if re.search(r"\b(bomb|explo|dynamit|mine)", span, re.I):
            types.add("BOMBING")
        for side, role in (("actor", "perp"), ("recipient", "hit")):
            for i, t in zip(e[side], e[side + "_text"]):
                a = actor.get(i) or {}
                name = (a.get("name") or t) if a.get("type") == "org" else t
                body = a.get("type") == "org" or head(t) in BODIES
                if role == "perp":
                    got["perp organisation" if body else "perp individual"].add(head(name))
                    inside = {head(w) for w in re.findall(r"[\w'-]+", t)} - {head(name)}  # "troops of the 6th Brigade", "National Police members"
                    got["perp organisation"] |= inside & (BODIES | orgs) if not body else set()
                else:
                    person = a.get("type") in ("person", "group") or not a
                    h = head(t)
                    thing = h in things or (h not in people and not person)
                    if h not in arms:
                        got["target" if thing else "victim"].add(h)
        for w in weapons:
            if re.search(rf"\b{re.escape(w)}s?\b", span, re.I):
                got["weapon"].add(head(w))
    return got, types


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("dir", nargs="?", default="../attest-data/muc4/muc34/TASK/CORPORA")
    ap.add_argument("attest", nargs="?", default="build/release/attest")
    ap.add_argument("--set", default="tst2"), ap.add_argument("--errors", action="store_true")
    a = ap.parse_args()
    d = pathlib.Path(a.dir) / a.set
    docs = texts(next(p for p in d.iterdir() if p.name.startswith(a.set)))
    gold = collections.defaultdict(list)
    for t in templates(next(p for p in d.iterdir() if p.name.startswith("key"))):
        gold[t["0."][0].split()[0]].append(t)
    weapons = [l.split("\t")[0] for l in (HERE / "data/modes.tsv").read_text().splitlines() if not l.startswith(("#", "word")) and
               l.split("\t")[1] in ("firearms", "explosives", "heavy-weapons", "primitive")]
    lines = "".join(json.dumps({"name": n, "language": "en", "text": t.replace("[TEXT]", "")}) + "\n" for n, t in docs.items())
    out = subprocess.run([a.attest, "read", "--with-text", "--from=jsonl", "--format=jsonl", "-"], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    tally, types = collections.defaultdict(lambda: [0, 0, 0]), [0, 0]
    for record in map(json.loads, out.decode().splitlines()):
        n = record["report"]["name"]
        got, seen = ours(record, weapons)
        want = collections.defaultdict(list)
        for t in gold.get(n, []):
            kinds = re.findall(r"[A-Z ]+", t["4."][0]) if t["4."] else []
            if not kinds or t["4."][0].startswith("*"):
                continue
            types[1] += 1
            types[0] += any(k.strip() in seen for k in kinds)
            for slot, role in ROLES.items():
                for f in fills(t[slot]):
                    if f not in want[role]:
                        want[role].append(f)
        for role in set(ROLES.values()):
            left = set(got[role])
            for heads, optional in want[role]:
                hit = heads & left
                if hit:
                    left -= heads
                    tally[role][0] += not optional
                elif not optional:
                    tally[role][2] += 1
                    if a.errors:
                        print("missed", n, role, heads)
            tally[role][1] += len(left)
            if a.errors:
                for h in left:
                    print("extra", n, role, h)
    total = [0, 0, 0]
    for role, t in sorted(tally.items()):
        total = [x + y for x, y in zip(total, t)]
    for role, t in sorted(tally.items()) + [("all roles", total)]:
        p, r = t[0] / max(1, t[0] + t[1]), t[0] / max(1, t[0] + t[2])
        print(f"{role:<18} P {p:.2f} R {r:.2f} F1 {2 * p * r / (p + r) if p + r else 0:.2f}")
    print(f"MUC-4 {a.set}: incident type right {types[0]} of {types[1]} ({types[0] / max(1, types[1]):.1%})")


if __name__ == "__main__":
    main()
