"""What the gateway needs of a query planner; the Rust crate is one, and another could take its place."""

from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Protocol

from gateway.second_reading import read_again, with_real_services
from gateway_planner import Planner as RustPlanner
from gateway_planner import PlannerError, PlanningError, SupergraphError

__all__ = ["Planner", "PlannerError", "PlanningError", "RustPlanner", "SupergraphError", "ThoroughPlanner"]


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


class ThoroughPlanner:
    """The Rust planner, and for what it cannot plan a second one that reads the supergraph another way."""

    def __init__(self, supergraph: str) -> None:
        self._supergraph = supergraph
        self._first = RustPlanner(supergraph)

    @property
    def public_schema(self) -> str:
        """See Planner."""
        return self._first.public_schema

    def plan(
        self,
        operation: str,
        operation_name: str | None = None,
        *,
        labels: AbstractSet[str] = frozenset(),
        percentage: float = 0.0,
        seconds: float = 5.0,
    ) -> str:
        """See Planner."""

        def by(planner: RustPlanner) -> str:
            return planner.plan(
                operation, operation_name, labels=labels, percentage=percentage, seconds=seconds
            )

        try:
            return by(self._first)
        except PlanningError as unplanned:
            if self._second is None:
                raise
            try:
                return with_real_services(by(self._second))
            except PlanningError:
                raise unplanned from None

    @cached_property
    def _second(self) -> RustPlanner | None:
        """Made when first needed: most supergraphs never need it."""
        supergraph = read_again(self._supergraph)
        try:
            return None if supergraph is None else RustPlanner(supergraph)
        except SupergraphError:
            return None
