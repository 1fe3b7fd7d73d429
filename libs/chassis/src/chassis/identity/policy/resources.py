"""A resource: what is protected, how far each scope reaches in SQL, and a row of roles for each action."""

from collections.abc import Mapping
from dataclasses import dataclass

from chassis.identity.policy.parameters import MalformedPolicy, check_condition
from chassis.identity.policy.rules import Row, Rule, Scope, View

READ = "read"

_NEEDS_NO_SQL = frozenset({Scope.COUNTRY, Scope.SERVICE, Scope.PUBLIC})


@dataclass(frozen=True, slots=True)
class Resource:
    """One paragraph of a policy; made by `resource` or `total`."""

    name: str
    description: str
    conditions: Mapping[Scope, str]
    rows: Mapping[str, Row]
    is_total: bool = False

    def condition(self, scope: Scope) -> str | None:
        """The SQL of a scope; None where this resource cannot be reached that way."""
        if self.is_total or scope in (Scope.COUNTRY, Scope.SERVICE):
            return "true"
        return self.conditions.get(scope, "true" if scope is Scope.PUBLIC else None)

    def opens_records(self, rule: Rule) -> bool:
        """Whether a rule shows anything here: totals are not records, and records are not totals."""
        return self.is_total or rule.view is not View.AGGREGATE


def resource(
    name: str, description: str, conditions: Mapping[Scope, str] | None = None, /, **rows: Row
) -> Resource:
    """A resource under the name of its GraphQL type: `read=` and the use cases that change it, each a row."""
    made = Resource(name, description, conditions or {}, rows)
    for scope, condition in made.conditions.items():
        check_condition(name, scope, condition)
    for rules in rows.get(READ, {}).values():
        for rule in rules:
            if rule.scope not in _NEEDS_NO_SQL and rule.scope not in made.conditions:
                raise MalformedPolicy(f"{name}: read has {rule.scope.name}, whose SQL reach() does not name.")
    return made


def total(name: str, description: str, /, *, read: Row) -> Resource:
    """A count or sum that hangs on a record: who sees the record and has a row here sees the figure.

    `total("School.studentCount", "How many pupils a school has.", read=may(public=PUBLIC))`
    """
    return Resource(name, description, {}, {READ: read}, is_total=True)
