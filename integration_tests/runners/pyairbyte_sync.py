"""Syncs a source into a DuckDB file, or into PostgreSQL, with PyAirbyte.

Takes a JSON file: config, executable or image, cache (the DuckDB file) or postgres (how to connect). Its last line is {"counts": {stream: rows of
this sync}}.
"""

import json
import os
import sys
from pathlib import Path

os.environ.update(AIRBYTE_OFFLINE_MODE="1", DO_NOT_TRACK="1")

import airbyte as ab  # noqa: E402
from airbyte.caches import CacheBase, PostgresCache  # noqa: E402


def main(path: str) -> None:
    job = json.loads(Path(path).read_text())
    how = (
        {"local_executable": Path(job["executable"])}
        if "executable" in job
        else {"docker_image": job["image"], "use_host_network": True}
    )
    source = ab.get_source("source-aircall", config=job["config"], install_if_missing=False, **how)
    source.check()
    source.select_all_streams()
    cache = cache_of(job)
    result = source.read(cache=cache)
    # What this sync read; the result's own counts are those of the whole tables.
    written = dict(result._progress_tracker.stream_read_counts)
    print(json.dumps({"counts": written}))


def cache_of(job: dict) -> CacheBase:
    if "postgres" in job:
        return PostgresCache(**job["postgres"], schema_name="aircall")
    return ab.DuckDBCache(db_path=job["cache"])


main(sys.argv[1])
