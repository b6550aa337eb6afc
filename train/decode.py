"""From scores to labels: spanning tree with one root, BIO by Viterbi. The C program decodes in the same way."""
import numpy as np


def cle(s):
    """Maximum spanning arborescence from node 0 over s[dep, head] (Chu-Liu-Edmonds). -> heads, heads[0] = 0."""
    n = len(s)
    s = s.copy()
    np.fill_diagonal(s, -np.inf)
    s[0] = -np.inf
    heads = s.argmax(1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n, bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)  # node 0 first
    own = s[cycle, heads[cycle]]
    m = len(rest)
    t = np.full((m + 1, m + 1), -np.inf)
    t[:m, :m] = s[np.ix_(rest, rest)]
    enter = s[np.ix_(cycle, rest)] - own[:, None]
    leave = s[np.ix_(rest, cycle)]
    t[m, :m], into = enter.max(0), enter.argmax(0)
    t[:m, m], out = leave.max(1), leave.argmax(1)
    sub = cle(t)
    heads = heads.copy()
    for k in range(1, m):
        heads[rest[k]] = cycle[out[k]] if sub[k] == m else rest[sub[k]]
    heads[cycle[into[sub[m]]]] = rest[sub[m]]
    return heads


def find_cycle(heads):
    state = [0] * len(heads)
    state[0] = 2
    for i in range(1, len(heads)):
        path, x = [], i
        while state[x] == 0:
            state[x] = 1
            path.append(x)
            x = heads[x]
        if state[x] == 1:
            return np.array(path[path.index(x):])
        for y in path:
            state[y] = 2
    return None


def tree(s):
    """s [N, N] arc scores, node 0 the root -> heads of the best tree in which exactly one word hangs on the root."""
    s = s.astype(np.float64)
    np.fill_diagonal(s, -np.inf)
    heads = s.argmax(1)
    heads[0] = 0
    if (heads[1:] == 0).sum() == 1 and find_cycle(heads) is None:
        return heads
    heads = cle(s)
    if (heads[1:] == 0).sum() == 1:
        return heads
    best, score = heads, -np.inf
    for r in range(1, len(s)):
        t = s.copy()
        t[1:, 0] = -1e6
        t[r, 0] = s[r, 0]
        h = cle(t)
        total = t[np.arange(1, len(s)), h[1:]].sum()
        if total > score:
            best, score = h, total
    return best


def viterbi(e, lengths):
    """e [P, N, labels] in the order O, B-x, I-x, B-y, ...: best path where I-x follows B-x or I-x only. -> [P, N]"""
    e = e.copy()
    p, n, k = e.shape
    rows, out = np.arange(p), np.zeros((p, n), int)
    pad = np.arange(n)[None] >= np.asarray(lengths)[:, None]
    e[pad] = -1e9
    e[..., 0][pad] = 0
    back = np.zeros((p, n, k), np.int16)
    s = e[:, 0].copy()
    s[:, 2::2] = -1e9
    for t in range(1, n):
        top = s.argmax(1)
        nxt = np.repeat(s[rows, top][:, None], k, 1)
        back[:, t] = top[:, None]
        b, i = s[:, 1::2], s[:, 2::2]
        begun = b >= i
        nxt[:, 2::2] = np.where(begun, b, i)
        back[:, t, 2::2] = np.where(begun, np.arange(1, k, 2), np.arange(2, k, 2))
        s = nxt + e[:, t]
    out[:, -1] = s.argmax(1)
    for t in range(n - 1, 0, -1):
        out[:, t - 1] = back[rows, t, out[:, t]]
    return out


def spans(path, labels):
    """Label positions -> {(first, last, type)}."""
    out, beg, kind = set(), None, None
    for i, v in enumerate(list(path) + [0]):
        if beg is not None and not (v and v % 2 == 0 and labels[v][2:] == kind):
            out.add((beg, i - 1, kind))
            beg = None
        if v and beg is None:
            beg, kind = i, labels[v][2:]
    return out


def once(found, e, labels):
    """PropBank gives a numbered role once to a predicate: of two spans of one role the one that its words prefer less goes. e [N, labels]."""
    kept = {}
    for f, l, kind in sorted(found):
        if kind[:3] == "ARG" and kind[3:] in ("0", "1", "2", "3", "4", "A"):
            b = labels.index("B-" + kind)
            margin = float(e[f, b] - e[f, 0] + (e[f + 1:l + 1, b + 1] - e[f + 1:l + 1, 0]).sum())
            if kind in kept and kept[kind][0] >= margin:
                continue
            kept[kind] = (margin, (f, l, kind))
        else:
            kept[f, l, kind] = (0, (f, l, kind))
    return {x for _, x in kept.values()}
