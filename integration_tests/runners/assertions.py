"""Airbyte's assertion functions on what the program said, those included that are "not enforced yet".

Takes a folder with the outputs of the commands, as lines of JSON: spec, discover and read. Its last line is
{"counts": {stream: records}}.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from airbyte_cdk.models import (
    AirbyteMessageSerializer,
    ConfiguredAirbyteCatalog,
    ConfiguredAirbyteStream,
    DestinationSyncMode,
    SyncMode,
    Type,
)
from airbyte_cdk.test.standard_tests._catalog_checks import (
    CATALOG_CHECKS,
    find_catalog_problems,
    format_catalog_problems,
)
from airbyte_cdk.test.standard_tests._read_assertions import assert_read_records
from airbyte_cdk.test.standard_tests._spec_lint import assert_spec_is_valid


def messages(folder: Path, command: str) -> list:
    lines = (folder / f"{command}.jsonl").read_text().splitlines()
    return [AirbyteMessageSerializer.load(json.loads(line)) for line in lines]


def main(folder: Path) -> None:
    (spec,) = messages(folder, "spec")
    assert_spec_is_valid(spec.spec, connector_name="source-aircall")

    (found,) = messages(folder, "discover")
    problems = find_catalog_problems(found.catalog)
    assert not problems, format_catalog_problems(problems)
    lax = [check.name for check in CATALOG_CHECKS if not check.enforced]
    print(f"{len(CATALOG_CHECKS)} catalog checks hold, of which not enforced yet: {', '.join(lax)}")

    records = [message for message in messages(folder, "read") if message.type == Type.RECORD]
    configured = ConfiguredAirbyteCatalog(
        streams=[
            ConfiguredAirbyteStream(
                stream=stream,
                sync_mode=SyncMode.incremental,
                destination_sync_mode=DestinationSyncMode.append_dedup,
            )
            for stream in found.catalog.streams
            # A first sync knows of no deletion.
            if stream.name != "deletions"
        ]
    )
    assert_read_records(
        records=records,
        configured_catalog=configured,
        require_records_per_stream=True,
        validate_schema=True,
    )
    print(json.dumps({"counts": Counter(message.record.stream for message in records)}))


main(Path(sys.argv[1]))
