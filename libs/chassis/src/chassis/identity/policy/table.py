"""A service's policy: its resources, asked by reads (as SQL), by use cases (`permit`), by docs and by tests."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from chassis.identity.caller import Caller
from chassis.identity.errors import Forbidden, OutOfScope, Refused, Unauthenticated
from chassis.identity.grants import ROLES
from chassis.identity.policy.acting import Decision, Facts, decide, has_row
from chassis.identity.policy.parameters import MalformedPolicy
from chassis.identity.policy.reading import Asking, in_full, visible
from chassis.identity.policy.resources import READ, Resource
from chassis.identity.policy.rules import Rule
from chassis.identity.viewer import Viewer

S = TypeVar("S")
D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the matrix: what a role may do with a resource; no rules means it may not."""

    resource: str
    action: str
    role: str
    rules: tuple[Rule, ...]


class Policy:
    """Who may do what in one service."""

    def __init__(self, service: str, *resources: Resource) -> None:
        self.service = service
        self.resources = {one.name: one for one in resources}
        if len(self.resources) != len(resources):
            raise MalformedPolicy(f"{service}: a resource is named twice.")
        self._acted_on = dict(self._actions())

    def _actions(self) -> Iterator[tuple[str, Resource]]:
        seen: set[str] = set()
        for one in self.resources.values():
            for action in one.rows:
                if action != READ and action in seen:
                    raise MalformedPolicy(f"{self.service}: {action} has rows in two resources.")
                seen.add(action)
                if action != READ:
                    yield action, one

    def reads(
        self, sql: Callable[..., S], denied: Callable[[str, str], D]
    ) -> Mapping[str, Callable[[Asking], S | D]]:
        """For each resource with a `read` row, its visibility as a function of what may be asked of the caller.

        `sql` and `denied` make the reader's own pieces: `READS = POLICY.reads(Sql, Denied)`.
        """
        return {name: visible(one, sql, denied) for name, one in self.resources.items() if READ in one.rows}

    def shown(self, sql: Callable[..., S]) -> Mapping[str, Callable[[Asking], S]]:
        """For each such resource, the records whose personal fields are shown: `shown=SHOWN["Student"]`."""
        return {name: in_full(one, sql) for name, one in self.resources.items() if READ in one.rows}

    def decide(self, caller: Caller, action: str, facts: Facts, *, resource: str | None = None) -> Decision:
        """Whether the caller may, and how much they see; `resource` is needed for reads only."""
        return decide(self._resource(action, resource), action, caller, facts)

    def admit(self, caller: Caller, action: str) -> None:
        """Turn away who has no row for the action, before anything is looked up: trying tells a stranger nothing."""
        if not has_row(self._resource(action, None), action, caller):
            raise refusal(caller.viewer, action)

    def permit(self, caller: Caller, action: str, facts: Facts) -> None:
        """Let a use case go on, or raise Forbidden, Unauthenticated or OutOfScope."""
        match self.decide(caller, action, facts):
            case Decision.ALLOWED | Decision.PSEUDONYMOUS:
                return
            case Decision.OUT_OF_SCOPE:
                raise OutOfScope(action)
            case Decision.FORBIDDEN:
                raise refusal(caller.viewer, action)

    def require_rows(self, mutations: Iterable[str]) -> None:
        """Fail the start of a service whose GraphQL mutations (`enrolStudent`) are not all in the policy."""
        missing = sorted(name for name in mutations if snake_case(name) not in self._acted_on)
        if missing:
            raise MalformedPolicy(f"{self.service}: policy.py has no row for {', '.join(missing)}.")

    def resource_of(self, action: str) -> str:
        """The resource in whose rows an action stands."""
        return self._acted_on[action].name

    def cells(self) -> Iterator[Cell]:
        """Every cell of the matrix, also the empty ones: the tests' list of what to try."""
        for one in self.resources.values():
            for action, row in one.rows.items():
                for role in ROLES:
                    yield Cell(one.name, action, role, row.get(role, ()))

    def _resource(self, action: str, name: str | None) -> Resource:
        return self.resources[name] if name is not None else self._acted_on[action]


def refusal(viewer: Viewer, action: str) -> Refused:
    """What to raise when there is no row: the anonymous are told that logging in may help."""
    return Unauthenticated(action) if viewer.is_anonymous else Forbidden(action)


def snake_case(name: str) -> str:
    """`enrolStudent` as the use case spells it: `enrol_student`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)
