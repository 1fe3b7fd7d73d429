"""Where children stand, why, and what would move them: answered from counts, for a queue of any length."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from enrollment.domain.queue import Change, Entry, Kind, Rules
from enrollment.domain.queue.keys import metres_in, shown
from enrollment.domain.queue.queue import Ahead, View
from enrollment.domain.queue.replay import Counts, Moved, changes, own_entries
from enrollment.domain.queue.rules import padded

Fetch = Callable[..., Awaitable[list[Any]]]
"""The rows of a statement: `await fetch(sql, *arguments)`."""

_WHERE = """
select queue.id, queue.last_tier, queue.last_key, queue.admitted, entry.tier, entry.key,
       plan.seats, plan.seats - plan.held as free, rule_pack.rules
from choice
join seat_plan plan on plan.id = choice.seat_plan_id
join queue on queue.id = plan.id
join campaign on campaign.id = plan.campaign_id
join rule_pack on rule_pack.name = campaign.rule_pack_id and rule_pack.version = campaign.rule_pack_version
left join queue_entry entry on entry.queue_id = queue.id and entry.application_id = choice.application_id
where choice.application_id = $1 and ($2::uuid is null or plan.school_id = $2) and ($3::uuid is null or plan.id = $3)
order by choice.rank limit 1
"""
# Others' entries are no viewer's: functions of the owner count them.
_COUNTS = "select tier, size, before, same from queue_counts($1, $2)"
_STEPS = """
select at, kind, rule, is_own, before_tier, before_key, after_tier, after_key from queue_steps($1, $3, $2, -1)
"""


@dataclass(frozen=True, slots=True)
class LastAdmitted:
    """To whom a place was offered last: the tier, what ordered it there, and from how far it would come."""

    tier: int
    key: str
    metres: int | None

    @classmethod
    def of(cls, tier: int | None, key: str) -> "LastAdmitted | None":
        """What a queue remembers of it; None before the first offer."""
        return None if tier is None else cls(tier, shown(key), metres_in(key))


@dataclass(frozen=True, slots=True)
class Position:
    """A child's place in a queue; `tied` are those whom only the draw will tell apart from it."""

    position: int
    tied: int
    seats: int
    free: int
    ahead: tuple[Ahead, ...]
    last_admitted: LastAdmitted | None
    changes: tuple[Change, ...]


class Positions:
    """Reads positions; nobody else's application is looked at, only counted."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch

    async def explain(self, application: UUID, *, school: UUID, since: datetime | None) -> Position | None:
        """Where the child stands at a school, and how it came there; None where it does not stand."""
        found = await self._first(_WHERE, application, school, None)
        if found is None or found["tier"] is None:
            return None
        rules, entry = Rules(found["rules"]), Entry(found["tier"], (found["key"],))
        counted = await self._count(found["id"], rules, entry, entry, found["admitted"])
        sizes = list(counted.counts.sizes)
        sizes[entry.tier] += 1
        view = View(rules, entry, sizes, counted.counts.before, counted.counts.admitted)
        told = () if since is None else await self._changes(found, rules, application, entry, since)
        return Position(
            position=view.position,
            tied=counted.same,
            seats=found["seats"],
            free=found["free"],
            ahead=view.ahead(),
            last_admitted=LastAdmitted.of(found["last_tier"], found["last_key"]),
            changes=tuple(told),
        )

    async def with_claim(self, application: UUID, *, school: UUID, category: str) -> int | None:
        """The position if a claim of this category were verified; None where the child does not stand."""
        found = await self._first(_WHERE, application, school, None)
        if found is None or found["tier"] is None:
            return None
        rules, entry = Rules(found["rules"]), Entry(found["tier"], (found["key"],))
        other = Entry(min(entry.tier, rules.tier([category])), entry.key)
        return await self._position(found, rules, own=entry, entry=other)

    async def at_plan(self, application: UUID, plan: UUID) -> tuple[int, int] | None:
        """The position at a chosen programme and its seats; None where the child does not stand."""
        found = await self._first(_WHERE, application, None, plan)
        if found is None or found["tier"] is None:
            return None
        rules, entry = Rules(found["rules"]), Entry(found["tier"], (found["key"],))
        return await self._position(found, rules, own=entry, entry=entry), found["seats"]

    async def _first(self, statement: str, *given: object) -> Any:
        return next(iter(await self._fetch(statement, *given)), None)

    async def _position(self, found: Any, rules: Rules, *, own: Entry, entry: Entry) -> int:
        counted = await self._count(found["id"], rules, own, entry, found["admitted"])
        sizes = list(counted.counts.sizes)
        sizes[entry.tier] += 1
        return View(rules, entry, sizes, counted.counts.before, counted.counts.admitted).position

    async def _changes(
        self, found: Any, rules: Rules, application: UUID, entry: Entry, since: datetime
    ) -> Sequence[Change]:
        rows = await self._fetch(_STEPS, found["id"], since, application)
        steps = [_moved(dict(row)) for row in rows]
        counts = {}
        for each in own_entries(steps, entry):
            if each is not None and each not in counts:
                counted = await self._count(found["id"], rules, entry, each, found["admitted"])
                counts[each] = counted.counts
        return changes(rules, steps, counts, entry)

    async def _count(
        self, queue: UUID, rules: Rules, own: Entry, seen_from: Entry, admitted: Sequence[int]
    ) -> "_Counted":
        """Counts the others, without the child itself, which stands at `own`."""
        rows = await self._fetch(_COUNTS, queue, seen_from.key[0])
        sizes, before, same = [0] * (rules.everyone_else + 1), 0, 0
        for row in rows:
            sizes[row["tier"]] = row["size"]
            if row["tier"] == seen_from.tier:
                before, same = row["before"], row["same"]
        sizes[own.tier] -= 1
        if own.tier == seen_from.tier:
            before -= own.key < seen_from.key
            same -= own.key == seen_from.key
        return _Counted(Counts(sizes, before, padded(admitted, len(sizes))), same)


@dataclass(frozen=True, slots=True)
class _Counted:
    counts: Counts
    same: int


def _moved(row: Mapping[str, Any]) -> Moved:
    return Moved(
        at=row["at"],
        kind=Kind(row["kind"]),
        rule=row["rule"],
        own=row["is_own"],
        before=_entry(row["before_tier"], row["before_key"]),
        after=_entry(row["after_tier"], row["after_key"]),
    )


def _entry(tier: int | None, key: str | None) -> Entry | None:
    return None if tier is None or key is None else Entry(tier, (key,))
