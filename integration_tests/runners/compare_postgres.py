"""Compares tables in PostgreSQL with the truth: the types of their columns, and every value of the flat ones.

Takes a JSON file: postgres (how to connect), truth ({stream: path of JSON lines}), ignored ({stream: [column]}) and types
({stream: {column: type in PostgreSQL}}). Its last line is {"counts": {stream: rows that only one side has}}.
"""

import datetime
import json
import sys
from collections import Counter
from pathlib import Path

import psycopg


def main(path: str) -> None:
    job = json.loads(Path(path).read_text())
    to = job["postgres"]
    with psycopg.connect(
        host=to["host"], port=to["port"], user=to["username"], password=to["password"], dbname=to["database"]
    ) as db:
        for stream, types in job["types"].items():
            found = types_of(db, stream)
            if found != types:
                sys.exit(f"{stream}: {sorted(set(found.items()) ^ set(types.items()))}")
        counts = {
            stream: compare(db, stream, truth, job["types"][stream], job["ignored"].get(stream, []))
            for stream, truth in job["truth"].items()
        }
    print(json.dumps({"counts": counts}))


def types_of(db: psycopg.Connection, stream: str) -> dict[str, str]:
    return dict(
        db.execute(
            "select column_name, data_type from information_schema.columns"
            " where table_schema = 'aircall' and table_name = %s and column_name not like '\\_airbyte%%'",
            [stream],
        ).fetchall()
    )


def compare(db: psycopg.Connection, stream: str, truth: str, types: dict[str, str], ignored: list[str]) -> int:
    flat = [name for name, kind in types.items() if kind != "json" and name not in ignored]
    columns = ", ".join(f'"{name}"' for name in flat)
    alive = 'where "_ab_cdc_deleted_at" is null' if "_ab_cdc_deleted_at" in types else ""
    synced = Counter(
        tuple(plain(value) for value in row)
        for row in db.execute(f"select {columns} from aircall.{stream} {alive}").fetchall()
    )
    rows = (json.loads(line) for line in Path(truth).read_text().splitlines())
    true = Counter(
        tuple(time_of(row.get(name)) if types[name].startswith("timestamp") else row.get(name) for name in flat)
        for row in rows
    )
    return (synced - true).total() + (true - synced).total()


def plain(value: object) -> object:
    return value.replace(tzinfo=None) if isinstance(value, datetime.datetime) else value


def time_of(value: str | None) -> datetime.datetime | None:
    return None if value is None else datetime.datetime.fromisoformat(value).replace(tzinfo=None)


main(sys.argv[1])
