"""Lemmas as edit scripts: `C|n|suffix` (C `k` keeps the case, `l` lowercases) or `=|word` (docs/WEIGHTS.md)."""
MAX_CUT, MAX_ADD = 4, 4


def common(a, b):
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return n


def script(form, lemma):
    keep = lemma != lemma.lower() and form != form.lower()
    base = form if keep else form.lower()
    n = common(base, lemma)
    if n == len(base) == len(lemma) or (n and len(base) - n <= MAX_CUT and len(lemma) - n <= MAX_ADD):
        return f"{'k' if keep else 'l'}|{len(base) - n}|{lemma[n:]}"
    return "=|" + lemma


def apply(form, label):
    kind, rest = label.split("|", 1)
    if kind == "=":
        return rest
    cut, add = rest.split("|", 1)
    base = form if kind == "k" else form.lower()
    return base[:len(base) - int(cut)] + add
