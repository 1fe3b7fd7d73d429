"""Turns a resource's rows into the SQL that every read of it carries, knowing only what may be asked of a caller."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, Protocol, TypeVar

from chassis.identity.caller import Caller
from chassis.identity.grants import Kind
from chassis.identity.policy.parameters import Parameter, parameters_of
from chassis.identity.policy.resources import READ, Resource
from chassis.identity.policy.rules import Rule, Scope, View, is_personal

S = TypeVar("S")
D = TypeVar("D")
Held = frozenset[tuple[str, Kind]]

HELD = "held"
"""Which roles over which kinds of place: one question, since every policy needs it."""
ANONYMOUS = "anonymous"
PURPOSE = "purpose"


class Asking(Protocol):
    """Something that records which questions a compiled read depends on."""

    def ask(self, question: Hashable) -> Any:
        """The answer for the present caller."""
        ...


def answer(caller: Caller, question: Hashable) -> Hashable:
    """Answer a question of this module about a caller; never an id, so that one plan serves many callers."""
    match question:
        case "held":
            return caller.viewer.held
        case "anonymous":
            return caller.viewer.is_anonymous
        case "purpose":
            return caller.purpose
        case ("assured", int(level)):
            return caller.viewer.loa >= level
        case _:
            raise LookupError(f"No policy asks {question!r}.")


def visible(
    resource: Resource, sql: Callable[..., S], denied: Callable[[str, str], D]
) -> Callable[[Asking], S | D]:
    """The records that a caller may see: the OR of the scopes held, or a refusal when there is no row."""

    def predicate(shape: Asking) -> S | D:
        rules = _rules(resource, shape)
        if not rules:
            return _refusal(resource, shape, denied)
        return _either(resource, rules, shape.ask(HELD), sql)

    return predicate


def in_full(resource: Resource, sql: Callable[..., S]) -> Callable[[Asking], S]:
    """The records whose personal fields the caller may see."""

    def predicate(shape: Asking) -> S:
        rules = [(role, rule) for role, rule in _rules(resource, shape) if rule.view is View.FULL]
        return _either(resource, rules, shape.ask(HELD), sql)

    return predicate


def _rules(resource: Resource, shape: Asking) -> list[tuple[str, Rule]]:
    roles = {role for role, _ in shape.ask(HELD)} | {"public"}
    return [
        (role, rule)
        for role, rules in resource.rows[READ].items()
        if role in roles
        for rule in rules
        if resource.opens_records(rule) and _is_met(rule, shape)
    ]


def _is_met(rule: Rule, shape: Asking) -> bool:
    purpose = shape.ask(PURPOSE) if rule.purposes else None
    assured = not rule.loa or shape.ask(("assured", rule.loa))
    return bool(assured) and (not rule.purposes or purpose in rule.purposes)


def _refusal(resource: Resource, shape: Asking, denied: Callable[[str, str], D]) -> D:
    if shape.ask(ANONYMOUS):
        return denied("UNAUTHENTICATED", "Log in to read this.")
    rules = [rule for role, found in resource.rows[READ].items() if _plays(role, shape) for rule in found]
    if any(rule.purposes for rule in rules):
        return denied("FORBIDDEN", "Reading this needs a purpose: send the header Bilim-Purpose.")
    if any(rule.view is View.AGGREGATE for rule in rules):
        return denied("FORBIDDEN", "Your role sees totals of this, not single records.")
    return denied("FORBIDDEN", "Your role may not read this.")


def _plays(role: str, shape: Asking) -> bool:
    return any(role == held for held, _ in shape.ask(HELD))


def _either(resource: Resource, rules: list[tuple[str, Rule]], held: Held, sql: Callable[..., S]) -> S:
    conditions: list[str] = []
    parameters: dict[str, Parameter] = {}
    for scope, roles in _scopes(rules, held).items():
        condition = resource.condition(scope)
        if condition == "true":
            return sql("true")
        if condition is not None:
            conditions.append(f"({condition})")
            parameters |= parameters_of(condition, scope, roles)
    return sql(" or ".join(conditions) or "false", **parameters)


def _scopes(rules: list[tuple[str, Rule]], held: Held) -> Mapping[Scope, set[str]]:
    """The scopes in which the caller holds something, widest first, with the roles that give them."""
    found: dict[Scope, set[str]] = {}
    for scope in Scope:
        for role, rule in rules:
            if scope in rule.reachable and (_needs_no_place(rule) or (role, Kind(scope)) in held):
                found.setdefault(scope, set()).add(role)
    return found


def _needs_no_place(rule: Rule) -> bool:
    return is_personal(rule) or rule.scope is Scope.PUBLIC
