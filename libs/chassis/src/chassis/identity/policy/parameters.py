"""What a policy's SQL may name of the caller, and which scope rests on which of them."""

import re
from collections.abc import Callable, Collection, Mapping

from chassis.identity.caller import Caller
from chassis.identity.grants import Kind
from chassis.identity.policy.rules import Scope

Parameter = Callable[[Caller], object]

PLACEHOLDER = re.compile(r"\{(\w+)\}")

_PLACES = {
    Scope.REGION: ("region_ids", Kind.REGION),
    Scope.DISTRICT: ("district_ids", Kind.DISTRICT),
    Scope.SCHOOL: ("school_ids", Kind.SCHOOL),
    Scope.CONTRACT: ("contract_ids", Kind.CONTRACT),
}
_PERSONS: Mapping[str, Parameter] = {
    "teacher_ids": lambda caller: caller.viewer.person_ids("teacher"),
    "guardian_ids": lambda caller: caller.viewer.person_ids("guardian"),
    "student_ids": lambda caller: caller.viewer.person_ids("student"),
    "person_ids": lambda caller: caller.viewer.person_ids(),
    "subject": lambda caller: caller.viewer.subject,
}
_NAMES: Mapping[Scope, frozenset[str]] = {
    **{scope: frozenset({name}) for scope, (name, _) in _PLACES.items()},
    Scope.OWN_LESSONS: frozenset({"teacher_ids"}),
    Scope.OWN_CLASS: frozenset({"teacher_ids"}),
    Scope.WARDS: frozenset({"guardian_ids"}),
    Scope.SELF: frozenset({"teacher_ids", "guardian_ids", "student_ids", "person_ids", "subject"}),
    Scope.PUBLIC: frozenset(),
}


class MalformedPolicy(Exception):
    """A policy that cannot mean what it says; found when the service starts, never while it answers."""


def check_condition(resource: str, scope: Scope, condition: str) -> None:
    """Refuse SQL that names another scope's ids, or that would let everybody through."""
    named = set(PLACEHOLDER.findall(condition)) - {"t"}
    allowed = _NAMES.get(scope, frozenset())
    if named - allowed:
        raise MalformedPolicy(f"{resource}: {scope.name} may not name {sorted(named - allowed)}.")
    if allowed and not named:
        raise MalformedPolicy(
            f"{resource}: {scope.name} must name one of {sorted(allowed)}, or it opens every row."
        )


def parameters_of(condition: str, scope: Scope, roles: Collection[str]) -> Mapping[str, Parameter]:
    """The parameters that the condition names, as functions of the caller."""
    if scope in _PLACES:
        name, kind = _PLACES[scope]
        held = frozenset(roles)
        return {name: lambda caller: caller.viewer.ids(held, kind)}
    return {name: _PERSONS[name] for name in PLACEHOLDER.findall(condition) if name != "t"}
