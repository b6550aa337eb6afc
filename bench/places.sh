#!/bin/sh
# Places against TR-News and LGL. usage: bench/places.sh GEO_DIR [BUILD_DIR]
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
build=${2:-$here/build}
cmake --build "$build" --target bench_event_location >/dev/null
exec python3 "$here/bench/places.py" "$build/bench/event_location" "$here/model/attest-en.atw" "$here/data/places.bin" "$1"
