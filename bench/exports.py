"""Reads every export back with what its users read it with: exports.py ATTEST RECORD.db (needs pandas and jsonschema).

Tables go through pandas with the column names of their makers; GeoJSON, annotations and claims through a JSON schema; PLOVER lines through json.
Prints a line a format and ends with how many were read; exit 1 if one was not.
"""
import csv
import io
import json
import subprocess
import sys

import jsonschema
import pandas as pd

ACLED = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2
inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities
tags timestamp""".split()
POINT = dict(type="object", required=["type", "geometry", "properties"],
             properties=dict(type=dict(const="Feature"), geometry=dict(type="object", required=["type", "coordinates"], properties=dict(
                 type=dict(const="Point"), coordinates=dict(type="array", minItems=2, maxItems=3, prefixItems=[
                     dict(type="number", minimum=-180, maximum=180), dict(type="number", minimum=-90, maximum=90)])))))
GEOJSON = dict(type="object", required=["type", "features"], properties=dict(type=dict(const="FeatureCollection"), features=dict(type="array", items=POINT)))
ANNOTATION = dict(type="object", required=["@context", "id", "type", "items"], properties=dict(type=dict(const="AnnotationPage"), items=dict(
    type="array", items=dict(type="object", required=["id", "type", "target"], properties=dict(type=dict(const="Annotation"), target=dict(
        type="object", required=["source", "selector"], properties=dict(selector=dict(type="array", items=dict(
            anyOf=[dict(required=["type", "exact"]), dict(required=["type", "start", "end"])])))))))))
CLAIMS = dict(type="object", required=["@context", "@graph"], properties={"@graph": dict(type="array", items=dict(
    anyOf=[dict(required=["@type", "text", "author"]), dict(required=["@type", "claimReviewed", "itemReviewed", "reviewRating"])]))})


def acled(text):
    t = pd.read_csv(io.StringIO(text), parse_dates=["event_date"])
    assert list(t.columns) == ACLED and t.event_id_cnty.is_unique and t.fatalities.dtype.kind in "iu" and t.latitude.between(-90, 90).all()
    return len(t)


def ged(text):
    t = pd.read_csv(io.StringIO(text), parse_dates=["date_start", "date_end"])
    assert len(t.columns) == 49 and (t.low <= t.best).all() and (t.best <= t.high).all() and t.type_of_violence.isin([1, 2, 3]).all()
    return len(t)


def tsv(columns):
    def read(text):
        t = pd.read_csv(io.StringIO(text), sep="\t", quoting=csv.QUOTE_NONE, dtype=str)
        assert len(t.columns) == columns, len(t.columns)
        return len(t)
    return read


def plover(text):
    rows = [json.loads(line) for line in text.splitlines()]
    assert all({"id", "date", "actor", "event"} <= set(r) and r["actor"] for r in rows)
    return len(rows)


def schema(s, key):
    def read(text):
        j = json.loads(text)
        jsonschema.validate(j, s)
        return len(j[key])
    return read


def hxl(text):
    rows = list(csv.reader(io.StringIO(text)))
    assert all(c.startswith("#") for c in rows[1]) and all(len(r) == len(rows[0]) for r in rows)
    for i, tag in enumerate(rows[1]):
        if tag.startswith("#affected"):
            assert all(not r[i] or r[i].isdigit() for r in rows[2:])
    return len(rows) - 2


def html(text):
    assert text.startswith("<!doctype html>") and "<script" not in text and "http-equiv=Content-Security-Policy" in text
    return text.count("<article ")


READ = dict(acled=acled, ged=ged, plover=plover, polecat=tsv(39), cameo=tsv(9), gdelt=tsv(16), geojson=schema(GEOJSON, "features"), hxl=hxl,
            annotation=schema(ANNOTATION, "items"), claimreview=schema(CLAIMS, "@graph"), html=html)


def main():
    attest, db = sys.argv[1:3]
    good = 0
    for name, read in READ.items():
        out = subprocess.run([attest, "export", name, f"--db={db}"], capture_output=True, text=True)
        try:
            print(f"{name:12s} {read(out.stdout):6d} rows read back")
            good += 1
        except Exception as e:  # whatever a consumer says is the finding
            print(f"{name:12s} not read back: {type(e).__name__} {e}"[:300])
    print(f"exports read back by their consumers: {good} of {len(READ)} (bar: all)")
    sys.exit(good < len(READ))


if __name__ == "__main__":
    main()
