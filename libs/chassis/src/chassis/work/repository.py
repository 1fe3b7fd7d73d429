"""Aggregates of one kind: loaded and locked, remembered while the work lasts, written when it ends."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVar, get_args, get_type_hints
from uuid import UUID

from sqlmodel import SQLModel

from chassis.database.pool import Connection
from chassis.database.rows import Row, fetch_rows, save_rows, written_columns


class Aggregate(Protocol):
    """A plain class with an identity and the list of what happened to it."""

    id: Any
    events: list[Any]


@dataclass(frozen=True, slots=True)
class Written:
    """An aggregate that was saved: its kind, the columns that differed from what was there, whether nothing was."""

    kind: str
    id: UUID
    columns: list[str]
    is_new: bool


A = TypeVar("A", bound=Aggregate)


class Repository(Generic[A]):
    """The aggregates kept in one table, one row each.

    An aggregate's attributes bear the names of the columns. `missing` makes the refusal for an id that is not there.
    `is_copy`: what another service owns is only looked at, so it is not locked; else all who enrol in one school would
    take turns.
    """

    def __init__(
        self,
        connection: Connection,
        aggregate: type[A],
        model: type[SQLModel],
        *,
        missing: Callable[[Any], Exception],
        is_copy: bool = False,
    ) -> None:
        self._connection = connection
        self._aggregate = aggregate
        self._model = model
        self._missing = missing
        self._lock = not is_copy
        self._known: dict[Any, A] = {}
        self._stored: dict[Any, dict[str, Any]] = {}
        self._written: dict[Any, set[str]] = {}
        self._made: set[Any] = set()

    async def get(self, id: UUID) -> A:
        """The aggregate, locked until the work ends; refused as missing when there is none."""
        found = await self.find(id=id)
        if found is None:
            raise self._missing(id)
        return found

    async def find(self, **key: Any) -> A | None:
        """The one aggregate with these column values, locked, or None."""
        found = await (self._find_by_id(key["id"]) if key.keys() == {"id"} else self.find_all(**key))
        return found[0] if found else None

    async def find_all(self, **key: Any) -> list[A]:
        """The aggregates with these column values, locked, in the order of their ids; unsaved ones are saved first."""
        await self.flush()
        return await self._read(**key)

    async def _find_by_id(self, id: UUID) -> list[A]:
        # What is known is not asked for, and nothing that is not saved yet can hide behind an id that is not known.
        return [self._known[id]] if id in self._known else await self._read(id=id)

    def add(self, aggregate: A) -> None:
        """Takes in a new aggregate; it is written when the work ends."""
        self._known[aggregate.id] = aggregate

    def unsaved(self) -> list[A]:
        """The new aggregates that are not written yet: of them a refused write is."""
        return [known for key, known in self._known.items() if key not in self._stored]

    async def flush(self) -> None:
        """Writes what is new or changed."""
        rows = {known.id: columns_of(known, self._model) for known in self._known.values()}
        changed = {key: row for key, row in rows.items() if self._stored.get(key) != row}
        await save_rows(self._connection, self._model, list(changed.values()))
        self._note_written(changed)

    def _note_written(self, changed: dict[Any, Row]) -> None:
        """Remembers what was saved, and in which columns it differed."""
        for key, row in changed.items():
            if key not in self._stored:
                self._made.add(key)
            before = self._stored.get(key, {})
            differing = {name for name, value in row.items() if name not in before or before[name] != value}
            self._written.setdefault(key, set()).update(differing)
        self._stored |= changed

    def written(self) -> list[Written]:
        """Which aggregates this unit has saved, and which of their columns differed; copies of others' are not told."""
        if not self._lock:
            return []
        return [
            Written(self._aggregate.__name__, key, sorted(names), key in self._made)
            for key, names in self._written.items()
        ]

    def take_events(self) -> list[Any]:
        """What happened to the aggregates since the last time this was asked."""
        events = [event for aggregate in self._known.values() for event in aggregate.events]
        for aggregate in self._known.values():
            aggregate.events.clear()
        return events

    async def _read(self, **key: Any) -> list[A]:
        rows = await fetch_rows(self._connection, self._model, lock=self._lock, **key)
        return [self._remember(row) for row in rows]

    def _remember(self, row: Row) -> A:
        if row["id"] not in self._known:
            self._stored[row["id"]] = row
            self._known[row["id"]] = self._aggregate(**_in_words(row, self._aggregate))
        return self._known[row["id"]]


def columns_of(aggregate: object, model: type[SQLModel]) -> Row:
    """The values of an aggregate as the columns of its table, copied so that a later change is seen as one."""
    return {name: copy(getattr(aggregate, name)) for name in written_columns(model)}


def _in_words(row: Row, aggregate: type[Any]) -> Row:
    """The row with the enums that the aggregate declares, and with copies of what can be changed in place."""
    words = _words_of(aggregate)  # type: ignore[arg-type]
    return {
        name: words[name](value) if name in words and value is not None else copy(value)
        for name, value in row.items()
    }


@lru_cache(maxsize=256)
def _words_of(aggregate: type[Any]) -> dict[str, type[StrEnum]]:
    found: dict[str, type[StrEnum]] = {}
    for name, declared in get_type_hints(aggregate).items():
        for kind in get_args(declared) or (declared,):
            if isinstance(kind, type) and issubclass(kind, StrEnum):
                found[name] = kind
    return found
