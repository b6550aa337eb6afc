"""Cuts a report into sentences and words in the manner of UD English EWT, with character offsets.

Only for training data that comes as running text; the program has its own (src/text/sentence, src/text/token).
"""
import re

ABBREVIATIONS = set("""mr mrs ms dr prof gen col lt sgt capt maj brig sen rep gov st jr sr no nos vs etc inc ltd corp co
jan feb mar apr jun jul aug sep sept oct nov dec mt ft u.s u.k u.n e.g i.e a.m p.m approx dept est""".split())
WORD = re.compile(r"""
    https?://\S+ | www\.\S+ | [\w.+-]+@[\w-]+\.[\w.]+      # addresses
  | (?:[A-Za-z]\.){2,}                                      # U.S.
  | (?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Brig|Sen|Rep|Gov|St|Jr|Sr|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Ltd|Inc|Corp|Co|No)\.(?=\s)
  | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?(?![^\W\d_])         # numbers
  | [^\W_]+(?:['\u2019](?!s\b|S\b|re\b|ve\b|ll\b|d\b|m\b)[^\W\d_]+)*   # words, inner apostrophes kept: O'Brien
  | ['\u2019](?:s|S|re|ve|ll|d|m)\b                         # clitics
  | \.{2,} | -{2,} | \S
""", re.X)
NOT = re.compile(r"^([A-Za-z]+)(n['\u2019]t)$", re.I)


def words(text, beg, end):
    """[(beg, end)] of the words of text[beg:end]."""
    out = []
    for m in WORD.finditer(text, beg, end):
        n = NOT.match(m.group())
        if n and n.end(1):
            out += [(m.start(), m.start() + n.end(1)), (m.start() + n.end(1), m.end())]
        elif m.group() in ("cannot", "Cannot"):
            out += [(m.start(), m.start() + 3), (m.start() + 3, m.end())]
        else:
            out.append((m.start(), m.end()))
    return out


def sentences(text):
    """[[(beg, end)]]: words of each sentence. A line break or an end mark before a capital ends a sentence."""
    out = []
    for line in re.finditer(r"[^\n]+", text):
        cur = []
        w = words(text, line.start(), line.end())
        for k, (b, e) in enumerate(w):
            cur.append((b, e))
            if k + 1 == len(w):
                break
            nb = w[k + 1][0]
            closing = text[b:e] in ('"', "\u201d", "'", "\u2019", ")") and k and text[w[k - 1][0]:w[k - 1][1]] in (".", "!", "?")
            if (text[b:e] in (".", "!", "?") or closing) and nb > e and (text[nb].isupper() or not text[nb].isalpha()):
                before = text[w[k - 1][0]:w[k - 1][1]].lower() if k else ""
                if before not in ABBREVIATIONS and not (len(before) == 1 and before.isalpha()):
                    out.append(cur)
                    cur = []
        if cur:
            out.append(cur)
    return out
