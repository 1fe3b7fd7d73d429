"""Where an application stands at each of its choices, and what moved it since that was told last: five statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis.schema.following import Fetch
from enrollment.domain.queue import Change, Entry, Kind, Rules
from enrollment.domain.queue.onwards import can_be_followed, onwards
from enrollment.domain.queue.queue import View
from enrollment.domain.queue.replay import Counts, Moved, changes, own_entries
from enrollment.domain.queue.rules import padded

_CHOICES = """
select choice.seat_plan_id, choice.rank, coalesce(queue.version, 0) as version, queue.admitted,
       entry.tier, entry.key, rule_pack.rules
from choice
join seat_plan plan on plan.id = choice.seat_plan_id
join campaign on campaign.id = plan.campaign_id
join rule_pack on rule_pack.name = campaign.rule_pack_id and rule_pack.version = campaign.rule_pack_version
left join queue on queue.id = plan.id
left join queue_entry entry on entry.queue_id = plan.id and entry.application_id = choice.application_id
where choice.application_id = $1 order by choice.rank
"""
# Others' entries are no viewer's: functions of the owner count them.
_STEPS = """
select told.queue_id, at, kind, rule, is_own, before_tier, before_key, after_tier, after_key
from unnest($1::uuid[], $2::bigint[]) as told (queue_id, version)
cross join lateral queue_steps(told.queue_id, $3, '-infinity', told.version) as step
order by told.queue_id, step.version
"""
_COUNTS = """
select own.place, counted.tier, counted.size, counted.before
from unnest($1::uuid[], $2::text[]) with ordinality as own (queue_id, key, place)
cross join lateral queue_counts(own.queue_id, own.key) as counted
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a queue: its version then, and the position; None where the child did not stand."""

    version: int
    position: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """How a choice stands now; `changes` are the steps of the position since it was told as `before`."""

    plan: UUID
    rank: int
    version: int
    position: int | None
    before: int | None = None
    changes: tuple[Change, ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether the position moved, even if it came back."""
        return self.position != self.before or bool(self.changes)


@dataclass(frozen=True, slots=True)
class _Choice:
    plan: UUID
    rank: int
    version: int
    rules: Rules
    admitted: Sequence[int]
    entry: Entry | None
    told: Told | None

    @property
    def is_touched(self) -> bool:
        return self.told is not None and self.told.version < self.version

    def follows(self, steps: Sequence[Moved]) -> bool:
        """Whether its position needs no counting."""
        if self.told is None:
            return False
        stood = (self.told.position is None) == (self.entry is None)
        return not self.is_touched or (stood and can_be_followed(self.rules, steps))


async def standings(fetch: Fetch, application: UUID, told: Mapping[UUID, Told] | None) -> list[Place]:
    """The choices of an application, the most wanted first, after what was told of them."""
    rows = await fetch(_CHOICES, application)
    choices = [_choice(row, (told or {}).get(row["seat_plan_id"])) for row in rows]
    steps = await _steps(fetch, application, [each for each in choices if each.is_touched])
    counts = await _counts(fetch, choices, steps)
    return [_place(each, steps.get(each.plan, []), counts.get(each.plan, {})) for each in choices]


def _choice(row: Mapping[str, Any], told: Told | None) -> _Choice:
    rules = Rules(row["rules"])
    return _Choice(
        plan=row["seat_plan_id"],
        rank=row["rank"],
        version=row["version"],
        rules=rules,
        admitted=padded(row["admitted"], rules.everyone_else + 1),
        entry=_entry(row["tier"], row["key"]),
        told=told,
    )


async def _steps(fetch: Fetch, application: UUID, touched: Sequence[_Choice]) -> dict[UUID, list[Moved]]:
    found: dict[UUID, list[Moved]] = {}
    if touched:
        versions = [each.told.version for each in touched if each.told is not None]
        for row in await fetch(_STEPS, [each.plan for each in touched], versions, application):
            moved = Moved(
                at=row["at"],
                kind=Kind(row["kind"]),
                rule=row["rule"],
                own=row["is_own"],
                before=_entry(row["before_tier"], row["before_key"]),
                after=_entry(row["after_tier"], row["after_key"]),
            )
            found.setdefault(row["queue_id"], []).append(moved)
    return found


async def _counts(
    fetch: Fetch, choices: Sequence[_Choice], steps: Mapping[UUID, Sequence[Moved]]
) -> dict[UUID, dict[Entry, Counts]]:
    """What is counted for each entry that the child has had at the choices that cannot be followed without."""
    wanted = [
        (each, entry)
        for each in choices
        if not each.follows(steps.get(each.plan, ()))
        for entry in {*own_entries(steps.get(each.plan, ()), each.entry), each.entry}
        if entry is not None
    ]
    if not wanted:
        return {}
    queues, keys = [each.plan for each, _ in wanted], [entry.key[0] for _, entry in wanted]
    rows = await fetch(_COUNTS, queues, keys)
    found: dict[UUID, dict[Entry, Counts]] = {}
    for place, (each, entry) in enumerate(wanted, start=1):
        mine = [row for row in rows if row["place"] == place]
        found.setdefault(each.plan, {})[entry] = _counted(mine, each, entry)
    return found


def _counted(rows: Sequence[Any], choice: _Choice, seen_from: Entry) -> Counts:
    """The others, without the child itself."""
    sizes, before = [0] * (choice.rules.everyone_else + 1), 0
    for row in rows:
        sizes[row["tier"]] = row["size"]
        if row["tier"] == seen_from.tier:
            before = row["before"]
    own = choice.entry
    if own is not None:
        sizes[own.tier] -= 1
        before -= own.tier == seen_from.tier and own.key < seen_from.key
    return Counts(sizes, before, choice.admitted)


def _place(choice: _Choice, steps: Sequence[Moved], counts: dict[Entry, Counts]) -> Place:
    before = None if choice.told is None else choice.told.position
    moved: Sequence[Change] = ()
    if not choice.follows(steps):
        position = _position(choice, counts)
        moved = changes(choice.rules, steps, counts, choice.entry)
    elif choice.entry is None or before is None:
        position = None
    else:
        moved = onwards(choice.entry, before, steps)
        position = moved[-1].after if moved else before
    return Place(choice.plan, choice.rank, choice.version, position, before, tuple(moved))


def _position(choice: _Choice, counts: Mapping[Entry, Counts]) -> int | None:
    if choice.entry is None:
        return None
    counted = counts[choice.entry]
    sizes = list(counted.sizes)
    sizes[choice.entry.tier] += 1
    return View(choice.rules, choice.entry, sizes, counted.before, counted.admitted).position


def _entry(tier: int | None, key: str | None) -> Entry | None:
    return None if tier is None or key is None else Entry(tier, (key,))
