#!/bin/sh
# Kills `attest add` and `attest review` with signal 9 at random moments and looks each time whether the record is whole and holds all that was said to be there.
# usage: bench/kill.sh ATTEST RECORDS.jsonl [TIMES]
set -u
attest=$1 records=$2 times=${3:-200}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
bad=0 have=0 judged=0 adds=0 reviews=0
: >"$dir/acknowledged"
db=$dir/record.db
all=$(wc -l <"$records")
for i in $(seq "$times"); do
    if [ "$have" -ge "$all" ]; then # all are in: begin anew
        rm -f "$db" "$db-wal" "$db-shm"
        have=0
        : >"$dir/acknowledged"
    fi
    pause=$(awk -v s="$i" 'BEGIN { srand(s * 7919); printf "%.3f", 0.01 + rand() * 0.6 }')
    if [ $((i % 4)) -eq 0 ] && [ "$have" -gt 0 ]; then
        # judges until it is killed; a line is written when attest has come back, so that it is acknowledged
        (n=0; while :; do n=$((n + 1)); "$attest" review --db "$db" --accept --who=kill "1:f1" >/dev/null 2>&1 && echo x >>"$dir/acknowledged"; done) &
        pid=$!
        sleep "$pause"
        kill -9 "$pid" $(ps -o pid= --ppid "$pid") 2>/dev/null
        reviews=$((reviews + 1))
    else
        "$attest" add -q --db "$db" "$records" >/dev/null 2>&1 &
        pid=$!
        sleep "$pause"
        kill -9 "$pid" 2>/dev/null
        wait "$pid" 2>/dev/null
        adds=$((adds + 1))
    fi
    [ -e "$db" ] || continue
    "$attest" verify --db "$db" >"$dir/verify" 2>&1 || { bad=$((bad + 1)); head -2 "$dir/verify"; }
    now=$(sqlite3 "$db" "SELECT count(*) FROM report" 2>/dev/null || echo 0)
    loose=$(sqlite3 "$db" "SELECT (SELECT count(*) FROM link_member m LEFT JOIN link_unit u ON u.n = m.unit WHERE u.n IS NULL OR u.incident <> m.incident)
        + (SELECT count(*) FROM report r WHERE NOT EXISTS (SELECT 1 FROM link_report l WHERE l.report = r.n))" 2>/dev/null || echo 0)
    [ "$now" -ge "$have" ] || { bad=$((bad + 1)); echo "reports went from $have to $now"; }
    [ "$loose" -eq 0 ] || { bad=$((bad + 1)); echo "$loose loose links"; }
    have=$now
    said=$(wc -l <"$dir/acknowledged" 2>/dev/null || echo 0)
    judged=$(sqlite3 "$db" "SELECT count(*) FROM judgement" 2>/dev/null || echo 0)
    [ "$judged" -ge "$said" ] || { bad=$((bad + 1)); echo "$said judgements acknowledged, $judged there"; }
done
echo "$adds kills of add and $reviews of review; the last record held $have of $all reports and $judged judgements; $bad faults"
[ "$bad" -eq 0 ]
