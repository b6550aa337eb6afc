#!/bin/sh
# Reads the example reports into a record and prints it. usage: demo.sh ATTEST DB
set -eu
attest=$1
db=$2
rm -f "$db"
"$attest" add -q --db="$db" examples/*.txt
"$attest" show --db="$db"
n=$("$attest" show --db="$db" --format=jsonl | grep -n '"disputes":\[{' | head -1 | cut -d: -f1)
pick=${n:+$n:d1}
pick=${pick:-1:f1}
cat <<END

------------------------------------------------------------------------------------------
Where one of these comes from: $attest why --db=$db $pick

END
"$attest" why --db="$db" "$pick"
echo
echo ------------------------------------------------------------------------------------------
echo Go on with
go() { printf '  %-62s %s\n' "$1" "$2"; }
go "$attest show --db=$db --until=2019-06-04" "what happened up to that day"
go "$attest why --db=$db 3:f4" "where a finding comes from"
go "$attest read --format=text REPORT.txt" "a report of your own"
go "$attest read --format=jsonl REPORT.txt" "its record as JSON Lines"
go "$attest add --db=my.db REPORT.txt..." "a record of your own"
