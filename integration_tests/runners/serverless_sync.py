"""Syncs a source twice with airbyte_serverless.

Takes a JSON file: config, and executable (a command line) or image. Its last line is
{"counts": [{stream: records of the first sync}, {stream: records of the second}]}.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from airbyte_serverless.sources import DockerAirbyteSource, ExecutableAirbyteSource


def main(path: str) -> None:
    job = json.loads(Path(path).read_text())
    if "executable" in job:
        source = ExecutableAirbyteSource(job["executable"], job["config"])
    else:
        source = DockerAirbyteSource(job["image"], job["config"])
    assert source.documentation_url.startswith("https://"), source.documentation_url
    assert source.connection_status["status"] == "SUCCEEDED", source.connection_status
    assert source.yaml_config_example.strip()
    first, states = sync(source, None)
    second, _ = sync(source, states)
    print(json.dumps({"counts": [first, second]}))


def sync(source: ExecutableAirbyteSource, state: list | None) -> tuple[Counter, list]:
    counts, states = Counter(), []
    for message in source.extract(state):
        if message["type"] == "RECORD":
            counts[message["record"]["stream"]] += 1
        elif message["type"] == "STATE":
            # It stores all of them, in the order in which they came.
            states.append(message["state"])
    return counts, states


main(sys.argv[1])
