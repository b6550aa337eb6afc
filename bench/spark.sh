#!/bin/sh
# The records of a Spark run against those of one process, after sorting. Needs Java and a Python with pyspark and pyarrow.
# usage: spark.sh ATTEST [N] [PYTHON]   N reports (default 20000), in local-cluster mode: two workers, each a process of its own
set -eu
attest=$(realpath "$1")
n=${2-20000}
python=${3-python3}
here=$(cd "$(dirname "$0")" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
"$python" "$here/reports.py" "$n" >"$tmp/reports.jsonl"
s=$(date +%s)
"$attest" read --from=jsonl --format=jsonl -q "$tmp/reports.jsonl" | LC_ALL=C sort >"$tmp/one"
m=$(date +%s)
PYSPARK_PYTHON=$python PYSPARK_DRIVER_PYTHON=$python SPARK_LOCAL_IP=127.0.0.1 "$(dirname "$("$python" -c 'import sys; print(sys.executable)')")/spark-submit" \
    --master 'local-cluster[2,1,1024]' --conf spark.ui.enabled=false --conf spark.driver.host=127.0.0.1 \
    "$here/../examples/spark/read.py" "$tmp/reports.jsonl" "$tmp/records.parquet" "$attest" 8 >"$tmp/log" 2>&1 || { tail -30 "$tmp/log"; exit 1; }
e=$(date +%s)
"$python" - "$tmp/records.parquet" >"$tmp/spark.jsonl" <<'P'
import sys
import pyarrow.parquet
for r in pyarrow.parquet.read_table(sys.argv[1]).column("record").to_pylist():
    print(r)
P
LC_ALL=C sort "$tmp/spark.jsonl" >"$tmp/two"
wc -l <"$tmp/one"
cmp "$tmp/one" "$tmp/two" && echo "$n reports: records identical; one process $((m - s)) s, Spark $((e - m)) s with its start"
