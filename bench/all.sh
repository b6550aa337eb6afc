#!/bin/sh
# Every accuracy bench in one go, for the table of docs/ACCURACY.md. usage: bench/all.sh DATA_DIR [BUILD_DIR] [SHARED_DIR]
# DATA_DIR holds the public sets unpacked (ud_ewt, ud_gum, propbank_ewt, ner, geo, tempeval3, plover, petrarch2, polnear, isaf, muc4,
# event_location); a set that is not there is passed over. Each part prints under its name.
set -u
cd "$(dirname "$0")/.."
data=${1:?usage: all.sh DATA_DIR [BUILD_DIR] [SHARED_DIR]}
build=${2:-build/release}
shared=${3:-../shared}
weights=model/attest-en.atw
places=data/places.bin
part() { name=$1; need=$2; shift 2; [ -e "$need" ] || { echo "== $name: $need is not here"; return; }; echo "== $name"; "$@" 2>&1 | tail -n "${lines:-8}"; }

cmake --build "$build" --target attest bench_timex bench_polnear bench_event_location bench_coref bench_engine_eval >/dev/null || exit 1
lines=45 part "annotated reports" "$shared/gold" bench/gold.sh "$shared" "$build/attest"
lines=60 part engine "$data/ud_ewt" sh bench/engine.sh "$data" "$build"
part TimeBank "$data/tempeval3" python3 bench/timebank.py "$data/tempeval3" "$build/bench/timex" "$weights"
part places "$data/geo" sh bench/places.sh "$data/geo" "$build"
part "place of a verb" "$data/event_location" sh bench/event_location.sh "$(ls "$data"/event_location/*.jsonl 2>/dev/null | head -1)" "$build"
part "PLOVER examples" "$data/plover" python3 bench/plover.py "$(find "$data/plover" -name 'PLOVER_GSR_even.json' | head -1)" "$build/attest"
part "PETRARCH records" "$data/petrarch2" python3 bench/petrarch.py "$(find "$data/petrarch2" -name 'PETR.UnitTest.records.xml' | head -1)" "$build/attest"
part "MUC-4 TST2" "$data/muc4" python3 bench/muc4.py "$(find "$data/muc4" -iname "*tst2*" | head -1 | xargs -r dirname)" "$build/attest"
part "PolNeAR dev" "$data/polnear" python3 bench/polnear.py "$data/polnear" dev "$build/bench/polnear" "$weights" "$places"
part ISAF "$data/isaf" python3 bench/isaf.py "$(ls "$data"/isaf/*.jsonl | head -1)" "$build/attest"
part "coreference, GUM test" "$data/ud_gum" python3 bench/coref.py "$build/bench/coref" "$weights" "$data/ud_gum/en_gum-ud-test.conllu"
part "places unread" "$data/multi" python3 bench/unread.py "$build/attest" "$data"
part "silence, simulated" "$build" sh -c "cmake --build $build --target bench_silence >/dev/null && $build/bench/silence"
