"""Runs SQL on a DuckDB file or on PostgreSQL.

Takes a JSON file: cache or postgres, statements ([sql], run first) and queries ({name: sql}). Its last line is
{"counts": {name: rows}}: each row a list, times as ISO 8601 in UTC without a zone, other numbers as floats.
"""

import datetime
import decimal
import json
import sys
from pathlib import Path

import duckdb
import psycopg


def main(path: str) -> None:
    job = json.loads(Path(path).read_text())
    with connect(job) as db:
        cursor = db.cursor()
        if "postgres" in job:
            cursor.execute("set search_path = 'aircall'")
        for statement in job["statements"]:
            cursor.execute(statement)
        found = {}
        for name, sql in job["queries"].items():
            cursor.execute(sql)
            found[name] = [[plain(value) for value in row] for row in cursor.fetchall()]
    print(json.dumps({"counts": found}))


def connect(job: dict):
    if "postgres" not in job:
        return duckdb.connect(job["cache"])
    to = job["postgres"]
    return psycopg.connect(
        host=to["host"], port=to["port"], user=to["username"], password=to["password"], dbname=to["database"]
    )


def plain(value: object) -> object:
    if isinstance(value, datetime.datetime):
        utc = value.astimezone(datetime.timezone.utc).replace(tzinfo=None) if value.tzinfo else value
        return utc.replace(microsecond=0).isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (int, float, decimal.Decimal)) and not isinstance(value, bool):
        return round(float(value), 3)
    return value


main(sys.argv[1])
