"""Reads reports (JSON Lines, a report a line) with attest on a Spark cluster and writes the records as Parquet.

    spark-submit examples/spark/read.py REPORTS.jsonl RECORDS.parquet [ATTEST] [PARTITIONS]

attest itself runs unchanged: each partition of the lines is piped through one `attest read` (one thread a process, Spark
gives the parallelism). Columns: id, name, publisher, published, language, findings (how many), record (the JSON, byte for
byte as attest printed it); one row a report. Bad lines are told on the workers' standard error and end the job.
"""
import json
import sys

from pyspark.sql import SparkSession
from pyspark.sql.types import IntegerType, StringType, StructField, StructType

SCHEMA = StructType([StructField(n, StringType()) for n in ("id", "name", "publisher", "published", "language")] +
                    [StructField("findings", IntegerType()), StructField("record", StringType())])


def row(line):
    o = json.loads(line)
    r = o["report"]
    return (r["id"], r["name"], r["publisher"], r["published"], r["language"], len(o["findings"]), line)


def main():
    reports, out = sys.argv[1:3]
    attest = sys.argv[3] if len(sys.argv) > 3 else "attest"
    parts = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    spark = SparkSession.builder.appName("attest read").getOrCreate()
    lines = spark.sparkContext.textFile(reports, parts or None)
    records = lines.pipe(attest + " read --from=jsonl --format=jsonl --threads=1 -q -", checkCode=True)
    spark.createDataFrame(records.map(row), SCHEMA).write.mode("overwrite").parquet(out)
    spark.stop()


main()
