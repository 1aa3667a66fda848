"""Airbyte's models of metadata.yaml on ours: the strict one of its registry, and the one of its standard tests.

Takes the file's path. Its last line is {"counts": {"keys": keys of the file's data}}.
"""

import json
import sys
from pathlib import Path

import yaml
from airbyte_cdk.models.connector_metadata import MetadataFile
from airbyte_connector_models.metadata.v0.connector_metadata_definition_v0 import ConnectorMetadataDefinitionV0
from pydantic import ValidationError


def main(path: Path) -> None:
    metadata = yaml.safe_load(path.read_text())
    ConnectorMetadataDefinitionV0.model_validate(metadata)
    MetadataFile.from_file(path)
    for wrong in (
        {**metadata["data"], "heardOf": "never"},
        {key: value for key, value in metadata["data"].items() if key != "license"},
    ):
        try:
            ConnectorMetadataDefinitionV0.model_validate({**metadata, "data": wrong})
        except ValidationError:
            continue
        raise AssertionError("the model takes anything")
    print(json.dumps({"counts": {"keys": len(metadata["data"])}}))


main(Path(sys.argv[1]))
