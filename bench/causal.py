#!/usr/bin/env python3
"""Pairs of cause and effect on the development part of the Causal News Corpus.

usage: bench/causal.py CAUSAL WEIGHTS DIR/causal_news_corpus [--detail]

CAUSAL is bench/causal.c. A pair is right when both of its spans share half of their words with the spans of a gold pair: the words in
common are at least half of the longer of the two. Each gold pair is found once. Measured on the sentences that have pairs (the
task as it was set) and on all sentences, those without a cause too.
"""
import ast, csv, re, subprocess, sys


def words_and_pairs(text, relations):
    def walk(t):
        words, spans, open_ = [], {}, {}
        for tok in re.findall(r"</?(?:ARG|SIG)\d>|[^\s<]+|<", t):
            m = re.fullmatch(r"<(/?)(ARG[01]|SIG\d)>", tok)
            if m and m.group(1):
                spans[m.group(2)] = (open_.get(m.group(2), 0), len(words))
            elif m:
                open_[m.group(2)] = len(words)
            else:
                words.append(tok)
        return words, spans
    words = walk(text)[0]
    pairs = []
    for r in relations:
        w, s = walk(r)
        words = w
        if "ARG0" in s and "ARG1" in s:
            pairs.append((s["ARG0"], s["ARG1"]))
    return words, pairs


def like(a, b):
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > 0 and 2 * shared >= max(a[1] - a[0], b[1] - b[0])


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    if len(args) != 3:
        sys.exit(__doc__)
    part = next((a.split("=")[1] for a in sys.argv if a.startswith("--part=")), "dev")
    with open(f"{args[2]}/V2/{part}_subtask2_grouped.csv", encoding="utf-8-sig", newline="") as f:
        rows = [words_and_pairs(r["text"], ast.literal_eval(r["causal_text_w_pairs"])) for r in csv.DictReader(f)]
    out = subprocess.run(args[:2], input="".join(" ".join(w) + "\n" for w, _ in rows), text=True, capture_output=True, check=True).stdout.split("\n")
    count = {True: [0, 0, 0], False: [0, 0, 0]}
    for (words, gold), line in zip(rows, out):
        ours = [tuple(map(int, p.split())) for p in line.split("\t") if p]
        left, right = list(gold), 0
        for a, b, c, d in ours:
            hit = next((g for g in left if like((a, b), g[0]) and like((c, d), g[1])), None)
            if hit:
                left.remove(hit)
                right += 1
        for has in (True, False):
            if gold or not has:
                for i, v in enumerate((right, len(ours), len(gold))):
                    count[has][i] += v
        if "--detail" in sys.argv and gold:
            show = lambda s: " ".join(words[s[0]:s[1]])
            print(f"-- {right} of {len(gold)}:", " ".join(words))
            for g in gold:
                print("   gold  ", show(g[0]), " => ", show(g[1]))
            for a, b, c, d in ours:
                print("   ours  ", show((a, b)), " => ", show((c, d)))
    for has, name in ((True, "sentences with pairs"), (False, "all sentences")):
        r, o, g = count[has]
        p, q = r / max(o, 1), r / max(g, 1)
        print(f"{name}: pairs {g}, found {o}, right {r}: P {p:.3f} R {q:.3f} F1 {2 * p * q / max(p + q, 1e-9):.3f}")


if __name__ == "__main__":
    main()
