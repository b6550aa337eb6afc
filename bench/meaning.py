#!/usr/bin/env python3
"""Search by meaning on ECB+: for each sentence with a marked event, is the nearest sentence of another report about the same topic, does it tell of
the same event? Beside the same by words in common (tf-idf). Needs numpy.

usage: ecbplus.py input DIR test | attest read --from=jsonl --format=jsonl --with-vectors - > READ.jsonl
       meaning.py DIR READ.jsonl [test|train]
"""
import base64, collections, json, math, pathlib, re, sys
import numpy as np
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import ecbplus


def sentences(root, read, split):
    truth, vectors, meta = ecbplus.gold(root, split), [], []
    for line in open(read, encoding="utf-8"):
        r = json.loads(line)
        name = r["report"]["name"]
        if name not in truth:
            continue
        topic, text, mentions = truth[name]
        data = text.encode()
        v = np.frombuffer(base64.b64decode(r["vectors"]["data"]), np.int8).reshape(-1, 384).astype(float)
        for (b, e), x in zip(r["vectors"]["sentences"], v):
            beg, end = len(data[:b].decode("utf-8", "replace")), len(data[:e].decode("utf-8", "replace"))
            vectors.append(x / np.linalg.norm(x))
            meta.append((name, topic, {m[2] for m in mentions if m[0] >= beg and m[1] <= end}, text[beg:end]))
    return np.array(vectors), meta


def report(title, x, meta):
    x = x / np.linalg.norm(x, axis=1, keepdims=True)
    documents = np.array([m[0] for m in meta])
    marked = [i for i, m in enumerate(meta) if m[2]]
    topic = chain = five = n = 0
    for i in marked:
        s = x @ x[i]
        s[documents == documents[i]] = -9
        near = np.argsort(-s)[:5]
        topic += meta[near[0]][1] == meta[i][1]
        if any(documents[k] != documents[i] and meta[k][2] & meta[i][2] for k in marked):
            n += 1
            chain += bool(meta[near[0]][2] & meta[i][2])
            five += any(meta[k][2] & meta[i][2] for k in near)
    print(f"| {title} | {topic / len(marked):.3f} | {chain / n:.3f} | {five / n:.3f} |")


def words(meta):
    sets = [set(re.findall(r"[a-z0-9]+", m[3].lower())) for m in meta]
    df = collections.Counter(w for s in sets for w in s)
    at = {w: i for i, w in enumerate(df)}
    out = np.full((len(meta), len(at) + 1), 0.0, np.float32)
    out[:, -1] = 1e-6
    for i, s in enumerate(sets):
        for w in s:
            out[i, at[w]] = math.log(len(meta) / df[w]) + 1e-6
    return out


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    x, meta = sentences(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "test")
    print(f"{len(x)} sentences, {sum(bool(m[2]) for m in meta)} with a marked event\n| the nearest sentence | same topic | same event | same event, of five |\n|---|---|---|---|")
    report("by meaning, the mean off (as attest search)", x - x.mean(0), meta)
    report("by meaning, as it is", x, meta)
    report("by words in common", words(meta), meta)


if __name__ == "__main__":
    main()
