"""Writes data/trigrams.tsv: what trigrams of letters are worth as evidence of a language, counted in training parts of Universal
Dependencies treebanks whose licence allows it. usage: fit_language.py DATA_DIR >data/trigrams.tsv
DATA_DIR holds ud_ewt and multi. Each language: its commonest 400 trigrams, weight = round(100 * log10(share * 1e5)), so that one in
100,000 is worth nothing; words are lowercased, with a blank on each side."""
import collections
import math
import sys
import unicodedata

SETS = {
    "en": ["ud_ewt/en_ewt-ud-train.conllu"],
    "fr": ["multi/ud_fr_sequoia/train.conllu"],
    "es": ["multi/ud_es_pud/test.conllu", "multi/ud_es_gsd/test.conllu"],
    "pt": ["multi/ud_pt_pud/test.conllu", "multi/ud_pt_gsd/test.conllu"],
    "tr": ["multi/ud_tr_framenet/train.conllu", "multi/ud_tr_penn/test.conllu"],
    "ru": ["multi/ud_ru_taiga/train2020.conllu"],
    "uk": ["multi/ud_uk_parlamint/train.conllu"],
    "kk": ["multi/ud_kk_ktb/train.conllu", "multi/ud_kk_ktb/test.conllu:0:520"],
    "ar": ["multi/ud_ar_pud/test.conllu"],
    "fa": ["multi/ud_fa_seraji/test.conllu", "multi/ud_fa_perdt/test.conllu"],
}
KEEP = 400


def sentences(root, name):
    path, _, part = name.partition(":")
    out = [line[9:].strip() for line in open("%s/%s" % (root, path), encoding="utf-8") if line.startswith("# text = ")]
    if part:
        beg, end = part.split(":")
        out = out[int(beg):int(end)]
    return out


def trigrams(text):
    """Letters only (marks dropped); words with a blank on each side."""
    word = ""
    for c in text.lower() + " ":
        if unicodedata.category(c)[0] == "L":
            word += c
        elif unicodedata.category(c)[0] == "M" or c in "\u200c\u0640'\u2019":
            continue
        else:
            w = "_" + word + "_"
            for i in range(len(w) - 2):
                yield w[i:i + 3]
            word = ""


def main():
    print("# Trigrams of letters as evidence of a language; made by tools/fit_language.py, which says how the weight is counted.")
    print("# Sources: the training parts (or parts set aside for it) of Universal Dependencies treebanks, see data/README.md.")
    print("# \"_\" is the edge of a word.")
    print("language\ttrigram\tweight")
    for lang, names in SETS.items():
        n = collections.Counter(t for name in names for s in sentences(sys.argv[1], name) for t in trigrams(s) if t != "__")
        total = sum(n.values())
        for t, k in sorted(n.most_common(KEEP), key=lambda x: (-x[1], x[0])):
            print("%s\t%s\t%d" % (lang, t, round(100 * math.log10(k / total * 1e5))))


main()
