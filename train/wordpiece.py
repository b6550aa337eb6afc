"""WordPiece as docs/WEIGHTS.md describes it, and the case class of a word.

The C reader (src/text/subword.c) does the same from the same text; nothing here depends on a tokenizer package.
"""
import json
import unicodedata

TYPOGRAPHIC = str.maketrans({"\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})
MAX_PIECES = 8


def is_punct(c):
    o = ord(c)
    return 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126 or unicodedata.category(c)[0] == "P"


def is_cjk(c):
    o = ord(c)
    return (0x4E00 <= o <= 0x9FFF or 0x3400 <= o <= 0x4DBF or 0x20000 <= o <= 0x2A6DF or 0x2A700 <= o <= 0x2B73F
            or 0x2B740 <= o <= 0x2B81F or 0x2B820 <= o <= 0x2CEAF or 0xF900 <= o <= 0xFAFF or 0x2F800 <= o <= 0x2FA1F)


def basic(word):
    """A word's parts: lowercased, without combining marks, cut at punctuation and CJK."""
    text = unicodedata.normalize("NFD", word.translate(TYPOGRAPHIC).lower())
    parts, cur = [], ""
    for c in text:
        if unicodedata.category(c) == "Mn":
            continue
        if c.isspace():
            if cur:
                parts.append(cur)
            cur = ""
        elif is_punct(c) or is_cjk(c):
            if cur:
                parts.append(cur)
            parts.append(c)
            cur = ""
        else:
            cur += c
    if cur:
        parts.append(cur)
    return parts


class WordPiece:
    """Cuts single words; ids are positions in `pieces`."""

    def __init__(self, pieces):
        self.pieces = pieces
        self.ids = {p: i for i, p in enumerate(pieces)}
        self.pad, self.unk = self.ids["[PAD]"], self.ids["[UNK]"]
        self.cls, self.sep = self.ids["[CLS]"], self.ids["[SEP]"]
        self.cache = {}

    def part(self, part):
        out, at = [], 0
        while at < len(part):
            for end in range(len(part), at, -1):
                i = self.ids.get(("##" if at else "") + part[at:end])
                if i is not None:
                    break
            else:
                return [self.unk]
            out.append(i)
            at = end
        return out

    def word(self, word):
        r = self.cache.get(word)
        if r is None:
            r = [i for p in basic(word) for i in self.part(p)][:MAX_PIECES] or [self.unk]
            self.cache[word] = r
        return r


def case_class(word, first):
    """The 8 classes of docs/WEIGHTS.md, in its order of tests."""
    if word.islower():
        return 0
    if any(c.isdigit() for c in word):
        return 4
    if word.isupper():
        return 2 if len(word) > 1 else 5
    if word[:1].isupper():
        return 6 if first else 1
    if any(c.isupper() for c in word):
        return 3
    return 7


def keep_piece(piece):
    """Whether a piece of the base vocabulary goes into the trimmed one: Latin letters, digits, marks, no other script."""
    if piece in ("[PAD]", "[UNK]", "[CLS]", "[SEP]"):
        return True
    if piece.startswith("[unused") or piece == "[MASK]":
        return False
    text = piece[2:] if piece.startswith("##") and len(piece) > 2 else piece
    for c in text:
        if ord(c) < 128:
            continue
        if unicodedata.category(c)[0] in "LM" and not unicodedata.name(c, "").startswith("LATIN"):
            return False
        if is_cjk(c) or 0x3000 <= ord(c) <= 0x30FF or 0xFE00 <= ord(c) <= 0xFFFF:
            return False
    return True


def base_vocab(tokenizer_json):
    with open(tokenizer_json, encoding="utf8") as f:
        v = json.load(f)["model"]["vocab"]
    return sorted(v, key=v.get)
