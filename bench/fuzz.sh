#!/bin/sh
# Fuzzes every reader for a time of processor (not of the clock) each and prints what came of it; fails if anything was found.
# usage: fuzz.sh BUILD [MINUTES] [TARGET...]   BUILD: a build of the preset fuzz; MINUTES of processor for each target (default 10)
# A run stops at a crash, a leak, a single input over 60 s of the clock or over 2 GB; the new inputs go to a scratch folder, never to the tree.
set -eu
build=$1
minutes=${2-10}
here=$(cd "$(dirname "$0")/.." && pwd)
shift
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- feed gzip html jsonl mail plain read sniff warc
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
for name; do
    mkdir -p "$work/$name" "$work/found"
    python3 - "$build/fuzz/fuzz_$name" "$work/$name" "$here/fuzz/corpus/$name" "$work/found/$name-" "$minutes" <<'P' || bad=1
import resource
import subprocess
import sys
import re

exe, new, seeds, found, minutes = sys.argv[1:]
want, runs = float(minutes) * 60, 0
while True:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = used.ru_utime + used.ru_stime
    if used >= want:
        break
    p = subprocess.run([exe, "-max_total_time=%d" % max(5, min(120, want - used)), "-timeout=60", "-rss_limit_mb=2048", "-max_len=65536", "-artifact_prefix=" + found,
                        "-print_final_stats=1", new, seeds], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace")
    runs += int((re.findall(r"number_of_executed_units: (\d+)", p.stdout) or [0])[0])
    if p.returncode:
        print(p.stdout[-3000:])
        print("%s: stopped after %.0f s of processor" % (exe.rsplit("/", 1)[-1], used))
        sys.exit(1)
print("%s: %.1f minutes of processor, %d runs, no crash, leak or timeout" % (exe.rsplit("/", 1)[-1], used / 60, runs), flush=True)
P
done
exit $bad
