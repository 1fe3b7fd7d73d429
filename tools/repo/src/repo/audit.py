"""Audits a GraphQL-over-HTTP door with the suite of the npm package `graphql-http`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from repo.node import run_script

_SCRIPT = Path(__file__).resolve().parents[2] / "audit" / "audit.mjs"


@dataclass(frozen=True, slots=True)
class Check:
    """One of the suite's checks and what became of it."""

    id: str
    name: str
    status: str
    reason: str | None


def audit(url: str) -> list[Check]:
    """Every check of the suite against the door at this address."""
    results = cast("list[dict[str, Any]]", run_script(_SCRIPT, url))
    return [Check(r["id"], r["name"], r["status"], r.get("reason")) for r in results]
