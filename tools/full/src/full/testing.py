"""A real cluster for tests: where Java is missing they say so and are skipped, except in CI: there they fail."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from full.kafka import Cluster, cluster
from full.maven import JavaMissingError, require


@contextlib.contextmanager
def cluster_or_skip(
    folder: Path, *, nodes: int = 1, wires: Sequence[tuple[int, int]] = ()
) -> Iterator[Cluster]:
    """A running cluster while the block lasts."""
    try:
        require("java", "mvn")
    except JavaMissingError as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(missing))
    with cluster(folder, nodes=nodes, wires=wires) as running:
        yield running
