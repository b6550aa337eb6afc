"""Accuracy of language detection: one sentence and five sentences at a time, on development parts of Universal Dependencies treebanks that
the tables did not see. usage: language.py PROGRAM DATA_DIR   (PROGRAM: bench/language, DATA_DIR with ud_ewt, ud_gum, multi)"""
import collections
import subprocess
import sys

SETS = [("en", "ud_ewt/en_ewt-ud-dev.conllu"), ("en", "ud_gum/en_gum-ud-dev.conllu"), ("fr", "multi/ud_fr_gsd/dev.conllu"),
        ("es", "multi/ud_es_gsd/dev.conllu"), ("es", "multi/ud_es_ancora/dev.conllu"), ("pt", "multi/ud_pt_bosque/dev.conllu"),
        ("pt", "multi/ud_pt_gsd/dev.conllu"), ("tr", "multi/ud_tr_boun/dev.conllu"), ("tr", "multi/ud_tr_imst/dev.conllu"),
        ("ru", "multi/ud_ru_gsd/dev.conllu"), ("ru", "multi/ud_ru_taiga/dev.conllu"), ("uk", "multi/ud_uk_iu/dev.conllu"),
        ("kk", "multi/ud_kk_ktb/test.conllu:520"), ("ar", "multi/ud_ar_padt_v1/dev.conllu"), ("fa", "multi/ud_fa_perdt/dev.conllu"),
        ("fa", "multi/ud_fa_seraji/dev.conllu")]


def texts(path):
    """The sentences: from their comment lines, or put together from their words where a set has none."""
    lines = [x[9:].strip() for x in open(path, encoding="utf-8") if x.startswith("# text = ")]
    if lines:
        return lines
    out = []
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        rows = [x.split("\t") for x in block.split("\n") if x and x[0] != "#"]
        words = [r[1] for r in rows if r[0].isdigit()]
        if words:
            out.append(" ".join(words))
    return out


def main():
    program, root = sys.argv[1:3]
    print("%-4s %-34s %9s %7s %7s %9s   %7s %7s %9s" % ("", "", "sentences", "right", "none", "misread", "x5", "none", "misread"))
    total = collections.Counter()
    for lang, name in SETS:
        path, _, beg = name.partition(":")
        lines = texts("%s/%s" % (root, path))
        lines = lines[int(beg or 0):][:2000]
        row = []
        for k in (1, 5):
            text = [" ".join(lines[i:i + k]) for i in range(0, len(lines) - k + 1, k)]
            got = subprocess.run([program], input="\n".join(text) + "\n", capture_output=True, text=True, check=True).stdout.split("\n")[:-1]
            n = len(text)
            right, none = sum(g == lang for g in got), sum(g == "-" for g in got)
            # what must not happen: another language taken for English, or English for another one
            bad = sum(g != "en" and g != "-" for g in got) if lang == "en" else sum(g == "en" for g in got)
            row += [100 * right / n, 100 * none / n, 100 * bad / n]
            for what, v in (("n", n), ("right", right), ("none", none), ("bad", bad)):
                total[k, what] += v
        print("%-4s %-34s %9d %6.1f%% %6.1f%% %8.2f%%   %6.1f%% %6.1f%% %8.2f%%" % (lang, path, len(lines), *row))
    row = [100 * total[k, w] / total[k, "n"] for k in (1, 5) for w in ("right", "none", "bad")]
    print("%-4s %-34s %9d %6.1f%% %6.1f%% %8.2f%%   %6.1f%% %6.1f%% %8.2f%%" % ("all", "", total[1, "n"], *row))


main()
