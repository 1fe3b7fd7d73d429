"""Composes the services' schemas into the supergraph that the gateway serves, and says whether it is stale."""

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from repo.node import NodeFailed, NodeMissing, run_script

ROOT = Path(__file__).resolve().parents[4]
COMPOSER = ROOT / "tools" / "repo" / "composer" / "compose.mjs"
SUPERGRAPH = ROOT / "gateway" / "supergraph.graphql"
SERVICES = ("inventory", "enrollment", "ejournal", "training")
FIRST_PORT = 8001
_HEADER = "# Composed from services/*/schema.graphql by `make supergraph`; not edited by hand.\n\n"


@dataclass(frozen=True, slots=True)
class Subgraph:
    """One schema to compose, and where its service answers."""

    name: str
    url: str
    sdl: str


class CompositionFailed(Exception):
    """The schemas do not fit together; the text lists why."""


def compose(subgraphs: Sequence[Subgraph]) -> str:
    """The supergraph of these subgraphs. Raises CompositionFailed, NodeFailed or NodeMissing."""
    result = cast("dict[str, Any]", run_script(COMPOSER, given=[asdict(subgraph) for subgraph in subgraphs]))
    if "errors" in result:
        raise CompositionFailed("\n".join(result["errors"]))
    return str(result["supergraph"])


def composed() -> str:
    """The supergraph of the committed schemas, as it should be committed."""
    return _HEADER + compose(committed_subgraphs()).strip() + "\n"


def committed_subgraphs() -> list[Subgraph]:
    """The four services, with the addresses of the layout of separate processes."""
    return [
        Subgraph(name, f"http://127.0.0.1:{FIRST_PORT + place}/graphql", _schema_of(name))
        for place, name in enumerate(SERVICES)
    ]


def is_stale() -> bool:
    """Whether the committed supergraph differs from what the committed schemas compose to."""
    return not SUPERGRAPH.exists() or SUPERGRAPH.read_text() != composed()


def main() -> int:
    """Writes the supergraph; with `--check` only says whether it is stale."""
    try:
        if "--check" in sys.argv[1:]:
            return _report(stale=is_stale())
        SUPERGRAPH.write_text(composed())
    except (CompositionFailed, NodeFailed, NodeMissing) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Wrote {SUPERGRAPH.relative_to(ROOT)}.")
    return 0


def _report(*, stale: bool) -> int:
    if stale:
        print("gateway/supergraph.graphql is stale: run `make supergraph`.", file=sys.stderr)
    return int(stale)


def _schema_of(name: str) -> str:
    return (ROOT / "services" / name / "schema.graphql").read_text()


if __name__ == "__main__":
    sys.exit(main())
