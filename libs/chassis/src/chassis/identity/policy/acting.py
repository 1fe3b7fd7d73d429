"""Decides about one thing in Python: for use cases, which know the facts about what they change."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from chassis.identity.caller import Caller
from chassis.identity.grants import Kind
from chassis.identity.policy.resources import READ, Resource
from chassis.identity.policy.rules import Rule, Scope, View
from chassis.identity.viewer import Viewer


class Decision(Enum):
    """The four answers that a policy gives."""

    ALLOWED = "allowed"
    PSEUDONYMOUS = "pseudonymous"
    OUT_OF_SCOPE = "out of scope"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the thing has to do with places and persons; what is not said is reached by nobody."""

    region: UUID | None = None
    district: UUID | None = None
    school: UUID | None = None
    contract: UUID | None = None
    lesson_teachers: Collection[UUID] = ()
    class_teachers: Collection[UUID] = ()
    guardians: Collection[UUID] = ()
    persons: Collection[UUID] = ()
    """Whose own it is, in any register."""
    subject: str | None = None
    """Whose own it is, as the issuer knows them."""
    is_published: bool = False
    """Whether it is one of those that the public may see, where only some are."""
    requested_by: str | None = None
    """Who asked for it, where a second person has to agree."""


def decide(resource: Resource, action: str, caller: Caller, facts: Facts) -> Decision:
    """Let the best of the caller's rules for this action speak."""
    rules = list(_rules(resource, action, caller))
    if not rules:
        return Decision.FORBIDDEN
    question = _Question(resource, action, caller.viewer, facts)
    reaching = [rule for role, rule in rules if question.is_reached(role, rule)]
    if not reaching:
        return Decision.OUT_OF_SCOPE
    views = {rule.view for rule in reaching if question.is_agreed(rule)}
    if not views:
        return Decision.FORBIDDEN
    return Decision.PSEUDONYMOUS if views == {View.PSEUDONYMOUS} else Decision.ALLOWED


def has_row(resource: Resource, action: str, caller: Caller) -> bool:
    """Whether any of the caller's roles may do this anywhere."""
    return any(True for _ in _rules(resource, action, caller))


def _rules(resource: Resource, action: str, caller: Caller) -> Iterator[tuple[str, Rule]]:
    for role, rules in resource.rows.get(action, {}).items():
        if role == "public" or caller.viewer.has_role(role):
            for rule in rules:
                if resource.opens_records(rule) and rule.is_met(
                    purpose=caller.purpose, loa=caller.viewer.loa
                ):
                    yield role, rule


@dataclass(frozen=True, slots=True)
class _Question:
    resource: Resource
    action: str
    viewer: Viewer
    facts: Facts

    def is_reached(self, role: str, rule: Rule) -> bool:
        if rule.scope is Scope.PUBLIC:
            return Scope.PUBLIC not in self.resource.conditions or self.facts.is_published
        return any(self._touches(scope, role) for scope in rule.reachable if self._has_sql(scope))

    def is_agreed(self, rule: Rule) -> bool:
        if not rule.two_persons:
            return True
        return self.facts.requested_by is not None and self.facts.requested_by != self.viewer.subject

    def _has_sql(self, scope: Scope) -> bool:
        # A read by a scope that the resource has no SQL for finds nothing; the decision says the same.
        return self.action != READ or self.resource.condition(scope) is not None

    def _touches(self, scope: Scope, role: str) -> bool:
        if scope in (Scope.COUNTRY, Scope.SERVICE):
            return (role, Kind(scope)) in self.viewer.held
        if scope in _PLACES:
            return _PLACES[scope](self.facts) in self.viewer.ids({role}, Kind(scope))
        if (
            scope is Scope.SELF
            and self.facts.subject is not None
            and self.facts.subject == self.viewer.subject
        ):
            return True
        own, kind = _PERSONS[scope]
        return not frozenset(own(self.facts)).isdisjoint(self.viewer.person_ids(kind))


_PLACES: Mapping[Scope, Callable[[Facts], UUID | None]] = {
    Scope.REGION: lambda facts: facts.region,
    Scope.DISTRICT: lambda facts: facts.district,
    Scope.SCHOOL: lambda facts: facts.school,
    Scope.CONTRACT: lambda facts: facts.contract,
}
_PERSONS: Mapping[Scope, tuple[Callable[[Facts], Collection[UUID]], str | None]] = {
    Scope.OWN_LESSONS: (lambda facts: facts.lesson_teachers, "teacher"),
    Scope.OWN_CLASS: (lambda facts: facts.class_teachers, "teacher"),
    Scope.WARDS: (lambda facts: facts.guardians, "guardian"),
    Scope.SELF: (lambda facts: facts.persons, None),
}
