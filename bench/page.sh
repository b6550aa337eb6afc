#!/bin/sh
# The page on a large record, beside Datasette on the same file in the same run: the overview after a cold start, after a change, and kept;
# its first paint as Chromium measures it (median of 20 loads); requests a second with wrk on loopback for the overview and one finding.
# usage: page.sh ATTEST LARGE.db [DATASETTE]   LARGE.db: made by page_record.py or link_load.py. Needs curl and wrk; AT_NODE_MODULES as tests/web/run.sh for the paint.
set -eu
attest=$1
db=$2
datasette=${3-}
here=$(cd "$(dirname "$0")" && pwd)
serve=
peer=
stop() { for p in $serve $peer; do kill "$p" 2>/dev/null || true; done; }
trap stop EXIT
out=$(mktemp)
start() {
    : >"$out"
    "$attest" serve --db="$db" --port=8397 --who=bench >"$out" 2>/dev/null &
    serve=$!
    until [ -s "$out" ]; do sleep 0.05; done
    page=$(head -1 "$out")
}
once() { curl -s -o /dev/null -w '%{time_total}\n' "$1"; }
median() { sort -n | awk '{ v[NR] = $1 } END { printf "median %.1f ms, greatest %.1f\n", 1000 * v[int((NR + 1) / 2)], 1000 * v[NR] }'; }
twenty() { i=0; while [ $i -lt 20 ]; do "$@"; i=$((i + 1)); done | median; }
cold() { start; once "$page"; kill "$serve"; wait "$serve" 2>/dev/null || true; }
judge() { curl -s -o /dev/null --data-urlencode "token=$token" -d "who=bench&back=/$1" "${page}review"; }
# a person decides: the record changes, and what was kept is made anew
changed() {
    judge "&verdict=grade&grade=B2&target=$key"
    once "$page"
}
other() { # a page that was not asked for before
    n=$((${n-0} + 1))
    once "$page?nothing=$n$i"
}
paint() {
    [ -n "${AT_NODE_MODULES-}" ] || { echo "not measured: AT_NODE_MODULES is not set"; return; }
    node "$here/../tests/web/paint.mjs" "$@"
}
echo "server started, then the overview:    $(twenty cold)"
start
key=$(curl -s "${page}api/v1/events?limit=1" | sed -n 's/.*"key":"\([0-9a-f]*\)".*/\1/p')
token=$(curl -s "$page" | sed -n 's/.*name=token content="\([0-9a-f]*\)".*/\1/p')
echo "overview, not kept:                   $(twenty other)"
echo "overview after a judgement:           $(twenty changed)"
echo "overview, kept:                       $(twenty once "$page")"
echo "paint, kept:                          $(paint "$page")"
echo "paint, each load made anew:           $(paint "$page?nothing=N")"
rate() { wrk -t2 -c16 --timeout 60s -d"${SECONDS_EACH-10}"s "$1" | awk '/Requests\/sec/ { r = $2 } /Non-2xx/ { bad = " (" $0 ")" } END { print r " requests/s" bad }'; }
echo "attest, overview:                     $(rate "$page")"
echo "attest, one finding:                  $(rate "${page}finding/$key")"
[ -n "$datasette" ] || exit 0
"$datasette" serve "$db" --port 8398 --setting sql_time_limit_ms 30000 >/dev/null 2>&1 &
peer=$!
until curl -s -o /dev/null http://127.0.0.1:8398/; do sleep 0.5; done
name=$(basename "$db" .db)
echo "Datasette, first page, once:          $(once "http://127.0.0.1:8398/$name") s"
echo "Datasette, first page:                $(rate "http://127.0.0.1:8398/$name")"
echo "Datasette, one finding:               $(rate "http://127.0.0.1:8398/$name/finding?key=$key")"
