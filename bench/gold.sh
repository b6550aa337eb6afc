#!/bin/sh
# Facts F1 on the development reports: reads them with attest and scores the record against the gold.
# usage: bench/gold.sh [SHARED_DIR] [ATTEST]   (defaults ../shared and build/release/attest)
set -eu
cd "$(dirname "$0")/.."
shared=${1:-../shared}
attest=${2:-build/release/attest}
set=${GOLD:-gold}
reports=$shared/reports
[ "$set" = gold ] || reports=$shared/train-reports
out=$(mktemp)
trap 'rm -f "$out"' EXIT
python3 "$shared/gold/input.py" "$shared/$set" "$reports" | "$attest" read --from=jsonl --format=jsonl - >"$out"
python3 "$shared/gold/score.py" ${DETAIL:+--detail} "$shared/$set" "$out"
