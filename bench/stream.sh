#!/bin/sh
# Memory of a long stream: a generated web archive goes through a pipe; the most memory that attest held is printed, for three
# sizes, so that growth is seen. usage: stream.sh ATTEST [MEGABYTES] [COMMAND]   (COMMAND: text, or read)
set -eu
attest=$1
most=${2-1000}
command=${3-text}
here=$(dirname "$0")
for mb in $((most / 16)) $((most / 4)) "$most"; do
    python3 "$here/warc.py" "$mb" --page=20000 | python3 -c '
import resource, subprocess, sys, time
t = time.time()
p = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
r = resource.getrusage(resource.RUSAGE_CHILDREN)
print("%s MB: most memory %.0f MB, %.0f s wall, %.0f s of processor; %s" % (sys.argv[1], r.ru_maxrss / 1024, time.time() - t, r.ru_utime + r.ru_stime,
      p.stderr.decode().strip().split(";")[0]))
if p.returncode or r.ru_maxrss > 300 << 10:
    sys.exit("failed: status %d, bar 300 MB" % p.returncode)' "$mb" "$attest" "$command" --from=warc -
done
