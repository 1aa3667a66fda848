"""Compares tables of a DuckDB file with the truth, by SQL.

Takes a JSON file: cache (the DuckDB file), truth ({stream: path of JSON lines}) and ignored ({stream: [column]}). Its
last line is {"counts": {stream: rows that only one side has}}.
"""

import json
import sys
from pathlib import Path

import duckdb


def main(path: str) -> None:
    job = json.loads(Path(path).read_text())
    with duckdb.connect(job["cache"]) as db:
        counts = {
            stream: compare(db, stream, truth, job["ignored"].get(stream, []))
            for stream, truth in job["truth"].items()
        }
    print(json.dumps({"counts": counts}))


def compare(db: duckdb.DuckDBPyConnection, stream: str, truth: str, ignored: list[str]) -> int:
    """How many rows only one side has, over every column. Of nested values, the ids and texts count."""
    columns = {
        name: kind
        for name, kind, *_ in db.execute(f"DESCRIBE main.{stream}").fetchall()
        if not name.startswith("_airbyte") and name not in ignored
    }
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    db.execute(
        f"CREATE OR REPLACE TEMP TABLE truth AS SELECT * FROM read_json('{truth}', format='newline_delimited', columns={{{types}}})"
    )
    shown = ", ".join(
        f"{in_words(name)} AS {name}" if kind == "JSON" else name for name, kind in columns.items()
    )
    alive = "WHERE _ab_cdc_deleted_at IS NULL" if "_ab_cdc_deleted_at" in columns else ""
    synced, true = f"SELECT {shown} FROM main.{stream} {alive}", f"SELECT {shown} FROM truth"
    return sum(
        db.execute(f"SELECT count(*) FROM ({one} EXCEPT ALL {other})").fetchone()[0]
        for one, other in ((synced, true), (true, synced))
    )


def in_words(name: str) -> str:
    if name.endswith("_ids"):
        return f"CAST(json_extract({name}, '$[*]') AS VARCHAR)"
    parts = [f"json_extract_string({name}, '{path}')" for path in ("$.id", "$[*].id", "$[*].content", "$[*].name")]
    return f"concat_ws('|', {', '.join(f'CAST({part} AS VARCHAR)' for part in parts)})"


main(sys.argv[1])
