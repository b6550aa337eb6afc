"""Tokens back to running text, with the place of each token: for data sets that come tokenised."""
import re

ESCAPED = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"', "\\/": "/", "\\*": "*"}
NO_SPACE_BEFORE = re.compile(r"^(?:[.,;:!?%)\]}]+|'s|'S|n't|N'T|'re|'ve|'ll|'d|'m|'|’s|’|\.\.\.)$")
NO_SPACE_AFTER = re.compile(r"^[(\[{$£€#]$")


def join(tokens):
    """The text and the [begin, end) of every token in it, in characters."""
    text, spans, opened = "", [], False
    glue = True
    for t in tokens:
        quote = t in ("``", "''", '"')
        word = ESCAPED.get(t, t).replace("\\/", "/")
        closes = t == "''" or (t == '"' and opened)
        if not (glue or NO_SPACE_BEFORE.match(t) or closes):
            text += " "
        spans.append((len(text), len(text) + len(word)))
        text += word
        glue = bool(NO_SPACE_AFTER.match(t)) or (quote and not closes)
        if quote:
            opened = not closes
    return text, spans
