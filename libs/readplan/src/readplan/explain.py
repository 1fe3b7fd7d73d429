"""A plan told to people: its statements with what was inserted, PostgreSQL's estimates, the generated code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from readplan.assemble import Plan
from readplan.errors import STATEMENT_ERRORS, Refused
from readplan.lookup import Entities, Lookup
from readplan.paging import Page
from readplan.plan import Rows
from readplan.statement import Static

_ROWS = re.compile(r"rows=(\d+)")


def statements(rows: Rows, caller: object) -> Iterator[str]:
    """List the statements that a level may ask; of a page, the one for its first rows."""
    match rows.statement:
        case Static(text, _):
            yield text
        case Lookup(variants):
            yield from (text for text, _ in variants.values())
        case Entities(variants):
            yield from (variant.text for variant in variants)
        case Page() as page:
            yield page.window({}, caller).text


async def explained(
    plan: Plan, caller: object, connection: Any, asked: Sequence[tuple[object, object]]
) -> str:
    """Describe a plan."""
    lines = ["-- asked about the caller"]
    lines += [f"{question!r}: {answer!r}" for question, answer in asked] or ["nothing"]
    for rows in plan.rows:
        if rows.from_keys:
            lines += ["", f"-- {rows.label}: known by the key, nothing is asked"]
            continue
        for text in statements(rows, caller):
            lines += ["", f"-- {rows.label}: {await _estimate(connection, text)}", text]
    lines += ["", "-- generated", plan.source]
    return "\n".join(lines)


async def _estimate(connection: Any, text: str) -> str:
    try:
        found = await connection.fetch(f"explain (generic_plan) {text}")
    except (*STATEMENT_ERRORS, Refused) as error:
        return f"no estimate: {error}"
    match = _ROWS.search(found[0][0])
    return f"about {match.group(1)} rows" if match else "no estimate"
