"""The query planner: a supergraph in, plans as JSON out."""

from collections.abc import Set as AbstractSet

class PlannerError(Exception):
    """What the planner could not do, in one sentence."""

class SupergraphError(PlannerError):
    """The supergraph cannot be used."""

class PlanningError(PlannerError):
    """This operation cannot be planned."""

class Planner:
    """Plans operations against one supergraph; safe to share between threads."""

    def __init__(self, supergraph: str) -> None: ...
    @property
    def public_schema(self) -> str: ...
    def plan(
        self,
        operation: str,
        operation_name: str | None = None,
        *,
        labels: AbstractSet[str] = ...,
        percentage: float = 0.0,
        seconds: float = 5.0,
    ) -> str: ...
