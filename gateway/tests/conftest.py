"""Composes small subgraphs, equal sets once a session."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gateway.testing import Federate, Federation, Subgraph, federation_of
from repo.compose import Subgraph as Composed
from repo.compose import compose

Compose = Callable[[tuple[Subgraph, ...]], str]


@pytest.fixture(scope="session")
def composed() -> Compose:
    """The supergraph of subgraphs."""
    known: dict[tuple[tuple[str, str], ...], str] = {}

    def supergraph_of(subgraphs: tuple[Subgraph, ...]) -> str:
        key = tuple((subgraph.name, subgraph.source) for subgraph in subgraphs)
        if key not in known:
            sources = [Composed(name, f"http://{name}.invalid/graphql", sdl) for name, sdl in key]
            known[key] = compose(sources)
        return known[key]

    return supergraph_of


@pytest.fixture(scope="session")
def federate(composed: Compose) -> Federate:
    """Makes a federation of subgraphs."""

    def make(*subgraphs: Subgraph, **options: Any) -> Federation:
        return federation_of(composed(subgraphs), subgraphs, **options)

    return make


@pytest.fixture
def supergraph_file(composed: Compose, tmp_path: Path) -> Callable[..., Path]:
    """Writes a composed supergraph to a file."""

    def write(*subgraphs: Subgraph) -> Path:
        file = tmp_path / "supergraph.graphql"
        file.write_text(composed(subgraphs))
        return file

    return write
