"""Renders the rows of a policy as conditions of row-level security."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from chassis.identity.grants import Kind
from chassis.identity.policy.parameters import PLACEHOLDER
from chassis.identity.policy.resources import READ, Resource
from chassis.identity.policy.rules import PERSONAL, Rule, Scope
from chassis.identity.rls.functions import SCHEMA
from chassis.identity.rls.guarding import Guard, RowSecurity, Way

_PLACES = {
    "region_ids": Kind.REGION,
    "district_ids": Kind.DISTRICT,
    "school_ids": Kind.SCHOOL,
    "contract_ids": Kind.CONTRACT,
}
_PERSONS = {
    "teacher_ids": "'teacher'",
    "guardian_ids": "'guardian'",
    "student_ids": "'student'",
    "person_ids": "",
}


def rendered(security: RowSecurity, table: str) -> str:
    """The condition under which a viewer finds a row of this table.

    Relations are named as `SCHEMA` knows them: whole, so that who may see a row is asked of all that authorises,
    and not of what the viewer happens to see of it.
    """
    guard = security.tables[table]
    ways = list(dict.fromkeys(_ways(security, table, guard)))
    seen = "true" if "true" in ways else " or ".join(ways)
    if guard.narrowed is None:
        return seen
    return f"({guard.narrowed.replace('{t}', table)}) and ({seen})"


def _ways(security: RowSecurity, table: str, guard: Guard) -> Iterator[str]:
    for way in guard.ways:
        resource = security.policy.resources[way.resource]
        yield condition(resource, table) if way.relation is None else _along(way, resource, table)


def _along(way: Way, resource: Resource, table: str) -> str:
    seen = condition(resource, "parent")
    if seen == "true":
        return seen
    return (
        f"exists (select from {SCHEMA}.{way.relation} as parent"
        f" where parent.{way.key} = {table}.{way.by} and ({seen}))"
    )


def condition(resource: Resource, row: str) -> str:
    """The condition under which a viewer reads a row of the resource, whose alias is `row`."""
    parts = []
    for (scope, purposes, loa), roles in _by_scope(resource):
        sql = resource.condition(scope)
        if sql is None:
            continue
        terms = [*_asked(purposes, loa), *_terms(scope, sql, roles, row)]
        if not terms:
            return "true"
        parts.append(" and ".join(terms))
    return " or ".join(f"({part})" for part in parts) or "false"


def _by_scope(
    resource: Resource,
) -> Iterator[tuple[tuple[Scope, tuple[str, ...], int], list[str]]]:
    """The roles that reach a row by a scope, under which purpose and assurance."""
    found = sorted(
        (list(Scope).index(scope), tuple(sorted(rule.purposes)), rule.loa, role)
        for role, rule in _rules(resource)
        for scope in rule.reachable
    )
    for (scope, purposes, loa), entries in groupby(found, key=lambda entry: entry[:3]):
        yield (list(Scope)[scope], purposes, loa), sorted({entry[3] for entry in entries})


def _rules(resource: Resource) -> Iterable[tuple[str, Rule]]:
    for role, rules in resource.rows.get(READ, {}).items():
        for rule in rules:
            if resource.opens_records(rule):
                yield role, rule


def _asked(purposes: tuple[str, ...], loa: int) -> Iterator[str]:
    if purposes:
        yield f"(select {SCHEMA}.bilim_purpose()) = any({_texts(purposes)})"
    if loa:
        yield f"(select {SCHEMA}.bilim_loa()) >= {loa}"


def _terms(scope: Scope, sql: str, roles: list[str], row: str) -> Iterator[str]:
    """What must hold of the viewer, then of the row."""
    if scope in PERSONAL:
        yield f"(select {SCHEMA}.bilim_plays({_texts(roles)}))"
    elif scope in (Scope.COUNTRY, Scope.SERVICE):
        # Asked once a statement: a function in a condition would be called for every row.
        yield f"(select {SCHEMA}.bilim_holds({_texts(roles)}, '{Kind(scope)}'))"
    if sql != "true":
        yield f"({PLACEHOLDER.sub(lambda found: _value(found[1], roles, row), sql)})"


def _value(name: str, roles: list[str], row: str) -> str:
    if name == "t":
        return row
    if name == "subject":
        return f"(select {SCHEMA}.bilim_subject())"
    if name in _PLACES:
        return f"array(select {SCHEMA}.bilim_places({_texts(roles)}, '{_PLACES[name]}'))"
    return f"array(select {SCHEMA}.bilim_persons({_PERSONS[name]}))"


def _texts(words: Iterable[str]) -> str:
    quoted = ", ".join(f"'{word}'" for word in words)
    return f"array[{quoted}]"
