#!/bin/sh
# Accuracy and speed of the engine: sh bench/engine.sh DATA_DIR [BUILD_DIR]
# DATA_DIR holds the unpacked public sets (ud_ewt, ud_gum, propbank_ewt, ner); the last line is the bar: EWT test LAS on given words.
set -e
data=${1:?usage: engine.sh DATA_DIR [BUILD_DIR]}
build=${2:-build}
here=$(dirname "$0")/..
weights=$here/model/attest-en.atw
eval=$build/bench/engine_eval
cmake --build "$build" --target bench_engine_eval bench_engine_speed bench_roofline >&2

echo "== EWT test, given words"
"$eval" "$weights" words "$data/ud_ewt/en_ewt-ud-test.conllu"
echo "== EWT test, running text"
"$eval" "$weights" raw "$data/ud_ewt/en_ewt-ud-test.conllu"
echo "== GUM test, given words"
"$eval" "$weights" words "$data/ud_gum/en_gum-ud-test.conllu"
echo "== GUM test, running text"
"$eval" "$weights" raw "$data/ud_gum/en_gum-ud-test.conllu"
echo "== PropBank EWT test"
"$eval" "$weights" roles "$data/ud_ewt/en_ewt-ud-test.conllu" "$data/propbank_ewt/ewt-propbank-test.jsonl"
echo "== names, countries held out of training (without the four articles that are also annotated reports)"
set --
for f in "$data"/ner/worldwide_newswire/kenya* "$data"/ner/worldwide_newswire/mex* "$data"/ner/worldwide_newswire/kr* "$data"/ner/worldwide_newswire/iran*; do
    case $f in
    *kr_kherald_8.txt.tsv | *kr_jgdaily_11.txt.tsv | *iran_times_4.txt.tsv | *kenya_nation_6.txt.tsv) ;;
    *) set -- "$@" "$f" ;;
    esac
done
"$eval" "$weights" names "$@"
echo "== speed, one core"
sed -n 's/^# text = //p' "$data/ud_gum/en_gum-ud-test.conllu" >"$build/engine-speed.txt"
"$build/bench/engine_speed" "$weights" "$build/engine-speed.txt"
"$build/bench/roofline"
echo "== bar"
"$eval" "$weights" words "$data/ud_ewt/en_ewt-ud-test.conllu" | tail -n 1
