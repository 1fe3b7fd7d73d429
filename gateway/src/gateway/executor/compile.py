"""Turns a plan into one function: each kind of node becomes a closure over what it needs."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gateway.executor.entities import Ask, EntityFetch
from gateway.executor.fetch import RootFetch
from gateway.executor.run import Run
from gateway.executor.types import Types

Step = Callable[[Run], Awaitable[None]]


class UnknownNode(Exception):
    """The planner emitted a node that this executor does not know."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A compiled plan. `only` is its fetch when it has a single one; `subscription` what opens its stream."""

    run: Step
    only: RootFetch | None = None
    subscription: RootFetch | None = None


async def nothing(run: Run) -> None:
    """A plan without fetches: all that was asked for is known already."""


def compile_plan(plan: dict[str, Any], types: Types) -> Plan:
    """Compiles a plan as the planner wrote it."""
    node = plan.get("node")
    if node is None:
        return Plan(nothing)
    if node["kind"] == "Fetch":
        fetch = RootFetch(node, types)
        return Plan(fetch, only=fetch)
    primary, rest = _split_subscription(node)
    if primary is not None:
        return Plan(_compile(rest, types) if rest else nothing, subscription=RootFetch(primary, types))
    return Plan(_compile(node, types))


def _split_subscription(node: dict[str, Any]) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    if node["kind"] == "Subscription":
        return node["primary"], None
    if node["kind"] == "Sequence" and node["nodes"][0]["kind"] == "Subscription":
        return node["nodes"][0]["primary"], {"kind": "Sequence", "nodes": node["nodes"][1:]}
    return None, None


def _compile(node: dict[str, Any], types: Types) -> Step:
    compiler = _COMPILERS.get(node["kind"])
    if compiler is None:
        raise UnknownNode(f"The plan has a {node['kind']} node, which this gateway does not know.")
    return compiler(node, types)


def _sequence(node: dict[str, Any], types: Types) -> Step:
    steps = [_compile(inner, types) for inner in node["nodes"]]

    async def run_in_order(run: Run) -> None:
        for step in steps:
            await step(run)

    return run_in_order


def _parallel(node: dict[str, Any], types: Types) -> Step:
    steps = [_compile(inner, types) for inner in node["nodes"]]

    async def run_together(run: Run) -> None:
        await asyncio.gather(*(step(run) for step in steps))

    return run_together


def _flatten(node: dict[str, Any], types: Types) -> Step:
    inner = node["node"]
    if inner["kind"] != "Fetch" or "requires" not in inner:
        raise UnknownNode(f"The plan flattens a {inner['kind']} node, which this gateway does not know.")
    ask = Ask(inner, [node["path"]], "_entities", types)
    return _entity_fetch(inner, {"representations": ask}, types)


def _batch_fetch(node: dict[str, Any], types: Types) -> Step:
    asks = {
        alias["representationsVariableName"]: Ask(alias, alias["paths"], alias["alias"], types)
        for alias in node["entityBatch"]["aliases"]
    }
    return _entity_fetch(node, asks, types)


def _entity_fetch(node: dict[str, Any], asks: dict[str, Ask], types: Types) -> Step:
    usages: Sequence[str] = node.get("variableUsages", ())
    return EntityFetch(node["serviceName"], node["operation"], usages, asks, types)


def _condition(node: dict[str, Any], types: Types) -> Step:
    name = node["condition"]
    when_true = _optional(node.get("ifClause"), types)
    when_false = _optional(node.get("elseClause"), types)

    async def choose(run: Run) -> None:
        await (when_true if run.flags.get(name) else when_false)(run)

    return choose


def _defer(node: dict[str, Any], types: Types) -> Step:
    """Deferred parts are answered with the rest: a client may ask for pieces, it need not get them."""
    parts = [_optional(node["primary"].get("node"), types)]
    parts += [_optional(deferred.get("node"), types) for deferred in node["deferred"]]

    async def run_all(run: Run) -> None:
        for part in parts:
            await part(run)

    return run_all


def _optional(node: dict[str, Any] | None, types: Types) -> Step:
    return nothing if node is None else _compile(node, types)


_COMPILERS: dict[str, Callable[[dict[str, Any], Types], Step]] = {
    "Fetch": RootFetch,
    "BatchFetch": _batch_fetch,
    "Sequence": _sequence,
    "Parallel": _parallel,
    "Flatten": _flatten,
    "Condition": _condition,
    "Defer": _defer,
}
