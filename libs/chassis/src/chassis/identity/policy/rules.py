"""The words a policy row is made of: how far, how much of it, and under which condition."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypedDict, Unpack

from chassis.identity.caller import Purpose


class Scope(StrEnum):
    """How far a row reaches; its SQL and its facts are named by the resource."""

    COUNTRY = "country"
    REGION = "region"
    DISTRICT = "district"
    SCHOOL = "school"
    CONTRACT = "contract"
    SERVICE = "service"
    OWN_LESSONS = "own_lessons"
    OWN_CLASS = "own_class"
    WARDS = "wards"
    SELF = "self"
    PUBLIC = "public"


NARROWER = (Scope.COUNTRY, Scope.REGION, Scope.DISTRICT, Scope.SCHOOL)
"""Authority narrows downward: a row that says DISTRICT also serves a grant over one school of it."""

PERSONAL = frozenset({Scope.OWN_LESSONS, Scope.OWN_CLASS, Scope.WARDS, Scope.SELF})
"""Scopes that rest on who the caller is rather than on a place."""


class View(StrEnum):
    """How much of a record is shown."""

    FULL = "full"
    PSEUDONYMOUS = "pseudonymous"
    AGGREGATE = "aggregate"


@dataclass(frozen=True, slots=True)
class Rule:
    """One cell of the table. The constants below read as words: `DISTRICT.pseudonymous`, `SCHOOL.assured(2)`."""

    scope: Scope
    view: View = View.FULL
    purposes: frozenset[str] = frozenset()
    loa: int = 0
    two_persons: bool = False

    @property
    def pseudonymous(self) -> "Rule":
        """The same, with personal fields masked."""
        return replace(self, view=View.PSEUDONYMOUS)

    @property
    def aggregate(self) -> "Rule":
        """Totals only: no single record is shown."""
        return replace(self, view=View.AGGREGATE)

    @property
    def by_two_persons(self) -> "Rule":
        """The same, if somebody else asked for it."""
        return replace(self, two_persons=True)

    def for_purpose(self, *purposes: Purpose) -> "Rule":
        """The same, if the request names one of these purposes."""
        return replace(self, purposes=frozenset(purposes))

    def assured(self, loa: int) -> "Rule":
        """The same, if the issuer is this sure of who the caller is."""
        return replace(self, loa=loa)

    @property
    def reachable(self) -> tuple[Scope, ...]:
        """The scopes that a grant may have to use this row."""
        return NARROWER[NARROWER.index(self.scope) :] if self.scope in NARROWER else (self.scope,)

    def is_met(self, *, purpose: str | None, loa: int) -> bool:
        """Whether the conditions that do not depend on the record hold."""
        return loa >= self.loa and (not self.purposes or purpose in self.purposes)

    def __str__(self) -> str:
        words = [self.scope.name]
        if self.view is not View.FULL:
            words.append(self.view.value)
        if self.purposes:
            words.append(f"for {' or '.join(sorted(self.purposes))}")
        if self.loa:
            words.append(f"assured {self.loa}")
        if self.two_persons:
            words.append("two persons")
        return ", ".join(words)


def is_personal(rule: Rule) -> bool:
    """Whether the rule rests on who the caller is."""
    return rule.scope in PERSONAL


COUNTRY = Rule(Scope.COUNTRY)
REGION = Rule(Scope.REGION)
DISTRICT = Rule(Scope.DISTRICT)
SCHOOL = Rule(Scope.SCHOOL)
CONTRACT = Rule(Scope.CONTRACT)
SERVICE = Rule(Scope.SERVICE)
OWN_LESSONS = Rule(Scope.OWN_LESSONS)
OWN_CLASS = Rule(Scope.OWN_CLASS)
WARDS = Rule(Scope.WARDS)
SELF = Rule(Scope.SELF)
PUBLIC = Rule(Scope.PUBLIC)

Rules = Rule | tuple[Rule, ...]


class Roles(TypedDict, total=False):
    """The columns of the table; a role that is not named may not."""

    ministry: Rules
    region: Rules
    district: Rules
    director: Rules
    ict_coordinator: Rules
    teacher: Rules
    class_teacher: Rules
    guardian: Rules
    student: Rules
    integrator: Rules
    auditor: Rules
    service: Rules
    public: Rules


Row = Mapping[str, tuple[Rule, ...]]


def may(**roles: Unpack[Roles]) -> Row:
    """A row: `may(director=SCHOOL, guardian=WARDS, auditor=COUNTRY.for_purpose(Purpose.AUDIT))`."""
    given: Mapping[str, Rules] = {**roles}  # type: ignore[dict-item]
    return {role: rules if isinstance(rules, tuple) else (rules,) for role, rules in given.items()}


class Reach(TypedDict, total=False):
    """SQL conditions over the row `{t}` and the caller's ids, by scope."""

    region: str
    district: str
    school: str
    contract: str
    own_lessons: str
    own_class: str
    wards: str
    self: str
    public: str


def reach(**conditions: Unpack[Reach]) -> Mapping[Scope, str]:
    """How scopes become SQL: `reach(school="{t}.school_id = any({school_ids})")`."""
    given: Mapping[str, str] = {**conditions}  # type: ignore[dict-item]
    return {Scope(name): condition for name, condition in given.items()}
