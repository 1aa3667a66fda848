"""Runs SQL in a DuckDB file, and prints what one query gives.

Takes a JSON file: database (the DuckDB file), statements ([SQL]) and query. Its last line is {"counts": [row]}.
"""

import json
import sys
from pathlib import Path

import duckdb


def main(path: str) -> None:
    job = json.loads(Path(path).read_text())
    with duckdb.connect(job["database"]) as db:
        for statement in job["statements"]:
            db.execute(statement)
        rows = db.execute(job["query"]).fetchall()
    print(json.dumps({"counts": rows}))


main(sys.argv[1])
