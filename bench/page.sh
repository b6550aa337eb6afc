#!/bin/sh
# The page on a large record, beside Datasette on the same file in the same run: time to the first byte of the overview (median of
# 20, kept and not), requests a second with wrk on loopback for the overview and one finding.
# usage: page.sh ATTEST LARGE.db [DATASETTE]   LARGE.db: made by page_record.py. Needs curl and wrk.
set -eu
attest=$1
db=$2
datasette=${3-}
serve=
peer=
stop() { for p in $serve $peer; do kill "$p" 2>/dev/null || true; done; }
trap stop EXIT
out=$(mktemp)
"$attest" serve --db="$db" --port=8397 --who=bench >"$out" 2>/dev/null &
serve=$!
until [ -s "$out" ]; do sleep 0.2; done
page=$(head -1 "$out")
rm -f "$out"
median() { sort -n | awk '{ v[NR] = $1 } END { printf "%.1f ms", 1000 * v[int((NR + 1) / 2)] }'; }
ttfb() { i=0; while [ $i -lt 20 ]; do curl -s -o /dev/null -w '%{time_total}\n' "$1$i"; i=$((i + 1)); done | median; }
again() { i=0; while [ $i -lt 20 ]; do curl -s -o /dev/null -w '%{time_total}\n' "$1"; i=$((i + 1)); done | median; }
key=$(curl -s "${page}api/v1/events?limit=1" | sed -n 's/.*"key":"\([0-9a-f]*\)".*/\1/p')
echo "attest, overview, first time:       $(curl -s -o /dev/null -w '%{time_total}' "$page") s"
echo "attest, overview, kept, median:     $(again "$page")"
echo "attest, one country, first, median: $(ttfb "${page}events?place=KAZ&page=")"
rate() { wrk -t2 -c16 -d"${SECONDS_EACH-10}"s "$1" | awk '/Requests\/sec/ { r = $2 } /Non-2xx/ { bad = " (" $0 ")" } END { print r " requests/s" bad }'; }
echo "attest, overview:                   $(rate "$page")"
echo "attest, one finding:                $(rate "${page}finding/$key")"
[ -n "$datasette" ] || exit 0
"$datasette" serve "$db" --port 8398 --setting sql_time_limit_ms 30000 >/dev/null 2>&1 &
peer=$!
until curl -s -o /dev/null http://127.0.0.1:8398/; do sleep 0.5; done
name=$(basename "$db" .db)
echo "Datasette, first page:              $(rate "http://127.0.0.1:8398/$name")"
echo "Datasette, one finding:             $(rate "http://127.0.0.1:8398/$name/finding?key=$key")"
