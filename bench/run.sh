#!/bin/sh
# The figures that need nothing but this tree and, where they are, the annotated reports. bench/*.py and bench/*.sh measure the
# single parts; each says how in its first lines. usage: run.sh [ATTEST]
set -eu
cd "$(dirname "$0")/.."
attest=${1:-build/release/attest}
python3 bench/start.py "$attest"
shared=${ATTEST_SHARED:-../shared}
if [ -d "$shared/gold" ]; then
    bench/gold.sh "$shared" "$attest" | tail -1
else
    echo "no annotated reports in $shared: facts F1 not measured"
fi
