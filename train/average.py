"""The weighted mean of checkpoints: python average.py OUT CHECKPOINT:WEIGHT... A weight that one of them lacks is averaged over the others.

Labels and pieces are those of the first.
"""
import sys

import torch


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    out, *parts = sys.argv[1:]
    parts = [(float(w), torch.load(path, weights_only=True)) for path, w in (p.rsplit(":", 1) for p in parts)]
    mean = parts[0][1]
    for k in list(mean["model"]):
        have = [(w, c["model"][k]) for w, c in parts if k in c["model"]]
        mean["model"][k] = sum(w * x.float() for w, x in have) / sum(w for w, _ in have)
    torch.save(mean, out)


if __name__ == "__main__":
    main()
