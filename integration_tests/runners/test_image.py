"""Airbyte's standard tests of an image, over ours. They know no tag for TypeScript, hence this subclass."""

from airbyte_cdk.test.standard_tests.docker_base import DockerConnectorTestSuite


class TestImage(DockerConnectorTestSuite):
    # Asks a public registry for the version published last; there is none.
    test_docker_image_spec_backward_compatibility = None
