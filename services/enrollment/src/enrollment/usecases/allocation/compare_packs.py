"""Two rule packs give places on one frozen input: who gains, and who loses."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from enrollment.domain.admission.ids import RulePackId, RunId
from enrollment.usecases.allocation.ports import AllocationWork, Draw

Compare = Callable[[bytes, bytes, dict[str, Any], dict[str, Any]], Awaitable[dict[str, Any]]]
"""The engine under both packs on one input and one seed, off the event loop."""


@dataclass(frozen=True, slots=True)
class ComparePacks:
    """The run whose frozen input it is, and the two packs."""

    run: RunId
    first: RulePackId
    second: RulePackId


async def compare_packs(
    command: ComparePacks, *, work: AllocationWork, compare: Compare, draw: Draw
) -> dict[str, Any]:
    """Runs both with one seed of its own, so that nothing of the real draw is told before its time."""
    async with work() as unit:
        frozen = await unit.run_files.read(command.run, "INPUT")
        first, second = [await unit.rule_packs.get(pack) for pack in (command.first, command.second)]
        rules = dict(first.rules), dict(second.rules)
    return await compare(frozen, draw(32), *rules)
