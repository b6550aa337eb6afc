#!/bin/sh
# The place of a verb against the event_location set. usage: bench/event_location.sh labeled_text.jsonl [BUILD_DIR]
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
build=${2:-$here/build}
cmake --build "$build" --target bench_event_location >/dev/null
exec python3 "$here/bench/event_location.py" "$build/bench/event_location" "$here/model/attest-en.atw" "$here/data/places.bin" "$1"
