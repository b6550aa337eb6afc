"""Who did it, to whom, where and when: argument spans of event words (and of the numbers of figures) within their sentence.

A sentence's `args` are (word, labels of all words, hidden kinds): words labelled O may be of a hidden kind, as the source does not tell.
"""
import calendar
import datetime
import hashlib
import importlib.util
import json
import os
import re

import data
import words as cutter

KINDS = ["ACTOR", "RECIPIENT", "WHO", "SOURCE", "PLACE", "DATE"]  # of two that claim a word the first has it
FIELDS = dict(actor="ACTOR", recipient="RECIPIENT", who="WHO", source="SOURCE", place="PLACE")
PRONOUNS = set("he she it they we i you him her them us me his hers its their theirs our my who whom whose which that this these those one".split())
THERE = set("there here where city town village district country capital region area province island state camp border site".split())
SMALL = set("the a an of and in on at to for 's ’s".split())
MONTHS = {m.lower(): k for k, m in enumerate(calendar.month_name) if m} | {m.lower(): k for k, m in enumerate(calendar.month_abbr) if m} | {"sept": 9}
DAYS = {d.lower(): k for k, d in enumerate(calendar.day_name)}
RELATIVE = dict(today=0, tonight=0, yesterday=-1, tomorrow=1)


def label_rows(n, spans, hidden, ids):
    """spans: [(kind, first, end)] -> (labels, hidden kinds as positions)."""
    y, mine = [0] * n, sorted(spans, key=lambda s: KINDS.index(s[0]))
    for kind, b, e in mine:
        if b < e and not any(y[b:e]):
            y[b:e] = [ids["B-" + kind]] + [ids["I-" + kind]] * (e - b - 1)
    return y, sorted({KINDS.index(k) for k in hidden})


# ---------------------------------------------------------------- full names of gold rows to words of a sentence
def places_of(words, want):
    """All (first, end) where the words `want` stand."""
    return [(i, i + len(want)) for i in range(len(words) - len(want) + 1) if words[i:i + len(want)] == want]


def find_name(name, lower, at):
    """Where a sentence (lowercased words) names `name`, the place nearest to word `at`: whole, by its capitals, or by its last word; or None."""
    w = [x for x in (name[b:e].lower() for s in cutter.sentences(name) for b, e in s) if x not in ("the",)]
    if not w:
        return None
    tries = [w]
    if len(w) > 1:
        tries += [["".join(x[0] for x in w if x not in SMALL)], w[-2:], w[-1:]]
        if name[0].isupper():
            tries.append(w[:1])
    for t in tries:
        if len(t) == 1 and (len(t[0]) < 3 or t[0] in SMALL):
            continue
        found = places_of(lower, t)
        if found:
            return min(found, key=lambda s: min(abs(s[0] - at), abs(s[1] - 1 - at)))
    return None


def dates_in(lower, published):
    """[(first, end, test)] of the plain time expressions of a sentence; test(from, to) tells whether a row's days can be meant."""
    out, k = [], 0
    day = datetime.date.fromisoformat(published) if published else None
    while k < len(lower):
        w, e, test = lower[k].rstrip("."), k + 1, None
        if w in DAYS:
            test = lambda f, t, d=DAYS[w]: any(x and x.weekday() == d for x in (f, t))
        elif w in RELATIVE and day:
            test = lambda f, t, d=day + datetime.timedelta(RELATIVE[w]): d in (f, t)
        elif w in MONTHS and (w != "may" or k and lower[k - 1] in ("in", "of", "on") or k + 1 < len(lower) and lower[k + 1][:1].isdigit()):
            m, b, num = MONTHS[w], k, None
            if k and re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", lower[k - 1]):
                b, num = k - 1, int(re.match(r"\d+", lower[k - 1]).group())
            elif e < len(lower) and re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", lower[e]):
                num, e = int(re.match(r"\d+", lower[e]).group()), e + 1
            while e < len(lower) and (re.fullmatch(r"(19|20)\d\d", lower[e]) or lower[e] == "," and e + 1 < len(lower) and re.fullmatch(r"(19|20)\d\d", lower[e + 1])):
                e += 1
            test = lambda f, t, m=m, num=num: any(x and x.month == m and (num in (None, x.day)) for x in (f, t))
            out.append((b, e, test))
            k = e
            continue
        elif re.fullmatch(r"(19|20)\d\d", w):
            test = lambda f, t, y=int(w): bool(f and f.year == y and (not t or (t - f).days > 27 or t.year != y))
        elif w in ("last", "this", "next", "past") and e < len(lower) and lower[e] in ("week", "month", "year", "weekend", "night", "morning"):
            e, test = e + 1, lambda f, t: False
        if test:
            out.append((k, e, test))
        k = e
    return out


def gold_args(row, words, at, published, ids):
    """Argument labels of a gold row whose head (or number) is word `at`."""
    lower, spans, hidden = [w.lower() for w in words], [], []
    for field, kind in FIELDS.items():
        if row["kind"] == "figure" and field in ("actor", "recipient") or row["kind"] == "event" and field == "who":
            continue
        v = row.get(field) or []
        for name in [v] if isinstance(v, str) else v:
            for part in re.split(r" and |, ", name) if field == "source" and not find_name(name, lower, at) else [name]:
                s = find_name(part, lower, at)
                if s and s[0] <= at < s[1]:
                    s = None
                    if kind == "WHO":
                        hidden.append(kind)
                    continue
                if s:
                    spans.append((kind, *s))
                elif kind != "PLACE" or THERE & set(lower):
                    hidden.append(kind)
    f, t = [datetime.date.fromisoformat(x[:10]) if x else None for x in (row.get("date") or [None, None])][:2]
    dates = dates_in(lower, published)
    right = [(b, e) for b, e, test in dates if test(f, t)] if f or t else []
    if right:
        spans.append(("DATE", *min(right, key=lambda s: abs(s[0] - at))))
    elif (f or t) and dates:
        hidden.append("DATE")
    y, hidden = label_rows(len(words), spans, hidden, ids)
    for b in places_words(row.get("where"), lower, at):
        if not y[b]:
            y[b] = data.IGNORE
    return at, y, hidden


def places_words(name, lower, at):
    s = find_name(name, lower, at) if isinstance(name, str) and name else None
    return range(*s) if s else ()


# ---------------------------------------------------------------- event_location: the place of a verb
SET_WORD = re.compile(r"\s+(?=\S)|[A-Za-z]\.(?:[A-Za-z]\.)+|'s|’s|\w+(?:[.,]\d+)*|[^\w\s]")


def set_words(text):
    """Words as the set's makers counted them: a run of more than one blank, or a leading one, is a word of its own."""
    return [m.span() for m in SET_WORD.finditer(text) if not m.group().isspace() or m.start() == 0 or len(m.group()) > 1]


def read_event_location(folder, labels, learn=True):
    """Sentences with the PLACE of one verb each; three quarters by a hash of the text are for learning (bench/event_location.py)."""
    ids, out = labels.index("args"), []
    others = [k for k in KINDS if k != "PLACE"]
    for line in open(f"{folder}/event_location/labeled_text.jsonl", encoding="utf8"):
        x = json.loads(line)
        text = x["text"]
        if (hashlib.sha256(text.encode()).digest()[0] >= 64) != learn:
            continue
        marks, toks = {"VERB": [], "LOCATION": []}, set_words(text)
        for s in x["spans"]:
            b, e = s["start"], s["end"]
            if e - b <= 2 and s["label"] == "LOCATION":
                b, e = (toks[b][0], toks[e][1]) if e < len(toks) else (0, 0)
            marks[s["label"]].append((b, e))
        if len(marks["VERB"]) != 1 or any(not text[b:e].strip() or not (text[b].isupper() or text[b].isdigit()) for b, e in marks["LOCATION"]):
            continue
        v = marks["VERB"][0][0]
        for s in cutter.sentences(text):
            s = s[:data.MAX_WORDS]
            at = [k for k, (b, e) in enumerate(s) if b <= v < e]
            if at:
                inside = [[k for k, (b, e) in enumerate(s) if b < le and e > lb] for lb, le in marks["LOCATION"]]
                y, hidden = label_rows(len(s), [("PLACE", k[0], k[-1] + 1) for k in inside if k], others, ids)
                out.append(dict(words=[text[b:e] for b, e in s], args=[(at[0], y, hidden)]))
    return out


# ---------------------------------------------------------------- documents labelled by reading (bench/labels)
SPAN_KINDS = dict(event=dict(who="ACTOR", whom="RECIPIENT", where="PLACE", when="DATE", source="SOURCE"),
                  figure=dict(who="WHO", where="PLACE", when="DATE", source="SOURCE"))


LEAD = {None: {"the", "a", "an"}, "PLACE": {"in", "at", "on", "from", "near", "to", "of", "inside", "outside", "around", "across"},
        "DATE": {"on", "in", "at", "during", "since", "by", "until", "from", "about", "around", "over", "for", "of"}, "WHO": {"of", "more", "than"}}


def core(words, kind, b, e, head):
    """A label's span as gold rows write it: without the head (of "two officers" two), leading articles and prepositions. -> (b, e), maybe empty"""
    hb, he = head
    if b <= hb < e:
        b, e = (he, e) if kind == "WHO" or hb == b else (b, hb)
    while b < e and words[b].lower() in LEAD[None] | LEAD.get(kind, set()):
        b += 1
    return b, e


def label_document(sents, rows, labels):
    event, mode, stance, find, ids = (labels.index(k) for k in ("event", "mode", "stance", "find", "args"))
    out = [dict(words=list(s), event=[0] * len(s), mode=[0] * len(s), stance=[data.IGNORE] * len(s), find=[0] * len(s), args=[]) for s in sents]
    owner = {}
    for k, r in sorted(enumerate(rows), key=lambda x: -sum(e - b for _, b, e in x[1]["quote"])):
        if r["kind"] in data.FINDINGS:
            owner.update(((s, i), k) for s, b, e in r["quote"] for i in range(b, e))
        if r["kind"] not in SPAN_KINDS or not r["head"]:
            continue
        s, at, end = r["head"][0]
        x = out[s]
        if r["kind"] == "event":
            if x["event"][at]:
                continue
            x["event"][at] = event.get(r["type"], data.IGNORE)
            x["mode"][at] = mode.get(r["mode"] or "O", 0)
        x["stance"][at] = stance.get(r["stance"] or "asserted", data.IGNORE)
        spans = [(kind, b, e) for f, kind in SPAN_KINDS[r["kind"]].items() for t, b, e in r[f] if t == s]
        spans = [(kind, *core(x["words"], kind, b, e, (at, end))) for kind, b, e in spans]
        x["args"].append((at, *label_rows(len(x["words"]), spans, (), ids)))
    for (s, i), k in owner.items():
        out[s]["find"][i] = find[("I-" if owner.get((s, i - 1)) == k else "B-") + rows[k]["kind"]]
    return [cut(x) for x in out if x["words"]]


def cut(x):
    """Only the first words of an over-long sentence."""
    n = data.MAX_WORDS
    if len(x["words"]) <= n:
        return x
    y = {k: v[:n] for k, v in x.items() if k != "args"}
    y["args"] = [(at, l[:n], h) for at, l, h in x["args"] if at < n]
    return y


def read_labels(repo, folder, labels, held):
    """Documents of bench/labels: those for learning, or those held out. Held-back countries are never learned from. -> [(name, sentences)]"""
    spec = importlib.util.spec_from_file_location("findings", os.path.join(repo, "bench", "labels", "findings.py"))
    findings = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(findings)
    out = []
    for name, document, _, h, sents, rows in findings.read(folder):
        h = h or document.startswith(data.HELD_OUT)
        if h == held:
            out.append((f"{name}/{document}", label_document(sents, rows, labels)))
    return out
