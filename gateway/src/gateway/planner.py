"""What the gateway needs of a query planner; the Rust crate is one, and another could take its place."""

from collections.abc import Set as AbstractSet
from typing import Protocol

from gateway_planner import Planner as RustPlanner
from gateway_planner import PlannerError, PlanningError, SupergraphError

__all__ = ["Planner", "PlannerError", "PlanningError", "RustPlanner", "SupergraphError"]


class Planner(Protocol):
    """Plans operations against one supergraph; called from several threads."""

    @property
    def public_schema(self) -> str:
        """The schema that clients see, as SDL."""

    def plan(
        self,
        operation: str,
        operation_name: str | None = None,
        *,
        labels: AbstractSet[str] = frozenset(),
        percentage: float = 0.0,
        seconds: float = 5.0,
    ) -> str:
        """The plan as JSON; raises PlanningError."""
