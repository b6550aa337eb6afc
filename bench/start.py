#!/usr/bin/env python3
"""Start to first record of a one-page report, and the peak memory of that: `attest read --threads=1` on one file, the best and the middle of
several runs.

usage: bench/start.py [ATTEST] [REPORT]     (defaults build/release/attest, examples/khartoum-2019-06-03-wire.txt)
"""
import os, statistics, sys, time

attest = sys.argv[1] if len(sys.argv) > 1 else "build/release/attest"
report = sys.argv[2] if len(sys.argv) > 2 else "examples/khartoum-2019-06-03-wire.txt"
seconds, peak = [], 0
for _ in range(11):
    t = time.perf_counter()
    pid = os.posix_spawn(attest, [attest, "read", "--format=jsonl", "--threads=1", report], os.environ,
                         file_actions=[(os.POSIX_SPAWN_OPEN, 1, "/dev/null", os.O_WRONLY, 0)])
    _, status, usage = os.wait4(pid, 0)
    seconds.append(time.perf_counter() - t)
    peak = max(peak, usage.ru_maxrss)
    if status:
        sys.exit(f"{attest} ended with status {status}")
print(f"start to record {min(seconds):.3f} s best, {statistics.median(seconds):.3f} s middle of {len(seconds)}; peak memory {peak / 1024:.0f} MB")
